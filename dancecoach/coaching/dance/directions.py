"""A body as the directions of its limbs: free of size, place and distance, and turned to any view by one angle.

Two dancers of different height who do the same have the same directions. A camera that stands elsewhere turns them
all about the vertical; a mirrored dancer exchanges left and right and the sign of one axis.
"""

import math
from functools import lru_cache

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.grid import RATE_HZ, resample
from dancecoach.motion.points import SEEN, Floats, picture_points, world_points
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack

Flags = NDArray[np.bool_]


@attrs.frozen
class Limb:
    """A limb that is compared, by the joint at its far end.

    Attributes:
        joint: what a person calls it: the elbow is too low where the upper arm points too low.
        start: joints whose middle it starts at.
        end: joints whose middle it ends at.
        weight: how much it counts, from above 0 to 1.
    """

    joint: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    weight: float = 1.0


def _both(joint: str, start: str) -> tuple[Limb, Limb]:
    return (
        Limb(f"left_{joint}", (f"left_{start}",), (f"left_{joint}",)),
        Limb(f"right_{joint}", (f"right_{start}",), (f"right_{joint}",)),
    )


_HIPS, _SHOULDERS = ("left_hip", "right_hip"), ("left_shoulder", "right_shoulder")

LIMBS: tuple[Limb, ...] = (
    *_both("elbow", "shoulder"),
    *_both("wrist", "elbow"),
    *_both("knee", "hip"),
    *_both("ankle", "knee"),
    Limb("trunk", _HIPS, _SHOULDERS),
    # The two lines across the body turn together in most dances: half a limb each.
    Limb("shoulders", _SHOULDERS[1:], _SHOULDERS[:1], 0.5),
    Limb("hips", _HIPS[1:], _HIPS[:1], 0.5),
)
"""What is compared, from shoulder and hip outwards: what every source of poses has."""

JOINTS: tuple[str, ...] = tuple(limb.joint for limb in LIMBS)
WEIGHTS: Floats = np.array([limb.weight for limb in LIMBS])
WEIGHTS.flags.writeable = False

TWINS = np.array([1, 0, 3, 2, 5, 4, 7, 6, 8, 9, 10])
TWINS.flags.writeable = False
"""Position of each limb's counterpart on the other side."""

_ACROSS = [9, 10]
MARGIN = 0.02
"""Share of the picture by which a joint may lie outside of it and still be believed."""

LEAST_LENGTH = 0.4
"""In a flat picture a limb that looks shorter than this share of its usual length points at the camera or away."""


