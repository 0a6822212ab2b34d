"""The body's shape in flight, from how hips and knees are held in its middle."""

import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.measures.airtime import Airtime
from dancecoach.coaching.measures.posture import Posture
from dancecoach.coaching.skill import BodyShape
from dancecoach.motion.points import Floats

MIDDLE = (0.2, 0.8)
"""Shares of the flight between which the shape is held; before and after, the body stretches to leave and to land."""

CLOSED_HIPS, OPEN_HIPS = 122.0, 132.0
"""Degrees between trunk and thigh: closed below the first, stretched above the second, neither between them."""

CLOSED_KNEES, OPEN_KNEES = 115.0, 130.0
"""Degrees at the knee, likewise."""

SPREAD = 40.0
"""Degrees between the legs from which they are spread (`Posture.spread`)."""

TO_THE_SIDES = 0.55
"""Share of the spread along the hips from which it is a straddle and no split."""

ROTATED = 0.5
"""Turns from which a stretched body is in layout and not just straight."""

LEAST_SEEN = 0.5
"""Share of the frames in which hip and knee must be seen."""


IMPOSSIBLE = 2000.0
"""Degrees a second that no trunk turns (the fastest somersaults reach half of it): the engine has lost the body, as
when the head leaves the picture, and folds it up where it thinks that it is."""


def shape_of(posture: Posture, air: Airtime, turns: float | None) -> BodyShape:
    """The shape between take-off and touch-down; "" where it was not seen or is none of those that have a name.

    Args:
        posture: of the whole clip.
        air: when the skill leaves the feet and comes back to them.
        turns: of the trunk, as `dancecoach.coaching.measures.rotation` counts them; None when not known.
    """
    begin, end = (air.takeoff_s + share * (air.touchdown_s - air.takeoff_s) for share in MIDDLE)
    middle = (posture.times >= begin) & (posture.times <= end)
    hips, knees = _level(posture.hip[middle], 20), _level(posture.knee[middle], 20)
    if np.isnan(hips) or np.isnan(knees) or _is_torn(posture, middle):
        return ""
    spread = posture.spread[middle]
    if np.isfinite(spread).mean() >= LEAST_SEEN and np.nanpercentile(spread, 85) >= SPREAD:
        widest = spread >= np.nanpercentile(spread, 70)
        sideways = float(np.nanmedian(posture.spread_sideways[middle][widest]))
        return "straddle" if sideways >= TO_THE_SIDES else "split"
    # A layout is a shape of somersaults: on the hands a body is straight.
    return _of_angles(hips, knees, 0.0 if air.on_hands else turns)


def _of_angles(hips: float, knees: float, turns: float | None) -> BodyShape:
    """The shape of a body with its legs together."""
    if hips < CLOSED_HIPS and knees < CLOSED_KNEES:
        return "tuck"
    if hips < CLOSED_HIPS and knees > OPEN_KNEES:
        return "pike"
    if hips > OPEN_HIPS and knees > OPEN_KNEES and turns is not None:
        return "layout" if abs(turns) >= ROTATED else "straight"
    return ""


def _is_torn(posture: Posture, middle: NDArray[np.bool_]) -> bool:
    """Whether the trunk leaps from one picture to the next, so that the angles between belong to nobody."""
    known = np.flatnonzero(middle & np.isfinite(posture.tilt))
    steps, times = np.abs(np.diff(posture.tilt[known])), np.diff(posture.times[known])
    return bool((steps > IMPOSSIBLE * times).any())


def _level(angles: Floats, percentile: float) -> float:
    """The angle that is undercut in so many percent of the frames: a most flexed instant that no single slip makes."""
    known = np.isfinite(angles)
    if not len(angles) or known.mean() < LEAST_SEEN:
        return float("nan")
    return float(np.percentile(angles[known], percentile))
