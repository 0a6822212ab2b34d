"""Which moment of the reference belongs to each of the learner's, and how early or late the learner is.

Dynamic time warping (H. Sakoe, S. Chiba, "Dynamic programming algorithm optimization for spoken word recognition",
IEEE Trans. ASSP 26, 1978) within half a second of the line that `find_overlap` gave, with both ends open. What it
returns goes in steps of a sample; a local search for the best lag, with a parabola through its minimum, makes it finer
than a frame. Where a clip stands still, every lag is as good: the warp then leans on its neighbours.

The library has a band and a penalty, but no limit to the slope; that limit is put on its path afterwards (`limited`).
"""

import attrs
import numpy as np
from dtaidistance import dtw
from scipy.ndimage import gaussian_filter1d

from dancecoach.coaching.dance.directions import WEIGHTS, Directions
from dancecoach.coaching.dance.overlap import Overlap
from dancecoach.motion.grid import RATE_HZ
from dancecoach.motion.points import Floats

BAND_S = 0.5
"""Nobody who dances the same is farther off the beat; who is, is doing something else."""

SLOWEST, FASTEST = 0.5, 2.0
"""Bounds of the warp's slope, both inclusive, as shares of the tempo."""

WARP_HZ = 15.0
_PENALTY = 0.4
"""Cost of a step that lets one of the two wait; a limb that is 30° off costs 0.5."""

_LEAST_SEEN = 0.3
_SMOOTH_S = 0.25
_WINDOW_S = 0.35
"""Standard deviation of the window over which a lag is looked for: about one beat of dance music is inside."""

_REACH_S = 0.2
_STEP_S = 1 / 60
_LEAST_LOSS = 0.002
_VOICES = 20.0
"""A lag's variance is twice the loss at its best over its curvature, and over as many independent witnesses: some ten
limbs, twice in the window."""

_BELIEVED_S = 0.05
"""Standard deviation of a lag that is half believed."""

_WIDE_S = 1.5
_TRUST = 0.05
"""What a moment is worth of which nothing is known: there the lag of the seconds around it holds."""


@attrs.frozen(eq=False)
class Warp:
    """The learner's time against the reference's.

    Attributes:
        learner_s: (N,) presentation times of the learner, every 1/30 s, rising.
        reference_s: (N,) that of the reference that belongs to each; rising, its slope limited.
        late_s: (N,) how much later than the even line the learner does what the reference does there; negative early.
        sure: (N,) from 0 to 1: how clearly the movement there tells the time.
        overlap: the even line.
    """

    learner_s: Floats
    reference_s: Floats
    late_s: Floats
    sure: Floats
    overlap: Overlap


def warp(reference: Directions, learner: Directions, overlap: Overlap) -> Warp:
    """The warp along an overlap.

    Args:
        reference: whose movement it is.
        learner: who dances it, already mirrored and turned as the overlap says.
        overlap: where they lie on one another.
    """
    line = _line(reference, learner, overlap)
    if len(line) < 2:
        empty = np.empty(0)
        return Warp(empty, empty, empty, empty, overlap)
    coarse = _by_dtw(reference, learner, line, overlap)
    lag, sure = _refined(reference, learner, line, coarse, overlap)
    there = overlap.reference(line)
    matched = limited(there + lag, line, SLOWEST * overlap.tempo, FASTEST * overlap.tempo)
    # The reference's moment lies before the even line where the learner is late.
    return Warp(line, matched, (there - matched) / overlap.tempo, sure, overlap)


def limited(values: Floats, times: Floats, slowest: float, fastest: float) -> Floats:
    """The nearest function whose slope stays within bounds: the middle of the two that hug it from above and below.

    Args:
        values: (N,) of ``times``.
        times: (N,) rising.
        slowest: least slope, inclusive.
        fastest: most, inclusive.
    """
    below = np.minimum(_least(values - fastest * times) + fastest * times, _least_after(values, times, slowest))
    above = -np.minimum(_least(-values + slowest * times) - slowest * times, _least_after(-values, times, -fastest))
    return np.asarray((below + above) / 2)


def _least(values: Floats) -> Floats:
    return np.asarray(np.minimum.accumulate(values))


def _least_after(values: Floats, times: Floats, slope: float) -> Floats:
    return np.asarray(_least((values - slope * times)[::-1])[::-1] + slope * times)


def _line(reference: Directions, learner: Directions, overlap: Overlap) -> Floats:
    """The learner's times that lie on the reference."""
    if not len(reference):
        return np.empty(0)
    there = overlap.reference(learner.times)
    ends = reference.times
    return np.asarray(learner.times[(there >= ends[0] - 1e-9) & (there <= ends[-1] + 1e-9)])


