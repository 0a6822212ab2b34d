"""Where libraries are; quick to import, as the window needs it before the database's own library."""

from pathlib import Path
from typing import Final

import platformdirs

FILE: Final = "library.sqlite"
"""Where there is a file of this name, there is a library."""

FOLDERS: Final = ("media", "pictures", "analyses", "notes", "counts", "takes", "lessons")
"""Beside its database, what a library is made of: all that is kept of clips, and goes into a backup."""

LONGEST_NAME: Final = 60
"""Letters."""


def usual_folder() -> Path:
    """Where the library is unless somebody chose another place."""
    return platformdirs.user_data_path("dancecoach", appauthor=False)


def is_library(folder: Path) -> bool:
    """Whether there is a library in a folder."""
    return (folder / FILE).is_file()


def is_usual(folder: Path) -> bool:
    """Whether it is the usual library's."""
    return folder.absolute() == usual_folder().absolute()


def name_of(folder: Path) -> str:
    """What a library is called: its folder; "" for the usual one."""
    return "" if is_usual(folder) else (folder.name or str(folder))[:LONGEST_NAME]
