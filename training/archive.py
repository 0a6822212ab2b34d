"""Arrays in ``.npz`` files from anybody's hand."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

DAMAGED = (
    OSError,
    EOFError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    MemoryError,
    NotImplementedError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)
"""Whatever opening such a file, and taking what is expected from it, may raise: it is cut off, overwritten, of other
members or shapes, or hostile (a header that claims more than there is, a member with a password)."""


@contextmanager
def opened_npz(path: Path) -> Iterator[Any]:
    """The arrays of a file by name, read when they are asked for; nothing is unpickled.

    Raises:
        One of `DAMAGED`: it cannot be opened; the file is closed all the same, which `numpy.load` forgets.
    """
    with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
        yield data
