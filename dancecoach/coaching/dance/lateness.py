"""Where a learner is early or late, and whether they drift: told where nothing else costs as much.

A drift is a line through the lateness of the whole dance, a passage a stretch beyond `BLAMED_S`. Both must be larger
than twice their standard error (a jackknife, or the spread, over blocks of a second: the window in which a lag is
looked for lets nearer moments know of one another).
"""

import math
from collections.abc import Iterator

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import label

from dancecoach.coaching.dance.aligned import Aligned
from dancecoach.coaching.dance.scoring import Scorer, lost_marks
from dancecoach.coaching.dance.warping import BAND_S
from dancecoach.motion.grid import RATE_HZ
from dancecoach.motion.points import Floats

BLAMED_S = 0.12
"""Seconds from which somebody is called early or late: four times the mean error of the measure."""

MOST = 3
"""Passages of a dance that are told."""

_LOST_S = BAND_S + 0.15
"""Who is farther off is not followed any more; the lateness after that is of no use."""

_LEAST_DRIFT = 0.01
_DRIFT_SPAN_S = 4.0
_SHORTEST_S = 1.0
_BLOCK_S = 1.0
_SURE = 0.5
_EXPLAINED = 0.5
"""Share of the lateness' variance that a line must explain to be called a drift."""

_ERRORS = 2.0
_DANCED = 60.0
"""Shape below which something else is danced, whose lateness means nothing."""


@attrs.frozen
class Lateness:
    """A stretch in which the learner is early or late, where that costs more than anything else.

    Attributes:
        start_s: presentation time of the learner, inclusive.
        end_s: inclusive.
        reference_start_s: the moment of the reference that belongs to the start.
        reference_end_s: to the end.
        late_s: how late, negative early; of a drift the most that it comes to.
        slower: share of the music's tempo by which the learner is slower, negative faster; 0 where it is no drift.
    """

    start_s: float
    end_s: float
    reference_start_s: float
    reference_end_s: float
    late_s: float
    slower: float = 0.0

    def touches(self, first_s: float, last_s: float) -> bool:
        """Whether it and a stretch of the reference, its end excluded, have a moment in common."""
        return self.reference_start_s < last_s and self.reference_end_s >= first_s


def lateness_of(aligned: Aligned, scorer: Scorer, *, by_sound: bool) -> tuple[Lateness, ...]:
    """What is to be said of a learner's timing, in the order of the dance: a drift, else the worst passages.

    Args:
        aligned: learner beside reference.
        scorer: what timing costs.
        by_sound: whether the music told tempo and offset; without it a drift cannot be told from another tempo.
    """
    if not len(aligned):
        return ()
    drift = _drift(aligned, scorer) if by_sound else None
    if drift is not None:
        return (drift,)
    found = sorted(_passages(aligned, scorer), key=lambda late: -(late.end_s - late.start_s) * abs(late.late_s))
    return tuple(sorted(found[:MOST], key=lambda late: late.start_s))


def _drift(aligned: Aligned, scorer: Scorer) -> Lateness | None:
    late, lost = aligned.late_s, np.flatnonzero(np.abs(aligned.late_s) > _LOST_S)
    last = int(lost[0]) if len(lost) else len(late)
    if last < _DRIFT_SPAN_S * RATE_HZ:
        return None
    times, late, sure = aligned.learner_s[:last], late[:last], aligned.sure[:last]
    start, slope = _line(times, late, sure)
    if abs(slope) < max(_LEAST_DRIFT, _ERRORS * _slope_error(times, late, sure)):
        return None
    line = start + slope * times
    middle = np.average(late, weights=sure + 1e-9)
    left, all_of_it = (float((sure * (late - value) ** 2).sum()) for value in (line, middle))
    beyond = np.flatnonzero(math.copysign(1.0, slope) * line >= BLAMED_S)
    if left > (1 - _EXPLAINED) * all_of_it or len(beyond) < _SHORTEST_S * RATE_HZ:
        return None
    told = np.zeros(len(aligned), bool)
    told[beyond] = True
    if not _costs_most(scorer, told):
        return None
    # Who was lost on the way has not come back: it lasts to the end.
    end = len(aligned) - 1 if len(lost) else last - 1
    return _lateness(aligned, int(beyond[0]), end, float(line[-1]), slope)


def _passages(aligned: Aligned, scorer: Scorer) -> Iterator[Lateness]:
    for sign in (1.0, -1.0):
        runs, count = label(sign * aligned.late_s >= BLAMED_S)
        for run in range(1, count + 1):
            told = runs == run
            late, sure = aligned.late_s[told], aligned.sure[told]
            if len(late) < _SHORTEST_S * RATE_HZ or sure.mean() < _SURE:
                continue
            mean = float(np.average(late, weights=sure))
            if abs(mean) > _ERRORS * _mean_error(late, sure) and _costs_most(scorer, told):
                first, *_rest, last = np.flatnonzero(told)
                yield _lateness(aligned, int(first), int(last), mean)


def _lateness(aligned: Aligned, first: int, last: int, late_s: float, slower: float = 0.0) -> Lateness:
    here, there = aligned.learner_s, aligned.reference_s
    return Lateness(float(here[first]), float(here[last]), float(there[first]), float(there[last]), late_s, slower)


def _costs_most(scorer: Scorer, moments: NDArray[np.bool_]) -> bool:
    """Whether timing takes more from the score there than shape, size or flow."""
    score = scorer.score(moments)
    if score.shape is None or score.shape < _DANCED:
        return False
    lost = lost_marks(score)
    return lost["timing"] == max(lost.values())


def _line(times: Floats, late: Floats, sure: Floats) -> tuple[float, float]:
    """Lateness at time 0 and its slope, least squares, each moment as sure as it is."""
    slope, start = np.polyfit(times, late, 1, w=np.sqrt(sure + 1e-9))
    return float(start), float(slope)


def _slope_error(times: Floats, late: Floats, sure: Floats) -> float:
    """Standard error of the slope: a jackknife over blocks."""
    blocks = _blocks(len(times))
    moments = np.arange(len(times))
    rest = [~np.isin(moments, block) for block in blocks]
    slopes = np.array([_line(times[kept], late[kept], sure[kept])[1] for kept in rest])
    return math.sqrt((len(slopes) - 1) / len(slopes) * float(np.square(slopes - slopes.mean()).sum()))


def _mean_error(late: Floats, sure: Floats) -> float:
    """Standard error of the mean of a passage; that of one block where it is no longer."""
    means = [float(np.average(late[block], weights=sure[block] + 1e-9)) for block in _blocks(len(late))]
    return float(np.std(means, ddof=1)) / math.sqrt(len(means))


def _blocks(moments: int) -> list[NDArray[np.intp]]:
    return np.array_split(np.arange(moments), max(2, round(moments / RATE_HZ / _BLOCK_S)))
