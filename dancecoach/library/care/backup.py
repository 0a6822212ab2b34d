"""A whole library in one file, and back.

::

    dancecoach-backup.zip
      manifest.json       schema dancecoach.backup/1: when, how many clips, and the SHA-256 of every file
      library.sqlite      the database as it was at one moment
      media/ pictures/ analyses/ notes/ counts/ takes/ lessons/

The file can be opened with any ZIP program too: the films are in it under their names. When the last one was written,
and where, stands in ``last-backup.json`` of the library's folder.
"""

import contextlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import attrs

from dancecoach.errors import ArchiveError, OutputError
from dancecoach.files import make_folder, output_error
from dancecoach.i18n import _, ngettext
from dancecoach.library.archive.checks import is_safe_name
from dancecoach.library.archive.reading import Archive, Limits
from dancecoach.library.archive.writing import write_archive
from dancecoach.library.care.known_backups import known_backups, note_backup
from dancecoach.library.care.version import check_version
from dancecoach.library.catalogue.database import FILE
from dancecoach.library.folders import FOLDERS
from dancecoach.library.library import Library
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress

SCHEMA: Final = "dancecoach.backup/1"
_MANIFEST: Final = "manifest.json"

UNPACKING: Final = ".restoring-"
"""How a folder's name begins that is being unpacked."""

_LEFT_OUT: Final = {"index.sqlite", "index.sqlite-wal", "index.sqlite-shm"}
_LIMITS: Final = Limits(files=2_000_000, bytes_of_one=1 << 40, bytes_of_all=1 << 44)
_MOST_MANIFEST: Final = 1 << 29
_SPARE_BYTES: Final = 64 << 20
"""Room that is left on the disk."""


@attrs.frozen
class BackupFacts:
    """What a backup says of itself.

    Attributes:
        path: the file.
        made_at: when it was written.
        files: how many are in it.
        size_bytes: of all of them.
        clips: how many the library had; None where the file is older than this count.
    """

    path: Path
    made_at: datetime
    files: int
    size_bytes: int
    clips: int | None = None


@attrs.frozen
class BackedUp:
    """What came of a backup.

    Attributes:
        linked: how many clips are linked: their files are not in it.
        left_out: files that are not in it, because their names could not be unpacked on every system.
    """

    linked: int
    left_out: tuple[Path, ...] = ()

    def words(self) -> list[str]:
        """What is not in it, a sentence each."""
        said = []
        if self.linked:
            text = ngettext(
                "{} clip is linked, not copied: its film is not in the backup.",
                "{} clips are linked, not copied: their films are not in the backup.",
                self.linked,
            )
            said.append(text.format(self.linked))
        text = _("{} is not in the backup, because not every computer can write a file of this name; copy it by hand.")
        return [*said, *(text.format(file) for file in self.left_out)]


