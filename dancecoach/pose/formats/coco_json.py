"""COCO keypoint JSON and AlphaPose's, which grew from it.

What is read:

* COCO results (cocodataset.org, "Results Format"): a list of ``{"image_id", "category_id", "keypoints": [x, y, s] * 17,
  "score"}``, with ``bbox`` or without.
* COCO annotations: ``{"images": [{"id", "file_name", "width", "height"}], "annotations": [{"image_id",
  "keypoints"}]}``; the picture's size is taken from there, and a joint marked 1 (there but hidden) has visibility 0.5,
  unless ``keypoint_scores`` say how sure it is; ``time_s`` of an image is its time.
* AlphaPose (``docs/output.md``, ``alphapose-results.json``): the results list with ``image_id`` "12.jpg", confidences
  beyond 1, ``box``, and ``idx`` where it followed people; 17 joints of COCO, 26 or 136 of Halpe (COCO's 17 and the
  feet are kept).
* AlphaPose's ``alphapose-results-forvis-tracked.json`` (PoseFlow): ``{"12.jpg": [{"keypoints", "scores", "idx"}]}``.
* AlphaPose with ``--format cmu`` or ``open``: ``{"12.jpg": {"bodies": [{"joints"}]}}`` or ``{"people":
  [{"pose_keypoints_2d"}]}``, 18 joints in OpenPose's order.

The number in an image's id or name is the frame's.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from dancecoach.errors import PoseFileError
from dancecoach.i18n import _
from dancecoach.pose.formats.joints import COCO_LIKE, in_order, of_one_skeleton
from dancecoach.pose.formats.json_file import frame_number, number, numbers
from dancecoach.pose.formats.openpose_json import people_in
from dancecoach.pose.formats.sightings import Sighting, Sightings, fps_in, size_in

_IDENTITIES = ("idx", "track_id", "person_id")
_FRAME_NAMES = ("frame_id", "frame_index", "frame")
_SUREST = 100.0
_LEAST = 1e-3
_PEOPLE_AS_OPENPOSE = ("people", "bodies")


def is_results(data: Any) -> bool:
    """Whether it is a list of people with keypoints and the images they are in (or an empty list)."""
    return isinstance(data, list) and all(
        isinstance(entry, dict) and "image_id" in entry and "keypoints" in entry for entry in data
    )


def is_annotations(data: Any) -> bool:
    """Whether it is a COCO annotation file."""
    return isinstance(data, dict) and all(isinstance(data.get(name), list) for name in ("images", "annotations"))


def is_by_image(data: Any) -> bool:
    """Whether it is AlphaPose's object of images by name."""
    return isinstance(data, dict) and any(data.values()) and all(_is_image(value) for value in data.values())


def read_results(data: list[dict[str, Any]], path: Path) -> Sightings:
    """Everybody in a list of results, of COCO or AlphaPose.

    Raises:
        PoseFileError: keypoints or image ids are not what they should be.
    """
    frames = _Numbers(path)
    people, skeleton = of_one_skeleton([_person(entry, frames.of(entry["image_id"]), path) for entry in data])
    alphapose = any(isinstance(entry["image_id"], str) or "idx" in entry or "box" in entry for entry in data)
    return Sightings(people, skeleton, "alphapose json" if alphapose else "coco json")


def read_by_image(data: dict[str, Any], path: Path) -> Sightings:
    """Everybody in AlphaPose's object of images by name.

    Raises:
        PoseFileError: keypoints or image names are not what they should be.
    """
    numbered, people = _Numbers(path), []
    for name, value in data.items():
        frame = numbered.of(name)
        if isinstance(value, dict):
            people += people_in(value, frame, path)
        else:
            people += [_person(entry, frame, path) for entry in value]
    alike, skeleton = of_one_skeleton(people)
    return Sightings(alike, skeleton, "alphapose json", frames=numbered.taken)


def read_annotations(data: dict[str, Any], path: Path) -> Sightings:
    """Everybody in a COCO annotation file.

    Raises:
        PoseFileError: there are no keypoints, or an annotation is of an image that the file does not name.
    """
    images = {_key(image): image for image in data["images"] if isinstance(image, dict)}
    frames = _frames_of(images)
    people, full = [], _full(data["annotations"])
    for entry in data["annotations"]:
        if not isinstance(entry, dict) or "keypoints" not in entry:
            continue  # another category: boxes of things beside people with joints
        image = str(entry.get("image_id"))
        if image not in frames:
            raise PoseFileError(
                _("has an annotation of the image {}, which it does not name").format(image[:40]),
                subject=path,
                remedy=_("add the image to its list"),
            )
        people.append(_person(entry, frames[image], path, full))
    if not people:
        raise PoseFileError(_("annotates no keypoints"), subject=path, remedy=_("choose a file of person keypoints"))
    sizes = [size for image in images.values() if (size := size_in(image)) is not None]
    alike, skeleton = of_one_skeleton(people)
    return Sightings(
        alike,
        skeleton,
        "coco json",
        frames=set(frames.values()),
        whole=True,
        times={frames[key]: number(image["time_s"]) for key, image in images.items() if "time_s" in image},
        fps=fps_in(data) or next((fps for v in _videos(data) if (fps := fps_in(v)) is not None), None),
        size=max(set(sizes), key=sizes.count) if sizes else None,
    )


