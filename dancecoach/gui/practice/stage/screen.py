"""A film on a canvas, locked to a moment that somebody else tells: the reference to its music, a take to the reference.

Pictures are fetched behind the window; while one is being decoded only the newest wish counts, so that the picture
is never ahead of the sound and catches up by leaving pictures out.
"""

from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from dancecoach.gui.film.fetcher import Clip, FrameFetcher, Opened
from dancecoach.gui.film.pose_clip import open_any
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import Frame

PoseAt = Callable[[float], BodyPose | None]


def _nobody(_moment_s: float) -> BodyPose | None:
    return None


class Screen(QObject):
    """Shows the picture of a moment.

    Args:
        canvas: where.
        open_clip: opens a video or a file of landmarks.
        parent: owner.

    Signals:
        failed: the exception that kept the film from being opened.
        shown: a `Frame` has come onto the canvas.
    """

    failed = Signal(object)
    shown = Signal(object)

    def __init__(
        self, canvas: VideoCanvas, open_clip: Callable[[Path], Clip] = open_any, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.canvas, self._open_clip = canvas, open_clip
        self._fetcher: FrameFetcher | None = None
        self._ending: list[FrameFetcher] = []
        self._times: NDArray[np.float64] | None = None
        self._moment_s, self._asked = 0.0, -1
        self._pose_at: PoseAt = _nobody
        self._skeleton: Skeleton | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a film, opened or about to be."""
        return self._fetcher is not None

    def open(self, path: Path, pose_at: PoseAt = _nobody, skeleton: Skeleton | None = None) -> None:
        """Show another film; until its first picture is there, none.

        Args:
            path: of the film.
            pose_at: who is in it at a moment.
            skeleton: joints of those poses.
        """
        self.close()
        self.canvas.set_frame(None)
        self._pose_at, self._skeleton = pose_at, skeleton
        fetcher = FrameFetcher(path, self._open_clip)
        fetcher.opened.connect(self._opened)
        fetcher.failed.connect(self.failed)
        fetcher.ready.connect(self._got)
        self._fetcher = fetcher
        fetcher.start()

    def show(self, moment_s: float) -> None:
        """Show the picture of a moment, as soon as it is there."""
        self._moment_s = moment_s
        if self._times is None or self._fetcher is None:
            return
        index = max(0, bisect_right(self._times, moment_s + 1e-6) - 1)
        if index != self._asked:
            self._asked = index
            self._fetcher.request(index)

    def close(self) -> None:
        """Let the film go, without waiting."""
        if self._fetcher is not None:
            self._fetcher.close()
            self._ending = [f for f in (*self._ending, self._fetcher) if not f.wait(0.0)]
        self._fetcher, self._times, self._asked = None, None, -1

    def wait(self, timeout_s: float = 5.0) -> bool:
        """Wait until the films are let go; whether they are."""
        return all(fetcher.wait(timeout_s) for fetcher in self._ending)

    def _opened(self, opened: Opened) -> None:
        self._times = opened.times
        self.show(self._moment_s)

    def _got(self, frame: Frame) -> None:
        pose = None if self._skeleton is None else self._pose_at(frame.time_s)
        self.canvas.show_frame(frame, () if pose is None else (pose,), self._skeleton)
        self.shown.emit(frame)
