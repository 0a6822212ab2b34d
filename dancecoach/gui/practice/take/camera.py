"""The learner's camera on the practice page: a live session with a run through the reference in it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from dancecoach.errors import CameraBusyError
from dancecoach.gui.camera.running import CLOSE_WITHIN_S, Running
from dancecoach.gui.errand import Errands
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.pipeline.live.session import LiveResult, LiveState, LiveStatus
from dancecoach.pipeline.practice.recording import TakeRecorder
from dancecoach.pipeline.practice.run import PractisedResult, practised
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.video.camera import Camera

#: Another page may still be letting the camera go: it is tried again after so long, and so often.
_AGAIN_MS, _TRIES = 500, 4


class Watcher(Protocol):
    """Makes something of each picture: a run through the reference, or somebody who claps."""

    def push(self, result: LiveResult) -> PractisedResult:
        """Take a picture with its people; called in the session's thread."""
        ...


class PracticeCamera(QObject):
    """One camera at a time, opened, looked at and let go behind the window's back.

    Args:
        open_camera: makes the camera of a spec, such as "0" or "file:CLIP".
        make_estimator: makes the pose engine; called in a thread of the session.
        settings: which style packs are asked.
        parent: owner.

    Attributes:
        recorder: sees every picture.

    Signals:
        result: the newest `PractisedResult`.
        status_changed: `LiveStatus`, or None while no camera is chosen.
    """

    result = Signal(object)
    status_changed = Signal(object)

    def __init__(
        self,
        open_camera: Callable[[str], Camera],
        make_estimator: Callable[[], PoseEstimator],
        settings: SettingsModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.recorder = TakeRecorder()
        self._errands = Errands(self)
        self._running = Running(open_camera, make_estimator, settings, self._errands)
        self._watcher: Watcher | None = None
        self._tries = 0
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._start)
        self.spec: str | None = None
        self.status: LiveStatus | None = None

    @property
    def running(self) -> bool:
        """Whether there is a session, in whatever state."""
        return self._running.session is not None

    @property
    def pictures(self) -> bool:
        """Whether pictures are coming."""
        return self.status is not None and self.status.pictures

    def fps(self) -> float:
        """Pictures per second out of the camera; 0 while unknown. Any thread."""
        session = self._running.session
        return 0.0 if session is None else session.stats().fps_in

    def start(self, spec: str) -> None:
        """Run a camera, instead of the one before."""
        self.spec, self._tries = spec, 0
        self._start()

    def retry(self) -> None:
        """Try again whatever failed."""
        if self.spec is not None:
            self.start(self.spec)

    def stop(self) -> None:
        """Let the camera go."""
        self._again.stop()
        self._running.end()
        self._set_status(None)

    def attend(self, watcher: Watcher | None) -> None:
        """From the next picture on, show each to somebody; None for nobody."""
        self._watcher = watcher

    def ask_packs(self, packs: Sequence[Path]) -> None:
        """Name the dance by these networks too; the pictures go on."""
        if tuple(packs) != self._running.packs:
            self._running.packs = tuple(packs)
            self.renew_packs()

    def renew_packs(self) -> None:
        """Ask the packs that are at hand now; the pictures go on."""
        self._running.renew_packs()

    def follow_at(self, x: float, y: float) -> None:
        """Follow the person nearest to a point, in shares of the picture's width and height."""
        self._running.follow_at(x, y)

    def close(self) -> None:
        """Let everything go and wait for it."""
        self.stop()
        self._errands.wait(CLOSE_WITHIN_S)

    def _start(self) -> None:
        self._again.stop()
        released, spec = self._running.end(), self.spec
        if spec is None:
            return
        session = self._running.begin(
            spec, self.result.emit, self._set_status, released=released, on_the_way=self._look
        )
        session.watch(self.recorder.see)
        self._set_status(LiveStatus(LiveState.OPENING))
        session.start()

    def _look(self, result: LiveResult) -> LiveResult:
        """What the watcher makes of a result; in the session's thread."""
        watcher = self._watcher
        return practised(result) if watcher is None else watcher.push(result)

    def _set_status(self, status: LiveStatus | None) -> None:
        self.status = status
        failed = status is not None and status.state is LiveState.FAILED
        if failed and status is not None and isinstance(status.error, CameraBusyError) and self._tries < _TRIES:
            self._tries += 1
            self._again.start()
        self.status_changed.emit(status)