class _Numbers:
    """Frame numbers of image ids; two images of one number are not of one clip."""

    def __init__(self, path: Path) -> None:
        self._path, self._names = path, dict[int, Any]()

    @property
    def taken(self) -> set[int]:
        """All numbers so far."""
        return set(self._names)

    def of(self, name: Any) -> int:
        """The number of an image.

        Raises:
            PoseFileError: it has none, or another image has it too.
        """
        frame = frame_number(name)
        if frame is None:
            raise PoseFileError(
                _("the image {} has no frame number in its name").format(repr(name)[:60]),
                subject=self._path,
                remedy=_('name the pictures by their number, such as "frame_000012.png"'),
            )
        if self._names.setdefault(frame, name) != name:
            raise PoseFileError(
                _("the images {first} and {second} have the same number").format(
                    first=repr(self._names[frame])[:60], second=repr(name)[:60]
                ),
                subject=self._path,
                remedy=_("give each clip its own file"),
            )
        return frame


def _is_image(value: Any) -> bool:
    if isinstance(value, dict):
        return any(isinstance(value.get(name), list) for name in _PEOPLE_AS_OPENPOSE)
    return isinstance(value, list) and all(
        isinstance(entry, dict) and isinstance(entry.get("keypoints"), list) and not _has_objects(entry["keypoints"])
        for entry in value
    )


def _has_objects(keypoints: list[Any]) -> bool:
    """Whether joints are written as objects, which is MediaPipe's and TensorFlow.js' way."""
    return bool(keypoints) and isinstance(keypoints[0], dict)


def _person(entry: Any, frame: int, path: Path, full: float = 1.0) -> Sighting:
    where = _("frame {}").format(frame)
    triples = numbers(entry["keypoints"], path, where)
    scores = entry.get("keypoint_scores")
    if isinstance(scores, list) and triples.ndim == 1 and len(scores) * 3 == triples.size:
        triples, full = triples.copy(), 1.0  # how sure it is says more than in sight or hidden
        triples[2::3] = np.where(triples[2::3] > 0, np.maximum(numbers(scores, path, where), _LEAST), 0.0)
    points, visibility = in_order(triples, COCO_LIKE, path, where, full)
    score = number(entry.get("score", entry.get("scores", 1.0)))
    return Sighting(frame, points, visibility, min(score, _SUREST) if score > 0 else 0.0, _identity(entry))


def _identity(entry: dict[str, Any]) -> int | None:
    for name in _IDENTITIES:
        value = entry.get(name)
        while isinstance(value, list) and value:  # AlphaPose writes [1.0] or [[1.0]], depending on its tracker
            value = value[0]
        if not isinstance(value, str) and (identity := frame_number(value)) is not None:
            return identity
    return None


def _full(entries: list[Any]) -> float:
    """What a joint in plain sight is marked with: 2 as COCO has it, 1 where a tool wrote confidences."""
    marks = (entry.get("keypoints") for entry in entries if isinstance(entry, dict))
    return 2.0 if any(2 in keypoints[2::3] for keypoints in marks if isinstance(keypoints, list)) else 1.0


def _key(image: dict[str, Any]) -> str:
    return str(image.get("id"))


def _frames_of(images: dict[str, dict[str, Any]]) -> dict[str, int]:
    """Frame numbers by image id: as stated, else from the file names, else from the ids, else by their order."""
    stated = [next((image[n] for n in _FRAME_NAMES if n in image), None) for image in images.values()]
    for names in (
        stated,
        [image.get("file_name") for image in images.values()],
        [i.get("id") for i in images.values()],
    ):
        found = [None if name is None else frame_number(name) for name in names]
        if None not in found and len(set(found)) == len(found):
            return {image: int(frame or 0) for image, frame in zip(images, found, strict=True)}
    return {image: order for order, image in enumerate(images)}


def _videos(data: dict[str, Any]) -> Iterator[Any]:
    videos = data.get("videos")
    yield from videos if isinstance(videos, list) else ()