def _by_dtw(reference: Directions, learner: Directions, line: Floats, overlap: Overlap) -> Floats:
    """(N,) seconds of the reference by which each of the learner's moments is off the line, in coarse steps."""
    times = np.arange(line[0], line[-1] + 1e-9, 1 / WARP_HZ)
    band = round(BAND_S * WARP_HZ)
    if len(times) <= 2 * band:
        return np.zeros(len(line))
    here, there = learner.at(times), reference.at(overlap.reference(times))
    path = np.array(dtw.warping_path_fast(_vectors(here), _vectors(there), window=band + 1, penalty=_PENALTY, psi=band))
    count = np.bincount(path[:, 0], minlength=len(times))
    lag = np.bincount(path[:, 0], path[:, 1] - path[:, 0], minlength=len(times)) / np.maximum(count, 1)
    # Where too little is seen the path goes anywhere: there it is that of the moments around.
    known = (count > 0) & (np.minimum(here.weights, there.weights).sum(axis=1) >= _LEAST_SEEN * WEIGHTS.sum())
    if not known.any():
        return np.zeros(len(line))
    lag = np.interp(times, times[known], lag[known]) / WARP_HZ * overlap.tempo
    return np.asarray(np.interp(line, times, gaussian_filter1d(lag, _SMOOTH_S * WARP_HZ, mode="nearest")))


def _vectors(directions: Directions) -> Floats:
    """(N, 3 L) for Euclidean distances. A limb that is not seen is 0, as far from every direction as from any other."""
    return np.ascontiguousarray((directions.unit * np.sqrt(WEIGHTS)[:, None]).reshape(len(directions), -1))


def _refined(
    reference: Directions, learner: Directions, line: Floats, coarse: Floats, overlap: Overlap
) -> tuple[Floats, Floats]:
    """(N,) lags finer than a frame, and how sure each is.

    Looked for around the even line and around the path, of which the one that leaves less is taken: in a short take, or
    one with a gap, the path may begin half a second off and never find back, though the movement lies on the line. One
    of the two for all of it: taking the better at each moment would make other dances look alike.
    """
    ways = [_looked_around(reference, learner, line, start, overlap) for start in (np.zeros(len(line)), coarse)]
    (lag, sure, loss), (other, other_sure, other_loss) = ways
    if other_loss.mean() < loss.mean():
        lag, sure = other, other_sure
    return _leaning(lag, sure), sure


def _looked_around(
    reference: Directions, learner: Directions, line: Floats, start: Floats, overlap: Overlap
) -> tuple[Floats, Floats, Floats]:
    """(N,) best lags near those to start from, how sure each is, and the loss that is left there."""
    here, there = learner.at(line), overlap.reference(line) + start
    steps = np.arange(-round(_REACH_S / _STEP_S), round(_REACH_S / _STEP_S) + 1)
    shifted = (reference.at(there + step * _STEP_S * overlap.tempo) for step in steps)
    losses = np.stack([_windowed(*_loss(here, other)) for other in shifted], axis=1)
    best = np.clip(losses.argmin(axis=1), 1, len(steps) - 2)
    rows = np.arange(len(line))
    before, at, after = (losses[rows, best + k] for k in (-1, 0, 1))
    bend = before - 2 * at + after
    with np.errstate(invalid="ignore", divide="ignore"):
        vertex = np.where(bend > 0, np.clip((before - after) / (2 * bend), -1, 1), 0.0)
    fine: Floats = (steps[best] + vertex) * _STEP_S * overlap.tempo
    return start + fine, sure_of(at, np.maximum(bend, 0.0) / _STEP_S**2), at


def sure_of(loss: Floats, curvature: Floats) -> Floats:
    """(...) 0 to 1, how sure a lag is.

    Args:
        loss: (...) mean loss at the best lag.
        curvature: (...) of the loss there, 1/s².
    """
    variance = 2 * np.maximum(loss, _LEAST_LOSS) / np.maximum(_VOICES * curvature, 1e-9)
    return np.asarray(1 / (1 + variance / _BELIEVED_S**2))


def _loss(here: Directions, there: Directions) -> tuple[Floats, Floats]:
    """(N,) summed loss of the limbs that both see, 1 less the cosine, and (N,) their summed weights."""
    weights = here.weights * there.seen
    cosine = np.einsum("nld,nld->nl", here.unit, there.unit)
    return ((1 - cosine) * weights).sum(axis=1), weights.sum(axis=1)


def _windowed(loss: Floats, weight: Floats) -> Floats:
    """(N,) mean loss about each moment."""
    width = _WINDOW_S * RATE_HZ
    total = gaussian_filter1d(weight, width, mode="constant")
    return np.asarray(gaussian_filter1d(loss, width, mode="constant") / np.maximum(total, 1e-6))


def _leaning(values: Floats, sure: Floats) -> Floats:
    """(N,) smoothed, each moment as sure as it is, leaning on the seconds around where all near it are unsure."""

    def smooth(width_s: float, fallback: Floats) -> Floats:
        width = width_s * RATE_HZ
        total = gaussian_filter1d(sure, width, mode="constant")
        summed = gaussian_filter1d(values * sure, width, mode="constant")
        return np.asarray((summed + _TRUST * fallback) / (total + _TRUST))

    return smooth(_SMOOTH_S, smooth(_WIDE_S, np.zeros(len(values))))
