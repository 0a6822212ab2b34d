"""Files that are whole or not there: atomic writes, names that nothing has yet, and content hashes."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from dancecoach.errors import InputError, OutputError
from dancecoach.i18n import _

_REMEDIES = {
    errno.ENOENT: ("its folder is not there", "make it, or choose another folder"),
    errno.ENOSPC: ("the disk is full", "free some space or choose another folder"),
    errno.EDQUOT: ("the disk quota is used up", "free some space or choose another folder"),
    errno.EACCES: ("there is no permission to write there", "choose a folder that you may write to"),
    errno.EPERM: ("there is no permission to write there", "choose a folder that you may write to"),
    errno.EROFS: ("the disk is read-only", "choose another folder"),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "choose another folder"),
    errno.EEXIST: ("a file stands where a folder is needed", "choose another folder"),
    errno.EISDIR: ("a folder stands where the file should go", "choose another name"),
    errno.ENAMETOOLONG: ("the name is too long for this disk", "choose a shorter name"),
    errno.EFBIG: ("the file is too large for this disk", "choose another disk"),
}


def output_error(path: Path, error: OSError) -> OutputError:
    """The sentence for a failed write to ``path``."""
    problem, remedy = _REMEDIES.get(error.errno or 0, ("cannot be written ({})", "choose another folder"))
    return OutputError(_(problem).format(error.strerror or error), subject=path, remedy=_(remedy))


def input_error(path: Path, error: OSError) -> InputError:
    """The sentence for a failed read of ``path``."""
    problem = _("cannot be read ({})").format(error.strerror or error)
    return InputError(problem, subject=path, remedy=_("check that it exists and may be read"))


def make_folder(path: Path) -> Path:
    """Make ``path`` and its parents where missing.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(path, error) from error
    return path


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path`` that becomes it when the block ends well, and vanishes when it does not.

    The temporary name keeps the suffix, so that writers which choose a format by it still work. The data are
    flushed to the disk before the rename: after a crash the old or the new file is there, never half of one.

    Raises:
        OutputError: the folder is missing, full or not writable (also for an `OSError` from inside the block).
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}.", suffix=f".part{path.suffix}", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise output_error(path, error) from error
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        # mkstemp makes files private; a result gets the permissions any new file would get.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise output_error(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def readable(text: Path | str) -> str:
    """Text, or a path, that every file and database takes, with marks for what is no text.

    Names of files may hold any bytes on Linux, and some keyboards let half of a letter through: neither is Unicode.
    """
    return str(text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text atomically, with Unix line ends on every system; what is no text becomes marks (`readable`).

    Raises:
        OutputError: it cannot be written.
    """
    try:
        content = text.encode()
    except UnicodeEncodeError:
        content = readable(text).encode()
    write_bytes(path, content)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file atomically.

    Raises:
        OutputError: it cannot be written.
    """
    with atomic_path(path) as temporary:
        temporary.write_bytes(content)


def delete_file(path: Path) -> None:
    """Delete a file; nothing happens where there is none.

    Raises:
        OutputError: it cannot be deleted.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise output_error(path, error) from error


def is_there(path: Path) -> bool:
    """Whether there is a file or folder; what may not be looked at is not there."""
    return os.path.exists(path)  # noqa: PTH110  (the method raises where a folder may not be entered)


def free_path(
    folder: Path,
    stem: str,
    ending: str = "",
    *,
    mark: str = "-{}",
    taken: Callable[[Path], bool] = os.path.lexists,
) -> Path:
    """The first path in a folder that nothing has: ``STEM.mp4``, ``STEM-2.mp4``, ``STEM-3.mp4``, ...

    Nothing is made, so that it is free only as long as nobody else makes it.

    Args:
        folder: which need not be there.
        stem: of the name; its dots are no ending.
        ending: what stays behind the number, with its dot; "" for a folder.
        mark: how a number from 2 on is put behind the stem.
        taken: whether a path is given already. Unless told otherwise, what is there is, and a link to nowhere too.
    """
    names = (f"{stem}{'' if number == 1 else mark.format(number)}{ending}" for number in count(1))
    return next(path for name in names if not taken(path := folder / name))


def version_of(path: Path) -> tuple[int, int] | None:
    """What a file as it is now is told from others of its name by, without reading it; None where it is gone.

    Returns:
        Time of change, nanoseconds since the epoch, and size in bytes.
    """
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's content.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise input_error(path, error) from error


def sha256_of_clip(path: Path) -> str:
    """The same of a clip, which may be a folder with a ``.json`` file for each frame: of their names and contents.

    Raises:
        InputError: it cannot be read, or is a folder of something else.
    """
    frames = sorted(path.glob("*.json")) if path.is_dir() else []
    if not frames:
        return sha256_of(path)
    lines = "".join(f"{sha256_of(file)}  {file.name}\n" for file in frames)
    return hashlib.sha256(lines.encode(errors="surrogateescape")).hexdigest()


def _umask() -> int:
    """The process's umask (reading it means setting it for a moment)."""
    value = os.umask(0o077)
    os.umask(value)
    return value
