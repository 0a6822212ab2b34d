"""A clip comes onto Review in the place of the one before, with all that follows it: notes, analysis, a remark."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dancecoach.errors import DancecoachError
from dancecoach.gui.context import AppContext
from dancecoach.gui.review.analyst import Analyst
from dancecoach.gui.review.capture_rate import CaptureRate
from dancecoach.gui.review.memory import ClipMemory
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.gui.review.player.player import Player
from dancecoach.gui.widgets.canvas import VideoCanvas


class ClipOpening(QObject):
    """Opens one clip after another.

    Args:
        model: of the page.
        player: opens the file.
        canvas: says what is being opened.
        notes: of the clip.
        memory: knows how it was looked at.
        analyst: looks for the body.
        capture_rate: speaks of slow motion.
        context: what the pages share.
        page: name of the page on which it is said that nothing is heard.
        parent: owner.

    Signals:
        opened: the clip is on show, as it was left.
    """

    opened = Signal()

    def __init__(
        self,
        model: ReviewModel,
        player: Player,
        canvas: VideoCanvas,
        *,
        notes: NotesSession,
        memory: ClipMemory,
        analyst: Analyst,
        capture_rate: CaptureRate,
        context: AppContext,
        page: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._player, self._canvas, self._context = model, player, canvas, context
        self._notes, self._memory, self._analyst, self._capture_rate = notes, memory, analyst, capture_rate
        self._page = page
        self._moment: float | None = None
        player.opened.connect(self._opened)
        player.failed.connect(self._failed)
        player.sound.silent.connect(self._say_silent)

    def open(self, path: Path, at_s: float | None = None) -> None:
        """Open a clip: it plays at once, and its analysis follows.

        Args:
            path: the file.
            at_s: a moment to stand at instead, presentation time.
        """
        self._moment = at_s
        self._memory.keep()
        self._notes.close()
        self._analyst.forget()
        self._canvas.show_frame(None)
        self._canvas.set_message(self.tr("Opening {} …").format(path.name))
        self._model.begin(path)
        self._player.open(path)

    def _opened(self) -> None:
        self._memory.bring_back()
        if self._moment is not None:
            self._model.pause()
            self._model.seek_time(self._moment)
            self._moment = None
        self._capture_rate.say()
        self.opened.emit()
        settings = self._context.settings
        settings.replace(settings.current.with_recent(str(self._model.path)))
        self._notes.open()
        self._analyst.start()

    def _failed(self, error: Exception) -> None:
        """A sentence for what we foresaw; the notifier has the details of what we did not."""
        if isinstance(error, DancecoachError):
            self._model.clip_failed(str(error))
        else:
            self._model.clip_failed(self.tr("The file could not be opened ({}).").format(error))
            self._context.notifier.error(error)

    def _say_silent(self) -> None:
        """Once, not with every clip."""
        self._player.sound.silent.disconnect(self._say_silent)
        self._context.notifier.info(
            self.tr("This clip has sound, but no loudspeaker was found (on Debian and Ubuntu: install libportaudio2)."),
            page=self._page,
        )
