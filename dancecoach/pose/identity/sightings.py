"""Everybody who was seen in a clip, one row for each person and frame."""

from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.identity.looks import SIZE, looks_of
from dancecoach.video.frame import Image

_JOINTS = 33


@attrs.frozen(eq=False)
class Sightings:
    """M sightings in the order of their frames.

    Attributes:
        frames: (M,) frame of the clip.
        landmarks: (M, 33, 3) float32 as in `PoseTrack`.
        world: (M, 33, 3) float32 metres, NaN where the engine gives none.
        visibility: (M, 33) float32, 0 to 1.
        looks: (M, D) float32, `looks.looks_of`.
        number: (M,) number that the engine gave the person; the same one may be two people.
    """

    frames: NDArray[np.int64]
    landmarks: NDArray[np.float32]
    world: NDArray[np.float32]
    visibility: NDArray[np.float32]
    looks: NDArray[np.float32]
    number: NDArray[np.int64]

    def __len__(self) -> int:
        """Number of sightings, M."""
        return len(self.frames)

    def at(self, rows: NDArray[np.intp] | slice) -> "Sightings":
        """Some of them."""
        return Sightings(*(getattr(self, field.name)[rows] for field in attrs.fields(Sightings)))

    @classmethod
    def joined(cls, parts: Sequence["Sightings"]) -> "Sightings":
        """Those of several stretches of a clip, one after the other."""
        names = [field.name for field in attrs.fields(cls)]
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))

    @classmethod
    def of(cls, seen: Iterable[tuple[int, BodyPose, NDArray[np.float32]]]) -> "Sightings":
        """From (frame, pose, looks) one after the other."""
        rows = list(seen)
        blank = np.full((_JOINTS, 3), np.nan, np.float32)
        return cls(
            frames=np.array([frame for frame, _, _ in rows], np.int64),
            landmarks=_stacked([pose.landmarks for _, pose, _ in rows], (_JOINTS, 3)),
            world=_stacked([blank if pose.world is None else pose.world for _, pose, _ in rows], (_JOINTS, 3)),
            visibility=_stacked([pose.visibility for _, pose, _ in rows], (_JOINTS,)),
            looks=_stacked([looks for _, _, looks in rows], (SIZE,)),
            number=np.array([pose.person for _, pose, _ in rows], np.int64),
        )


def seen_in(frame: int, image: Image, poses: Iterable[BodyPose]) -> list[tuple[int, BodyPose, NDArray[np.float32]]]:
    """Rows for `Sightings.of`: everybody in one picture with what they look like in it."""
    return [(frame, pose, looks_of(image, pose.landmarks)) for pose in poses]


def _stacked(arrays: Sequence[NDArray[np.float32]], shape: tuple[int, ...]) -> NDArray[np.float32]:
    return np.stack(arrays) if arrays else np.empty((0, *shape), np.float32)
