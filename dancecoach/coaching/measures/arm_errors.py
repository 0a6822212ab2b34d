"""How far the angles of shoulders and elbows are off, by the moment of the skill and the side from which it is filmed.

Standard deviations like those of `dancecoach.coaching.sheet.errors`, from the same 600 drawn clips seen and recognised
by our own engine and networks: angles in the engine's space, the mean of both arms where both are seen, else that of
the one that is. Shoulders there follow the truth well (correlation 0.85 to 0.92); elbows do so poorly (0.6), and from
the side, where one arm hides the other, an elbow is off by as much as elbows differ: only large differences are clear.
"""

from typing import Literal

from dancecoach.coaching.alignment import MomentName
from dancecoach.coaching.viewpoint import Viewpoint

ArmAngle = Literal["shoulder", "elbow"]

_STEPS = (30.0, 45.0, 60.0)
_Row = tuple[float, float, float, float]

_ERRORS: dict[tuple[MomentName, ArmAngle], _Row] = {
    # front or back, from 30, from 45, from 60 degrees aside
    ("preparation", "shoulder"): (10.5, 10.5, 13.0, 19.5),
    ("take-off", "shoulder"): (20.5, 15.0, 15.0, 20.0),
    ("peak", "shoulder"): (17.5, 13.0, 14.0, 19.5),
    ("touch-down", "shoulder"): (14.0, 14.0, 14.0, 19.0),
    ("landed", "shoulder"): (12.0, 11.0, 12.5, 15.5),
    ("preparation", "elbow"): (15.5, 15.5, 17.5, 21.5),
    ("take-off", "elbow"): (16.0, 24.0, 24.5, 28.5),
    ("peak", "elbow"): (17.5, 22.0, 26.5, 29.0),
    ("touch-down", "elbow"): (17.0, 17.0, 23.0, 30.0),
    ("landed", "elbow"): (13.0, 13.5, 24.0, 24.0),
}


def arm_error(moment: MomentName, angle: ArmAngle, view: Viewpoint | None) -> float:
    """One standard deviation of an arm's angle, degrees.

    Args:
        moment: of the skill.
        angle: which one.
        view: from where the body is seen; None where that is not known: the error is then the largest.
    """
    row = _ERRORS[moment, angle]
    return max(row) if view is None else row[sum(view.side_on >= step for step in _STEPS)]
