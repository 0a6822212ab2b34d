"""A whole library in one file, and back.

::

    dancecoach-backup.zip
      manifest.json       schema dancecoach.backup/1: when, how many clips, and the SHA-256 of every file
      library.sqlite      the database as it was at one moment
      media/ pictures/ analyses/ notes/ counts/ takes/ lessons/

The file can be opened with any ZIP program too: the films are in it under their names. When the last one was written,
and where, stands in ``last-backup.json`` of the library's folder.
"""

import json
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import attrs

from dancecoach.errors import ArchiveError, OutputError
from dancecoach.files import make_folder, output_error, sha256_of, write_text
from dancecoach.i18n import _
from dancecoach.library.archive import Archive, Limits, is_safe_name, write_archive
from dancecoach.library.catalogue.database import FILE
from dancecoach.library.library import Library
from dancecoach.library.media import MEDIA, PICTURES
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress

SCHEMA: Final = "dancecoach.backup/1"
_MANIFEST: Final = "manifest.json"
FOLDERS: Final = (MEDIA, PICTURES, "analyses", "notes", "counts", "takes", "lessons")
"""What of a library's folder goes into a backup, besides its database."""

UNPACKING: Final = ".restoring-"
"""How a folder's name begins that is being unpacked."""

_LAST: Final = "last-backup.json"
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


def back_up(
    library: Library,
    path: Path,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Write all of a library into one file; how many clips' files are linked, and so not in it.

    Args:
        library: open; others may go on using it.
        path: written atomically.
        progress: told in files, while they are read for their hashes.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set.
        OutputError: it cannot be written.
    """
    cancel = cancel or CancelToken()
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=library.folder) as folder:
        database = Path(folder) / FILE
        library.database.back_up(database)
        contents: dict[str, Path] = {FILE: database, **_files(library.folder)}
        hashes = {}
        for done, (name, file) in enumerate(contents.items()):
            cancel.check()
            progress(Progress(_("reading"), done, len(contents)))
            hashes[name] = sha256_of(file)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = {"schema": SCHEMA, "made_at": now, "clips": library.clips.count(), "files": hashes}
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        progress(Progress(_("writing"), 0))
        write_archive(path, {_MANIFEST: text.encode(), **contents}, cancel)
    write_text(library.folder / _LAST, json.dumps({"made_at": now, "path": str(path.absolute())}) + "\n")
    return _linked(library)


def last_backup(folder: Path) -> tuple[datetime, Path] | None:
    """When a library was last backed up, and into which file; None where it never was, or nobody knows.

    The file may have been moved since.
    """
    try:
        said = json.loads((folder / _LAST).read_text("utf-8"))
        return datetime.fromisoformat(said["made_at"]), Path(said["path"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_backup(path: Path) -> BackupFacts:
    """What a backup says of itself; its files are not read.

    Raises:
        ArchiveError: the file is damaged or no backup.
    """
    with Archive(path, _LIMITS, _belongs) as archive:
        content, hashes = _manifest(archive, path)
        size = sum(archive.size(name) for name in hashes)
    try:
        made_at, clips = datetime.fromisoformat(content["made_at"]), content.get("clips")
    except (KeyError, TypeError, ValueError) as error:
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
        ArchiveError: the file is damaged or no backup.
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
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
    return temporary


def _check_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + _SPARE_BYTES:
        text = _("the disk has {free:.1f} GB free, and {size:.1f} GB are needed")
        raise OutputError(
            text.format(free=free / 1e9, size=size / 1e9),
            subject=folder,
            remedy=_("free some space or choose another folder"),
        )


def _files(folder: Path) -> dict[str, Path]:
    """Name in the archive to file."""
    found = {}
    for part in FOLDERS:
        for file in sorted((folder / part).rglob("*")):
            name = file.relative_to(folder).as_posix()
            if file.is_file() and file.name not in _LEFT_OUT and is_safe_name(name):
                found[name] = file
    return found


def _linked(library: Library) -> int:
    with library.database.look() as connection:
        query = "SELECT count(*) FROM clip WHERE storage = 'linked'"
        return int(connection.exec_driver_sql(query).scalar_one())


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
