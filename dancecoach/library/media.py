"""The files of a library: copies of clips under what they hold, and small pictures of every clip.

::

    media/9f/9f86d081884c7d65/First turn.mp4      the name is kept, so that a folder without a database is still of use
    pictures/9f/9f86d081884c7d65.jpg              one picture
    pictures/9f/9f86d081884c7d65-strip.jpg        several beside each other

A copy is written beside its place, hashed while it is written, and moved there when it is whole: what is in `media` is
what its folder's name says.
"""

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from dancecoach.errors import InputError
from dancecoach.files import input_error, make_folder, output_error, sha256_of_clip
from dancecoach.i18n import _
from dancecoach.library.folders import is_library
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress

MEDIA, PICTURES = "media", "pictures"
SHORT = 16
"""Digits of a hash that name a folder: two contents out of a million share them once in 40 million libraries."""

_CHUNK = 4 << 20
_LONGEST_NAME = 110
"""Bytes."""
_TEMPORARY = ".part-"
_UNSAFE = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]|[^\S ]'
    r"|[\u202a-\u202e\u2066-\u2069\u2044\u2215\u2216\u29f5\u29f8]"  # turn the direction, or look like a slash
)
_RESERVED = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)\d)\s*(\..*)?", re.IGNORECASE)


class MediaFolder:
    """The files of one library.

    Args:
        folder: the library's.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take_in(
        self,
        path: Path,
        sha256: str,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Path:
        """Copy a clip into the library; where it lies already, nothing is written.

        Args:
            path: the clip: a file, or a folder of poses.
            sha256: of what it holds.
            progress: told in bytes.
            cancel: asks to stop.

        Returns:
            The copy.

        Raises:
            Cancelled: the token was set.
            InputError: it cannot be read, or changed since it was hashed.
            OutputError: the copy cannot be written.
        """
        home = self._home(sha256)
        with contextlib.suppress(FileNotFoundError, StopIteration):
            return next(entry for entry in home.iterdir() if not entry.name.startswith("."))
        make_folder(home)
        target = home / portable_name(path.name)
        with self._beside(home) as temporary:
            copy = temporary / target.name
            found = self._copy(path, copy, progress, cancel or CancelToken())
            if found != sha256:
                raise InputError(_("changed while it was copied"), subject=path, remedy=_("import it again"))
            _move(copy, target)
        return target

    def picture(self, sha256: str) -> Path:
        """Where the small picture of a clip lies, or would."""
        return self.folder / PICTURES / sha256[:2] / f"{sha256[:SHORT]}.jpg"

    def strip(self, sha256: str) -> Path:
        """Where the film strip of a clip lies, or would."""
        return self.folder / PICTURES / sha256[:2] / f"{sha256[:SHORT]}-strip.jpg"

    def remove(self, sha256: str) -> None:
        """Take away the copy and the pictures of a clip.

        Raises:
            OutputError: they cannot be removed.
        """
        for path in (self.picture(sha256), self.strip(sha256)):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
        try:
            shutil.rmtree(self._home(sha256))
        except FileNotFoundError:
            return
        except OSError as error:
            raise output_error(self._home(sha256), error) from error

    def copies(self) -> Iterator[tuple[str, Path]]:
        """All copies: the first `SHORT` digits of their hashes, and the files."""
        for home in sorted((self.folder / MEDIA).glob("??/*")):
            for entry in sorted(home.iterdir()) if _is_home(home) else ():
                if not entry.name.startswith("."):
                    yield home.name, entry

    def pictured(self) -> Iterator[str]:
        """The first `SHORT` digits of the hashes of all clips that have a picture, linked ones too."""
        for picture in sorted((self.folder / PICTURES).glob("??/*.jpg")):
            if len(picture.stem) == SHORT and picture.stem.startswith(picture.parent.name):
                yield picture.stem

    def strays(self) -> Iterator[Path]:
        """What lies among the copies and is none; what systems leave everywhere and hide is passed over."""
        for top in sorted((self.folder / MEDIA).glob("*")):
            inner = sorted(top.glob("*")) if len(top.name) == 2 and top.is_dir() else []
            for path in [home for home in inner if not _is_home(home)] if inner else [top]:
                if not path.name.startswith(".") and not _is_empty(path):
                    yield path

    def sweep(self) -> None:
        """Remove what a killed copy left behind; to be called while nobody copies."""
        for left in (self.folder / MEDIA).glob(f"??/*/{_TEMPORARY}*"):
            shutil.rmtree(left, ignore_errors=True)
        for home in (self.folder / MEDIA).glob("??/*"):
            with contextlib.suppress(OSError):
                home.rmdir()  # goes only where it is empty

    def _home(self, sha256: str) -> Path:
        return self.folder / MEDIA / sha256[:2] / sha256[:SHORT]

    @contextlib.contextmanager
    def _beside(self, home: Path) -> Iterator[Path]:
        try:
            temporary = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=home))
        except OSError as error:
            raise output_error(home, error) from error
        try:
            yield temporary
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
            with contextlib.suppress(OSError):
                home.rmdir()

    def _copy(self, path: Path, copy: Path, progress: ProgressCallback, cancel: CancelToken) -> str:
        if path.is_dir():
            make_folder(copy)
            for frame in sorted(path.glob("*.json")):
                cancel.check()
                copy_file(frame, copy / frame.name)
            return sha256_of_clip(copy)

        def moved(done: int, total: int) -> None:
            cancel.check()
            progress(Progress(_("copying"), done, total))

        return copy_file(path, copy, moved)


def _is_home(path: Path) -> bool:
    """Whether a folder is one in which a copy lies."""
    return path.is_dir() and len(path.name) == SHORT and path.name.startswith(path.parent.name)


def _is_empty(path: Path) -> bool:
    return path.is_dir() and next(path.iterdir(), None) is None


def has_copies(folder: Path) -> bool:
    """Whether films of a library lie in a folder, be there a database or not."""
    return next(MediaFolder(folder).copies(), None) is not None


def has_remains(folder: Path) -> bool:
    """Whether films of a library lie in a folder, or pictures of films that it linked, be there a database or not."""
    return has_copies(folder) or next(MediaFolder(folder).pictured(), None) is not None


def has_library(folder: Path) -> bool:
    """Whether there is a library in a folder, or what one without its database left: to open that says what to do."""
    return is_library(folder) or has_remains(folder)


def copy_file(path: Path, copy: Path, moved: Callable[[int, int], None] = lambda *_: None) -> str:
    """Copy a file and its time of change; the hash of what was copied.

    Args:
        path: read.
        copy: written, and flushed to the disk.
        moved: told the bytes that are done, and those there are.

    Raises:
        InputError: it cannot be read.
        OutputError: the copy cannot be written.
    """
    digest, done = hashlib.sha256(), 0
    try:
        source = path.open("rb")
    except OSError as error:
        raise input_error(path, error) from error
    with source:
        facts = os.fstat(source.fileno())
        total = facts.st_size
        try:
            with copy.open("wb") as target:
                while chunk := _read(source.read, path):
                    digest.update(chunk)
                    target.write(chunk)
                    done += len(chunk)
                    moved(done, total)
                target.flush()
                os.fsync(target.fileno())
            # Not its permissions: what nobody may write could on some systems not be moved or removed either.
            os.utime(copy, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        except OSError as error:
            raise output_error(copy, error) from error
    return digest.hexdigest()


def portable_name(name: str) -> str:
    """A file name that every system can write, as near to the given one as can be; its ending is kept."""
    safe = Path(_UNSAFE.sub("_", unicodedata.normalize("NFC", name)))
    ending = safe.suffix[: _LONGEST_NAME // 8].rstrip(" .")
    stem = safe.stem
    while len((stem + ending).encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    stem = stem.strip(" .")
    return (f"_{stem}" if not stem or _RESERVED.fullmatch(stem) else stem) + ending


def _read(read: Callable[[int], bytes], path: Path) -> bytes:
    try:
        return read(_CHUNK)
    except OSError as error:
        raise input_error(path, error) from error


def _move(copy: Path, target: Path) -> None:
    try:
        copy.replace(target)
    except OSError as error:
        raise output_error(target, error) from error
