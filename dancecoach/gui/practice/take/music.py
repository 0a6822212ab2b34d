"""The music of the reference: its player, and a sentence where it falls silent."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from dancecoach.gui.worker import emit_safely
from dancecoach.video.sound_output import OpenDevice
from dancecoach.video.sound_passage import Track
from dancecoach.video.sound_player import MusicPlayer


class ReferenceMusic(QObject):
    """One player at a time.

    Args:
        open_device: finds the loudspeaker.
        parent: owner.

    Attributes:
        player: of the reference; None while there is none.

    Signals:
        noticed: a sentence: it goes on in silence.
    """

    noticed = Signal(str)
    _silent = Signal(str)

    def __init__(self, open_device: OpenDevice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_device = open_device
        self.player: MusicPlayer | None = None
        self._ending: list[MusicPlayer] = []
        self._silent.connect(self._say_silent, Qt.ConnectionType.QueuedConnection)

    def take(self, open_track: Callable[[], Track]) -> None:
        """Play this from now on.

        Args:
            open_track: opens the music; called in the player's thread.
        """
        self.let_go()
        self.player = MusicPlayer(open_track, self._open_device, lambda why: emit_safely(self._silent, str(why)))

    def let_go(self) -> None:
        """End the player behind the window."""
        if self.player is not None:
            self.player.close()
            self._ending = [player for player in (*self._ending, self.player) if not player.wait(0.0)]
        self.player = None

    def close(self, timeout_s: float) -> None:
        """End it, and wait for all that were ended; each so many seconds at most."""
        self.let_go()
        for player in self._ending:
            player.wait(timeout_s)

    def _say_silent(self, why: str) -> None:
        self.noticed.emit(
            {
                "none": self.tr("No loudspeaker was found: the reference goes on in silence."),
                "gone": self.tr("The loudspeaker was unplugged: the reference goes on in silence."),
            }.get(why, self.tr("The reference's sound cannot be read any more; it goes on in silence."))
        )
