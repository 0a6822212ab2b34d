"""How far each measure of the sheet is off, by the side from which it is filmed.

Standard deviations from 600 drawn clips with exact truth, seen and recognised by our own engine and networks (their
errors are in it): the error that 68 in a hundred stay below, or the one that 90 stay below by 1.645 where that is more,
since errors have long tails. Real people wear wider clothes and stand in worse light: take it as the least.
"""

from dancecoach.coaching.skill_sheet import Unseen
from dancecoach.coaching.viewpoint import Viewpoint

FROM_THE_FRONT = 30.0
"""Degrees from the front or the back within which what happens towards the camera is not measured: the error of a knee
is there as large as what knees differ by."""

_STEPS = (FROM_THE_FRONT, 45.0, 60.0, 91.0)

FAST_FPS, FAST_SHARE = 45.0, 0.85
"""Frames a second from which the errors of some angles are smaller, and by what."""

_FASTER = {"takeoff_knee", "takeoff_knee_speed", "least_hip", "touchdown_knee"}

_FAST_ONLY = {"touchdown_knee_difference"}
"""What changes so fast that fewer frames a second tell nothing of it: feet come down one after the other."""

_Row = tuple[float | None, float, float, float]

_ERRORS: dict[str, _Row] = {
    # front or back, from 30, from 45, from 60 degrees aside
    "twist": (0.27, 0.18, 0.17, 0.08),
    "travel": (None, 0.21, 0.15, 0.09),
    "takeoff_knee": (None, 9.5, 6.0, 6.0),
    "takeoff_hip": (None, 9.0, 8.0, 9.0),
    "takeoff_knee_speed": (None, 120.0, 110.0, 65.0),
    "takeoff_hip_speed": (None, 120.0, 70.0, 90.0),
    "arm_swing": (65.0, 70.0, 40.0, 85.0),
    "least_hip": (None, 19.0, 13.0, 10.0),
    "least_knee": (None, 15.0, 10.0, 7.0),
    "peak": (None, 0.15, 0.1, 0.1),
    "touchdown_knee": (None, 12.0, 11.0, 10.0),
    "deepest_knee": (None, 13.0, 12.0, 9.0),
    "touchdown_lean": (None, 12.0, 11.0, 6.0),
    "largest_lean": (None, 11.0, 12.0, 8.0),
    "steps": (1.0, 1.0, 1.0, 1.0),
    "stillness": (0.25, 0.25, 0.25, 0.25),
    "takeoff_knee_difference": (None, 12.0, 12.0, 7.0),
    "touchdown_knee_difference": (None, 12.0, 12.0, 11.0),
}


def error_of(name: str, view: Viewpoint | None, fps: float) -> float | Unseen:
    """One standard deviation of a measure, in its unit, or why it cannot be taken from there.

    Args:
        name: key of `dancecoach.coaching.skill_sheet.MEASURES`.
        view: from where the body is seen; None where that is not known: only what can be seen from everywhere is then
            measured, at its worst.
        fps: frames a second.
    """
    row = _ERRORS[name]
    if view is None and row[0] is None:
        return Unseen.VIEW_UNKNOWN
    error = row[0] if view is None else row[sum(view.side_on >= step for step in _STEPS)]
    if error is None:
        return Unseen.FROM_THE_FRONT
    fast = fps >= FAST_FPS
    if name in _FAST_ONLY and not fast:
        return Unseen.TOO_SLOW
    return error * (FAST_SHARE if fast and name in _FASTER else 1.0)
