"""The learner's camera on the practice page: the session of Live with a run through the reference in it."""

from collections.abc import Callable
from functools import partial

import attrs
from PySide6.QtCore import QObject, QTimer, Signal

from dancecoach.errors import CameraBusyError
from dancecoach.gui.live.bridge import LiveBridge
from dancecoach.gui.live.errand import Errands
from dancecoach.gui.settings_model import SettingsModel
from dancecoach.pipeline.live import LiveResult, LiveSession, LiveState, LiveStatus
from dancecoach.pipeline.live_recognition import LiveRecogniser, live_style
from dancecoach.pipeline.practice.recording import TakeRecorder
from dancecoach.pipeline.practice.run import PracticeRun, practised
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.video.camera import Camera

_CLOSE_WITHIN_S = 5.0
#: Another page may still be letting the camera go: it is tried again after so long, and so often.
_AGAIN_MS, _TRIES = 500, 4


@attrs.frozen(eq=False)
class _Run:
    session: LiveSession
    bridge: LiveBridge


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
        self._open_camera, self._make_estimator, self._settings = open_camera, make_estimator, settings
        self.recorder = TakeRecorder()
        self._errands = Errands(self)
        self._run: _Run | None = None
        self._dance: PracticeRun | None = None
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
        return self._run is not None

    @property
    def pictures(self) -> bool:
        """Whether pictures are coming."""
        return self.status is not None and self.status.pictures

    def fps(self) -> float:
        """Pictures per second out of the camera; 0 while unknown. Any thread."""
        run = self._run
        return 0.0 if run is None else run.session.stats().fps_in

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
        self._retire()
        self._set_status(None)

    def attend(self, dance: PracticeRun | None) -> None:
        """From the next picture on, put each into a run through the reference; None for none."""
        self._dance = dance

    def follow_at(self, x: float, y: float) -> None:
        """Follow the person nearest to a point, in shares of the picture's width and height."""
        if self._run is not None:
            self._run.session.follow_at(x, y)

    def close(self) -> None:
        """Let everything go and wait for it."""
        self.stop()
        self._errands.wait(_CLOSE_WITHIN_S)

    def _start(self) -> None:
        released, spec = self._retire(), self.spec
        if spec is None:
            return

        def open_camera() -> Camera:
            if released is not None:
                released()
            return self._open_camera(spec)

        bridge = LiveBridge()
        bridge.result.connect(self.result)
        bridge.status.connect(self._set_status)
        session = LiveSession(
            open_camera,
            self._make_estimator,
            on_result=partial(self._take, bridge),
            on_status=bridge.put_status,
            recogniser=LiveRecogniser(make_style=live_style(self._settings.current.style_packs)),
        )
        session.watch(self.recorder.see)
        self._run = _Run(session, bridge)
        self._set_status(LiveStatus(LiveState.OPENING))
        session.start()

    def _take(self, bridge: LiveBridge, result: LiveResult) -> None:
        """A result, in the session's thread."""
        dance = self._dance
        bridge.put_result(practised(result) if dance is None else dance.push(result))

    def _retire(self) -> Callable[[], object] | None:
        """Stop the session behind the window's back; returns a way to wait until its camera is free."""
        self._again.stop()
        run, self._run = self._run, None
        if run is None:
            return None
        run.bridge.close()
        job = self._errands.run("let the camera go", run.session.stop)
        return partial(job.wait, _CLOSE_WITHIN_S)

    def _set_status(self, status: LiveStatus | None) -> None:
        self.status = status
        failed = status is not None and status.state is LiveState.FAILED
        if failed and status is not None and isinstance(status.error, CameraBusyError) and self._tries < _TRIES:
            self._tries += 1
            self._again.start()
        self.status_changed.emit(status)
