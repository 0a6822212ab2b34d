"""Deleting a person from a terminal: shown first, asked once."""

from pathlib import Path

import typer

from dancecoach.cli import exits
from dancecoach.cli.library.care import CareCall
from dancecoach.errors import DancecoachError
from dancecoach.i18n import _
from dancecoach.library.care.belongings import belongings_of
from dancecoach.library.care.belongings_words import words_of
from dancecoach.library.care.choices import without_person
from dancecoach.library.care.forget import Forgotten, forget
from dancecoach.library.library import Library
from dancecoach.library.persons import persons_known
from dancecoach.progress import CancelToken, ProgressCallback
from dancecoach.settings import load_settings, save_settings, settings_file


def forget_person(folder: Path | None, person: str, *, yes: bool, mentions: bool, packs: bool = False) -> int:
    """Delete a person with all that belongs to them; the exit code: 3 where the name still stands somewhere.

    Args:
        folder: the library's; None takes the usual one.
        person: their name.
        yes: do not ask.
        mentions: take the name out of what stays, too.
        packs: forget what was taught from their clips, too.
    """
    care = CareCall(folder)
    recordings = load_settings(settings_file())[0].recordings_path
    if not persons_known(care.folder, recordings) and care.lacks_library():
        return exits.WRONG_CALL
    try:
        with Library(care.folder) as library:
            there = belongings_of(library, person, recordings=recordings)
            for line in words_of(there).splitlines():
                care.say(line)
    except DancecoachError as error:
        care.complain(str(error))
        return exits.IN_THE_WAY
    if there.lessons.from_them:
        care.say(
            _("What learnt from them is forgotten, too.")
            if packs
            else _("What learnt from them stays; --packs forgets it.")
        )
    if not yes and not _agreed():
        care.complain(_("nothing was deleted"))
        return exits.STOPPED

    def do(progress: ProgressCallback, cancel: CancelToken) -> int:
        with Library(care.folder) as library:
            done = forget(
                library,
                person,
                mentions=mentions,
                recordings=recordings,
                lessons=packs,
                progress=progress,
                cancel=cancel,
            )
        _forget_choices(done)
        for sentence in done.words():
            care.say(sentence)
        return exits.UNUSABLE_INPUT if done.traces else exits.DONE

    return care.run(_("forget"), do)


def _agreed() -> bool:
    try:
        return typer.confirm(_("Delete all this for good?"))
    except typer.Abort:
        return False


def _forget_choices(done: Forgotten) -> None:
    """The person is chosen nowhere any more, and what is gone is not among the clips opened lately."""
    settings, warnings = load_settings(settings_file())
    left = without_person(settings, done.person, done.paths)
    if left != settings and not warnings:
        save_settings(left, settings_file())
