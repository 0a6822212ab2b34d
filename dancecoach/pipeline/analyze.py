"""A whole clip, offline: pictures or a file of landmarks in, an `Analysis` out.

::

    clip ──> chunks ──> worker processes ──> one person's poses ──> repair ──> PoseTrack ─┬────────────────┐
     │                                                                                    └─> recognition ─┤
     ├──> sha256 (beside it, in a thread) ─────────────────────────────────────────────────────────────────┼──> Analysis
     └──> facts and brightness ──> checks (what the person should know) ───────────────────────────────────┘

Memory does not grow with the clip but for its landmarks (1 kB a frame): about 200 MB for each worker at 720p and
100 MB for the process that asks.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.files import sha256_of, sha256_of_clip
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.pipeline.checks import Seen, what_to_say
from dancecoach.pipeline.chunks import Chunk, ChunkPoses, Pictures, follow_through, look_at, plan
from dancecoach.pipeline.crowd import (
    MOST_PEOPLE,
    asking,
    check_somebody_is_there,
    chosen_poses,
    frame_of,
    look_at_everyone,
    probe,
)
from dancecoach.pipeline.recognition import with_recognition
from dancecoach.pipeline.workers import Look, OnFrames, WorkerPool, WorkerSettings, cpu_cores
from dancecoach.pose.engines import make_estimator
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.pose.formats import is_pose_file, load_pose_file
from dancecoach.pose.identity.seed import Seed
from dancecoach.pose.repair import repair
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import ClipInfo

FROM_FILE = "file"
"""The engine's name in an analysis of landmarks that were given."""


@attrs.frozen
class AnalyzeOptions:
    """How a clip is analysed.

    Attributes:
        engine: "blazepose" or "mediapipe".
        pose_model: "lite" (faster) or "full" (more exact).
        activity: what the person says it is: "auto", "dance" or "gymnastics".
        workers: processes that share the work, 1 or more; 0 does it in this process. The result is the same.
        fps: frames per second of landmarks that carry no times; None assumes 30 and says so.
        style_packs: names of the style packs to ask; () for all.
        person: whom to follow; None follows the larger and more central one.
    """

    engine: str = "blazepose"
    pose_model: str = "full"
    activity: str = "auto"
    workers: int = attrs.field(default=1, validator=attrs.validators.ge(0))
    fps: float | None = None
    style_packs: tuple[str, ...] = ()
    person: Seed | None = None


Poses = TypeVar("Poses")
Poses_co = TypeVar("Poses_co", covariant=True)


class _Doer(Protocol[Poses_co]):
    """Whoever looks at chunks: a pool of processes, or this process itself."""

    def do(self, chunks: Sequence[Chunk], on_frames: OnFrames = ...) -> Sequence[Poses_co]:
        """The chunks' poses, in the same order."""
        ...


