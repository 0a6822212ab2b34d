"""MediaPipe's 33 landmarks as people dump them to JSON; there is no standard.

A file holds a list of frames, or an object with that list under "frames", "poses", "pose_landmarks", "landmarks",
"results", "data" or "keypoints", or an object of frames by number ("0", "frame_12"); or one frame alone; or a frame on
each line. A frame is, after the tutorials and tools that write them:

* a list of 33 landmarks (``json.dump`` of ``results.pose_landmarks.landmark``), null or empty without anybody;
* an object with that list as "landmarks", "pose_landmarks", "poseLandmarks", "pose", "keypoints" or "landmark"
  (protobuf's ``MessageToDict``), with the metres beside it as "pose_world_landmarks", "world_landmarks",
  "poseWorldLandmarks", "worldLandmarks" or "keypoints3D";
* the same with a list of such lists, one for each person (the Tasks API's ``PoseLandmarkerResult``), or with "poses";
* TensorFlow.js' ``estimatePoses``: a list of ``{"score", "keypoints": [{"x", "y", "z", "score", "name"}]}``, in pixels.

A landmark is ``{"x", "y", "z", "visibility", "presence"}`` (or "score"; "index", "id" or "name" where not all 33 are
there), ``[x, y, z]``, ``[x, y, z, visibility]``, or an entry of an object by name or number. Frame numbers, times
("timestamp_ms", "time", "timestamp", ...), frame rate and picture size are used where they are, the latter two also
in "metadata", "info" or "video".
"""

import math
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import PoseFileError
from dancecoach.i18n import _
from dancecoach.pose.formats.json_file import MAX_NUMBER, frame_number, number
from dancecoach.pose.formats.sightings import Sighting, Sightings, fps_in, size_in
from dancecoach.pose.skeleton import BLAZEPOSE_33

_LISTS = ("frames", "poses", "pose_landmarks", "landmarks", "results", "data", "keypoints")
_BODIES = ("pose_landmarks", "poseLandmarks", "landmarks", "keypoints", "pose", "landmark", "poses", "people")
_WORLDS = ("pose_world_landmarks", "poseWorldLandmarks", "world_landmarks", "worldLandmarks", "keypoints3D")
_NUMBERS = (
    "frame", "frame_index", "frame_idx", "frame_number", "frame_num", "frame_id", "frameIndex", "frameNumber", "index",
)  # fmt: skip
_TIMES = {
    "timestamp_ms": 1e-3, "timestampMs": 1e-3, "time_ms": 1e-3, "timeMs": 1e-3, "timestamp_us": 1e-6,
    "timestamp_s": 1.0, "time_s": 1.0, "time_sec": 1.0, "seconds": 1.0, "timestamp": None, "time": None, "t": None,
}  # fmt: skip
_VISIBILITIES = ("visibility", "score", "presence", "v", "confidence")
_JOINTS = len(BLAZEPOSE_33)
_DEEPEST = 3
_MOST_PEOPLE = 50
_LATEST = 1e19

_NAMES = {name: i for i, name in enumerate(BLAZEPOSE_33.joints)}
# MediaPipe says "mouth_left" where everything else has the side first.
_NAMES |= {"mouth_left": _NAMES["left_mouth"], "mouth_right": _NAMES["right_mouth"]}
_NAMES |= {name.replace("_", ""): i for name, i in _NAMES.items()}

Body = NDArray[np.float32]
"""(33, 4) x, y, z, visibility; NaN where unknown."""


def read_mediapipe(data: Any, path: Path) -> Sightings | None:
    """Everybody in a dump of MediaPipe's landmarks, or None when it holds none.

    Raises:
        PoseFileError: it holds such landmarks, but they cannot be used.
    """
    frames = _frames(data)
    if frames is None:
        return None
    people: list[Sighting] = []
    numbers: list[int] = []
    for order, (name, frame) in enumerate(frames):
        stated = _stated(name, frame)
        numbers.append(order if stated is None else stated)
        people += _people(frame, numbers[-1])
    if not people:
        return None
    _check_places(people, path)
    return Sightings(
        people,
        BLAZEPOSE_33,
        "mediapipe json",
        frames=set(numbers),
        whole=_all_there(numbers),
        times=_times(frames, numbers),
        fps=fps_in(data),
        size=size_in(data) or next((s for _name, f in frames if (s := size_in(f)) is not None), None),
    )


