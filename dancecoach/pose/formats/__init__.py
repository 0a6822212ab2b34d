"""Landmarks on disk: our own ``.npz``, the 132-column tables of MediaPipe users, JSON of other tools, motion capture.

`load_pose_file` looks at the content, not at the name.
"""

import zipfile
from pathlib import Path

from dancecoach.errors import PoseFileError
from dancecoach.i18n import _
from dancecoach.pose.formats.bounds import bounded
from dancecoach.pose.formats.json_file import looks_like_json, looks_like_pose_json
from dancecoach.pose.formats.mediapipe_csv import load_mediapipe_csv, looks_like_mediapipe_csv
from dancecoach.pose.formats.mocap import is_mocap, load_mocap_npz
from dancecoach.pose.formats.npz import SCHEMA, is_of_another_kind, is_ours, load_npz, save_npz, write_npz
from dancecoach.pose.formats.openpose_json import is_openpose_folder
from dancecoach.pose.formats.pose_json import load_pose_json
from dancecoach.pose.track import PoseTrack

__all__ = [
    "SCHEMA",
    "is_pose_file",
    "load_mediapipe_csv",
    "load_npz",
    "load_pose_file",
    "load_pose_json",
    "may_hold_poses",
    "save_npz",
    "write_npz",
]

_JSON = {".json", ".jsonl"}
_SUFFIXES = {".npz", ".csv", ".tsv", *_JSON}


def is_pose_file(path: Path) -> bool:
    """Whether a path is meant as landmarks: by its suffix, else by its content. Never raises."""
    try:
        if path.is_dir():
            return is_openpose_folder(path)
        if path.suffix.lower() in _SUFFIXES:
            return True
        return path.is_file() and (_is_npz(path) or looks_like_pose_json(path) or looks_like_mediapipe_csv(path))
    except OSError:
        return False


def may_hold_poses(path: Path) -> bool:
    """Whether a file among others is worth reading as poses, by its first lines; a broken one of them is.

    OSError passes through.
    """
    if _is_npz(path):
        return is_mocap(path) or (is_ours(path) and not is_of_another_kind(path))
    if looks_like_json(path):
        return looks_like_pose_json(path)
    return looks_like_mediapipe_csv(path)


def load_pose_file(
    path: Path, *, fps: float | None = None, frame_size: tuple[int, int] | None = None
) -> tuple[PoseTrack, list[str]]:
    """Landmarks from any file that we read, and warnings for the person about what had to be assumed.

    Args:
        path: an ``.npz`` of ours or of motion capture, a MediaPipe table, or JSON of COCO, AlphaPose, OpenPose or
            MediaPipe, whatever its suffix; or OpenPose's folder of frames.
        fps: frames per second of a file without times; None assumes 30 and says so.
        frame_size: (width, height) of the picture in pixels, where the file does not carry it; None assumes one and
            says so.

    Raises:
        PoseFileError: the file is missing, unreadable, of another kind, or corrupt.
    """
    track, warnings = _load(path, fps, frame_size)
    return bounded(track, path), warnings


def _load(path: Path, fps: float | None, frame_size: tuple[int, int] | None) -> tuple[PoseTrack, list[str]]:
    if not path.exists():
        raise PoseFileError(_("there is no such file"), subject=path, remedy=_("check the name"))
    if path.is_dir():
        return load_pose_json(path, fps=fps, frame_size=frame_size)
    if not path.is_file():
        raise PoseFileError(
            _("is not a file"), subject=path, remedy=_("choose a .npz, .csv or .json file of landmarks")
        )
    if path.stat().st_size == 0:
        raise PoseFileError(_("is empty"), subject=path, remedy=_("choose another file"))
    try:
        is_npz, is_json = _is_npz(path), looks_like_json(path)
    except OSError as error:
        raise PoseFileError(_("cannot be read ({})").format(error.strerror), subject=path) from error
    if is_npz:
        return load_mocap_npz(path, frame_size=frame_size) if is_mocap(path) else (load_npz(path), [])
    if is_json or path.suffix.lower() in _JSON:
        return load_pose_json(path, fps=fps, frame_size=frame_size)
    return load_mediapipe_csv(path, fps=fps, frame_size=frame_size)


def _is_npz(path: Path) -> bool:
    """Whether it is a zip archive (also a damaged one) that is or claims to be an ``.npz``."""
    with path.open("rb") as file:
        if file.read(4) not in {b"PK\x03\x04", b"PK\x05\x06"}:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith(".npy") for name in archive.namelist()) or path.suffix.lower() == ".npz"
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return path.suffix.lower() == ".npz"