def back_up(
    library: Library,
    path: Path,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> BackedUp:
    """Write all of a library into one file.

    Every file is as it is in the moment in which it is written, so that others may go on: clips may come in, and what
    is kept of them may change.

    Args:
        library: open; others may go on using it.
        path: written atomically; the copy of the database lies beside it meanwhile.
        progress: told in files.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set.
        InputError: a file of the library cannot be read.
        OutputError: it cannot be written.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with _folder_beside(path) as folder:
        database = folder / FILE
        library.database.back_up(database)
        clips, linked = _counted(database)
        files, left_out = _files(library.folder)
        contents: dict[str, bytes | Path] = {FILE: database, **files}

        def manifest(hashes: Mapping[str, str]) -> tuple[str, bytes]:
            content = {"schema": SCHEMA, "made_at": now, "clips": clips, "files": dict(hashes)}
            return _MANIFEST, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()

        def told(done: int) -> None:
            progress(Progress(_("writing"), done, len(contents)))

        write_archive(path, contents, cancel, last=manifest, told=told)
    with contextlib.suppress(OutputError):  # the backup is whole all the same where the library's disk is full
        note_backup(library.folder, now, path)
    return BackedUp(linked, left_out)


def last_backup(folder: Path) -> tuple[datetime, Path] | None:
    """When a library was last backed up, and into which file; None where it never was, or nobody knows.

    The file may have been moved since.
    """
    return next(iter(known_backups(folder)), None)


def read_backup(path: Path) -> BackupFacts:
    """What a backup says of itself; its files are not read.

    Raises:
        ArchiveError: the file is damaged or no backup.
    """
    with Archive(path, _LIMITS, _belongs) as archive:
        content, hashes = _manifest(archive, path)
        size = sum(archive.size(name) for name in hashes)
    try:
        made_at, clips = datetime.fromisoformat(content["made_at"]).astimezone(), content.get("clips")
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise _no_backup(path) from error
    return BackupFacts(path, made_at, len(hashes), size, clips if isinstance(clips, int) else None)


def restore(
    path: Path, folder: Path, *, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
) -> None:
    """Make a library of a backup.

    Args:
        path: written by `back_up`.
        folder: of the new library; it must not be there, or be empty.
        progress: told in files.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set; the folder is as it was.
        ArchiveError: the file is damaged or no backup.
        OutputError: something lies in the folder, or it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(_("something lies there already"), subject=folder, remedy=_("choose an empty folder"))
    make_folder(folder.absolute().parent)
    temporary = unpack(path, folder.absolute().parent, progress, cancel)
    try:
        _put_in_place(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def unpack(path: Path, beside: Path, progress: ProgressCallback, cancel: CancelToken | None = None) -> Path:
    """Unpack a backup into a new folder, and check every file of it.

    Args:
        path: written by `back_up`.
        beside: where the folder is made.
        progress: told in files.
        cancel: asks to stop.

    Returns:
        The folder; where something goes wrong there is none.

    Raises:
        Cancelled: the token was set.
        ArchiveError: the file is damaged, no backup, or of a newer version of the program.
        OutputError: it cannot be written, or there is not enough room.
    """
    with Archive(path, _LIMITS, _belongs) as archive:
        hashes = _manifest(archive, path)[1]
        _check_room(beside, sum(archive.size(name) for name in hashes))
        temporary = Path(tempfile.mkdtemp(prefix=UNPACKING, dir=beside))
        try:
            for done, (name, sha256) in enumerate(hashes.items()):
                progress(Progress(_("unpacking"), done, len(hashes)))
                target = temporary / name
                make_folder(target.parent)
                if archive.extract(name, target, cancel) != sha256:
                    raise _no_backup(path)
            check_version(path, temporary / FILE)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
    return temporary


def _check_room(folder: Path, size: int) -> None:
    free, needed = shutil.disk_usage(folder).free, size + _SPARE_BYTES
    if free < needed:
        text = _("the disk has {free} MB free, and {needed} MB are needed")
        raise OutputError(
            text.format(free=free // 1_000_000, needed=-(-needed // 1_000_000)),
            subject=folder,
            remedy=_("free some space or choose another folder"),
        )


@contextlib.contextmanager
def _folder_beside(path: Path) -> Iterator[Path]:
    """A folder on the disk that the backup goes to: that of the library may be full."""
    try:
        folder = tempfile.TemporaryDirectory(prefix=".backup-", dir=path.absolute().parent)
    except OSError as error:
        raise output_error(path, error) from error
    with folder as name:
        yield Path(name)


def _files(folder: Path) -> tuple[dict[str, Path], tuple[Path, ...]]:
    """Name in the archive to file, and files that cannot be in it; what begins with a dot is only half there."""
    found, left_out = {}, []
    for part in FOLDERS:
        for file in sorted((folder / part).rglob("*")):
            inner = file.relative_to(folder)
            if file.name in _LEFT_OUT or any(name.startswith(".") for name in inner.parts) or not file.is_file():
                continue
            if is_safe_name(inner.as_posix()):
                found[inner.as_posix()] = file
            else:
                left_out.append(file)
    return found, tuple(left_out)


def _counted(database: Path) -> tuple[int, int]:
    """Clips in a copy of the database, and how many of them are linked."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        query = "SELECT count(*), coalesce(sum(storage = 'linked'), 0) FROM clip"
        clips, linked = connection.execute(query).fetchone()
    return int(clips), int(linked)


def _belongs(name: str) -> bool:
    return name in (_MANIFEST, FILE) or name.split("/", 1)[0] in FOLDERS


def _manifest(archive: Archive, path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """All of the manifest, and of it the hashes of the files."""
    try:
        manifest = json.loads(archive.read(_MANIFEST, _MOST_MANIFEST))
        hashes = manifest["files"]
        fits = manifest["schema"] == SCHEMA and set(hashes) == set(archive.names) - {_MANIFEST} and FILE in hashes
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _no_backup(path) from error
    if not fits or not all(isinstance(value, str) for value in hashes.values()):
        raise _no_backup(path)
    return manifest, dict(hashes)


def _put_in_place(temporary: Path, folder: Path) -> None:
    try:
        if folder.exists():
            folder.rmdir()
        temporary.chmod(0o755)
        temporary.replace(folder)
    except OSError as error:
        raise output_error(folder, error) from error


def _no_backup(path: Path) -> ArchiveError:
    return ArchiveError(_("is damaged or no backup"), subject=path, remedy=_("choose another one"))
