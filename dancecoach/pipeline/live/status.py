"""Puts what the camera says and what the pose engine says together into one word for the person."""

import threading
from collections.abc import Callable

from dancecoach.errors import DancecoachError
from dancecoach.pipeline.live.camera import CameraPhase
from dancecoach.pipeline.live.pose import PosePhase
from dancecoach.pipeline.live.records import CameraFacts, LiveState, LiveStatus

_CAMERA_STATES = {
    CameraPhase.OPENING: LiveState.OPENING,
    CameraPhase.LOST: LiveState.LOST,
    CameraPhase.FAILED: LiveState.FAILED,
    CameraPhase.ENDED: LiveState.ENDED,
}
_POSE_STATES = {
    PosePhase.LOADING: LiveState.LOADING,
    PosePhase.READY: LiveState.RUNNING,
    PosePhase.FAILED: LiveState.FAILED,
}


class StatusBoard:
    """Holds the state of a session and tells a listener of each change, in order. Any thread may report.

    Without pictures the camera is what the person has to hear about; with pictures, the pose engine.
    """

    def __init__(self, on_status: Callable[[LiveStatus], None]) -> None:
        self._on_status = on_status
        # Held while the listener is called, so that it hears of changes in the order in which they happen.
        self._lock = threading.RLock()
        self._camera: tuple[CameraPhase, DancecoachError | None] = (CameraPhase.OPENING, None)
        self._pose: tuple[PosePhase, DancecoachError | None] = (PosePhase.LOADING, None)
        self._facts: CameraFacts | None = None
        self._notices: tuple[str, ...] = ()
        self._status = LiveStatus(LiveState.STOPPED)
        self._closed = False

    @property
    def status(self) -> LiveStatus:
        """How it stands."""
        return self._status

    def camera_reports(self, phase: CameraPhase, facts: CameraFacts | None, error: DancecoachError | None) -> None:
        """Note where the camera stands."""
        with self._lock:
            self._camera = (phase, error)
            self._facts = facts or self._facts
            self._publish()

    def pose_reports(self, phase: PosePhase, error: DancecoachError | None) -> None:
        """Note where the pose engine stands."""
        with self._lock:
            self._pose = (phase, error)
            self._publish()

    def notice(self, sentence: str) -> None:
        """Note what broke and is done without; a sentence that is known already is not said again."""
        with self._lock:
            if sentence not in self._notices:
                self._notices = (*self._notices, sentence)
                self._publish()

    def close(self) -> None:
        """Note that the session was stopped; later reports are ignored."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._tell(LiveStatus(LiveState.STOPPED, self._facts, notices=self._notices))

    def _publish(self) -> None:
        if self._closed:
            return
        phase, error = self._camera
        if phase is not CameraPhase.DELIVERING:
            self._tell(LiveStatus(_CAMERA_STATES[phase], self._facts, error, notices=self._notices))
        else:
            pose, error = self._pose
            self._tell(LiveStatus(_POSE_STATES[pose], self._facts, error, pictures=True, notices=self._notices))

    def _tell(self, status: LiveStatus) -> None:
        if status != self._status:
            self._status = status
            self._on_status(status)
