"""One person through the frames of a clip: what the networks see in training is what they will meet in the app.

A track is kept as the engine gave it. Live works on raw poses; what is repaired afterwards (`dancecoach.pose.repair`,
as `dancecoach analyze` does) is repaired by whoever loads the track for the network of the Review page.
"""

import threading
from collections.abc import Callable, Iterable

import numpy as np

from dancecoach.pose.engines import ModelName, make_estimator
from dancecoach.pose.estimator import BodyPose, PoseEstimator
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import Frame

Watcher = Callable[[Frame, BodyPose | None], None]
"""Is shown each frame and the followed person in it."""

_mine = threading.local()


def engine(model: ModelName) -> PoseEstimator:
    """This thread's engine, itself with one thread: loaded once, used for clip after clip.

    An engine remembers whom it follows, so that two threads of one process (a cluster's workers have several) must
    not share it.
    """
    engines: dict[str, PoseEstimator] = _mine.__dict__.setdefault("engines", {})
    if model not in engines:
        engines[model] = make_estimator("blazepose", model, threads=1)
    return engines[model]


def _see_nothing(_frame: Frame, _pose: BodyPose | None) -> None:
    """Look away: the default watcher."""


def track_of(
    frames: Iterable[Frame], estimator: PoseEstimator, size: tuple[int, int], watch: Watcher = _see_nothing
) -> PoseTrack:
    """The followed person through all frames, as the engine gives it.

    Args:
        frames: in order of time.
        estimator: a pose engine; what it remembers is forgotten first.
        size: (width, height) of the pictures.
        watch: is shown each frame with what was seen.
    """
    estimator.reset()
    joints = len(estimator.skeleton)
    nowhere, unseen = np.full((joints, 3), np.nan, np.float32), np.zeros(joints, np.float32)
    times, people, poses = [], [], []
    for frame in frames:
        seen = estimator.estimate(frame)
        times.append(frame.time_s)
        people.append(estimator.people_seen)
        poses.append(seen[0] if seen else None)
        watch(frame, poses[-1])
    world = [nowhere if p is None or p.world is None else p.world for p in poses]
    return PoseTrack(
        times=np.array(times, np.float64),
        landmarks=np.array([nowhere if p is None else p.landmarks for p in poses]).reshape(-1, joints, 3),
        visibility=np.array([unseen if p is None else p.visibility for p in poses]).reshape(-1, joints),
        found=np.array([p is not None for p in poses], np.bool_),
        frame_size=size,
        skeleton=estimator.skeleton,
        source=f"{estimator.name} {estimator.model}",
        world=np.array(world).reshape(-1, joints, 3),
        people=np.array(people, np.int16),
    )
