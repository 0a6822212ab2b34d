"""Motion capture as ``.npz``: joints in metres, seen as a camera in front of the person would see them.

Members: ``positions`` (T, J, 3) metres, y up, right-handed; ``joints`` (J,) names; ``fps``; and, where known,
``label``, ``performer``, ``source`` and ``segments`` (S, 2), first and last frame of each figure. Joints are named
``l_hip`` or ``left_hip``; those of `BODY_13` are taken, the ``head`` for the nose. NaN is what a source lacks.

The camera stands still where the person faces at the beginning, as far away and with such a lens that all of the
movement is in the picture. Training films the same captures with cameras by chance.
"""

import zipfile
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import PoseFileError
from dancecoach.i18n import _
from dancecoach.pose.formats.assembly import MAX_FRAMES
from dancecoach.pose.formats.npz import members_of, opened_archive, read_array, text_of
from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack

SOURCE = "mocap"

_KINDS = {
    "positions": "f", "joints": "U", "fps": "fiu", "label": "U", "performer": "U", "source": "U", "segments": "iu",
}  # fmt: skip
_REQUIRED = ("positions", "joints", "fps")
_REMEDY = "fetch the file again or take it out"

_HEIGHTS = (0.2, 4.0)
"""Metres from the lowest joint to the highest that a body may have; a capture in centimetres has a hundredfold."""

_FASTEST = 10_000.0
_LONG_EDGE, _SHORT_EDGE = 1280, 720
_MARGIN = 0.06
"""Share of the picture that is left free at each edge."""

_DISTANCE_M = 4.0
"""From the camera to where the movement comes nearest."""

Floats = NDArray[np.float64]


@attrs.frozen(eq=False)
class Mocap:
    """A captured movement of T frames.

    Attributes:
        body: (T, 13, 3) m, y up, joints of `BODY_13`; NaN where the source lacks one.
        fps: frames per second.
        label: what is danced or done, or empty.
        performer: who it is, or empty.
        source: where its makers took it from, or empty.
        segments: (S, 2) first and last frame of each figure, or None.
    """

    body: Floats
    fps: float
    label: str = ""
    performer: str = ""
    source: str = ""
    segments: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        """Number of frames, T."""
        return len(self.body)


