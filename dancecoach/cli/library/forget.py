"""Deleting a person from a terminal: shown first, asked once."""

from pathlib import Path

import attrs
import typer

from dancecoach.cli import exits
from dancecoach.cli.library.care import CareCall
from dancecoach.errors import DancecoachError
from dancecoach.i18n import _
from dancecoach.library.care.belongings import belongings_of
from dancecoach.library.care.belongings_words import words_of
from dancecoach.library.care.forget import Forgotten, forget
from dancecoach.library.library import Library
from dancecoach.progress import CancelToken, ProgressCallback
from dancecoach.settings import load_settings, save_settings, settings_file


def forget_person(folder: Path | None, person: str, *, yes: bool, mentions: bool) -> int:
    """Delete a person with all that belongs to them; the exit code: 3 where the name still stands somewhere.

    Args:
        folder: the library's; None takes the usual one.
        person: their name.
        yes: do not ask.
        mentions: take the name out of what stays, too.
    """
    care = CareCall(folder)
    if care.lacks_library():
        return exits.WRONG_CALL
    try:
        with Library(care.folder) as library:
            for line in words_of(belongings_of(library, person)).splitlines():
                care.say(line)
    except DancecoachError as error:
        care.complain(str(error))
        return exits.IN_THE_WAY
    if not yes and not _agreed():
        care.complain(_("nothing was deleted"))
        return exits.STOPPED

    def do(progress: ProgressCallback, cancel: CancelToken) -> int:
        with Library(care.folder) as library:
            done = forget(library, person, mentions=mentions, progress=progress, cancel=cancel)
        _forget_recent(done)
        for sentence in done.words():
            care.say(sentence)
        return exits.UNUSABLE_INPUT if done.traces else exits.DONE

    return care.run(_("forget"), do)


def _agreed() -> bool:
    try:
        return typer.confirm(_("Delete all this for good?"))
    except typer.Abort:
        return False


def _forget_recent(done: Forgotten) -> None:
    """The clips that are gone are no longer among those opened lately."""
    settings, warnings = load_settings(settings_file())
    gone = {str(path) for path in done.paths}
    left = tuple(path for path in settings.recent_files if path not in gone)
    if left != settings.recent_files and not warnings:
        save_settings(attrs.evolve(settings, recent_files=left), settings_file())
