"""The files that Live makes: a name nobody has, and who is dancing."""

from datetime import datetime
from pathlib import Path

import attrs

from dancecoach.files import free_path, is_there, make_folder
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.library.whose import begin_film


@attrs.frozen
class NewFile:
    """A file that is going to be written.

    Attributes:
        path: where.
        dancer: who is in it; "" for nobody named.
    """

    path: Path
    dancer: str

    def begin(self) -> Path:
        """Make the folder and note who is dancing; where it is to be written. To be called from a thread.

        Raises:
            OutputError: the folder cannot be made.
        """
        make_folder(self.path.parent)
        return self.named()

    def named(self) -> Path:
        """As `begin` for who makes the folder themselves; never raises."""
        return begin_film(self.path, self.dancer)


class NewFiles:
    """Names files by the time. Belongs to no thread: attempts are named in theirs.

    Args:
        settings: the folder, and who is dancing.
    """

    def __init__(self, settings: SettingsModel) -> None:
        self._settings = settings
        self._given: set[Path] = set()

    def new(self, suffix: str) -> NewFile:
        """A file that nobody has been given; colons are not allowed in names on Windows."""
        stem = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
        folder = self._settings.current.recordings_path
        path = free_path(folder, stem, suffix, mark=" ({})", taken=lambda path: is_there(path) or path in self._given)
        self._given.add(path)  # what is still being written is not there yet
        return NewFile(path, self._settings.current.dancer)