@attrs.frozen(eq=False)
class Directions:
    """Where the limbs of one person point, on an even grid of time. Read-only by habit.

    Attributes:
        start_s: presentation time of the first of N samples; the others follow every ``1 / rate`` s.
        unit: (N, L, 3) unit vectors in the order of `LIMBS`: x right, y down, z away from the camera; 0 where not seen.
        seen: (N, L) whether both ends are seen.
        rate: samples per second.
        flat: whether z is not known: in the plane of the picture only.
    """

    start_s: float
    unit: Floats
    seen: Flags
    rate: float = RATE_HZ
    flat: bool = False

    def __len__(self) -> int:
        """Number of samples, N."""
        return len(self.unit)

    @property
    def times(self) -> Floats:
        """(N,) presentation times, seconds."""
        return np.asarray(self.start_s + np.arange(len(self)) / self.rate)

    @property
    def weights(self) -> Floats:
        """(N, L) `WEIGHTS` where seen, else 0."""
        return self.seen * WEIGHTS

    @classmethod
    def of(cls, track: PoseTrack, *, flat: bool | None = None) -> "Directions":
        """Those of a track.

        Args:
            track: any skeleton with shoulders, elbows, wrists, hips, knees and ankles.
            flat: True measures in the picture even where the track has metres; None does so where it has none.
        """
        flat = track.world is None if flat is None else flat
        points = None if flat else world_points(track, SEEN)
        if points is None:
            xy = picture_points(track, SEEN)
            points = np.concatenate([xy, np.zeros_like(xy[..., :1])], axis=2)
        with np.errstate(invalid="ignore"):
            inside = (np.abs(track.landmarks[..., :2] - 0.5) <= 0.5 + MARGIN).all(axis=2)
        points = np.where(inside[..., None], points, np.nan)
        vectors = limb_vectors(points, track.skeleton)
        times, even = resample(track.times, _long_enough(vectors) if flat else vectors)
        return cls(float(times[0]) if len(times) else 0.0, *normalised(even), flat=flat)

    def mirrored(self) -> "Directions":
        """The same in a mirror: left is right."""
        return attrs.evolve(self, unit=mirror_image(self.unit), seen=self.seen[:, TWINS])

    def turned(self, degrees: float) -> "Directions":
        """The same seen from elsewhere: turned about the vertical, from x towards z's opposite."""
        if self.flat or not degrees:
            return self
        return attrs.evolve(self, unit=turned_about(self.unit, degrees))

    def at(self, times: Floats) -> "Directions":
        """At other moments, (M,) presentation times; nothing is seen outside of the clip.

        The result has no even grid; its ``start_s`` and ``rate`` are those of this one.
        """
        if not len(self):
            return attrs.evolve(
                self, unit=np.zeros((len(times), *self.unit.shape[1:])), seen=np.zeros((len(times), len(LIMBS)), bool)
            )
        where = (np.asarray(times) - self.start_s) * self.rate
        inside = (where >= -0.5) & (where <= len(self) - 0.5)
        before = np.clip(np.floor(where), 0, max(0, len(self) - 2)).astype(np.intp)
        after = np.minimum(before + 1, len(self) - 1)
        share = np.clip(where - before, 0.0, 1.0)[:, None, None]
        seen = np.where(share[..., 0] < 0.5, self.seen[before], self.seen[after]) & inside[:, None]
        # A neighbour that is not seen is 0 and leaves the direction to the other one.
        unit, there = normalised(
            np.where(seen[..., None], (1 - share) * self.unit[before] + share * self.unit[after], np.nan)
        )
        return attrs.evolve(self, unit=unit, seen=there)

    def thinned(self, rate: float) -> "Directions":
        """With about so many samples a second: means over the samples between, so that fast noise does not count."""
        step = max(1, round(self.rate / rate))
        count = len(self) // step
        if step == 1 or not count:
            return self
        folded = self.unit[: count * step].reshape(count, step, len(LIMBS), 3)
        there = self.seen[: count * step].reshape(count, step, len(LIMBS)).mean(axis=1) >= 0.5
        unit, seen = normalised(np.where(there[..., None], folded.sum(axis=1), np.nan))
        start = self.start_s + (step - 1) / 2 / self.rate
        return attrs.evolve(self, start_s=start, unit=unit, seen=seen, rate=self.rate / step)


def mirror_image(unit: Floats) -> Floats:
    """(..., L, 3) directions in a mirror: left is right."""
    image = unit[..., TWINS, :] * np.array([-1.0, 1.0, 1.0])
    image[..., _ACROSS, :] *= -1
    return np.asarray(image)


def turned_about(unit: Floats, degrees: float) -> Floats:
    """(..., 3) directions turned about the vertical, from x towards z's opposite."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.asarray(unit @ np.array([[c, 0.0, -s], [0.0, 1.0, 0.0], [s, 0.0, c]]))


def limb_vectors(points: Floats, skeleton: Skeleton) -> Floats:
    """(T, L, 3) from start to end of each of `LIMBS`, of (T, J, 3) points; NaN where an end is not known."""
    starts, ends = _ends(skeleton)
    return np.asarray((points[:, ends] - points[:, starts]).mean(axis=2))


@lru_cache(maxsize=8)
def _ends(skeleton: Skeleton) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(L, 2) the joints whose middle each limb starts and ends at; a single one stands twice."""
    starts, ends = ([skeleton.indices(*(getattr(b, end) * 2)[:2]) for b in LIMBS] for end in ("start", "end"))
    return np.stack(starts), np.stack(ends)


def _long_enough(vectors: Floats) -> Floats:
    """Without those that are seen end on: (T, L, 3), NaN where their direction is noise."""
    length = np.linalg.norm(vectors, axis=2)
    if not np.isfinite(length).any():
        return vectors
    with np.errstate(invalid="ignore"):
        usual = np.array([np.percentile(c[np.isfinite(c)], 90) if np.isfinite(c).any() else 0.0 for c in length.T])
        return np.where((length >= LEAST_LENGTH * usual)[..., None], vectors, np.nan)


def normalised(vectors: Floats) -> tuple[Floats, Flags]:
    """Unit vectors, 0 where unknown, and where they are known."""
    length = np.linalg.norm(vectors, axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        seen = np.isfinite(length) & (length > 0)
        return np.where(seen[..., None], vectors / length[..., None], 0.0), seen
