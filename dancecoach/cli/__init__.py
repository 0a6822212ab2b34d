"""The terminal: the same pipeline without a window, and the door to the window.

Exit codes: 0 done · 1 something on this computer is in the way (disk, engine, display) · 2 a wrong call · 3 an input
could not be used, the others were done · 130 stopped with Ctrl+C.

Nothing heavy is imported here: ``dancecoach --help`` answers at once, and worker processes import this module too.
"""

import contextlib
import multiprocessing
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give back the exit code.

    Args:
        arguments: what follows the program's name; None takes it from the process.
    """
    multiprocessing.freeze_support()
    _print_any_name()
    from dancecoach.cli.app import run

    return run(list(sys.argv[1:] if arguments is None else arguments))


def window() -> int:
    """The desktop's entry: a clip dropped onto the icon, or nothing."""
    return main(["open", *sys.argv[1:]])


def _print_any_name() -> None:
    """Let file names be printed that the terminal's character set lacks, with marks for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):  # no stream (a desktop start), or one of a test
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
