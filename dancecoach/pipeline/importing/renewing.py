"""What a library says of a clip follows what was made of it elsewhere: analyses, corrected phases, takes."""

import logging
from collections.abc import Callable
from pathlib import Path

import attrs

from dancecoach.errors import DancecoachError
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.catalogue.findings import findings_of, skill_facts
from dancecoach.library.catalogue.records import Clip, Group
from dancecoach.library.folding import fold
from dancecoach.library.library import Library
from dancecoach.library.news import Item, News
from dancecoach.library.whose import TAKES, dancer_of
from dancecoach.pipeline.practice.takes import TakeStore
from dancecoach.pipeline.progress.attempts import skills_of
from dancecoach.progress import CancelToken

_log = logging.getLogger(__name__)


def catch_up(
    library: Library, *, changed: Callable[[Clip], object] = lambda _: None, cancel: CancelToken | None = None
) -> int:
    """Hear the news of clips in a library; how many of these are known better now.

    Args:
        library: open.
        changed: called with each of them, in this thread.
        cancel: asks to stop; what was not heard waits.

    Raises:
        Cancelled: the token was set.
        LibraryError: the library cannot be written.
    """
    news, better = News(library.folder), 0
    told: dict[str, list[Item]] = {}
    for item in news.waiting():
        told.setdefault(item.sha256, []).append(item)
    for sha256, items in told.items():
        if cancel is not None:
            cancel.check()
        clip, new_names = library.clips.of_content(sha256), _make_known(library, items)
        if clip is not None:
            renewed = _renewed(library, clip, items)
            better += renewed != clip
            if renewed != clip or new_names:
                changed(renewed)
        news.forget(items)  # those that came meanwhile are other files
    return better


def note_analysis(library: Library, clip: Clip, analysis: Analysis) -> Clip:
    """A clip is known by an analysis, with its phases and speed as a person corrected them."""
    found = findings_of(analysis)
    clip = library.clips.note_findings(clip.id, found)
    skills = skills_of(library, clip)
    told = found if skills is None else attrs.evolve(found, skills=tuple(map(skill_facts, skills)))
    return clip if told == found else library.clips.note_findings(clip.id, told)


def note_dancer_of(library: Library, clip: Clip, film: Path) -> Clip:
    """A clip shows who its film says it does, where nobody is named in the library.

    Args:
        library: open.
        clip: of it.
        film: that the clip was taken from: a take, or one of Live.

    Raises:
        LibraryError: the library cannot be written.
    """
    person = dancer_of(film)
    if not person or clip.persons:
        return clip
    library.groups.put([clip.id], Group.PERSON, person)
    return library.clips.get(clip.id)


def note_best_mark(library: Library, clip: Clip) -> Clip:
    """A clip has the best mark of all takes of it that are kept."""
    takes = TakeStore(library.folder / TAKES).of(clip.facts.sha256)
    best = max((take.score for take in takes if take.score is not None), default=None)
    return clip if best is None or best <= (clip.score or 0.0) else library.clips.note_score(clip.id, best)


def _make_known(library: Library, items: list[Item]) -> bool:
    """Whoever danced is a person of the library; whether somebody is new."""
    known = {fold(name) for name, _number in library.groups.names(Group.PERSON)}
    new = {item.person for item in items if item.person and fold(item.person) not in known}
    for name in new:
        library.groups.make(Group.PERSON, name)
    return bool(new)


def _renewed(library: Library, clip: Clip, items: list[Item]) -> Clip:
    made = [(item.engine, item.model) for item in items if item.engine]
    known = clip.findings.analysed_with.partition(" ") if clip.findings is not None else ("", "", "")
    engine, model = made[-1] if made else (known[0], known[2])
    sha256 = clip.facts.sha256
    analysis = None
    if engine:
        person = library.analyses.chosen_in(sha256)
        analysis = library.analyses.get(sha256, engine, model, person) or library.analyses.get(sha256, engine, model)
    try:
        if analysis is not None:
            clip = note_analysis(library, clip, analysis)
        return note_best_mark(library, clip)
    except DancecoachError as problem:
        if library.clips.of_content(sha256) is None:  # removed this moment
            _log.info("%s", problem)
            return clip
        raise
