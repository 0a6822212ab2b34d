"""Examples that are windows: so many frames on end of one clip."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.pose.skeleton import BODY_13, COCO_17, Skeleton
from training.data.clips import Clip
from training.networks.system import Examples

Floats = NDArray[np.float32]
Rows = Callable[[Clip], Floats]
"""(T, ...) of a clip of T frames."""


def windows(
    clips: Sequence[Clip], truth: NDArray[np.intp], rows: Rows, length: int, step: int, *, pad: bool = False
) -> Examples:
    """All windows of clips.

    Args:
        clips: of any lengths.
        truth: (C,) class of each clip.
        rows: what a frame is.
        length: frames in a window.
        step: frames from one window to the next.
        pad: whether a clip shorter than a window gives one all the same, its last frame repeated.

    Raises:
        InputError: a clip gives no window.
    """
    cut, owner = [], []
    for number, clip in enumerate(clips):
        values = rows(clip)
        if pad and 0 < len(values) < length:
            values = np.concatenate([values, np.repeat(values[-1:], length - len(values), axis=0)])
        if len(values) < length:
            raise InputError(
                f"has {len(values)} frames, a window needs {length}", subject=clip.name, remedy="leave the clip out"
            )
        # The last frames belong to a window of their own where the step leaves them over.
        begins = sorted({*range(0, len(values) - length + 1, step), len(values) - length})
        cut += [values[a : a + length] for a in begins]
        owner += [number] * len(begins)
    clip_of = np.array(owner, np.intp)
    return Examples(np.stack(cut).astype(np.float32), truth[clip_of], clip_of)


def raw_landmarks(clip: Clip) -> Floats:
    """(T, J x 4) x, y, z and visibility as the engine gives them; a frame without a person repeats the one before."""
    track = clip.track
    values = np.concatenate([track.landmarks, track.visibility[..., None]], axis=-1).reshape(len(track), -1)
    return _held(np.asarray(values, np.float32), track.found)


def coco_keypoints(clip: Clip) -> Floats:
    """(T, J, 3) x and y in trunk lengths from the hips, and score; `COCO_17`, or `BODY_13` where eyes are lacking."""
    lacking = clip.track.skeleton.mapping_to(COCO_17) < 0
    return _placed(clip, BODY_13 if lacking.any() else COCO_17)


def body_points(clip: Clip) -> Floats:
    """(T, 13, 3) of `BODY_13`: x and y in trunk lengths from the hips of that frame, and visibility."""
    return _placed(clip, BODY_13)


def placed_points(clip: Clip) -> Floats:
    """(T, J, 3) of the clip's own skeleton: x and y in trunk lengths from where the hips usually are, and visibility.

    Unlike `body_points` it keeps the way of the body through the picture, and so its flight.
    """
    return _placed(clip, clip.track.skeleton, follow=False)


def _placed(clip: Clip, skeleton: Skeleton, *, follow: bool = True) -> Floats:
    track = clip.track.to_skeleton(skeleton)
    width, height = track.frame_size
    points = track.landmarks[..., :2] * np.array([width / height, 1.0])
    hips = points[:, skeleton.indices("left_hip", "right_hip")].mean(1, keepdims=True)
    shoulders = points[:, skeleton.indices("left_shoulder", "right_shoulder")].mean(1, keepdims=True)
    trunk = np.linalg.norm(shoulders - hips, axis=-1)
    known = np.isfinite(trunk).any()
    usual = np.nanmedian(trunk) if known else 1.0
    if not follow and known:
        hips = np.nanmedian(hips, axis=0, keepdims=True)
    placed = np.concatenate([(points - hips) / max(float(usual), 1e-6), track.visibility[..., None]], axis=-1)
    return _held(np.asarray(placed, np.float32), track.found)


def _held(values: Floats, found: NDArray[np.bool_]) -> Floats:
    """Frames without a person, or with NaN, repeat the last whole one; before the first they are zero."""
    whole = found & np.isfinite(values.reshape(len(values), -1)).all(1)
    last = np.maximum.accumulate(np.where(whole, np.arange(len(values)), -1))
    return np.where((last < 0).reshape(-1, *[1] * (values.ndim - 1)), 0.0, values[np.maximum(last, 0)]).astype(
        np.float32
    )
