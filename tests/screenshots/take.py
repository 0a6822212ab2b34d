"""Puts the real window into every state there is to look at, and keeps a small picture of each.

``python tests/screenshots/take.py FOLDER [--large FOLDER] [NAMES ...]`` on a screen of its own (``xvfb-run``);
``python packaging/dev.py screenshots`` renews the pictures in the repository. Nothing is guessed in them: the clip is
the drawn demo with its exact truth instead of the engine, the camera a single picture of it.
"""

import argparse
import json
import sys
from pathlib import Path

from desk import Desk
from lesson_states import LESSON
from library_states import LIBRARY
from live_states import LIVE
from practice_states import PRACTICE
from review_states import REVIEW
from window_states import WINDOW

STATES = {**REVIEW, **WINDOW, **LIVE, **PRACTICE, **LIBRARY, **LESSON}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--large", type=Path, help="keep them as large as the window too, to be looked at")
    parser.add_argument("names", nargs="*", help="only these")
    chosen = parser.parse_args(arguments)
    desk = Desk(chosen.folder, chosen.large)
    for name, state in STATES.items():
        state(desk)  # also those that are not wanted: each state goes on from the one before
        if not chosen.names or name in chosen.names:
            desk.shoot(name)
        desk.tidy()
    pages = sorted(desk.window.pages)
    desk.close()
    (chosen.folder / "machine.json").write_text(json.dumps({"font": desk.font, "pages": pages}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
