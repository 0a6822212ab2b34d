"""Writes archives that `reading` reads, whole or not at all.

What is written depends on the contents alone, byte for byte: no times, no compression (whose bytes differ between
versions of zlib; videos are compressed anyway), names in order.
"""

import contextlib
import hashlib
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Final

from dancecoach.files import atomic_path, input_error, output_error
from dancecoach.library.archive.checks import is_safe_name
from dancecoach.progress import CancelToken

_CHUNK: Final = 1 << 20
_FIRST_TIME: Final = (1980, 1, 1, 0, 0, 0)


def write_archive(
    path: Path,
    contents: Mapping[str, bytes | Path],
    cancel: CancelToken | None = None,
    *,
    last: Callable[[Mapping[str, str]], tuple[str, bytes]] | None = None,
    told: Callable[[int], object] = lambda _done: None,
) -> None:
    """Write an archive that `Archive` reads; the same contents give the same bytes.

    Args:
        path: written atomically.
        contents: name to bytes, or to the file that holds them; in order of their names.
        cancel: asks to stop.
        last: what comes last, by name to hash of all that was written. With it, files may go or change meanwhile: what
            is gone when its turn comes is left out.
        told: how many are written.

    Raises:
        ValueError: a name is not safe.
        Cancelled: the token was set.
        InputError: a file cannot be read.
        OutputError: it cannot be written.
    """
    unsafe = next((name for name in contents if not is_safe_name(name)), None)
    if unsafe is not None:
        raise ValueError(f"{unsafe!r} is no safe name in an archive")
    hashes = {}
    try:
        with atomic_path(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
            for done, name in enumerate(sorted(contents)):
                told(done)
                if last is None or not _is_gone(contents[name]):
                    hashes[name] = _write(archive, name, contents[name], cancel or CancelToken())
            if last is not None:
                _write(archive, *last(hashes), cancel or CancelToken())
    except OSError as error:
        raise output_error(path, error) from error


def _write(archive: zipfile.ZipFile, name: str, content: bytes | Path, cancel: CancelToken) -> str:
    """One file; the hash of what was written."""
    info = zipfile.ZipInfo(name, _FIRST_TIME)
    info.create_system = 3  # as on Unix, wherever it is written
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    if isinstance(content, bytes):
        archive.writestr(info, content)
        return hashlib.sha256(content).hexdigest()
    digest = hashlib.sha256()
    with contextlib.ExitStack() as stack:
        try:
            source = stack.enter_context(content.open("rb"))
            info.file_size = content.stat().st_size
        except OSError as error:
            raise input_error(content, error) from error
        target = stack.enter_context(archive.open(info, "w", force_zip64=info.file_size >= 1 << 31))
        while chunk := _read(source, content):
            cancel.check()
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()


def _is_gone(content: bytes | Path) -> bool:
    return isinstance(content, Path) and not content.is_file()


def _read(source: IO[bytes], path: Path) -> bytes:
    try:
        return source.read(_CHUNK)
    except OSError as error:
        raise input_error(path, error) from error
