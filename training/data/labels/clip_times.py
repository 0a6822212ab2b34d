"""When the frames of a labelled clip are shown: from its video, or from its poses."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from training.data.labels.segments import Annotation

VIDEOS = frozenset({".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi"})
_POSES = ".pose.npz"
_ASSUMED_HZ = 30.0


def without_suffix(name: str) -> str:
    """A file's name without a video's or poses' suffix; a dot that belongs to the name stays."""
    bare = name.removesuffix(_POSES)
    return bare[: -len(Path(bare).suffix)] if Path(bare).suffix.lower() in VIDEOS else bare


def clip_times(clip: str, folder: Path, where: str = "") -> NDArray[np.float64]:
    """(T,) presentation times of a clip's frames, s; those of the video where both it and its poses are there.

    Args:
        clip: its name.
        folder: of videos or poses, with folders in it or not.
        where: file and line of its labels, for the sentence.

    Raises:
        InputError: there is no such clip.
        VideoError: it cannot be read.
        PoseFileError: its poses are damaged.
    """
    from dancecoach.pose.formats import load_npz
    from dancecoach.video.file import VideoFile

    fitting = sorted(path for path in folder.rglob(f"{_escaped(clip)}.*") if without_suffix(path.name) == clip)
    video = next((path for path in fitting if path.suffix.lower() in VIDEOS), None)
    if video is not None:
        with VideoFile(video, cache_bytes=0) as opened:
            return opened.times
    poses = next((path for path in fitting if path.name.endswith(_POSES)), None)
    if poses is None:
        raise InputError(
            f"labels {clip}, which has neither video nor poses in {folder}" if where else f"is not in {folder}",
            subject=where or clip,
            remedy="name the folder of its clip, or take the labels out",
        )
    return load_npz(poses).times


def assumed_times(annotations: tuple[Annotation, ...]) -> NDArray[np.float64]:
    """Times for a clip that is not at hand: 30 frames a second, as long as the longest annotation."""
    ends = [
        max(s.end for s in a.spans) + 1 if a.in_frames else max(s.end for s in a.spans) * _ASSUMED_HZ
        for a in annotations
    ]
    return np.arange(max(1, round(max(ends)))) / _ASSUMED_HZ


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)
