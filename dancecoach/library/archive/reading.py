"""Several files in one, from somebody nobody knows: all of it is checked before anything of it is written.

A ZIP archive may name files outside of the folder it is unpacked into, links, the same file twice, or a few kilobytes
that unpack to terabytes (D. Fifield, "A better zip bomb", 2019: entries that share their data). `Archive` refuses an
archive with any of these as a whole; what it hands out then is read with the sizes that were promised, and its
checksums.

`writing` writes them.
"""

import contextlib
import hashlib
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

import attrs

from dancecoach.errors import ArchiveError
from dancecoach.files import atomic_path
from dancecoach.i18n import _
from dancecoach.library.archive.checks import is_plain, is_readable, is_safe_name, is_tight
from dancecoach.progress import CancelToken

_CHUNK: Final = 1 << 20
_BEGINS_OF_PROGRAMS: Final = (
    b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa",
    b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05", b"dex\n", b"\x00asm",
)  # fmt: skip


@attrs.frozen
class Limits:
    """What an archive may hold.

    Attributes:
        files: how many.
        bytes_of_one: of one file, unpacked.
        bytes_of_all: of all of them.
        ratio: unpacked size over packed size, of files over a megabyte.
    """

    files: int = 2000
    bytes_of_one: int = 4 << 30
    bytes_of_all: int = 16 << 30
    ratio: float = 100.0


