"""Who has a library open: written beside its lock, so that whoever comes second can be told whom to close.

The lock alone decides; this file may be old, or missing.
"""

import contextlib
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from dancecoach.errors import OutputError
from dancecoach.files import write_text
from dancecoach.i18n import _
from dancecoach.processes import is_running

HOLDER = "library.opened-by"
_LONGEST_WORD = 20


def note_holder(folder: Path) -> None:
    """This program has a library open; to be called with its lock."""
    said = {"process": os.getpid(), "program": _program(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
    with contextlib.suppress(OutputError):
        write_text(folder / HOLDER, json.dumps(said) + "\n")


def forget_holder(folder: Path) -> None:
    """Nobody has it open any more; to be called with its lock."""
    with contextlib.suppress(OSError):
        (folder / HOLDER).unlink()


def busy_words(folder: Path) -> str:
    """What is in the way where somebody has a library open, with who it is as far as that is known."""
    usual = _("another window or program has this library open")
    try:
        said = json.loads((folder / HOLDER).read_text("utf-8"))
        number, program = int(said["process"]), str(said["program"])
        since = datetime.fromisoformat(said["since"]).astimezone()
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return usual
    if number == os.getpid() or not is_running(number):
        return usual
    text = _("another program has this library open: {program}, process {number}, since {time}")
    return text.format(program=program, number=number, time=f"{since:%Y-%m-%d %H:%M}")


def _program() -> str:
    """What this program was called as, such as "dancecoach import"; a file it was called with says nothing."""
    words = [word for word in sys.argv[1:2] if word.isalpha() and len(word) <= _LONGEST_WORD]
    return " ".join(["dancecoach", *words])
