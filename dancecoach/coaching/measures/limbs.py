"""What take-off, flight and landing are read from: joint angles, hands, feet and trunk, frame by frame."""

import attrs
import numpy as np

from dancecoach.coaching.viewpoint import Viewpoint, beside
from dancecoach.motion.angles import angle_between
from dancecoach.motion.body import body_height
from dancecoach.motion.kinematics import centre_of_mass
from dancecoach.motion.points import Floats, middle, picture_points, world_points
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack

_SIDES = ("left", "right")
_JOINTS = {
    "knee": ("hip", "knee", "ankle"),
    "hip": ("shoulder", "hip", "knee"),
}


@attrs.frozen(eq=False)
class Limbs:
    """A body over N frames. NaN where not known; lengths in standing heights.

    Attributes:
        times: (N,) s.
        knee: (2, N) inner angles of the left and the right one, degrees, 180 straight.
        hip: (2, N) between trunk and thigh, likewise.
        lean: (N,) degrees of the trunk from straight up, forwards positive.
        hands: (N,) mean height of the hands, any origin.
        feet: (2, N, D) where the ankles are.
        centre: (N, D) the centre of mass.
    """

    times: Floats
    knee: Floats
    hip: Floats
    lean: Floats
    hands: Floats
    feet: Floats
    centre: Floats

    def between(self, first_s: float, last_s: float) -> "Limbs":
        """The frames from one moment to another, inclusive."""
        chosen = (self.times >= first_s) & (self.times <= last_s)
        return Limbs(
            times=self.times[chosen],
            knee=self.knee[:, chosen],
            hip=self.hip[:, chosen],
            lean=self.lean[chosen],
            hands=self.hands[chosen],
            feet=self.feet[:, chosen],
            centre=self.centre[chosen],
        )


@attrs.frozen(eq=False)
class Joints:
    """Where the joints of a clip of T frames are.

    Attributes:
        times: (T,) s.
        picture: (T, J, 2) pixels, however visible; NaN without a person.
        space: (T, J, 3) metres, likewise; None for a track without them.
        skeleton: which joints these are.
        height: standing height, pixels; NaN where it is not known.
    """

    times: Floats
    picture: Floats
    space: Floats | None
    skeleton: Skeleton
    height: float

    @classmethod
    def of(cls, track: PoseTrack) -> "Joints":
        """Those of a track."""
        return cls(track.times, picture_points(track), world_points(track), track.skeleton, body_height(track))

    def limbs(self, view: Viewpoint | None, frames: slice) -> Limbs:
        """The limbs in some frames.

        Args:
            view: from where they are seen in these frames; where it is not known, angles are taken in space.
            frames: which ones.
        """
        plain, skeleton = self.picture[frames], self.skeleton
        flat = plain if view is None else beside(plain, view)
        solid = self.space[frames] if view is None and self.space is not None else flat
        return Limbs(
            times=self.times[frames],
            knee=joint(solid, skeleton, "knee"),
            hip=joint(solid, skeleton, "hip"),
            lean=_lean(flat, skeleton),
            hands=-middle(plain, skeleton, "wrist")[:, 1] / self.height,
            feet=np.stack([plain[:, skeleton.indices(f"{side}_ankle")[0]] for side in _SIDES]) / self.height,
            centre=centre_of_mass(plain, skeleton) / self.height,
        )


def joint(points: Floats, skeleton: Skeleton, name: str) -> Floats:
    """(2, N) inner angles of a joint of `Limbs` from (N, J, D) points."""
    sides = []
    for side in _SIDES:
        a, b, c = skeleton.indices(*(f"{side}_{part}" for part in _JOINTS[name]))
        sides.append(angle_between(points[:, a], points[:, b], points[:, c]))
    return np.stack(sides)


def _lean(points: Floats, skeleton: Skeleton) -> Floats:
    trunk = middle(points, skeleton, "shoulder") - middle(points, skeleton, "hip")
    return np.asarray(np.degrees(np.arctan2(trunk[:, 0], -trunk[:, 1])))
