"""Which camera a page runs: those that are found are offered, one is started, and let go while the page is not seen."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from dancecoach.gui.camera.bar import CLIP_AS_CAMERA, CameraBar

if TYPE_CHECKING:
    from dancecoach.gui.context import AppContext

_CLIP_PREFIX = "file:"
Choices = Sequence[tuple[str, str]]
"""Cameras as (spec, name)."""


def find_cameras() -> Choices:
    """Cameras of this machine as (spec, name); slow where a driver is."""
    from dancecoach.video.webcam import list_webcams

    return [(str(webcam.index), webcam.name) for webcam in list_webcams()]


class Runner(Protocol):
    """Runs one camera at a time."""

    @property
    def spec(self) -> str | None:
        """The camera that was chosen last."""

    @property
    def running(self) -> bool:
        """Whether it runs, in whatever state."""

    def start(self, spec: str) -> None:
        """Run a camera, instead of the one before."""

    def stop(self) -> None:
        """Let the camera go."""


class CameraChoice(QObject):
    """The chooser of a page's camera, with what it does.

    Args:
        context: what the pages share; the settings remember the camera.
        bar: shows the choice.
        runner: runs the camera that is chosen.
        find: finds the cameras of this machine; called in a thread.
        parent: owner.

    Attributes:
        found: the cameras of this machine; None before anybody has looked.

    Signals:
        looking: cameras are looked for.
        changed: `found` is known, anew.
    """

    looking = Signal()
    changed = Signal()

    def __init__(
        self,
        context: "AppContext",
        bar: CameraBar,
        runner: Runner,
        find: Callable[[], Choices],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._bar, self._runner, self._find = context, bar, runner, find
        self.found: Choices | None = None
        self._resume: str | None = None
        bar.chosen.connect(self._choose)
        bar.refresh.connect(self.look)

    def enter(self) -> None:
        """The page is seen: look for cameras, once; go on with the one that ran when it was left."""
        if self.found is None:
            self.look()
        resume, self._resume = self._resume, None
        if resume is not None and not self._runner.running:
            self.start(resume)

    def leave(self) -> None:
        """Nobody looks: let the camera go."""
        self._resume = self._runner.spec if self._runner.running else None
        self._runner.stop()

    def look(self) -> None:
        """See which cameras are there now."""
        self.found = self.found or ()
        self._bar.look_again.setEnabled(False)
        self.looking.emit()
        job = self._context.jobs.start(
            self.tr("Looking for cameras"),
            lambda _tell, _cancel: self._find(),
            returned=self._take,
            quiet=True,
        )
        job.finished.connect(lambda: self._bar.look_again.setEnabled(True))

    def start(self, spec: str) -> None:
        """Run a camera.

        Args:
            spec: "0" for the first webcam, "file:CLIP" for a clip played as if it were one.
        """
        self._bar.show_chosen(spec, self._name_of(spec))
        self._context.settings.change(camera=spec)
        self._runner.start(spec)

    def stop(self) -> None:
        """Let the camera go."""
        self._runner.stop()
        self._bar.show_chosen(None)

    def choose_clip(self) -> None:
        """Ask for a clip and play it as if it were a camera."""
        path, _ = QFileDialog.getOpenFileName(self._bar.window(), self.tr("Play a clip as camera"))
        if path:
            self.start(f"{_CLIP_PREFIX}{path}")
        else:
            self._bar.show_chosen(self._runner.spec if self._runner.running else None)

    @property
    def first(self) -> tuple[str, str] | None:
        """(spec, name) of the camera of last time where it is still there, else of the first; None without any."""
        last, found = self._context.settings.current.camera, self.found or ()
        return next((camera for camera in found if camera[0] == last), found[0] if found else None)

    def _take(self, cameras: Choices) -> None:
        self.found = cameras
        self._bar.show_cameras(cameras)
        self.changed.emit()

    def _choose(self, spec: str) -> None:
        if spec == CLIP_AS_CAMERA:
            self.choose_clip()
        else:
            self.start(spec)

    def _name_of(self, spec: str) -> str:
        if spec.startswith(_CLIP_PREFIX):
            return Path(spec.removeprefix(_CLIP_PREFIX)).name
        return self.tr("Camera {number}").format(number=spec)
