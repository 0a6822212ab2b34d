"""Worker processes that look at chunks of one clip.

Each worker opens the clip and the pose engine for itself: no picture ever crosses from one process to another, only
the poses of a finished chunk do (1 kB a frame). Memory is therefore one engine, one decoder and a handful of
pictures for each worker, whatever the clip's length.

A pool of our own rather than `concurrent.futures`: that one gives up all its work when a process dies, cannot be
stopped in the middle of a chunk, and does not say which chunk it was that killed the process.
"""

import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar, cast

import attrs

from dancecoach.errors import EngineError
from dancecoach.i18n import _
from dancecoach.pipeline.chunks import Chunk, Pictures
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.processes import Helper, sendable
from dancecoach.progress import CancelToken

Poses_co = TypeVar("Poses_co", covariant=True)
Poses = TypeVar("Poses")

OnFrames = Callable[[int], None]
"""Told how many frames are done in all; never fewer than the last time."""

_LOOK_ROUND_S = 0.1
_ATTEMPTS = 2


class Look(Protocol[Poses_co]):
    """What is done with a chunk; a function of a module, so that a process can be told of it."""

    def __call__(
        self, chunk: Chunk, pictures: Pictures, estimator: PoseEstimator, on_frame: Callable[[], None] = ...
    ) -> Poses_co:
        """See `dancecoach.pipeline.chunks.look_at`."""
        ...


@attrs.frozen
class WorkerSettings(Generic[Poses]):
    """What a worker needs to know.

    Attributes:
        path: the clip.
        engine: pose engine by name.
        model: size of its network.
        threads: CPU threads for one frame.
        look: what is done with a chunk.
        max_people: people whom the engine follows.
    """

    path: Path
    engine: str
    model: str
    threads: int
    look: Look[Poses]
    max_people: int = 1


def cpu_cores() -> int:
    """CPU cores that this process may use, at least 1."""
    with contextlib.suppress(AttributeError):  # only Linux tells
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


@attrs.frozen
class _FrameDone:
    """A worker has finished one more frame of its chunk."""


@attrs.frozen(eq=False)
class _Finished:
    """A worker has finished its chunk."""

    chunk: Chunk
    poses: object


@attrs.frozen
class _Failed:
    """A worker could not do its chunk."""

    error: Exception


class _Worker(Helper, Generic[Poses]):
    """A process and what it is busy with."""

    def __init__(self, settings: WorkerSettings[Poses]) -> None:
        super().__init__(_work, settings)
        self.chunk: Chunk | None = None
        self.frames = 0

    def give(self, chunk: Chunk) -> None:
        """Start on a chunk. A process that has just died is noticed when its line is read."""
        self.chunk, self.frames = chunk, 0
        with contextlib.suppress(OSError):
            self.line.send(chunk)


class WorkerPool(Generic[Poses]):
    """Processes that do chunks of one clip; to be used as a context manager.

    Args:
        settings: what each worker needs to know.
        workers: number of processes, 1 or more; no more are started than there are chunks.
        cancel: asks to stop; heard within a tenth of a second.
    """

    def __init__(self, settings: WorkerSettings[Poses], workers: int, cancel: CancelToken) -> None:
        self._settings, self._wanted, self._cancel = settings, workers, cancel
        self._workers: list[_Worker[Poses]] = []

    def __enter__(self) -> Self:
        """Processes are started when there is work."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def do(self, chunks: Sequence[Chunk], on_frames: OnFrames = lambda _: None) -> list[Poses]:
        """Look at chunks; the answers are in the same order.

        A chunk whose process died (killed, out of memory, crashed in a library) is tried once more.

        Raises:
            Cancelled: the token was set.
            EngineError: a process died twice over the same chunk.
            DancecoachError: what a worker reports, such as a clip that cannot be decoded.
        """
        waiting = deque(chunks)
        attempts = dict.fromkeys(chunks, 0)
        done: dict[Chunk, Poses] = {}
        most = 0
        while len(done) < len(chunks):
            self._cancel.check()
            self._hand_out(waiting, attempts)
            for worker, message in self._messages():
                if isinstance(message, _Finished):
                    done[message.chunk], worker.chunk = cast("Poses", message.poses), None
                elif isinstance(message, _FrameDone):
                    worker.frames += 1
                elif isinstance(message, _Failed):
                    raise message.error
                else:
                    waiting.appendleft(self._bury(worker, attempts))
            seen = sum(map(len, done)) + sum(w.frames for w in self._workers if w.chunk)
            if seen > most:
                most = seen
                on_frames(most)
        return [done[chunk] for chunk in chunks]

    def _hand_out(self, waiting: deque[Chunk], attempts: dict[Chunk, int]) -> None:
        """Give waiting chunks to idle workers, starting workers as long as there are too few."""
        while waiting:
            idle = next((w for w in self._workers if w.chunk is None), None)
            if idle is None:
                if len(self._workers) >= self._wanted:
                    return
                idle = _Worker(self._settings)
                self._workers.append(idle)
            chunk = waiting.popleft()
            attempts[chunk] += 1
            idle.give(chunk)

    def _messages(self) -> Iterator[tuple[_Worker[Poses], object]]:
        """What busy workers say within a moment; None from one whose process has died."""
        busy = {w.line: w for w in self._workers if w.chunk is not None}
        for line in wait(list(busy), timeout=_LOOK_ROUND_S):
            worker = busy[line]  # type: ignore[index]
            try:
                yield worker, worker.line.recv()
            except (EOFError, OSError):
                yield worker, None

    def _bury(self, worker: _Worker[Poses], attempts: dict[Chunk, int]) -> Chunk:
        """Forget a worker that died; its chunk, to be tried again."""
        chunk = worker.chunk
        assert chunk is not None
        how = worker.how_it_ended()
        self._workers.remove(worker)
        worker.stop()
        if attempts[chunk] >= _ATTEMPTS:
            raise EngineError(
                _("the analysis of frames {first} to {last} ended unexpectedly twice ({how})").format(
                    first=chunk.start, last=chunk.stop - 1, how=how
                ),
                subject=self._settings.path,
                remedy=_("close other programs if memory is short, or try with fewer workers"),
            )
        return chunk


def _work(line: Connection, settings: WorkerSettings[Poses]) -> None:
    """The life of a worker process: chunks in, poses out, until the line closes."""
    try:
        _serve(line, settings)
    except Exception as error:  # shown in the parent; or it is the parent that is gone, and then nobody is told
        line.send(_Failed(sendable(error)))


def _serve(line: Connection, settings: WorkerSettings[Poses]) -> None:
    import cv2

    from dancecoach.pose.engines import make_estimator
    from dancecoach.video.file import VideoFile

    cv2.setNumThreads(1)
    with (
        VideoFile(settings.path) as video,
        make_estimator(
            settings.engine, settings.model, threads=settings.threads, max_people=settings.max_people
        ) as estimator,
    ):
        while True:
            chunk = line.recv()
            poses = settings.look(chunk, video, estimator, on_frame=lambda: line.send(_FrameDone()))
            line.send(_Finished(chunk, poses))
