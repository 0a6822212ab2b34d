"""Limbs by how well they match, drawn onto the pictures of both films."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from dancecoach.coaching.dance.aligned import Aligned
from dancecoach.coaching.dance.directions import LIMBS, TWINS
from dancecoach.coaching.dance.faults import seen_degrees
from dancecoach.coaching.dance.scoring import UNBLAMED
from dancecoach.motion.points import Floats
from dancecoach.palette import MATCHES, UNCERTAIN_VISIBILITY, bgr
from dancecoach.pose.track import PoseTrack
from dancecoach.report.painter import FramePainter, Parts
from dancecoach.report.strokes import Stroke
from dancecoach.report.surface import Surface

WRONG_DEG = 45.0
"""Degrees from which a limb does not match at all, as while dancing."""

MARKED_BELOW, MOST_MARKED = 0.5, 3
"""A limb that matches less is marked, but no more limbs than this at a time: a storm of warnings helps nobody."""

_CALM_S = 0.15
_NEAR_S = 0.1
_WIDTH = 0.011


def match_of(aligned: Aligned, times: Floats, *, of_reference: bool = False) -> Floats:
    """How well each limb matches at some moments.

    Args:
        aligned: learner beside reference.
        times: (T,) presentation times of the learner's film, s.
        of_reference: whether they are those of the reference instead, to which the learner danced sooner or later.

    Returns:
        (T, L) of `JOINTS` on the reference's body: 1 right, 0 wholly off; NaN where it is not seen or compared.
    """
    found = np.full((len(times), len(LIMBS)), np.nan)
    if not len(aligned):
        return found
    calm = gaussian_filter1d(seen_degrees(aligned), _CALM_S * aligned.here.rate, axis=0, mode="nearest")
    match = np.clip((WRONG_DEG - calm) / (WRONG_DEG - UNBLAMED), 0.0, 1.0)
    match = np.where(aligned.weights > 0, match, np.nan)
    index, near = _nearest(aligned.reference_s if of_reference else aligned.learner_s, times)
    found[near] = match[index[near]]
    return found


def _nearest(moments: Floats, times: Floats) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """(T,) which of rising moments is nearest to each time, and whether it is near."""
    after = np.searchsorted(moments, times).clip(0, len(moments) - 1)
    before = np.maximum(0, after - 1)
    index = np.where(np.abs(times - moments[before]) <= np.abs(times - moments[after]), before, after)
    return index, np.abs(times - moments[index]) <= _NEAR_S


class MatchPainter(FramePainter):
    """Draws limbs: blue where they are right, amber and thicker where they are not; the same limbs on both bodies.

    Args:
        track: one of the two, an entry for each frame of the film.
        aligned: learner beside reference.
        of_reference: whether it is the reference.
    """

    def __init__(self, track: PoseTrack, aligned: Aligned, *, of_reference: bool = False) -> None:
        super().__init__(track, Parts(phases=False, drawings=False))
        times, overlap = track.times.astype(np.float64), aligned.overlap
        match = match_of(aligned, (times - overlap.offset_s) / overlap.tempo if of_reference else times)
        self._match = match[:, TWINS] if overlap.mirrored and not of_reference else match
        skeleton = track.skeleton
        self._ends = [
            tuple(skeleton.indices(*names) if set(names) <= set(skeleton.joints) else () for names in (start, end))
            for start, end in ((limb.start, limb.end) for limb in LIMBS)
        ]

    def paint_on(self, on: Surface, frame: int) -> None:
        """Draw onto a picture."""
        track, size = self.track, np.array(on.size, np.float64)
        if not track.found[frame]:
            return
        match = self._match[frame]
        off = {k for k in np.argsort(np.where(np.isfinite(match), match, 2.0)).tolist() if match[k] < MARKED_BELOW}
        worst = set(sorted(off, key=lambda k: float(match[k]))[:MOST_MARKED])
        width = max(3, round(_WIDTH * float(size.min())))
        for k in sorted(range(len(LIMBS)), key=lambda k: k in worst):
            line = self._line(frame, k, size)
            if line is not None:
                name = "off" if k in worst else "right" if np.isfinite(match[k]) else "unknown"
                Stroke(bgr(MATCHES[name]), round(1.8 * width) if k in worst else width).lines(on, [line])

    def _line(self, frame: int, limb: int, size: Floats) -> Floats | None:
        """(2, 2) where a limb begins and ends, pixels; None where it cannot be seen."""
        start, end = self._ends[limb]
        both = [*start, *end]
        points = self.track.landmarks[frame, :, :2]
        if not len(start) or not len(end) or not np.isfinite(points[both]).all():
            return None
        if float(self.track.visibility[frame, both].min()) < UNCERTAIN_VISIBILITY:
            return None
        return np.array([points[list(part)].mean(axis=0) * size for part in (start, end)])
