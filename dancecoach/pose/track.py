"""The record at the border of pose estimation: one person's landmarks through a clip."""

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton

Floats = NDArray[np.float32]


def _read_only(array: Any, dtype: type[np.generic]) -> NDArray[Any]:
    """A view that cannot be written through (a copy only where the type has to change)."""
    view = np.ascontiguousarray(array, dtype=dtype).view()
    view.flags.writeable = False
    return view


def _doubles(array: Any) -> NDArray[np.float64]:
    return _read_only(array, np.float64)


def _floats(array: Any) -> Floats:
    return _read_only(array, np.float32)


def _flags(array: Any) -> NDArray[np.bool_]:
    return _read_only(array, np.bool_)


def _optional_floats(array: Any) -> Floats | None:
    return None if array is None else _read_only(array, np.float32)


def _optional_counts(array: Any) -> NDArray[np.int16] | None:
    return None if array is None else _read_only(array, np.int16)


@attrs.frozen(eq=False)
class PoseTrack:
    """One person's landmarks, frame by frame. Validated here once; the code behind trusts it.

    T frames, J joints of ``skeleton``. All arrays are read-only.

    Attributes:
        times: (T,) float64, seconds since the clip's first frame, strictly increasing.
        landmarks: (T, J, 3) float32: x and y as shares of the picture's width and height (0,0 is top left; values
            outside 0..1 lie outside the picture), z in units of the picture's width, negative towards the camera.
            NaN in frames where nobody was found.
        world: (T, J, 3) float32 metres, origin between the hips, x right, y down, z away from the camera; or None.
        visibility: (T, J) float32, 0 to 1 inclusive: how sure the engine is that the joint can be seen. 0 where
            nobody was found.
        found: (T,) bool: whether the person was found in the frame.
        frame_size: (width, height) of the picture in pixels.
        skeleton: which joints these are.
        source: who made it, such as "blazepose full".
        people: (T,) int16, how many people were seen in the frame (followed one included), -1 where not looked for;
            or None.

    Raises:
        InputError: shapes disagree, times do not increase, or a found frame holds no landmarks.
    """

    times: NDArray[np.float64] = attrs.field(converter=_doubles)
    landmarks: Floats = attrs.field(converter=_floats)
    visibility: Floats = attrs.field(converter=_floats)
    found: NDArray[np.bool_] = attrs.field(converter=_flags)
    frame_size: tuple[int, int]
    skeleton: Skeleton
    source: str
    world: Floats | None = attrs.field(default=None, converter=_optional_floats)
    people: NDArray[np.int16] | None = attrs.field(default=None, converter=_optional_counts)

    def __attrs_post_init__(self) -> None:
        t, j = len(self.times), len(self.skeleton)
        shapes: dict[str, tuple[Any, tuple[int, ...]]] = {
            "times": (self.times, (t,)),
            "landmarks": (self.landmarks, (t, j, 3)),
            "visibility": (self.visibility, (t, j)),
            "found": (self.found, (t,)),
        }
        if self.world is not None:
            shapes["world"] = (self.world, (t, j, 3))
        if self.people is not None:
            shapes["people"] = (self.people, (t,))
        for name, (array, shape) in shapes.items():
            if array.shape != shape:
                raise InputError(f"has the shape {array.shape}, not {shape}", subject=name)
        if not np.isfinite(self.times).all() or (np.diff(self.times) <= 0).any():
            raise InputError("do not increase from frame to frame", subject="times")
        if np.isnan(self.landmarks[self.found]).all(axis=(1, 2)).any():
            raise InputError("a frame is marked as found but holds no landmarks", subject="landmarks")
        width, height = self.frame_size
        if width < 1 or height < 1:
            raise InputError("is not a picture size", subject=f"{width}x{height}")

    def __len__(self) -> int:
        """Number of frames, T."""
        return len(self.times)

    @property
    def found_fraction(self) -> float:
        """Share of frames in which the person was found, 0 to 1; 0 for an empty track."""
        return float(self.found.mean()) if len(self.found) else 0.0

    def pixels(self) -> Floats:
        """(T, J, 2) landmarks in pixels; NaN where nobody was found."""
        return self.landmarks[..., :2] * np.array(self.frame_size, np.float32)

    def to_skeleton(self, other: Skeleton) -> "PoseTrack":
        """The same track with the joints of another skeleton; a joint this one lacks is NaN with visibility 0."""
        if other is self.skeleton:
            return self
        source = self.skeleton.mapping_to(other)
        missing = source < 0

        def pick(array: Floats, empty: float) -> Floats:
            out = array[:, source].copy()
            out[:, missing] = empty
            return out

        return attrs.evolve(
            self,
            landmarks=pick(self.landmarks, np.nan),
            visibility=pick(self.visibility, 0.0),
            world=None if self.world is None else pick(self.world, np.nan),
            skeleton=other,
        )

    @classmethod
    def from_poses(
        cls,
        times: Sequence[float] | NDArray[np.float64],
        poses: Sequence[BodyPose | None],
        *,
        frame_size: tuple[int, int],
        skeleton: Skeleton,
        source: str,
        people: Sequence[int] | NDArray[np.int16] | None = None,
    ) -> "PoseTrack":
        """Put the poses of one person together; None stands for a frame in which they were not found."""
        t, j = len(times), len(skeleton)
        landmarks = np.full((t, j, 3), np.nan, np.float32)
        world = np.full((t, j, 3), np.nan, np.float32)
        visibility = np.zeros((t, j), np.float32)
        found = np.zeros(t, np.bool_)
        has_world = False
        for i, pose in enumerate(poses):
            if pose is None:
                continue
            found[i], landmarks[i], visibility[i] = True, pose.landmarks, pose.visibility
            if pose.world is not None:
                world[i], has_world = pose.world, True
        return cls(
            times=np.asarray(times),
            landmarks=landmarks,
            visibility=visibility,
            found=found,
            frame_size=frame_size,
            skeleton=skeleton,
            source=source,
            world=world if has_world else None,
            people=None if people is None else np.asarray(people),
        )
