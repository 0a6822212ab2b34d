"""Takes that the end of the program cut off before they were judged: judged afterwards, from their films.

What was heard in such a take is not known to the hundredth of a second: a take begins with the count-in, or with its
lap, so the music can have begun at a few moments only. Of these the one at which the movements go together best is
taken, and the learner is then held to be late as often as early.
"""

from collections.abc import Callable

import attrs
import numpy as np

from dancecoach.coaching.dance.comparison import Comparison, compare
from dancecoach.coaching.dance.directions import Directions
from dancecoach.coaching.dance.overlap import find_overlap
from dancecoach.errors import InputError
from dancecoach.i18n import _
from dancecoach.motion.points import Floats
from dancecoach.pipeline.practice.judging import LEAST_S, keep
from dancecoach.pipeline.practice.plan import COUNT_IN, Plan
from dancecoach.pipeline.practice.reference import Reference
from dancecoach.pipeline.practice.result import TakeResult
from dancecoach.pipeline.practice.takes import LANDMARKS, Take, TakeFacts, TakeStore
from dancecoach.pose.formats.npz import load_npz
from dancecoach.pose.track import PoseTrack

Look = Callable[[Take], PoseTrack]
"""Looks at every frame of a take's film; slow. Raises an `InputError` where the film cannot be used."""

_STEP_S = 0.1
_EARLIER_S, _LATER_S = 2.0, 0.6
"""How long the film may have gone on before the count-in, and how much of a lap it may have missed, seconds."""

_TELLS = 0.2
_ROUNDS = 2


def judge_late(store: TakeStore, take: Take, reference: Reference, look: Look) -> TakeResult | None:
    """Judge a take that was never judged, and keep what comes of it.

    Args:
        store: where it is kept.
        take: which.
        reference: whose dance it was.
        look: finds the learner in the film, where the landmarks were not written any more.

    Returns:
        What came of it; None where it was too short to be kept, and is removed.

    Raises:
        InputError: its film cannot be used.
        OutputError: something cannot be written.
        Cancelled: ``look`` was asked to stop.
    """
    track = _written(take) or look(take)
    if not len(track) or float(track.times[-1] - track.times[0]) < LEAST_S:
        store.discard(take)
        return None
    found, danced = _compared(reference, track, take.facts)
    said = _("The program ended before this take was judged, so what was heard in it was found by the movement.")
    return keep(store, take, attrs.evolve(found, warnings=(*found.warnings, said)), danced, reference)


def _written(take: Take) -> PoseTrack | None:
    """The landmarks, where the end came after they were written."""
    path = take.folder / LANDMARKS
    try:
        return load_npz(path) if path.is_file() else None
    except InputError:
        return None


def _compared(reference: Reference, track: PoseTrack, facts: TakeFacts) -> tuple[Comparison, PoseTrack]:
    """The take beside its reference, in the film's time; and the learner without the count-in."""
    offset = _beginning(reference, track, facts)
    if offset is None:
        return compare(reference.track, track, counts=reference.counts, part=facts.part), track
    for _round in range(_ROUNDS):
        found = _laid(reference, _danced(track, reference, facts, offset), facts, offset)
        offset -= _late(found) * facts.speed
    danced = _danced(track, reference, facts, offset)
    return attrs.evolve(_laid(reference, danced, facts, offset), by_sound=False), danced


def _late(found: Comparison) -> float:
    """How late the learner is in the middle, seconds; 0 where the movement does not tell."""
    if found.aligned is None:
        return 0.0
    tells = found.aligned.sure >= _TELLS
    return float(np.median(found.aligned.late_s[tells])) if tells.any() else 0.0


def _laid(reference: Reference, track: PoseTrack, facts: TakeFacts, offset_s: float) -> Comparison:
    return compare(
        reference.track, track, offset_s=offset_s, tempo=facts.speed, counts=reference.counts, part=facts.part
    )


def _danced(track: PoseTrack, reference: Reference, facts: TakeFacts, offset_s: float) -> PoseTrack:
    """The frames in which the passage was heard; all of them where those are too few."""
    first, last = ((moment - offset_s) / facts.speed for moment in Plan(facts.part).span(reference))
    chosen = (track.times >= first) & (track.times <= last)
    if not chosen.any() or float(np.ptp(track.times[chosen])) < LEAST_S:
        return track
    return attrs.evolve(
        track,
        times=track.times[chosen],
        landmarks=track.landmarks[chosen],
        visibility=track.visibility[chosen],
        found=track.found[chosen],
        world=None if track.world is None else track.world[chosen],
        people=None if track.people is None else track.people[chosen],
    )


def _beginning(reference: Reference, track: PoseTrack, facts: TakeFacts) -> float | None:
    """The reference's moment that was heard as the film began; None where none fits."""
    flat = reference.track.world is None or track.world is None
    theirs, mine = Directions.of(reference.track, flat=flat), Directions.of(track, flat=flat)
    found = []
    for offset in _possible(reference, facts).tolist():
        overlap = find_overlap(theirs, mine, offset_s=offset, tempo=facts.speed)
        if overlap is not None:
            found.append((overlap.agreement, offset))
    return max(found)[1] if found else None


def _possible(reference: Reference, facts: TakeFacts) -> Floats:
    """Moments of the reference, before its beginning too, that can have been heard as the film began."""
    first, _last = Plan(facts.part).span(reference)
    counted = COUNT_IN * reference.metronome.beat_s(first)
    return np.arange(first - counted - _EARLIER_S * facts.speed, first + _LATER_S * facts.speed, _STEP_S)
