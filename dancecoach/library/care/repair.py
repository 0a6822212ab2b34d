"""Puts right what `check` found, as far as can be; nothing is thrown away."""

from collections.abc import Callable
from pathlib import Path

import attrs

from dancecoach.errors import InputError, OutputError
from dancecoach.files import free_path, make_folder, output_error
from dancecoach.i18n import _
from dancecoach.library.care.check import Fault, Found, missing_words
from dancecoach.library.catalogue.records import State, Storage
from dancecoach.library.library import Library

ASIDE = "damaged"
"""The folder of a library in which is put what is not what it should be."""

DrawPictures = Callable[[Path, Path, Path], None]
"""Makes the picture and the film strip of a clip: (clip, picture, strip)."""


def repair(library: Library, found: list[Found], draw: DrawPictures) -> list[Found]:
    """Put right what can be; what is left.

    Pictures are made anew. A copy that belongs to no clip waits in the queue to be imported, which takes it where it
    lies. A copy that is not what it was is put aside, and its clip is missing then; so is what stands where something
    else belongs. Nothing is thrown away, and what cannot be put right is no hindrance to the rest.

    Args:
        library: open.
        found: by `check`.
        draw: makes pictures.

    Raises:
        LibraryError: the database cannot be written.
    """
    library.media.sweep()
    left = []
    for one in sorted(found, key=lambda one: one.fault is not Fault.IN_THE_WAY):  # first what others need the place of
        try:
            left += _mended(library, one, draw)
        except (InputError, OutputError) as error:
            left.append(attrs.evolve(one, says=str(error)))
    return left


def can_repair(one: Found, folder: Path) -> bool:
    """Whether `repair` does something about a fault of the library in a folder."""
    if one.fault is Fault.CHANGED:
        return one.path.is_relative_to(folder)
    return one.fault is not Fault.MISSING


def repair_words(one: Found, folder: Path) -> str:
    """What `repair` does about a fault of the library in a folder, or what the person can do."""
    if one.fault is Fault.NO_PICTURE:
        return _("a picture is made")
    if one.fault is Fault.LEFT_OVER:
        return _("it is imported anew, and its analysis found again")
    if one.fault is Fault.MISSING:
        return _("nothing can be done from here: look for it, or import it from where it is now")
    if one.fault is Fault.IN_THE_WAY:
        return _("it is put into the folder “damaged”, and nothing is thrown away")
    if can_repair(one, folder):
        return _("it is put into the folder “damaged”, and nothing is thrown away; import the clip again")
    return _("it is left alone, because it is yours; import it again if the change was meant")


def _mended(library: Library, one: Found, draw: DrawPictures) -> list[Found]:
    """What is left of a fault."""
    if one.fault is Fault.IN_THE_WAY:
        _put_aside(library, one.path)
        failed = [job.id for job in library.jobs.list(State.FAILED) if job.path == one.path]
        library.jobs.cancel(failed)
        return []
    if one.fault is Fault.LEFT_OVER:
        library.jobs.add([one.path], Storage.COPIED)
        return []
    if one.clip_id is None:
        return [one]
    clip = library.clips.get(one.clip_id)
    if one.fault is Fault.NO_PICTURE:
        pictures = library.media.picture(clip.facts.sha256), library.media.strip(clip.facts.sha256)
        for path in pictures:
            if path.is_dir():
                _put_aside(library, path)
        draw(clip.path, *pictures)
        return []
    if one.fault is Fault.CHANGED and clip.storage is Storage.COPIED:
        aside = _put_aside(library, one.path)
        says = _("{says}; what is left of it is {path}").format(says=missing_words(clip), path=aside)
        return [attrs.evolve(one, fault=Fault.MISSING, says=says)]
    return [one]


def _put_aside(library: Library, path: Path) -> Path:
    """Where it is now."""
    folder = make_folder(library.folder / ASIDE)
    whose = "" if path.parent == library.folder else f"{path.parent.name} "
    aside = free_path(folder, f"{whose}{path.stem}", path.suffix)
    try:
        path.replace(aside)
    except OSError as error:
        raise output_error(path, error) from error
    return aside
