"""A lesson is opened by the window that has its library: whoever starts later asks that window by a small file.

::

    lessons/.window.lock            held by the window, and given back however it ends
            .open-5f3a....json      "please open this lesson"; the window takes it away, and opens it

One that nobody takes within some seconds is taken back: the window may be stuck.
"""

import contextlib
import json
import secrets
import time
from pathlib import Path
from typing import Final

from dancecoach.errors import OutputError
from dancecoach.files import make_folder, write_text
from dancecoach.library.folders import is_usual
from dancecoach.library.lesson.shelf import FOLDER
from dancecoach.notes.lock import FileLock

SUFFIX: Final = ".dclesson"

_LOCK, _ASK = ".window.lock", ".open-"
_PATIENCE_S, _LOOK_S = 5.0, 0.05
_FORGOTTEN_S = 60.0
"""Nobody waits any more for what was asked so long ago."""


def listen(library: Path) -> FileLock | None:
    """Be the window that is asked, until the lock is given back; None where another one is, or nothing can be written.

    Args:
        library: its folder.
    """
    if not library.is_dir() and not is_usual(library):
        return None  # on a drive that is not there; nothing is made in its place
    try:
        return FileLock(make_folder(library / FOLDER) / _LOCK)
    except (BlockingIOError, OutputError):
        return None


def ask(library: Path, lesson: Path, patience_s: float = _PATIENCE_S) -> bool:
    """Let the window that has a library open a lesson file.

    Args:
        library: its folder.
        lesson: the file.
        patience_s: how long to wait for it, seconds.

    Returns:
        Whether a window has taken it; False where there is none, or it does not answer.
    """
    if lesson.suffix.lower() != SUFFIX or not _is_open(library):
        return False
    asked = library / FOLDER / f"{_ASK}{secrets.token_hex(8)}.json"
    try:
        write_text(asked, json.dumps({"open": str(lesson.absolute())}) + "\n")
    except OutputError:
        return False
    until = time.monotonic() + patience_s
    while asked.exists():
        if time.monotonic() > until:
            return not _take_away(asked)
        time.sleep(_LOOK_S)
    return True


def asked(library: Path) -> list[Path]:
    """The lesson files that others ask to open, the oldest first; each is told once."""
    found = []
    for file in sorted((library / FOLDER).glob(f"{_ASK}*.json"), key=_age_s, reverse=True):
        lesson, age_s = _read(file), _age_s(file)
        if _take_away(file) and lesson is not None and age_s < _FORGOTTEN_S:
            found.append(lesson)
    return found


def _is_open(library: Path) -> bool:
    path = library / FOLDER / _LOCK
    if not path.exists():
        return False
    try:
        FileLock(path).release()
    except BlockingIOError:
        return True
    except OutputError:
        return False
    return False


def _read(file: Path) -> Path | None:
    try:
        lesson = Path(json.loads(file.read_text("utf-8"))["open"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return lesson if lesson.suffix.lower() == SUFFIX else None


def _age_s(file: Path) -> float:
    with contextlib.suppress(OSError):
        return time.time() - file.stat().st_mtime
    return 0.0


def _take_away(file: Path) -> bool:
    """Whether it was still there: the one who takes it away may act upon it."""
    try:
        file.unlink()
    except OSError:
        return False
    return True
