"""Does an ``.npz`` hold pickled objects? Whoever reads those runs what their maker wrote."""

import zipfile
from typing import IO, Final

from numpy.lib import format as npy

MOST_ARRAYS: Final = 256
"""More are not looked at: our own have ten, motion capture some dozen."""

_PICKLES: Final = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")


def pickled_member(file: IO[bytes]) -> str:
    """The first member of an ``.npz`` that holds objects, or may; "" for none. Only headers are read.

    What is no ``.npz`` holds none: its reader refuses it. Never raises.

    Args:
        file: open, and seekable.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MOST_ARRAYS:
                return members[MOST_ARRAYS].filename
            return next((info.filename for info in members if _holds_objects(archive, info)), "")
    except Exception:  # what a damaged archive makes of zipfile is not written anywhere; its reader says what it is
        return ""


def _holds_objects(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(info) as file:
            if file.read(2) in _PICKLES:
                return True
        with archive.open(info) as file:
            version = npy.read_magic(file)
            read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
            return bool(read(file)[2].hasobject)
    except Exception:  # likewise
        return False
