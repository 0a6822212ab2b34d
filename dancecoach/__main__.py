"""``python -m dancecoach``: the same as the command ``dancecoach``."""

import sys

from dancecoach.cli import main

if __name__ == "__main__":
    sys.exit(main())
