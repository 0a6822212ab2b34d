"""Which files are clips, and what a clip's file says of itself."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from dancecoach.errors import InputError
from dancecoach.files import input_error, sha256_of_clip
from dancecoach.i18n import _
from dancecoach.library.catalogue.records import FileFacts, Kind
from dancecoach.pose.formats import is_pose_file, load_pose_file, may_hold_poses
from dancecoach.pose.track import PoseTrack
from dancecoach.video.file import VideoFile
from dancecoach.video.filmed import filmed_at
from dancecoach.video.frame import ClipInfo

VIDEO_SUFFIXES = ("mp4", "mov", "m4v", "mkv", "webm", "avi", "mpg", "mpeg", "mts", "m2ts", "3gp", "wmv", "ogv", "gif")
POSE_SUFFIXES = ("npz", "csv", "tsv", "json", "jsonl")
"""Endings by which clips are found in a folder, tables and JSON only where they begin as poses do; a file that is named
is taken whatever its ending."""

_VIDEOS, _POSES = ({f".{suffix}" for suffix in suffixes} for suffixes in (VIDEO_SUFFIXES, POSE_SUFFIXES))
_LONGEST_TITLE = 200


def clips_in(paths: Iterable[Path], left_out: Callable[[InputError], object] | None = None) -> Iterator[Path]:
    """Files as they are, and the clips in folders and folders in them, in the order of the alphabet.

    Hidden files and folders are left out, and a link to a folder is not followed: it may lead back. A folder of
    OpenPose's frames is one clip.

    Args:
        paths: files and folders.
        left_out: hears of what is not there, has a name that is no text, or is a folder that cannot be looked into: all
            others come. None lets it be raised.

    Raises:
        InputError: the first of these, where nobody hears of them.
    """

    def leave_out(error: InputError) -> None:
        if left_out is None:
            raise error
        left_out(error)

    for path in paths:
        try:
            _check_there(path)
        except InputError as error:
            leave_out(error)
            continue
        for clip in _in_folder(path, leave_out) if path.is_dir() else (path,):
            try:
                _check_name(clip)
            except InputError as error:
                leave_out(error)
            else:
                yield clip


def facts_of(path: Path, sha256: str | None = None, *, video: VideoFile | None = None) -> FileFacts:
    """What is known of a clip without analysing it.

    Args:
        path: a video, or poses in any form that `load_pose_file` reads.
        sha256: of what it holds, where that is known.
        video: the clip, where it is open already.

    Raises:
        InputError: it cannot be used; the sentence says why.
    """
    try:
        return _facts_of(path, sha256 or sha256_of_clip(path), video)
    except OSError as error:  # deleted meanwhile, by this program or another
        raise input_error(path, error) from error


def _facts_of(path: Path, sha256: str, video: VideoFile | None) -> FileFacts:
    if video is not None:
        return _facts_of_video(path, video.info, sha256)
    if is_pose_file(path):
        track, _warnings = load_pose_file(path)
        return _facts_of_poses(path, track, sha256)
    with VideoFile(path, cache_bytes=1 << 26) as opened:
        return _facts_of_video(path, opened.info, sha256)


def _check_there(path: Path) -> None:
    try:
        path.stat()
    except FileNotFoundError as error:
        raise InputError(_("there is no such file or folder"), subject=path, remedy=_("check the name")) from error
    except OSError as error:
        raise input_error(path, error) from error


def _check_name(path: Path) -> None:
    """Linux allows names that are no text in any alphabet; no database can keep those."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        name = str(path).encode(errors="replace").decode()
        raise InputError(_("its name is no readable text"), subject=name, remedy=_("rename it")) from error


def _in_folder(folder: Path, leave_out: Callable[[InputError], object]) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        leave_out(input_error(Path(error.filename or folder), error))

    for name, folders, files in os.walk(folder, onerror=closed):
        here = Path(name)
        if is_pose_file(here):
            folders.clear()
            yield here
            continue
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            if not file.startswith(".") and _may_be_clip(here / file):
                yield here / file


def _may_be_clip(path: Path) -> bool:
    """Whether a file of a folder is to be taken: tables and JSON lie everywhere, and most hold no poses."""
    suffix = path.suffix.lower()
    if suffix in _VIDEOS:
        return True
    try:
        return suffix in _POSES and may_hold_poses(path)
    except OSError:
        return True  # why it cannot be read is said when it is tried


def _facts_of_video(path: Path, info: ClipInfo, sha256: str) -> FileFacts:
    return FileFacts(
        sha256=sha256,
        title=title_of(path),
        kind=Kind.VIDEO,
        size_bytes=path.stat().st_size,
        width=info.width,
        height=info.height,
        fps=info.mean_fps,
        frames=info.frames,
        duration_s=info.duration_s,
        filmed_at=filmed_at(path),
    )


def _facts_of_poses(path: Path, track: PoseTrack, sha256: str) -> FileFacts:
    steps = np.diff(track.times)
    fps = float(1 / np.median(steps)) if len(steps) else 0.0
    lasts = float(track.times[-1] - track.times[0]) + (1 / fps if fps else 0.0)
    return FileFacts(
        sha256=sha256,
        title=title_of(path),
        kind=Kind.POSES,
        size_bytes=_size(path),
        width=track.frame_size[0],
        height=track.frame_size[1],
        fps=fps,
        frames=len(track.times),
        duration_s=lasts,
    )


def title_of(path: Path) -> str:
    """A title to begin with: the file's name without its ending."""
    words = " ".join((path.name if path.is_dir() else path.stem).replace("_", " ").split())
    return words[:_LONGEST_TITLE] or path.name[:_LONGEST_TITLE]


def _size(path: Path) -> int:
    files = path.glob("*.json") if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files)
