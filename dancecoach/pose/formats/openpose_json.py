"""OpenPose's JSON (``--write_json``): a folder with a file for each frame, or one such file.

As ``doc/02_output.md`` describes it: ``NAME_000000000012_keypoints.json`` with ``{"version", "people": [{"person_id",
"pose_keypoints_2d": [x, y, c] * 25}]}``; also the COCO model's 18 joints, the old name ``pose_keypoints``, and the
``{"bodies": [{"joints"}]}`` of AlphaPose's ``--format cmu``. A frame without people has an empty list.
The feet of 25 joints are kept, as BlazePose's heels and toes (`dancecoach.pose.formats.joints`).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dancecoach.errors import PoseFileError
from dancecoach.i18n import _
from dancecoach.pose.formats.joints import OPENPOSE_LIKE, in_order, of_one_skeleton
from dancecoach.pose.formats.json_file import MAX_BYTES, MAX_NUMBER, number, numbers, read_json
from dancecoach.pose.formats.sightings import Sighting, Sightings

_NAME = re.compile(r"^(?P<clip>.*?)[_-]?(?P<number>\d{1,15})_keypoints\.json$", re.IGNORECASE)
_PEOPLE = ("people", "bodies")
_JOINTS = ("pose_keypoints_2d", "pose_keypoints", "joints")
_MAX_FRAME_BYTES = 16 << 20
_MAX_FILES = 2_000_000


def is_openpose_folder(path: Path) -> bool:
    """Whether a folder holds frames as OpenPose names them; OSError passes through."""
    return path.is_dir() and next(_frames_in(path), None) is not None


def is_openpose_frame(data: Any) -> bool:
    """Whether it is one frame with its people."""
    return isinstance(data, dict) and any(isinstance(data.get(name), list) for name in _PEOPLE)


def read_openpose_folder(path: Path) -> Sightings:
    """Everybody in a folder of frames.

    Raises:
        PoseFileError: there are no frames, frames of several clips, or one that cannot be read.
    """
    try:
        files = sorted(_frames_in(path))
    except OSError as error:
        raise PoseFileError(_("cannot be read ({})").format(error.strerror or error), subject=path) from error
    if not files:
        raise PoseFileError(
            _("holds no frames of OpenPose"), subject=path, remedy=_("choose the folder of its _keypoints.json files")
        )
    _check_one_clip(files, path)
    people, left = [], MAX_BYTES
    for frame, _clip, file in files:
        data = read_json(file, max_bytes=_MAX_FRAME_BYTES)
        left -= file.stat().st_size
        if left < 0:
            raise PoseFileError(
                _("holds more than {} MiB").format(MAX_BYTES >> 20), subject=path, remedy=_("cut it into parts")
            )
        if not is_openpose_frame(data):
            raise PoseFileError(_("is no frame of OpenPose"), subject=file, remedy=_("remove it from the folder"))
        people += people_in(data, frame, file)
    return _sightings(people, {frame for frame, _clip, _file in files})


def read_openpose_frame(data: dict[str, Any], path: Path) -> Sightings:
    """Everybody in one frame.

    Raises:
        PoseFileError: their joints are not what they should be.
    """
    return _sightings(people_in(data, 0, path), {0})


def read_openpose_list(data: list[dict[str, Any]], path: Path) -> Sightings:
    """Everybody in a list of frames, as people join OpenPose's files into one.

    Raises:
        PoseFileError: their joints are not what they should be.
    """
    people = [person for frame, entry in enumerate(data) for person in people_in(entry, frame, path)]
    return _sightings(people, set(range(len(data))))


def _sightings(people: list[Sighting], frames: set[int]) -> Sightings:
    alike, skeleton = of_one_skeleton(people)
    return Sightings(alike, skeleton, "openpose json", frames=frames, whole=True)


def frames_beside(path: Path) -> int:
    """How many frames lie in the folder of one; 0 where that cannot be seen."""
    try:
        return sum(1 for _frame in _frames_in(path.parent))
    except OSError:
        return 0


def people_in(data: dict[str, Any], frame: int, path: Path) -> list[Sighting]:
    """The people of one frame; those without a body (a face or hands alone) are left out.

    Raises:
        PoseFileError: their joints are not what they should be.
    """
    where = _("frame {}").format(frame)
    people = []
    for entry in next(data[name] for name in _PEOPLE if isinstance(data.get(name), list)):
        name = next((n for n in _JOINTS if isinstance(entry, dict) and n in entry), None)
        if name is None:
            raise PoseFileError(
                _("{} has somebody without pose_keypoints_2d").format(where),
                subject=path,
                remedy=_("let OpenPose look for bodies"),
            )
        triples = numbers(entry[name], path, where)
        if triples.size:
            points, visibility = in_order(triples, OPENPOSE_LIKE, path, where)
            score = float(visibility.sum() / (triples.size // 3))
            people.append(Sighting(frame, points, visibility, score, _identity(entry)))
    return people


def _identity(entry: dict[str, Any]) -> int | None:
    """OpenPose's number of a person through the clip; -1 (its default) says that it did not follow them."""
    value = entry.get("person_id")
    value = number(value[0] if isinstance(value, list) and value else value)
    return int(value) if 0 <= value <= MAX_NUMBER else None


def _frames_in(folder: Path) -> Iterator[tuple[int, str, Path]]:
    """(number, clip's name, file) of each file named like a frame."""
    for count, file in enumerate(folder.iterdir()):
        if count > _MAX_FILES:
            return
        match = _NAME.match(file.name)
        if match is not None:
            yield int(match["number"]), match["clip"], file


def _check_one_clip(files: list[tuple[int, str, Path]], path: Path) -> None:
    clips = sorted({clip for _number, clip, _file in files})
    if len(clips) > 1:
        raise PoseFileError(
            _("holds frames of {count} clips ({names})").format(count=len(clips), names=", ".join(clips[:3])),
            subject=path,
            remedy=_("give each clip a folder of its own"),
        )
