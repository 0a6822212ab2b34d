"""What is missing in a library, left over, in the way, or not what it was; `repair` puts it right."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import attrs

from dancecoach.errors import InputError
from dancecoach.files import is_there, sha256_of_clip
from dancecoach.i18n import _
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Clip, Order, State
from dancecoach.library.catalogue.search import find
from dancecoach.library.folders import FOLDERS
from dancecoach.library.library import Library
from dancecoach.library.media import SHORT
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress


class Fault(StrEnum):
    """What may be wrong."""

    MISSING = "missing"
    CHANGED = "changed"
    LEFT_OVER = "left over"
    NO_PICTURE = "no picture"
    IN_THE_WAY = "in the way"


@attrs.frozen
class Found:
    """One fault.

    Attributes:
        fault: what is wrong.
        path: with which file.
        clip_id: of which clip; None for a file that belongs to none.
        says: one sentence.
    """

    fault: Fault
    path: Path
    clip_id: int | None
    says: str


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
        thorough: read every file to the end, to see whether it is what it was: a minute for 20 GB. Else only their
            sizes are compared.
        progress: told in clips.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set.
    """
    cancel = cancel or CancelToken()
    ids = find(library.database, Question(), Order.ADDED, down=False)
    found = [*_no_folders(library.folder)]
    for done, clip in enumerate(library.clips.get_all(ids)):
        cancel.check()
        progress(Progress(_("checking"), done, len(ids)))
        found += _faults_of(library, clip, thorough=thorough)
    progress(Progress(_("checking"), len(ids), len(ids)))
    return [*found, *_left_over(library)]


def _faults_of(library: Library, clip: Clip, *, thorough: bool) -> Iterator[Found]:
    if not is_there(clip.path):
        yield Found(Fault.MISSING, clip.path, clip.id, missing_words(clip))
        return
    if _is_another(clip, thorough=thorough):
        yield Found(
            Fault.CHANGED,
            clip.path,
            clip.id,
            _("“{}”: its file is not what it was: it is damaged or was edited").format(clip.title),
        )
    media = library.media
    if not (media.picture(clip.facts.sha256).is_file() and media.strip(clip.facts.sha256).is_file()):
        yield Found(Fault.NO_PICTURE, clip.path, clip.id, _("“{}” has no picture; one can be made").format(clip.title))


def missing_words(clip: Clip) -> str:
    """What is said of a clip whose file is gone."""
    text = _("“{title}”: its file {path} is gone; import it again from where it is now")
    return text.format(title=clip.title, path=clip.path)


def _is_another(clip: Clip, *, thorough: bool) -> bool:
    """Whether a clip's file is not what it was, or something else stands there, or it cannot be read."""
    try:
        if thorough:
            return sha256_of_clip(clip.path) != clip.facts.sha256
        if clip.path.is_dir():
            return next(clip.path.glob("*.json"), None) is None
        return clip.path.stat().st_size != clip.facts.size_bytes
    except (InputError, OSError):
        return True


def _no_folders(folder: Path) -> Iterator[Found]:
    for name in FOLDERS:
        path = folder / name
        if path.exists() and not path.is_dir():
            says = _("{} is a file, and a folder of this name is needed").format(path)
            yield Found(Fault.IN_THE_WAY, path, None, says)


def _left_over(library: Library) -> Iterator[Found]:
    ids = find(library.database, Question())
    known = {clip.facts.sha256[:SHORT] for clip in library.clips.get_all(ids)}
    failed = {job.path: job.problem for job in library.jobs.list(State.FAILED)}
    for digits, path in library.media.copies():
        if path in failed:
            says = _("{name} belongs to no clip, and cannot be imported: {why}").format(
                name=path.name, why=failed[path]
            )
            yield Found(Fault.IN_THE_WAY, path, None, says)
        elif digits not in known:
            says = _("{} belongs to no clip; it can be imported anew").format(path.name)
            yield Found(Fault.LEFT_OVER, path, None, says)
    for path in library.media.strays():
        says = _("{} lies among the films and is none of the library's").format(path)
        yield Found(Fault.IN_THE_WAY, path, None, says)
