"""A clip as training takes it: one person's landmarks, and what is known of the movement."""

from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack


@attrs.frozen(eq=False)
class Clip:
    """A clip of T frames with its labels.

    Attributes:
        name: unique within its set.
        track: landmarks of `BODY_13`, without metres.
        labels: (T,) uint8, position in `dancecoach.motion.phases.PHASES`; zeros where only the style is known.
        weights: (T,) float32, how much a frame's label counts, 0 to 1; 0 where it says nothing.
        style: name of the dance, or empty.
        performer: who it is, or empty where not known.
        split: "train", "validation", "test", or empty.
        kind: of the clip, as its set has it.
        moves: what is done in it, in order.
        video: that it was seen in, at the times of the track; None where there are only landmarks.
        noise: times of its pictures, s, that a person has found to be noise.
    """

    name: str
    track: PoseTrack
    labels: NDArray[np.uint8]
    weights: NDArray[np.float32]
    style: str = ""
    performer: str = ""
    split: str = ""
    kind: str = ""
    moves: tuple[str, ...] = ()
    video: Path | None = None
    noise: tuple[float, ...] = ()

    def __len__(self) -> int:
        """Number of frames, T."""
        return len(self.track)


def body_track(
    times: NDArray[np.floating], joints: NDArray[np.floating], size: tuple[int, int], source: str = "training"
) -> PoseTrack:
    """A `PoseTrack` of `BODY_13` from what `body_joints` gives.

    Args:
        times: (T,) s.
        joints: (T, 13, 3) x and y as shares of the picture, and visibility; all NaN where nobody was found.
        size: (width, height) of the picture, pixels.
        source: who made it.
    """
    found = np.isfinite(joints[..., :2]).any(axis=(1, 2))
    flat = np.concatenate([joints[..., :2], np.zeros_like(joints[..., :1])], axis=-1)
    flat[~found] = np.nan
    return PoseTrack(
        times=np.asarray(times, np.float64),
        landmarks=flat,
        visibility=np.where(found[:, None], np.nan_to_num(joints[..., 2]), 0.0),
        found=found,
        frame_size=size,
        skeleton=BODY_13,
        source=source,
    )


def body_joints(track: PoseTrack) -> NDArray[np.float32]:
    """(T, 13, 3) x and y as shares of the picture, and visibility, of the joints of `BODY_13`; NaN without a person."""
    body = track.to_skeleton(BODY_13)
    joints = np.concatenate([body.landmarks[..., :2], body.visibility[..., None]], axis=-1)
    joints[~body.found] = np.nan
    return joints
