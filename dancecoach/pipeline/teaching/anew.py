"""The clips of a library are recognised anew when other networks are at hand: from their landmarks, as kept."""

from collections.abc import Callable, Collection

from dancecoach.errors import DancecoachError
from dancecoach.i18n import _
from dancecoach.library.catalogue.findings import findings_of
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.catalogue.search import find
from dancecoach.library.library import Library
from dancecoach.pipeline.analyze import FROM_FILE
from dancecoach.pipeline.recognition import is_stale, renewed
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress

_AT_ONCE = 200
"""Clips that are read together."""


def recognise_anew(
    library: Library,
    engine: tuple[str, str],
    packs: Collection[str] = (),
    *,
    changed: Callable[[Clip], object] = lambda _: None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Name style, phases and skills again where the networks at hand are others; how many clips it was.

    A clip whose analysis is gone or cannot be written is left as it was: Review sees to it when it is opened.

    Args:
        library: open.
        engine: pose engine whose landmarks are taken, and the size of its network.
        packs: names of the style packs to ask; () for all.
        changed: called with each clip that is known better.
        progress: told after each clip.
        cancel: asks to stop; the clips done stay done.

    Raises:
        Cancelled: the token was set.
    """
    cancel = cancel or CancelToken()
    ids = find(library.database, Question())
    done = 0
    for begin in range(0, len(ids), _AT_ONCE):
        for number, clip in enumerate(library.clips.get_all(ids[begin : begin + _AT_ONCE]), begin):
            cancel.check()
            progress(Progress(_("recognising clips anew"), number, len(ids)))
            if clip.findings is not None and _renew(library, clip, engine, packs):
                changed(library.clips.get(clip.id))
                done += 1
    return done


def _renew(library: Library, clip: Clip, engine: tuple[str, str], packs: Collection[str]) -> bool:
    for who in (engine, (FROM_FILE, "")):
        try:
            stored = library.analyses.get(clip.facts.sha256, *who)
            if stored is None or not is_stale(stored, packs):
                continue
            fresh = renewed(stored, packs)
            if is_stale(fresh, packs):
                continue
            library.analyses.put(fresh)
            library.clips.note_findings(clip.id, findings_of(fresh))
            return True
        except DancecoachError:
            continue
    return False
