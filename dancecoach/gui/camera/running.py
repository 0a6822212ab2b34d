"""The session of a camera that runs now, begun and ended behind the window's back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from dancecoach.gui.camera.bridge import LiveBridge
from dancecoach.gui.errand import Errands
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.models.style import LiveStyle
from dancecoach.pipeline.live.recognition import LiveRecogniser, live_style
from dancecoach.pipeline.live.session import LiveResult, LiveSession, LiveStatus
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.camera import Camera

CLOSE_WITHIN_S = 5.0
"""How long a camera that is opened waits for the one before, and the window's end for both, seconds."""

Released = Callable[[], object]
"""Waits until a camera has been let go."""


class Running:
    """One live session at a time, or none.

    Args:
        open_camera: makes the camera of a spec, such as "0" or "file:CLIP"; called in a thread of the session.
        make_estimator: makes the pose engine as it is wanted now; called in a thread of the session.
        settings: which style packs are asked.
        errands: end sessions, one after another.

    Attributes:
        session: what runs; None while nothing does.
        packs: networks for styles that are asked beside those of the settings, from the next session on; at once after
            `renew_packs`.
    """

    def __init__(
        self,
        open_camera: Callable[[str], Camera],
        make_estimator: Callable[[], PoseEstimator],
        settings: SettingsModel,
        errands: Errands,
    ) -> None:
        self._open_camera, self._make_estimator = open_camera, make_estimator
        self._settings, self._errands = settings, errands
        self._bridge: LiveBridge | None = None
        self._recogniser: LiveRecogniser | None = None
        self.session: LiveSession | None = None
        self.packs: tuple[Path, ...] = ()

    def begin(
        self,
        spec: str,
        on_result: Callable[[LiveResult], object],
        on_status: Callable[[LiveStatus], object],
        *,
        released: Released | None = None,
        on_the_way: Callable[[LiveResult], LiveResult] | None = None,
    ) -> LiveSession:
        """Make a session, not started yet; the one before must have been ended.

        Args:
            spec: of the camera.
            on_result: takes the newest result, in the window's thread.
            on_status: takes each state, in the window's thread.
            released: of the session before: the same device may have to be let go by it.
            on_the_way: what becomes of a result before it is handed over; called in a thread of the session.
        """

        def opened() -> Camera:
            if released is not None:
                released()
            return self._open_camera(spec)

        bridge, recogniser = LiveBridge(), LiveRecogniser(make_style=self._asked())
        bridge.result.connect(on_result)
        bridge.status.connect(on_status)
        put = bridge.put_result
        self.session = LiveSession(
            opened,
            self._make_estimator,
            on_result=put if on_the_way is None else lambda result: put(on_the_way(result)),
            on_status=bridge.put_status,
            recogniser=recogniser,
        )
        self._bridge, self._recogniser = bridge, recogniser
        return self.session

    def renew_estimator(self) -> None:
        """Make the pose engine anew, because another one is wanted; the pictures go on meanwhile."""
        if self.session is not None:
            self.session.use_estimator(self._make_estimator)

    def follow_at(self, x: float, y: float) -> None:
        """Follow the person nearest to a point, in shares of the picture's width and height."""
        if self.session is not None:
            self.session.follow_at(x, y)

    def renew_packs(self) -> None:
        """Other packs are at hand: what runs goes on, and asks them as soon as they are loaded."""
        recogniser = self._recogniser
        if recogniser is not None:
            self._errands.run("load style packs", partial(recogniser.use_style, self._asked()))

    def end(
        self,
        work: Callable[[LiveSession], object] = LiveSession.stop,
        returned: Callable[[Any], object] | None = None,
    ) -> Released | None:
        """Stop what runs, without waiting; returns a way to wait until its camera is free, None where nothing ran.

        Args:
            work: stops the session; in a thread.
            returned: takes what ``work`` returned.
        """
        session, bridge = self.session, self._bridge
        self.session = self._bridge = self._recogniser = None
        if session is None or bridge is None:
            return None
        bridge.close()
        job = self._errands.run("let the camera go", partial(work, session), returned=returned)
        return partial(job.wait, CLOSE_WITHIN_S)

    def _asked(self) -> Callable[[Skeleton, tuple[int, int]], LiveStyle]:
        """Makes the networks for styles that are wanted now, from the files at hand when they are made."""
        return live_style(self._settings.current.style_packs, self.packs)
