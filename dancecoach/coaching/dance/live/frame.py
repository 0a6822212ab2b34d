"""One pose as directions, now: what `Directions.of` does for a whole clip."""

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.dance.directions import (
    LEAST_LENGTH,
    LIMBS,
    MARGIN,
    WEIGHTS,
    Directions,
    Flags,
    limb_vectors,
    mirror_image,
    normalised,
    turned_about,
)
from dancecoach.motion.points import SEEN, Floats
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton


@attrs.frozen(eq=False)
class Instant:
    """Where the limbs of a body point at one moment.

    Attributes:
        unit: (L, 3) unit vectors as in `Directions`, 0 where not seen.
        seen: (L,).
    """

    unit: Floats
    seen: Flags

    @property
    def weights(self) -> Floats:
        """(L,) `WEIGHTS` where seen, else 0."""
        return self.seen * WEIGHTS

    def mirrored(self) -> "Instant":
        """The same in a mirror."""
        image = Directions(0.0, self.unit[None], self.seen[None]).mirrored()
        return Instant(mirror_image(self.unit), image.seen[0])

    def turned(self, degrees: float) -> "Instant":
        """The same seen from elsewhere."""
        return Instant(turned_about(self.unit, degrees), self.seen) if degrees else self


class InstantReader:
    """Reads poses of one camera.

    Args:
        skeleton: of the poses.
        frame_size: (width, height) of the picture, pixels.
        flat: whether to measure in the picture even where there are metres.
    """

    def __init__(self, skeleton: Skeleton, frame_size: tuple[int, int], *, flat: bool) -> None:
        self._skeleton, self._size, self._flat = skeleton, np.array(frame_size, float), flat
        self._longest: Floats = np.zeros(len(LIMBS))

    def read(self, pose: BodyPose | None) -> Instant:
        """The limbs of a pose; none is seen in None, nor in depth that is asked for and not there."""
        if pose is None or (pose.world is None and not self._flat):
            return Instant(np.zeros((len(LIMBS), 3)), np.zeros(len(LIMBS), bool))
        vectors = limb_vectors(self._points(pose)[None], self._skeleton)
        if self._flat:
            vectors = self._long_enough(vectors)
        unit, seen = normalised(vectors[0])
        return Instant(unit, seen)

    def _points(self, pose: BodyPose) -> Floats:
        points = np.zeros((len(self._skeleton), 3))
        if self._flat or pose.world is None:
            points[:, :2] = pose.landmarks[:, :2] * self._size
        else:
            points[:] = pose.world
        with np.errstate(invalid="ignore"):
            inside = (np.abs(pose.landmarks[:, :2] - 0.5) <= 0.5 + MARGIN).all(axis=1)
            known: NDArray[np.bool_] = inside & (pose.visibility >= SEEN)
        return np.where(known[:, None], points, np.nan)

    def _long_enough(self, vectors: Floats) -> Floats:
        """Without limbs that point at the camera, by the longest that each has been so far."""
        length = np.linalg.norm(vectors[0], axis=1)
        self._longest = np.fmax(self._longest * 0.999, length)
        with np.errstate(invalid="ignore"):
            return np.where((length >= LEAST_LENGTH * self._longest)[None, :, None], vectors, np.nan)