class Archive:
    """An archive that was checked; use it in a ``with``.

    Args:
        path: the file.
        limits: what it may hold.
        allowed: whether a name may be in it at all.

    Attributes:
        names: of its files, in order.

    Raises:
        ArchiveError: it is damaged, or holds what it may not; nothing of it was read further.
    """

    def __init__(self, path: Path, limits: Limits, allowed: Callable[[str], bool]) -> None:
        self._path = path
        with contextlib.ExitStack() as stack:
            file = stack.enter_context(self._opened())
            self._zip = stack.enter_context(self._read(file))
            infos = self._zip.infolist()
            self._check(infos, limits, allowed, path.stat().st_size)
            if not is_tight(file, infos, self._zip.start_dir):
                raise self._refused(_("holds something between or behind its files"))
            self._infos = {info.filename: info for info in infos}
            self._stack = stack.pop_all()
        self.names = tuple(self._infos)

    def __enter__(self) -> "Archive":
        """As opened."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closed."""
        self._stack.close()

    def size(self, name: str) -> int:
        """Bytes of a file, unpacked."""
        return self._infos[name].file_size

    def read(self, name: str, most: int) -> bytes:
        """One file in memory.

        Args:
            name: one of `names`.
            most: bytes that it may have.

        Raises:
            ArchiveError: there is no such file, it is larger, or damaged.
        """
        if name not in self._infos:
            raise self._refused(_("lacks the file {}").format(name))
        if self.size(name) > most:
            raise self._refused(_("holds {name}, which is larger than {most} bytes").format(name=name, most=most))
        return b"".join(self._chunks(name))

    def extract(self, name: str, target: Path, cancel: CancelToken | None = None) -> str:
        """Write one file; the hash of what was written, hexadecimal SHA-256.

        Args:
            name: one of `names`.
            target: where to; its folder is there.
            cancel: asks to stop.

        Raises:
            Cancelled: the token was set.
            ArchiveError: it is damaged, or a program.
            OutputError: it cannot be written.
        """
        with atomic_path(target) as temporary, temporary.open("wb") as file:
            return self._pass(name, file.write, cancel)

    def digest(self, name: str, cancel: CancelToken | None = None) -> str:
        """The hash of one file, hexadecimal SHA-256, all of it read and nothing written; otherwise as `extract`."""
        return self._pass(name, lambda _chunk: None, cancel)

    def opened(self, name: str) -> IO[bytes]:
        """One file to read here and there; whoever does is to expect all that a damaged archive can make of it."""
        return self._zip.open(self._infos[name])

    def _pass(self, name: str, give: Callable[[bytes], object], cancel: CancelToken | None) -> str:
        digest = hashlib.sha256()
        for chunk in self._chunks(name):
            if cancel is not None:
                cancel.check()
            digest.update(chunk)
            give(chunk)
        return digest.hexdigest()

    def _chunks(self, name: str) -> Iterator[bytes]:
        info, first = self._infos[name], True
        left = info.file_size
        try:
            with self._zip.open(info) as file:
                while chunk := file.read(_CHUNK):
                    if first and chunk.startswith(_BEGINS_OF_PROGRAMS):
                        raise self._refused(_("holds {}, which is a program or could run one").format(name))
                    first = False
                    left -= len(chunk)
                    if left < 0:
                        raise self._refused(_("holds {}, which is larger than it says").format(name))
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise self._damaged() from error
        if left:
            raise self._damaged()

    def _opened(self) -> IO[bytes]:
        try:
            return self._path.open("rb")
        except OSError as error:
            raise ArchiveError(
                _("cannot be read ({})").format(error.strerror or error), subject=self._path, remedy=_("check the name")
            ) from error

    def _read(self, file: IO[bytes]) -> zipfile.ZipFile:
        # What a damaged archive makes of zipfile is not written anywhere; all of these have been seen.
        try:
            return zipfile.ZipFile(file)
        except (zipfile.BadZipFile, EOFError, ValueError, OSError, NotImplementedError, OverflowError) as error:
            raise self._damaged() from error
        except (UnicodeDecodeError, IndexError, KeyError) as error:
            raise self._damaged() from error

    def _check(self, infos: list[zipfile.ZipInfo], limits: Limits, allowed: Callable[[str], bool], size: int) -> None:
        if min((info.header_offset for info in infos), default=0):
            raise self._damaged()  # the end of an archive that lies in it: the rest is cut off
        if len(infos) > limits.files:
            raise self._refused(_("holds {} files").format(len(infos)))
        seen: set[str] = set()
        for info in infos:
            self._check_one(info, limits, allowed)
            folded = unicodedata.normalize("NFC", info.filename).casefold()
            if folded in seen:
                raise self._refused(_("holds {} twice").format(_printable(info.filename)))
            seen.add(folded)
        if sum(info.file_size for info in infos) > limits.bytes_of_all:
            raise self._refused(_("is too large when unpacked"))
        self._check_apart(infos, size)

    def _check_one(self, info: zipfile.ZipInfo, limits: Limits, allowed: Callable[[str], bool]) -> None:
        name = _printable(info.filename)
        if not is_safe_name(info.filename) or info.orig_filename != info.filename:
            raise self._refused(_("holds a file with the name “{}”, which cannot be a safe one").format(name))
        if not is_plain(info):
            raise self._refused(_("holds {}, which is a link or no plain file").format(name))
        if not is_readable(info):
            raise self._refused(_("holds {}, which is locked or packed in an unknown way").format(name))
        if info.file_size > limits.bytes_of_one or info.file_size > limits.ratio * max(info.compress_size, 1 << 20):
            raise self._refused(_("holds {}, which is too large when unpacked").format(name))
        if not allowed(info.filename):
            raise self._refused(_("holds {}, which does not belong there").format(name))

    def _check_apart(self, infos: list[zipfile.ZipInfo], size: int) -> None:
        """No file shares its data with another, or lies outside of the archive."""
        end = 0
        for info in sorted(infos, key=lambda i: i.header_offset):
            if info.header_offset < end:
                raise self._refused(_("holds files that share their data"))
            end = info.header_offset + info.compress_size
        if end > size:
            raise self._damaged()

    def _refused(self, why: str) -> ArchiveError:
        return ArchiveError(
            why, subject=self._path, remedy=_("do not open it unless you trust whoever made it; nothing of it was used")
        )

    def _damaged(self) -> ArchiveError:
        return ArchiveError(_("is damaged or no archive"), subject=self._path, remedy=_("ask for it once more"))


def _printable(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:80]
