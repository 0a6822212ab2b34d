"""Which library the window opens."""

from pathlib import Path

from dancecoach.errors import DancecoachError
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.i18n import _
from dancecoach.library.folders import is_usual, usual_folder
from dancecoach.settings import MAX_RECENT, Settings

_ASKED = "restored.json"
"""Of `library.swap`, which is slow to import and seldom needed."""


def library_to_open(settings: Settings, wanted: Path | None = None) -> tuple[Path, list[str]]:
    """The folder of the library to open, and sentences about what is in the way of the one that was chosen.

    A backup that waits to take its place does so here: nobody has it open yet.

    Args:
        settings: the person's choice.
        wanted: another folder, for this time.
    """
    problems = []
    folder = usual_folder()
    chosen = wanted or (Path(settings.library_folder) if settings.library_folder else None)
    if chosen is not None and (wanted is not None or chosen.is_dir()):
        folder = chosen.absolute()
    elif chosen is not None:
        text = _("The library {} is not there; is its disk plugged in? The usual library is open instead.")
        problems.append(text.format(chosen))
    if (folder / _ASKED).is_file():
        from dancecoach.library.swap import finish_restore

        try:
            finish_restore(folder)
        except DancecoachError as error:
            problems.append(str(error))
    return folder, problems


def remember_library(settings: SettingsModel, folder: Path) -> None:
    """A library is opened from now on."""
    settings.change(library_folder="" if is_usual(folder) else str(folder))
    note_library(settings, folder)


def note_library(settings: SettingsModel, folder: Path) -> None:
    """A library was opened, be it for once: it is among those opened lately."""
    if not is_usual(folder):
        others = tuple(path for path in settings.current.recent_libraries if path != str(folder))
        settings.change(recent_libraries=(str(folder), *others)[:MAX_RECENT])
