"""A backup takes the place of a library; what was there is kept beside, and nothing is ever there only by half.

::

    restored/                       the backup, unpacked and checked
    restored.json                   from now on it is to take the library's place: written last
    before-restore-20261122-181502/ what was there: a library like any other

All that is left to do then is to rename, which `finish_restore` does before the library is next opened. A program that
is killed in the middle leaves the rest to the next one.
"""

import contextlib
import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

from dancecoach.errors import OutputError
from dancecoach.files import free_path, make_folder, output_error, write_text
from dancecoach.i18n import _
from dancecoach.library.catalogue.database import FILE, LOCK
from dancecoach.library.folders import FOLDERS
from dancecoach.notes.lock import FileLock

BEFORE: Final = "before-restore-"
"""How the folder's name begins in which is kept what was there."""

_STAGE, _ASKED = "restored", "restored.json"
_PARTS: Final = (f"{FILE}-wal", f"{FILE}-shm", FILE, *FOLDERS, "damaged", "news", "last-backup.json")
"""The log goes before the database: a database without its log would lack what was written last."""


def ask_for_restore(folder: Path, unpacked: Path) -> Path:
    """Let a backup take the library's place before it is next opened; where what is there now will be kept.

    Args:
        folder: the library's.
        unpacked: a folder in it, made by `care.backup.unpack`.

    Raises:
        OutputError: it cannot be written.
    """
    stage = folder / _STAGE
    try:
        (folder / _ASKED).unlink(missing_ok=True)  # of one that nobody waits for any more
        shutil.rmtree(stage, ignore_errors=True)
        unpacked.chmod(0o755)
        unpacked.replace(stage)
    except OSError as error:
        raise output_error(stage, error) from error
    before = free_path(folder, f"{BEFORE}{datetime.now().astimezone():%Y%m%d-%H%M%S}").name
    _write(folder, before, moved=False)
    return folder / before


def restore_is_asked_for(folder: Path) -> bool:
    """Whether a backup waits to take the library's place."""
    return (folder / _ASKED).is_file()


def finish_restore(folder: Path) -> Path | None:
    """Put a backup in the place of the library, if somebody asked for it and nobody has the library open.

    Returns:
        Where what was there is kept; None where there was nothing to do.

    Raises:
        OutputError: a file cannot be moved.
    """
    if not restore_is_asked_for(folder):
        return None
    with contextlib.suppress(BlockingIOError):
        lock = FileLock(folder / LOCK)
        try:
            return _finish(folder)
        finally:
            lock.release()
    return None


def libraries_kept(folder: Path) -> list[Path]:
    """The folders in which is kept what was there before a restore, the oldest first."""
    return sorted(path for path in folder.glob(f"{BEFORE}*") if path.is_dir())


def _finish(folder: Path) -> Path | None:
    try:
        asked = json.loads((folder / _ASKED).read_text("utf-8"))
        before, moved = folder / str(asked["before"]), bool(asked["moved"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # nothing was moved yet, or it is done
    if not moved:
        make_folder(before)
        for part in _PARTS:
            _move(folder / part, before / part)
        _write(folder, before.name, moved=True)
    for part in _PARTS:
        _move(folder / _STAGE / part, folder / part)
    with contextlib.suppress(OSError):
        (folder / _STAGE).rmdir()
    (folder / _ASKED).unlink(missing_ok=True)
    return before


def _write(folder: Path, before: str, *, moved: bool) -> None:
    write_text(folder / _ASKED, json.dumps({"before": before, "moved": moved}) + "\n")


def _move(path: Path, to: Path) -> None:
    if not path.exists():
        return
    try:
        path.replace(to)
    except OSError as error:
        raise OutputError(
            _("cannot be moved ({})").format(error.strerror or error),
            subject=path,
            remedy=_("close what has it open, and start again"),
        ) from error
