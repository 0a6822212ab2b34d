"""What an archive from somebody nobody knows may hold: names, kinds of files, and nothing hidden beside them.

Two programs may read two different contents out of one archive: by another name in a field of its own, by data before
the first file or behind the last. Whoever looks at it with one of them sees nothing of what the other unpacks. So what
is not one of the files themselves is not taken at all.
"""

import re
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from typing import IO, Final

_RESERVED: Final = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)\d) *(\..*)?", re.IGNORECASE)
_BAD_LETTERS: Final = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
# What turns the direction of writing, slashes of other alphabets.
_MISTAKABLE: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069\u2044\u2215\u2216\u29f5\u29f8]")
_LONGEST_PART, _LONGEST_NAME, _DEEPEST = 120, 200, 8

_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_FLAGS: Final = 0x2 | 0x4 | 0x8 | 0x800
"""How hard it was packed (two bits), sizes behind the data, names in UTF-8. Not: encrypted in any of three ways."""
_EXTRAS: Final = {0x0001, 0x5455, 0x5855, 0x7875, 0x000A}
"""Large sizes, times and owners. Not: another name, the target of a link."""
_REPARSE_POINT: Final = 0x400
_DESCRIPTOR: Final = 24
"""Bytes that may follow the data where its sizes were not known before."""
_LOCAL: Final = struct.Struct("<4s22xHH")
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22


def is_safe_name(name: str) -> bool:
    """Whether a name in an archive is a relative one that every system can write."""
    parts = name.split("/")
    if not name or len(name) > _LONGEST_NAME or len(parts) > _DEEPEST or _BAD_LETTERS.search(name):
        return False
    return all(
        part not in ("", ".", "..")
        and len(part.encode()) <= _LONGEST_PART
        and part == part.strip(" .")
        and not _RESERVED.fullmatch(unicodedata.normalize("NFKC", part))
        for part in parts
    )


def is_unmistakable(name: str) -> bool:
    """Whether a safe name is also one to a person, and to a program that knows one spelling of each letter only.

    Files of one's own may be called "12\N{FULLWIDTH COLON}30"; whoever sends such a name to others may mean to deceive.
    """
    spelt = unicodedata.normalize("NFKC", name)
    return is_safe_name(spelt) and spelt.count("/") == name.count("/") and not _MISTAKABLE.search(name)


def is_plain(info: zipfile.ZipInfo) -> bool:
    """Whether it is a file, and neither a folder, link nor device by any way of saying so."""
    kind = stat.S_IFMT(info.external_attr >> 16)  # programs on Windows leave it out: 0
    return (
        not info.is_dir()
        and kind in (0, stat.S_IFREG)
        and not info.external_attr & _REPARSE_POINT
        and set(_extras(info.extra)) <= _EXTRAS
    )


def is_readable(info: zipfile.ZipInfo) -> bool:
    """Whether it is packed as everybody packs, and not locked."""
    return info.compress_type in _METHODS and not info.flag_bits & ~_FLAGS


def is_tight(file: IO[bytes], infos: Iterable[zipfile.ZipInfo], directory: int) -> bool:
    """Whether there is nothing in an archive but its files: nothing before, between and behind them, no comment.

    Args:
        file: the archive, open; is read at other places afterwards.
        infos: its files; those that share their data are not tight either.
        directory: where its directory begins.
    """
    end, slack = 0, 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if not end <= info.header_offset <= end + slack:
            return False
        file.seek(info.header_offset)
        head = file.read(_LOCAL.size)
        if len(head) < _LOCAL.size:
            return False
        _mark, name, extra = _LOCAL.unpack(head)
        end = info.header_offset + _LOCAL.size + name + extra + info.compress_size
        slack = _DESCRIPTOR if info.flag_bits & 0x8 else 0
    if not end <= directory <= end + slack:
        return False
    file.seek(-_END_BYTES, 2)
    last = file.read()
    return last.startswith(_END) and last.endswith(b"\0\0")


def _extras(extra: bytes) -> Sequence[int]:
    """The kinds of further fields that a file has; -1 for what is no field."""
    kinds: list[int] = []
    while extra:
        if len(extra) < 4:
            return [*kinds, -1]
        kind, size = struct.unpack_from("<HH", extra)
        kinds.append(kind)
        extra = extra[4 + size :]
    return kinds
