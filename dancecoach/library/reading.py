"""A library that is only read: also while another program has it open, and where nobody may write, as on a share."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dancecoach.errors import LibraryBusyError, LibraryError, OutputError
from dancecoach.files import input_error
from dancecoach.library.catalogue.database import FILE, Database
from dancecoach.library.folders import is_library
from dancecoach.library.library import Library


@contextlib.contextmanager
def library_to_read(folder: Path, *, shared: bool = False) -> Iterator[Library]:
    """An open library, for those who change nothing of it.

    SQLite cannot read a database beside which it may make no files: where the folder is write-protected, a copy of it
    is read, which is brought up to date if need be.

    Args:
        folder: the library's.
        shared: whether it is read while another program has it open.

    Raises:
        LibraryBusyError: another program has it open, and it is not shared or not up to date.
        LibraryError: it is damaged, or was made by a newer version.
        InputError: its database cannot be copied.
        OutputError: there is none, and the folder cannot be written.
    """
    with contextlib.ExitStack() as stack:
        try:
            library = Library(folder)
        except LibraryBusyError:
            if not shared:
                raise
            library = Library(folder, read_only=True)
        except OutputError:
            if not is_library(folder):
                raise
            beside = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dancecoach-")))
            library = Library(folder, read_only=True, copy=_copied(folder, beside))
        yield stack.enter_context(library)


def _copied(folder: Path, beside: Path) -> Path:
    """A copy of a library's database with its log, brought up to date."""
    for name in (FILE, f"{FILE}-wal"):
        part = folder / name
        try:
            if part.is_file():
                shutil.copyfile(part, beside / name)
        except OSError as error:
            raise input_error(part, error) from error
    try:
        Database(beside).close()
    except LibraryError as error:
        raise type(error)(error.problem, subject=folder, remedy=error.remedy) from error
    return beside / FILE
