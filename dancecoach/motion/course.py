"""The course of the body as a whole: how high the hips are, and how fast they rise and fall."""

import attrs
import numpy as np

from dancecoach.motion.body import body_height
from dancecoach.motion.contact import find_contacts
from dancecoach.motion.kinematics import velocity
from dancecoach.motion.points import Floats, middle, picture_points
from dancecoach.pose.track import PoseTrack


@attrs.frozen(eq=False)
class Course:
    """Where the hips are.

    Attributes:
        hip_height: (T,) above the ground, body heights: about 0.53 upright, more in the air; NaN where unknown.
        vertical_speed: (T,) of the hips, body heights per second, upwards positive; NaN where unknown.
    """

    hip_height: Floats
    vertical_speed: Floats


def course_of(track: PoseTrack) -> Course:
    """The course of a track's body. A camera that pans or tilts after the body adds its own movement.

    Args:
        track: the followed person.
    """
    if not track.found.any():
        unknown = np.full(len(track), np.nan)
        return Course(unknown, unknown)
    hips = middle(picture_points(track), track.skeleton, "hip")[:, 1]
    height = (find_contacts(track).ground - hips) / body_height(track)
    return Course(height, velocity(track.times, height))