def analyze(
    path: Path,
    options: AnalyzeOptions | None = None,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Analysis:
    """Find out everything about one clip, or about a file of landmarks.

    Args:
        path: a video, or landmarks in any file that `load_pose_file` reads.
        options: how; None takes the defaults.
        progress: told after each frame; called from this thread.
        cancel: asks to stop; heard within a second.

    Raises:
        Cancelled: the token was set.
        InputError: the file cannot be used, or nobody is where the person to follow was pointed at.
        EngineError: the engine is not there, or its processes keep dying.
        ModelError: a network is missing or corrupt.
    """
    path, options, cancel = Path(path), options or AnalyzeOptions(), cancel or CancelToken()
    if is_pose_file(path):
        if options.person is not None:
            raise InputError(
                _("holds landmarks and no pictures, so nobody can be chosen in it"),
                subject=path,
                remedy=_("analyse it without choosing"),
            )
        return _analyze_landmarks(path, options)
    with VideoFile(path) as video:
        clip = _Clip(video.info, np.asarray(video.times, np.float64), tuple(video.warnings))
    with _Sha256(path) as content:
        poses = _poses(path, clip, options, progress, cancel)
        sha256 = content.result(cancel)
    return _put_together(clip, sha256, poses, options)


def _poses(
    path: Path, clip: "_Clip", options: AnalyzeOptions, progress: ProgressCallback, cancel: CancelToken
) -> list[ChunkPoses]:
    chunks = plan(clip.info.frames)
    if options.person is None:
        with _doer(path, options, len(chunks), cancel, look_at, most=1) as doer:
            return _look_at_all(doer, chunks, clip.info, progress)
    frame = frame_of(options.person, clip.times)
    with _doer(path, options, len(chunks), cancel, look_at_everyone, most=MOST_PEOPLE) as crowd:
        check_somebody_is_there(crowd.do([probe(frame, options.person)])[0], clip.times, clip.info, options.person)
        report = _reporter(clip.info, progress)
        report(_("finding everybody"), 0)
        parts = crowd.do(asking(chunks, frame, options.person), lambda done: report(_("finding everybody"), done))
    report(_("telling them apart"), clip.info.frames)
    return [chosen_poses(parts, clip.times, clip.info, options.person, len(BLAZEPOSE_33))]


@contextmanager
def _doer(
    path: Path, options: AnalyzeOptions, chunks: int, cancel: CancelToken, look: Look[Poses], *, most: int
) -> "Iterator[_Doer[Poses]]":
    """Whoever does chunks of a clip: this process, or as many as are wanted and there is work for."""
    if options.workers == 0:
        with VideoFile(path) as video, make_estimator(options.engine, options.pose_model, max_people=most) as estimator:
            yield _Here(video, estimator, cancel, look)
        return
    workers = max(1, min(options.workers, chunks))
    threads = max(1, cpu_cores() // workers)
    settings = WorkerSettings(path, options.engine, options.pose_model, threads, look, most)
    with WorkerPool(settings, workers, cancel) as pool:
        yield pool


def _reporter(info: ClipInfo, progress: ProgressCallback) -> Callable[[str, int], None]:
    return lambda stage, frames: progress(Progress(stage, min(frames, info.frames), info.frames))


def _look_at_all(
    doer: _Doer[ChunkPoses], chunks: Sequence[Chunk], info: ClipInfo, progress: ProgressCallback
) -> list[ChunkPoses]:
    report = _reporter(info, progress)

    def again(chunk: Chunk) -> ChunkPoses:
        return doer.do([chunk], lambda frames: report(_("following the person"), chunk.start + frames))[0]

    report(_("finding the body"), 0)
    poses = doer.do(chunks, lambda frames: report(_("finding the body"), frames))
    return follow_through(list(poses), BLAZEPOSE_33, (info.width, info.height), again)


class _Here(Generic[Poses]):
    """Looks at chunks in this process."""

    def __init__(self, pictures: Pictures, estimator: PoseEstimator, cancel: CancelToken, look: Look[Poses]) -> None:
        self._pictures, self._estimator, self._cancel, self._look = pictures, estimator, cancel, look

    def do(self, chunks: Sequence[Chunk], on_frames: OnFrames = lambda _: None) -> list[Poses]:
        """The chunks' poses, in the same order."""
        done = 0

        def one_more() -> None:
            nonlocal done
            self._cancel.check()
            done += 1
            on_frames(done)

        self._cancel.check()
        return [self._look(chunk, self._pictures, self._estimator, one_more) for chunk in chunks]


@attrs.frozen(eq=False)
class _Clip:
    """What the container says: facts, presentation times in seconds, sentences for the person."""

    info: ClipInfo
    times: NDArray[np.float64]
    said: tuple[str, ...]


def _put_together(clip: _Clip, sha256: str, poses: Sequence[ChunkPoses], options: AnalyzeOptions) -> Analysis:
    def joined(pick: Callable[[ChunkPoses], NDArray[Any]]) -> NDArray[Any]:
        return np.concatenate([pick(p)[p.kept] for p in poses])

    world = joined(lambda p: p.world)
    raw = PoseTrack(
        times=clip.times,
        landmarks=joined(lambda p: p.landmarks),
        visibility=joined(lambda p: p.visibility),
        found=joined(lambda p: p.found),
        frame_size=(clip.info.width, clip.info.height),
        skeleton=BLAZEPOSE_33,
        source=f"{options.engine} {options.pose_model}",
        world=world if np.isfinite(world).any() else None,
        people=joined(lambda p: p.people),
    )
    track = repair(raw).track
    seen = Seen(clip.info, track, joined(lambda p: p.brightness), chosen=options.person is not None)
    plain = Analysis(
        clip=clip.info,
        sha256=sha256,
        track=track,
        engine=options.engine,
        model=options.pose_model,
        activity=options.activity,
        warnings=(*clip.said, *what_to_say(seen)),
        person=options.person,
    )
    return with_recognition(plain, options.style_packs)


def _analyze_landmarks(path: Path, options: AnalyzeOptions) -> Analysis:
    track, said = load_pose_file(path, fps=options.fps)
    info = clip_info_of(path, track)
    plain = Analysis(
        clip=info,
        sha256=sha256_of_clip(path),
        track=track,
        engine=FROM_FILE,
        model="",
        activity=options.activity,
        warnings=(*said, *what_to_say(Seen(info, track))),
    )
    return with_recognition(plain, options.style_packs)


def clip_info_of(path: Path, track: PoseTrack) -> ClipInfo:
    """The facts of a clip as far as landmarks without pictures tell them.

    The last frame is taken to be shown as long as the median frame.
    """
    times = track.times
    steps = np.diff(times)
    usual = float(np.median(steps)) if len(steps) else 0.0
    span = float(times[-1] - times[0]) if len(times) else 0.0
    return ClipInfo(
        path=str(path),
        frames=len(track),
        duration_s=span + usual,
        mean_fps=(len(times) - 1) / span if span > 0 else 0.0,
        variable_frame_rate=bool(len(steps) and np.ptp(steps) > max(0.002, 0.1 * usual)),
        width=track.frame_size[0],
        height=track.frame_size[1],
    )


class _Sha256:
    """The hash of a file, computed in a thread while other work goes on."""

    def __init__(self, path: Path) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="sha256")
        self._answer: Future[str] = self._pool.submit(sha256_of, path)

    def result(self, cancel: CancelToken) -> str:
        """Wait for the hash, ready to be cancelled."""
        while True:
            cancel.check()
            try:
                return self._answer.result(timeout=0.1)
            except TimeoutError:
                continue

    def __enter__(self) -> "_Sha256":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
