"""Motion capture seen through cameras by chance: movement that none of the trained styles is."""

from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.pose.formats.mocap import read_mocap
from dancecoach.pose.skeleton import BODY_13
from training.data.clips import Clip, body_track

OTHERS = (
    "other movement, captured and drawn",
    "CMU (mocap.cs.cmu.edu), DeepMimic clips of pybullet, github.com/mhy12345/Music-to-Dance-Motion-Synthesis, "
    "github.com/abcyzj/ChoreoNet",
    "CMU and DeepMimic: free use; the others state none",
)
"""Name, source and licence on a card."""

_FRAME = (720, 1280)
_LONGEST_S = 20.0

_HARDLY = 0.5
"""Share of the frames in which there should be a body; the rest is filled up."""

TILT = 12.0
"""Largest angle of a camera above or below the level, degrees, where one is drawn."""

Rng = np.random.Generator


def mocap_files(folder: Path) -> list[Path]:
    """The captures below a folder, in order.

    Raises:
        InputError: there are none.
    """
    paths = sorted(folder.rglob("*.npz"))
    if not paths:
        raise InputError("holds no captures", subject=folder, remedy="name the folder of the .npz files")
    return paths


@attrs.frozen(eq=False)
class Capture:
    """A captured movement of T frames.

    Attributes:
        name: of the file, without its suffix.
        body: (T, 13, 3) m, y up, joints of `BODY_13`; NaN where the set lacks one.
        fps: frames per second.
        label: what is danced or done.
        performer: who it is, or empty.
        source: where the set's makers took it from.
        danced: first frame of the movement, and the frame after its last; what is outside may be a T-pose.
    """

    name: str
    body: NDArray[np.float64]
    fps: float
    label: str
    performer: str = ""
    source: str = ""
    danced: tuple[int, int] | None = None

    def __len__(self) -> int:
        """Number of frames, T."""
        return len(self.body)

    def part(self, start: int, stop: int) -> "Capture":
        """Frames from ``start`` up to, without, ``stop``."""
        return attrs.evolve(self, body=self.body[start:stop], danced=None)

    def movement(self) -> "Capture":
        """Without what is before and after the movement, where that is known."""
        return self if self.danced is None else self.part(*self.danced)


def load_mocap(folder: Path, seed: int = 0) -> Iterator[Clip]:
    """Every capture below a folder, its first 20 seconds, from one direction and distance.

    Args:
        folder: files with ``positions`` (T, J, 3) in metres with y up, ``joints``, ``fps`` and ``label``.
        seed: of the cameras.

    Raises:
        InputError: there are none, or one is damaged.
    """
    for number, path in enumerate(mocap_files(folder)):
        capture = load_capture(path)
        part = capture.part(0, int(_LONGEST_S * capture.fps))
        yield filmed(part, np.random.default_rng((seed, number)))


def load_capture(path: Path) -> Capture:
    """One capture.

    Raises:
        InputError: the file is damaged or holds something else, or hardly anybody.
    """
    found = read_mocap(path)
    if not found.label:
        raise InputError("does not say what is danced or done", subject=path, remedy="take the file out")
    _refuse_hardly(found.body, path)
    danced = None if found.segments is None else _danced(found.segments)
    return Capture(path.stem, found.body, found.fps, found.label, found.performer, found.source, danced)


def _refuse_hardly(body: NDArray[np.float64], path: Path) -> None:
    there = np.logical_or.reduce(np.isfinite(body).all(axis=2), axis=1)
    count = np.count_nonzero(there)
    if count < _HARDLY * len(body):
        problem = f"holds a body in {count} of {len(body)} frames"
        raise InputError(problem, subject=path, remedy="fetch the file again or take it out")


def _danced(segments: NDArray[np.integer]) -> tuple[int, int] | None:
    """From the first of the figures to the last."""
    return (int(segments.min()), int(segments.max()) + 1) if len(segments) else None


def filmed(capture: Capture, rng: Rng, tilt: float = 0.0) -> Clip:
    """A capture as a camera by chance and an engine would give it.

    The picture is an upright one; the camera follows the body. Joints are disturbed as an engine would disturb them:
    slowly wandering, as much as some frames' noise.

    Args:
        capture: the movement.
        rng: chance.
        tilt: largest angle at which the camera looks down or up, degrees; 0 stands level with the body.
    """
    count = len(capture)
    angle = np.deg2rad(rng.uniform(-tilt, tilt)) if tilt else 0.0
    return Clip(
        name=capture.name,
        track=body_track(np.arange(count) / capture.fps, _seen(capture.body, capture.fps, rng, angle), _FRAME, "mocap"),
        labels=np.zeros(count, np.uint8),
        weights=np.ones(count, np.float32),
        performer=capture.performer,
        kind=capture.label,
    )


def _seen(body: NDArray[np.float64], fps: float, rng: Rng, tilt: float) -> NDArray[np.float64]:
    """(T, 13, 3) shares of the picture and visibility, from metres."""
    turn, distance = rng.uniform(-np.pi, np.pi), rng.uniform(2.5, 5.0)
    hips = np.nanmean(body[:, BODY_13.indices("left_hip", "right_hip")], axis=1, keepdims=True)
    away = body - hips * (1, 0, 1) - (0, 1.0, 0)
    # The camera looks against z with x to its right; along z it would show the mirror image.
    across, near = _turned(away[..., 0], away[..., 2], turn)
    near, up = _turned(near, away[..., 1], tilt)
    depth, focal = distance - near, distance / 2.4
    picture = np.stack([across, -up], axis=-1) * (focal / np.maximum(depth, 0.5))[..., None]
    shares = picture * (_FRAME[1] / _FRAME[0], 1.0) + 0.5
    shares += _wander(shares.shape, fps, rng) * np.array([_FRAME[1] / _FRAME[0], 1.0])
    visibility = np.where(np.isfinite(shares).all(-1), rng.uniform(0.7, 1.0, shares.shape[:2]), 0.0)
    return np.concatenate([shares, visibility[..., None]], axis=-1)


def _turned(
    first: NDArray[np.float64], second: NDArray[np.float64], angle: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    cos, sin = np.cos(angle), np.sin(angle)
    return first * cos + second * sin, second * cos - first * sin


def _wander(shape: tuple[int, ...], fps: float, rng: Rng) -> NDArray[np.float64]:
    """Disturbance of the joints in picture heights: white noise, smoothed over some frames, and some left as it is."""
    white = rng.standard_normal(shape)
    width = max(1, round(fps * 0.15))
    slow = np.apply_along_axis(lambda column: np.convolve(column, np.ones(width) / np.sqrt(width), "same"), 0, white)
    return np.asarray(rng.uniform(0.001, 0.005) * slow + 0.0008 * rng.standard_normal(shape))
