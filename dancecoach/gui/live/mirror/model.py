"""What the delay mirror is to show, without a single widget."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.settings.model import SettingsModel
from dancecoach.pipeline.live.records import LONGEST_DELAY_S, SHORTEST_DELAY_S, Kept
from dancecoach.pipeline.live.session import LiveResult, LiveSession

#: How much of the past can be saved at once, seconds.
SAVE_SECONDS = (5, 10, 20, 60)


class MirrorModel(QObject):
    """How late the picture is, and whether it stands still.

    A delay is an agreement with those on the floor: whoever stops the picture and goes on afterwards finds the same
    delay as before. A change of the delay lets a standing picture go on.

    Args:
        settings: remembers the delay.
        parent: owner.

    Signals:
        changed: the delay, or whether the picture stands still.
    """

    changed = Signal()

    def __init__(self, settings: SettingsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._session: LiveSession | None = None
        self._delay_s = 0.0
        self._standing = False
        self._on_show: LiveResult | None = None

    @property
    def delay_s(self) -> float:
        """How late the picture is to be, seconds; 0 for live."""
        return self._delay_s

    @property
    def standing(self) -> bool:
        """Whether the picture stands still."""
        return self._standing

    @property
    def past(self) -> bool:
        """Whether anything else than the newest picture is shown."""
        return self._standing or self._delay_s > 0

    @property
    def ready(self) -> bool:
        """Whether there is anything to look back at."""
        return self._session is not None and self._session.has_past

    @property
    def on_show(self) -> LiveResult | None:
        """The picture on show."""
        return self._on_show

    @property
    def behind_s(self) -> float:
        """How long ago the camera gave the picture on show, seconds; the delay itself but for a moment's wavering."""
        if self._on_show is None:
            return 0.0
        behind_s = time.perf_counter() - self._on_show.captured_at
        return self._delay_s if abs(behind_s - self._delay_s) < 0.3 else behind_s

    # The session behind it

    def attend(self, session: LiveSession | None) -> None:
        """Look back into another session, with the delay there was; None for none."""
        self._session, self._on_show, self._standing = session, None, False
        self._tell()

    def wants(self, result: LiveResult) -> bool:
        """Whether a picture is what is to be shown now; one that is was put on show by this."""
        late = result.late
        if late is None:
            wanted = not self.past
        elif late.standing:
            wanted = self._standing
        else:
            wanted = not self._standing and late.delay_s == self._delay_s
        if wanted:
            self._on_show = result
        return wanted

    # What a person can do

    def set_delay(self, seconds: float) -> None:
        """Show the pictures so many seconds late, 0 for live; in tenths."""
        seconds = round(min(max(seconds, 0.0), LONGEST_DELAY_S), 1)
        seconds = max(seconds, SHORTEST_DELAY_S) if seconds > 0 else 0.0
        if seconds == self._delay_s and not self._standing:
            return
        self._delay_s, self._standing = seconds, False
        if seconds > 0:
            self._settings.change(delay_s=seconds)
        self._tell()

    def change_delay(self, by_s: float) -> None:
        """A longer or shorter delay."""
        self.set_delay(self._delay_s + by_s)

    def toggle_delay(self) -> None:
        """Live, or the delay there was last."""
        self.set_delay(0.0 if self._delay_s > 0 else self._settings.current.delay_s)

    def toggle_standing(self) -> None:
        """Stop the picture, or go on: live, or as late as before."""
        if self._standing:
            self._standing = False
            self._tell()
        elif self._session is not None and self._on_show is not None and self.ready:
            self._standing = True
            self._session.replay.stand(self._on_show.frame.time_s)
            self.changed.emit()

    def show_again(self, pictures: Sequence[Kept], speed: float, origin_s: float) -> None:
        """Show some pictures of the past again and again, slowly, until somebody goes on.

        Args:
            pictures: in order of time.
            speed: as a part of the real speed.
            origin_s: the moment that counts as 0, such as the take-off.
        """
        if self._session is not None:
            self._standing = True
            self._session.replay.show_again(pictures, speed, origin_s)
            self.changed.emit()

    def step(self, pictures: int) -> None:
        """Go so many pictures on, or back (negative); a picture that moves is stopped first."""
        if not self._standing:
            self.toggle_standing()
        if self._session is not None and self._standing:
            self._session.replay.step(pictures)

    def back_to_live(self) -> None:
        """The newest picture, without a delay."""
        self.set_delay(0.0)

    def _tell(self) -> None:
        if self._session is not None:
            if self._delay_s > 0:
                self._session.replay.show_late(self._delay_s)
            else:
                self._session.replay.show_now()
        self.changed.emit()