def is_mocap(path: Path) -> bool:
    """Whether an ``.npz`` holds motion capture, by the names of its members. Never raises."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False
    return {"positions.npy", "joints.npy"} <= names and "schema.npy" not in names


def read_mocap(path: Path) -> Mocap:
    """A capture as its file has it.

    Raises:
        PoseFileError: missing, corrupt, of other joints, or not in metres.
    """
    with opened_archive(path, _REMEDY) as archive:
        members = members_of(archive, path)
        missing = [name for name in _REQUIRED if name not in members]
        if missing:
            raise PoseFileError(_("lacks {}").format(", ".join(missing)), subject=path, remedy=_(_REMEDY))
        arrays = {
            name: read_array(archive, members[name], (name, kinds), path)
            for name, kinds in _KINDS.items()
            if name in members
        }
    texts = {name: text_of(arrays[name]) for name in ("label", "performer", "source") if name in arrays}
    return Mocap(_body(arrays, path), _fps(arrays["fps"], path), segments=_segments(arrays), **texts)


def load_mocap_npz(path: Path, *, frame_size: tuple[int, int] | None = None) -> tuple[PoseTrack, list[str]]:
    """A capture from the front, and what the person should know of it.

    Args:
        path: the file.
        frame_size: (width, height) of the picture in pixels; None takes one that fits the movement.

    Raises:
        PoseFileError: as `read_mocap`, or nobody is in it.
    """
    capture = read_mocap(path)
    if np.isnan(capture.body).all():
        raise PoseFileError(_("holds no movement"), subject=path, remedy=_(_REMEDY))
    away = _from_the_front(capture)
    reach = [float(np.nanmax(np.abs(away[..., axis] / away[..., 2]))) for axis in (0, 1)]
    wide = reach[0] > reach[1]
    size = frame_size or ((_LONG_EDGE, _SHORT_EDGE) if wide else (_SHORT_EDGE, _LONG_EDGE))
    said = _("This is motion capture, seen as a camera in front would see it, in a picture of {width} x {height}.")
    return _seen(away, capture.fps, _lens(reach, size), size), [said.format(width=size[0], height=size[1])]


def _lens(reach: list[float], size: tuple[int, int]) -> float:
    """Pixels for a tangent of 1, such that the farthest joints stay within the margin."""
    room = [edge * (0.5 - _MARGIN) for edge in size]
    return min(pixels / max(tangent, 1e-6) for pixels, tangent in zip(room, reach, strict=True))


def _seen(away: Floats, fps: float, lens: float, size: tuple[int, int]) -> PoseTrack:
    """The track of (T, 13, 3) m as the camera has them, missing joints NaN."""
    known = np.isfinite(away).all(axis=2)
    world = away - _hips(away)[:, None]
    scale = lens / away[..., 2:]
    landmarks = np.concatenate([away[..., :2] * scale / size + 0.5, world[..., 2:] * scale / size[0]], axis=2)
    return PoseTrack(
        times=np.arange(len(away)) / fps,
        landmarks=landmarks,
        visibility=known,
        found=np.logical_or.reduce(known, axis=1),
        frame_size=size,
        skeleton=BODY_13,
        source=SOURCE,
        world=world,
    )


def _from_the_front(capture: Mocap) -> Floats:
    """(T, 13, 3) m as the camera has it: to its right, down, away from it."""
    body = capture.body
    forward = _facing(body[: max(1, round(capture.fps))])
    right = np.cross((0.0, 1.0, 0.0), forward)  # of the camera, which looks the other way
    low, high = np.nanmin(body, axis=(0, 1)), np.nanmax(body, axis=(0, 1))
    offset = body - (low + high) / 2
    near = offset @ forward
    return np.stack([offset @ right, -offset[..., 1], _DISTANCE_M + np.nanmax(near) - near], axis=-1)


def _facing(body: Floats) -> Floats:
    """(3,) unit, level: where the person faces on average; z where that cannot be told."""
    left, right = (body[:, BODY_13.indices(f"{side}_shoulder", f"{side}_hip")] for side in ("left", "right"))
    across = (left - right).reshape(-1, 3)
    across = across[np.isfinite(across).all(axis=1)]
    total = across.sum(0) * (1, 0, 1) if len(across) else np.zeros(3)
    length = float(np.linalg.norm(total))
    return np.cross(total / length, (0.0, 1.0, 0.0)) if length > 1e-6 else np.array([0.0, 0.0, 1.0])


def _hips(away: Floats) -> Floats:
    """(T, 3) between the hips; of all joints where a hip is lacking, zero where nobody is."""
    hips = away[:, BODY_13.indices("left_hip", "right_hip")].mean(1)
    count = np.isfinite(away).all(axis=2).sum(1)
    middle = np.nan_to_num(away).sum(1) / np.maximum(count, 1)[:, None]
    return np.asarray(np.where(np.isfinite(hips).all(axis=1)[:, None], hips, middle), np.float64)


def _body(arrays: dict[str, NDArray[Any]], path: Path) -> Floats:
    positions, names = arrays["positions"], [_named(str(name)) for name in arrays["joints"].ravel()]
    shape = positions.shape
    if positions.ndim != 3 or shape[1:] != (len(names), 3) or not 0 < len(positions) <= MAX_FRAMES:
        raise PoseFileError(
            _("has positions of the shape {shape} for {count} joints").format(shape=shape, count=len(names)),
            subject=path,
            remedy=_(_REMEDY),
        )
    lacking = [joint for joint in BODY_13.joints if joint not in names]
    if lacking:
        raise PoseFileError(
            _("lacks the joints {}").format(", ".join(lacking)),
            subject=path,
            remedy=_("name them l_hip, r_hip and so on"),
        )
    body = positions[:, [names.index(joint) for joint in BODY_13.joints]].astype(np.float64)
    body[~np.isfinite(body).all(axis=2)] = np.nan
    heights = np.nan_to_num(body[..., 1], nan=-np.inf).max(1) - np.nan_to_num(body[..., 1], nan=np.inf).min(1)
    heights = heights[np.isfinite(heights)]
    tallest = float(np.percentile(heights, 90)) if len(heights) else 1.0
    if not _HEIGHTS[0] <= tallest <= _HEIGHTS[1]:
        raise PoseFileError(
            _("shows a body {} units high, which are not metres").format(f"{tallest:.3g}"),
            subject=path,
            remedy=_("write its positions in metres, y up"),
        )
    return body


def _named(joint: str) -> str:
    name = joint.lower()
    for short, side in (("l_", "left_"), ("r_", "right_")):
        if name.startswith(short):
            return side + name[2:]
    return "nose" if name == "head" else name


def _fps(array: NDArray[Any], path: Path) -> float:
    fps = float(array.ravel()[0]) if array.size == 1 else float("nan")
    if not 0 < fps < _FASTEST:
        raise PoseFileError(_("names no frame rate"), subject=path, remedy=_(_REMEDY))
    return fps


def _segments(arrays: dict[str, NDArray[Any]]) -> NDArray[np.int64] | None:
    found = arrays.get("segments")
    return None if found is None or found.ndim != 2 or found.shape[1:] != (2,) else found.astype(np.int64)