# Frames


def _frames(data: Any) -> list[tuple[str | None, Any]] | None:
    """(name, frame) of each frame, in order; None when the value has nothing like frames."""
    if _is_one_frame(data):
        return [(None, data)]
    if isinstance(data, list):
        return [(None, frame) for frame in data]
    if not isinstance(data, dict):
        return None
    for name in _LISTS:
        inner = data.get(name)
        if isinstance(inner, dict) and inner:
            return _frames(inner)
        if isinstance(inner, list) and inner:
            return [(None, frame) for frame in _with_metres(inner, data)]
    named = [(name, frame) for name, frame in data.items() if frame_number(name) is not None]
    return sorted(named, key=lambda entry: frame_number(entry[0]) or 0) or None


def _is_one_frame(data: Any) -> bool:
    """Whether the whole file is one frame. Several bodies under one name are frames, not people: files are clips."""
    if isinstance(data, dict):
        return any(_body(data.get(name)) is not None for name in _BODIES) or _body(_named(data)) is not None
    return _body(data) is not None


def _with_metres(frames: list[Any], data: dict[str, Any]) -> list[Any]:
    """The frames of a list, with those of a list of metres as long beside it."""
    for name in _WORLDS:
        metres = data.get(name)
        if isinstance(metres, list) and len(metres) == len(frames):
            return [{"landmarks": f, "world_landmarks": w} for f, w in zip(frames, metres, strict=True)]
    return frames


def _stated(name: str | None, frame: Any) -> int | None:
    """The number that a frame says it has."""
    if name is not None:
        return frame_number(name)
    if isinstance(frame, dict):
        for key in _NUMBERS:
            if key in frame and (value := frame_number(frame[key])) is not None:
                return value
    return None


def _all_there(numbers: list[int]) -> bool:
    """Whether the frames follow one another without a gap: then the first one is the clip's first."""
    return bool((np.diff(numbers) == 1).all())


def _times(frames: list[tuple[str | None, Any]], numbers: list[int]) -> dict[int, float]:
    """Seconds by frame number, where every frame has a time; of what unit, the name or else the step tells."""
    for name, scale in _TIMES.items():
        values = [number(frame.get(name)) if isinstance(frame, dict) else np.nan for _name, frame in frames]
        if (np.abs(values) < _LATEST).all() and len(set(zip(numbers, values, strict=True))) == len(set(numbers)):
            seconds = np.array(values) * (scale or _unit(sorted(set(values))))
            return dict(zip(numbers, seconds.tolist(), strict=True))
    return {}


def _unit(values: list[float]) -> float:
    """Seconds in a unit: no recording has a second between its frames, so larger steps are of ms, µs or ns."""
    step = float(np.median(np.diff(values))) if len(values) > 1 else 0.0
    return 1e-9 if step > 2e6 else 1e-6 if step > 2000 else 1e-3 if step > 1 else 1.0


# People


def _people(frame: Any, order: int) -> list[Sighting]:
    """Who is in a frame; the metres belong to the places by their order."""
    bodies, worlds = _bodies(frame), _worlds(frame)
    people = []
    for i, body in enumerate(bodies):
        world = worlds[i] if i < len(worlds) else None
        if world is not None and not np.isfinite(world[:, :3]).any():
            world = None
        points, visibility = body[:, :3], np.clip(np.nan_to_num(body[:, 3]), 0, 1)
        if not (np.nan_to_num(points) != 0).any():
            continue  # zeros stand for nobody
        people.append(
            Sighting(order, points, visibility, float(visibility.mean()), None, None if world is None else world[:, :3])
        )
    return people


def _bodies(value: Any, depth: int = 0) -> list[Body]:
    """The bodies in a frame, whatever is around them; none when there are none."""
    if depth > _DEEPEST:
        return []
    body = _body(value)
    if body is not None:
        return [body]
    if isinstance(value, list):
        if len(value) > _MOST_PEOPLE:
            return []
        return [body for entry in value for body in _bodies(entry, depth + 1)]
    if isinstance(value, dict):
        for name in _BODIES:
            if name in value and (bodies := _bodies(value[name], depth + 1)):
                return bodies
        body = _body(_named(value))
        return [] if body is None else [body]
    return []


