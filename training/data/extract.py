"""Videos through our pose engine: what the networks see in training is what they will meet in the app.

A track is kept as the engine gave it. Live works on raw poses; what is repaired afterwards (`dancecoach.pose.repair`,
as `dancecoach analyze` does) is repaired by whoever loads the track for the network of the Review page.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import attrs
import numpy as np

from dancecoach.errors import InputError, VideoError
from dancecoach.files import make_folder
from dancecoach.pose.engines import ModelName, make_estimator
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.pose.formats import save_npz
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Frame
from training.workers import spread

SUFFIX = ".pose.npz"
_VIDEOS = {".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi"}


@lru_cache(maxsize=2)
def engine(model: ModelName) -> PoseEstimator:
    """This process's engine with one thread: loaded once, used for clip after clip."""
    return make_estimator("blazepose", model, threads=1)


def track_of(frames: Iterable[Frame], estimator: PoseEstimator, size: tuple[int, int]) -> PoseTrack:
    """The followed person through all frames, as the engine gives it.

    Args:
        frames: in order of time.
        estimator: a pose engine; what it remembers is forgotten first.
        size: (width, height) of the pictures.
    """
    estimator.reset()
    joints = len(estimator.skeleton)
    nowhere = np.full((joints, 3), np.nan, np.float32)
    times, people, poses = [], [], []
    for frame in frames:
        seen = estimator.estimate(frame)
        times.append(frame.time_s)
        people.append(estimator.people_seen)
        poses.append(seen[0] if seen else None)
    world = [nowhere if p is None or p.world is None else p.world for p in poses]
    return PoseTrack(
        times=np.array(times, np.float64),
        landmarks=np.array([nowhere if p is None else p.landmarks for p in poses]).reshape(-1, joints, 3),
        visibility=np.array([nowhere[:, 0] * 0 if p is None else p.visibility for p in poses]).reshape(-1, joints),
        found=np.array([p is not None for p in poses], np.bool_),
        frame_size=size,
        skeleton=estimator.skeleton,
        source=f"{estimator.name} {estimator.model}",
        world=np.array(world).reshape(-1, joints, 3),
        people=np.array(people, np.int16),
    )


def videos_in(folder: Path) -> list[Path]:
    """The videos in a folder and below it, in order.

    Raises:
        InputError: it is no folder, or there is none.
    """
    if not folder.is_dir():
        raise InputError("is not a folder", subject=folder, remedy="name the folder that holds the videos")
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in _VIDEOS and not p.name.startswith("."))
    if not found:
        raise InputError("holds no videos", subject=folder, remedy="name the folder that holds the videos")
    return found


@attrs.frozen
class Extraction:
    """A folder of videos to look at.

    Attributes:
        folder: of the videos.
        out: where ``NAME.pose.npz`` goes, in the same sub-folders.
        model: size of the network.
    """

    folder: Path
    out: Path
    model: ModelName = "full"

    def target(self, video: Path) -> Path:
        """Where a video's poses go; the video's suffix stays in the name, since two may differ by it alone."""
        return self.out / video.relative_to(self.folder).with_name(video.name + SUFFIX)

    def one(self, video: Path) -> str:
        """Look at one video; returns a sentence when it cannot be used, else nothing.

        Raises:
            OutputError: the poses cannot be written.
        """
        try:
            with VideoFile(video, cache_bytes=0) as clip:
                track = track_of(clip.frames(), engine(self.model), (clip.info.width, clip.info.height))
        except VideoError as error:
            return str(error)
        make_folder(self.target(video).parent)
        save_npz(track, self.target(video))
        return ""

    def run(
        self, workers: int = 1, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> tuple[str, ...]:
        """Look at every video that has no poses yet; returns a sentence for each that cannot be used.

        Raises:
            InputError: there are no videos.
            OutputError: poses cannot be written.
            Cancelled: ``cancel`` was set; poses already written stay.
        """
        videos = videos_in(self.folder)
        todo = [v for v in videos if not self.target(v).is_file()]
        done, said = len(videos) - len(todo), []
        progress(Progress("looking at videos", done, len(videos)))
        for number, sentence in enumerate(spread(self.one, todo, workers, cancel), 1):
            said += [sentence] if sentence else []
            progress(Progress("looking at videos", done + number, len(videos)))
        return tuple(said)
