"""What is missing in a library, left over, or not what it was; and how each is put right without losing anything."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

import attrs

from dancecoach.errors import InputError
from dancecoach.files import make_folder, sha256_of_clip
from dancecoach.i18n import _
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Clip, Order, Storage
from dancecoach.library.catalogue.search import find
from dancecoach.library.library import Library
from dancecoach.library.media import SHORT
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress


class Fault(StrEnum):
    """What may be wrong."""

    MISSING = "missing"
    CHANGED = "changed"
    LEFT_OVER = "left over"
    NO_PICTURE = "no picture"


@attrs.frozen
class Found:
    """One fault.

    Attributes:
        fault: what is wrong.
        path: with which file.
        clip_id: of which clip; None for a file that belongs to none.
        says: one sentence, with what a repair does about it.
    """

    fault: Fault
    path: Path
    clip_id: int | None
    says: str


DrawPictures = Callable[[Path, Path, Path], None]
"""Makes the picture and the film strip of a clip: (clip, picture, strip)."""


def check(
    library: Library,
    *,
    thorough: bool = False,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> list[Found]:
    """Look at every clip and every file.

    Args:
        library: open, and nothing being imported.
        thorough: read every file to the end, to see whether it is what it was: a minute for 20 GB.
        progress: told in clips.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set.
    """
    cancel = cancel or CancelToken()
    ids = find(library.database, Question(), Order.ADDED, down=False)
    found: list[Found] = []
    for done, clip in enumerate(library.clips.get_all(ids)):
        cancel.check()
        progress(Progress(_("checking"), done, len(ids)))
        found += _faults_of(library, clip, thorough=thorough)
    progress(Progress(_("checking"), len(ids), len(ids)))
    return [*found, *_left_over(library)]


def repair(library: Library, found: list[Found], draw: DrawPictures) -> list[Found]:
    """Put right what can be; what is left.

    Pictures are made anew. A copy that belongs to no clip waits in the queue to be imported, which takes it where it
    lies. A copy that is not what it was is put aside, and its clip is missing then. Nothing is thrown away.

    Args:
        library: open.
        found: by `check`.
        draw: makes pictures.

    Raises:
        OutputError: something cannot be written.
    """
    library.media.sweep()
    left = []
    for one in found:
        if one.fault is Fault.NO_PICTURE and one.clip_id is not None:
            left += _redrawn(library, one, draw)
        elif one.fault is Fault.LEFT_OVER:
            library.jobs.add([one.path], Storage.COPIED)
        elif one.fault is Fault.CHANGED and library.clips.get(one.clip_id or 0).storage is Storage.COPIED:
            left.append(_put_aside(library, one))
        else:
            left.append(one)
    return left


def can_repair(one: Found, folder: Path) -> bool:
    """Whether `repair` does something about a fault of the library in a folder."""
    if one.fault is Fault.CHANGED:
        return one.path.is_relative_to(folder)
    return one.fault in (Fault.NO_PICTURE, Fault.LEFT_OVER)


def repair_words(one: Found, folder: Path) -> str:
    """What `repair` does about a fault of the library in a folder, or what the person can do."""
    if one.fault is Fault.NO_PICTURE:
        return _("a picture is made")
    if one.fault is Fault.LEFT_OVER:
        return _("it is imported anew, and its analysis found again")
    if one.fault is Fault.MISSING:
        return _("nothing can be done from here: look for it, or import it from where it is now")
    if can_repair(one, folder):
        return _("it is put into the folder “damaged”, and nothing is thrown away; import the clip again")
    return _("it is left alone, because it is yours; import it again if the change was meant")


def _faults_of(library: Library, clip: Clip, *, thorough: bool) -> Iterator[Found]:
    if not clip.path.exists():
        yield _missing(clip)
        return
    if thorough and sha256_of_clip(clip.path) != clip.facts.sha256:
        yield Found(
            Fault.CHANGED,
            clip.path,
            clip.id,
            _("“{}”: its file is not what it was: it is damaged or was edited").format(clip.title),
        )
    media = library.media
    if not (media.picture(clip.facts.sha256).exists() and media.strip(clip.facts.sha256).exists()):
        yield Found(Fault.NO_PICTURE, clip.path, clip.id, _("“{}” has no picture; one can be made").format(clip.title))


def _missing(clip: Clip) -> Found:
    return Found(
        Fault.MISSING,
        clip.path,
        clip.id,
        _("“{title}”: its file {path} is gone; import it again from where it is now").format(
            title=clip.title, path=clip.path
        ),
    )


def _left_over(library: Library) -> Iterator[Found]:
    ids = find(library.database, Question())
    known = {clip.facts.sha256[:SHORT] for clip in library.clips.get_all(ids)}
    for digits, path in library.media.copies():
        if digits not in known:
            says = _("{} belongs to no clip; it can be imported anew").format(path.name)
            yield Found(Fault.LEFT_OVER, path, None, says)


def _redrawn(library: Library, one: Found, draw: DrawPictures) -> list[Found]:
    clip = library.clips.get(one.clip_id or 0)
    try:
        draw(clip.path, library.media.picture(clip.facts.sha256), library.media.strip(clip.facts.sha256))
    except InputError as error:
        return [attrs.evolve(one, says=str(error))]
    return []


def _put_aside(library: Library, one: Found) -> Found:
    aside = make_folder(library.folder / "damaged") / f"{one.path.parent.name} {one.path.name}"
    one.path.replace(aside)
    clip = library.clips.get(one.clip_id or 0)
    return attrs.evolve(
        _missing(clip), says=_("{says}; what is left of it is {path}").format(says=_missing(clip).says, path=aside)
    )