def _named(value: dict[str, Any]) -> dict[str, Any]:
    """The joints by name among whatever else an object holds."""
    return {name: entry for name, entry in value.items() if not name.isdigit() and _joint(name) is not None}


def _worlds(frame: Any) -> list[Body]:
    if isinstance(frame, list):
        return [world for entry in frame if isinstance(entry, dict) for world in _worlds(entry)]
    if isinstance(frame, dict):
        for name in _WORLDS:
            if name in frame:
                return _bodies(frame[name], 1)
        return _worlds(frame["poses"]) if isinstance(frame.get("poses"), list) else []
    return []


def _body(value: Any) -> Body | None:
    """33 landmarks, whichever way they are written; None when it is something else."""
    if isinstance(value, dict):
        entries = [(_joint(name), entry) for name, entry in value.items()]
        if len(entries) > 2 * _JOINTS or not entries or any(joint is None for joint, _entry in entries):
            return None
    elif isinstance(value, list) and len(value) in {3 * _JOINTS, 4 * _JOINTS}:
        return _flat(value)
    elif isinstance(value, list) and 0 < len(value) <= 2 * _JOINTS:
        entries = [(_index(entry, order, len(value)), entry) for order, entry in enumerate(value)]
    else:
        return None
    body = np.full((_JOINTS, 4), np.nan, np.float32)
    for joint, entry in entries:
        row = _landmark(entry)
        if joint is None or row is None:
            return None
        body[joint] = row
    return body


def _flat(values: list[Any]) -> Body | None:
    """A body from 99 or 132 numbers in a row."""
    if not all(value is None or isinstance(value, int | float) for value in values):
        return None
    width = len(values) // _JOINTS
    return _body([values[i : i + width] for i in range(0, len(values), width)])


def _index(entry: Any, order: int, count: int) -> int | None:
    """Which landmark an entry of a list is: by its order in a list of 33, else by its index or name."""
    if count == _JOINTS:
        return order
    if isinstance(entry, dict):
        for key in ("index", "id", "name", "landmark", "label"):
            if key in entry and (joint := _joint(entry[key])) is not None:
                return joint
    return None


def _joint(name: Any) -> int | None:
    if isinstance(name, str):
        words = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        words = words.removeprefix("pose_").removeprefix("landmark_")
        joint = _NAMES.get(words, _NAMES.get(words.replace("_", "")))
        if joint is not None or not words.isdigit() or len(words) > 2:
            return joint
        return int(words) if int(words) < _JOINTS else None
    value = number(name)
    return int(value) if 0 <= value < _JOINTS and value == int(value) else None


def _landmark(entry: Any) -> tuple[float, float, float, float] | None:
    """x, y, z, visibility; all NaN for null; None when it is something else."""
    if entry is None:
        return (np.nan,) * 4
    if isinstance(entry, dict) and "x" in entry and "y" in entry:
        x, y, z = _real(entry["x"]), _real(entry["y"]), _real(entry.get("z") or 0.0)
        seen = next((_real(entry[name]) for name in _VISIBILITIES if entry.get(name) is not None), 1.0)
    elif isinstance(entry, list) and 3 <= len(entry) <= 5:
        x, y, z, seen = (_real(value) for value in (*entry, 1.0)[:4])
    else:
        return None
    return (np.nan,) * 4 if math.isnan(x + y + z) else (x, y, z, seen)


def _real(value: Any) -> float:
    """A number that a picture can have in it, else NaN."""
    real = value if type(value) is float else number(value)  # nearly all are, and there are millions of them
    return real if abs(real) < MAX_NUMBER else math.nan


def _check_places(people: list[Sighting], path: Path) -> None:
    """Refuse metres: their origin is between the hips, in every frame.

    Raises:
        PoseFileError: these are no places in a picture.
    """
    hips = BLAZEPOSE_33.indices("left_hip", "right_hip")
    middles = np.array([person.points[hips, :2].mean(axis=0) for person in people])
    middles = middles[~np.isnan(middles).any(axis=1)]
    if len(middles) and float(np.percentile(np.abs(middles), 95)) < 0.01:
        raise PoseFileError(
            _("holds metres about the hips (world landmarks), not places in the picture"),
            subject=path,
            remedy=_("write pose_landmarks too"),
        )
