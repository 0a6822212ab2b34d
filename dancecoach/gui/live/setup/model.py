"""Watches the pictures of now for what could be better about the camera, without a widget."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.settings.model import SettingsModel
from dancecoach.pipeline.live.session import LiveResult
from dancecoach.settings import Settings

if TYPE_CHECKING:
    from dancecoach.pipeline.live.setup.watch import Hint, SetupWatch


class SetupModel(QObject):
    """Which hint there is. A few pictures a second are looked at, each for less than two milliseconds.

    Args:
        settings: remembers whether hints are wanted.
        parent: owner.

    Signals:
        changed: another hint, or none.
    """

    changed = Signal()

    def __init__(self, settings: SettingsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._watch: SetupWatch | None = None
        self._hint: Hint | None = None
        self._activity = settings.current.activity
        settings.changed.connect(self._follow)

    @property
    def hint(self) -> "Hint | None":
        """What to say now; None for nothing."""
        return self._hint

    def take(self, result: LiveResult) -> None:
        """Look at a picture of now; one of the past says nothing about the camera as it stands."""
        if result.late is not None or result.skeleton is None or not self._settings.current.setup_hints:
            self._say(None)
            return
        if self._watch is None:
            from dancecoach.pipeline.live.setup.watch import SetupWatch

            self._watch = SetupWatch(skills=self._settings.current.activity != "dance")
        frame = result.frame
        self._say(self._watch.push(frame.time_s, frame.image, result.raw_poses, result.skeleton))

    def forget(self) -> None:
        """Another camera, or none."""
        self._watch = None
        self._say(None)

    def toggle(self) -> None:
        """Say hints, or none."""
        self._settings.change(setup_hints=not self._settings.current.setup_hints)
        self.forget()

    def _follow(self, settings: Settings) -> None:
        if settings.activity != self._activity:
            self._activity = settings.activity
            self.forget()

    def _say(self, hint: "Hint | None") -> None:
        if hint is not self._hint:
            self._hint = hint
            self.changed.emit()
