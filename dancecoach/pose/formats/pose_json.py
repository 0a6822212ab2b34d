"""Which of the kinds of JSON a file is, found from its content."""

from pathlib import Path
from typing import Any

from dancecoach.errors import PoseFileError
from dancecoach.i18n import _
from dancecoach.pose.formats import coco_json, openpose_json
from dancecoach.pose.formats.assembly import assemble
from dancecoach.pose.formats.json_file import read_json
from dancecoach.pose.formats.mediapipe_json import read_mediapipe
from dancecoach.pose.formats.sightings import Sightings
from dancecoach.pose.track import PoseTrack


def load_pose_json(
    path: Path, *, fps: float | None = None, frame_size: tuple[int, int] | None = None
) -> tuple[PoseTrack, list[str]]:
    """Landmarks from a JSON file of COCO, AlphaPose, OpenPose or MediaPipe, or from OpenPose's folder of frames.

    Args:
        path: the file or folder.
        fps: frames per second where the file has no times; None assumes 30 and says so.
        frame_size: (width, height) of the picture; None takes the file's, else guesses and says so.

    Returns:
        The track and zero or more sentences about what had to be assumed.

    Raises:
        PoseFileError: it cannot be read, is of another kind, or holds nothing that can be followed.
    """
    if path.is_dir():
        return assemble(openpose_json.read_openpose_folder(path), path, fps, frame_size)
    data = read_json(path)
    track, warnings = assemble(_sightings(data, path), path, fps, frame_size)
    beside = openpose_json.frames_beside(path) if openpose_json.is_openpose_frame(data) else 0
    if beside > 1:
        warnings.append(_("This is one frame of {}; open their folder to see all.").format(beside))
    return track, warnings


def _sightings(data: Any, path: Path) -> Sightings:
    if not data:
        raise PoseFileError(_("holds no poses"), subject=path, remedy=_("choose another file"))
    if coco_json.is_annotations(data):
        return coco_json.read_annotations(data, path)
    if coco_json.is_results(data):
        return coco_json.read_results(data, path)
    if openpose_json.is_openpose_frame(data):
        return openpose_json.read_openpose_frame(data, path)
    if isinstance(data, list) and all(openpose_json.is_openpose_frame(frame) for frame in data):
        return openpose_json.read_openpose_list(data, path)
    if coco_json.is_by_image(data):
        return coco_json.read_by_image(data, path)
    if isinstance(data, dict) and str(data.get("schema", "")).startswith("dancecoach."):
        raise PoseFileError(
            _("is an analysis, not the landmarks"), subject=path, remedy=_("choose the pose.npz beside it")
        )
    seen = read_mediapipe(data, path)
    if seen is None:
        raise PoseFileError(
            _("is JSON, but holds no poses of a kind that is read"),
            subject=path,
            remedy=_("choose keypoints of COCO, AlphaPose or OpenPose, or MediaPipe's 33 landmarks"),
        )
    return seen
