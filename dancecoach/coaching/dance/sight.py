"""What cameras can tell of a difference: along its own line of sight a camera only guesses.

An estimator's depth errs about three times as much as what it sees across, and in profile a body may even come out back
to front. A difference along a line of sight therefore counts a third, for each of the two cameras.
"""

import numpy as np

from dancecoach.motion.points import Floats

DEPTH = 1 / 3
"""What the square of a difference along a camera's line of sight counts."""


def sights_of(turn: float) -> tuple[Floats, Floats]:
    """Unit vectors along which the reference's camera and the learner's look, in the reference's view.

    Args:
        turn: degrees by which the learner was turned into that view.
    """
    angle = np.radians(turn)
    return np.array([0.0, 0.0, 1.0]), np.array([np.sin(angle), 0.0, np.cos(angle)])


def seen_axes(turn: float | None) -> Floats:
    """(3, 3) matrix that shortens directions (row vectors of the reference's view) along both lines of sight.

    Args:
        turn: degrees by which the learner was turned into the reference's view, which tell where the learner's camera
            stood; None where there is no depth at all.
    """
    axes = np.eye(3)
    if turn is None:
        return axes
    for sight in sights_of(turn):
        # Two cameras on one side take two parts away together.
        axes = axes @ (np.eye(3) - (1 - np.sqrt(DEPTH)) * np.outer(sight, sight))
    return axes


def degrees_seen(here: Floats, there: Floats, turn: float | None) -> Floats:
    """(...) degrees between directions (..., 3) in the reference's view, as far as the cameras can tell.

    Args:
        here: the learner's, turned into the reference's view.
        there: the reference's.
        turn: as for `seen_axes`.
    """
    return degrees_across(np.linalg.norm((here - there) @ seen_axes(turn), axis=-1))


def degrees_across(apart: Floats) -> Floats:
    """(...) degrees between two unit vectors whose ends are so far apart, 0 to 2."""
    return np.asarray(np.degrees(2 * np.arcsin(np.clip(apart / 2, 0.0, 1.0))))
