"""What is kept of the live picture: recordings, also by clapping, snapshots, the last seconds; and the newest clip."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.clap.model import ClapModel
from dancecoach.gui.clap.words import heard_text
from dancecoach.gui.live.floor.timed_recording import TimedRecording
from dancecoach.gui.live.model import LiveModel
from dancecoach.gui.live.view import LiveView

if TYPE_CHECKING:
    from dancecoach.gui.context import AppContext
    from dancecoach.pipeline.live.keep import SavedClip

#: The hands are on their way to each other for so long before a clap is heard, s.
_HANDS_S = 0.4
#: `LivePage.name`: nothing of this is said on another page.
_PAGE = "live"


class Keeping(QObject):
    """Does what the bar at the foot of the page says, and shows what came of it there.

    Args:
        model: records and saves.
        view: has the bar.
        recording: the record button with its count-down and its end by itself.
        clap: listens for claps that do the same as the button.
        context: what the pages share.
        parent: owner.

    Attributes:
        last_saved: the clip saved last, None before.

    Signals:
        changed: something else can be done now.
    """

    changed = Signal()

    def __init__(
        self,
        model: LiveModel,
        view: LiveView,
        recording: TimedRecording,
        clap: ClapModel,
        context: "AppContext",
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._view, self._recording, self._clap = model, view, recording, clap
        self._context = context
        self.last_saved: Path | None = None
        model.status_changed.connect(self._camera_changed)
        model.saved.connect(self._saved)
        model.kept.connect(self._kept)
        recording.changed.connect(self._show_recording)
        recording.changed.connect(lambda: clap.be_deaf(recording.left > 0))
        clap.changed.connect(self._show_listening)
        clap.level.connect(view.keep.ear.show_level)
        clap.clapped.connect(self._clapped)
        clap.failed.connect(partial(context.notifier.error, page=_PAGE))
        view.keep.ear.clicked.connect(clap.toggle)
        view.keep.record.clicked.connect(self.toggle_recording)
        view.keep.snapshot.clicked.connect(self.take_snapshot)
        view.keep.open_saved.clicked.connect(self.open_saved)

    def toggle_recording(self) -> None:
        """Start a recording, after a count-down where one is wanted; or finish it, or the count-down."""
        self._recording.toggle()
        self._show_recording()

    def take_snapshot(self) -> None:
        """Save the picture as it is seen: mirrored when the mirror is on."""
        self._model.snapshot(mirrored=self._view.canvas.mirrored)

    def save_last(self, seconds: int) -> None:
        """Save the last seconds up to the picture on show."""
        self._context.settings.change(save_last_s=seconds)
        self._model.save_last(seconds)
        self._view.keep.say(self.tr("Saving the last {} s …").format(seconds))

    def open_saved(self) -> None:
        """Look at the clip saved last in Review."""
        if self.last_saved is not None:
            self._context.open_clip(self.last_saved)

    def keep_saved(self) -> None:
        """Copy the clip saved last into the library."""
        if self.last_saved is not None:
            self._context.keep_clip(self.last_saved)

    def let_go_of_missing(self) -> None:
        """Films were deleted elsewhere."""
        if self.last_saved is not None and not self.last_saved.exists():
            self.last_saved = None
            self._view.keep.say("")
            self.changed.emit()

    def _camera_changed(self) -> None:
        self._clap.attend(self._model.has_pictures)
        if not self._model.has_pictures:
            self._recording.cancel()

    def _saved(self, path: Path) -> None:
        self._view.keep.say_saved(path)
        self.last_saved = path if path.suffix == ".mp4" else self.last_saved
        self.changed.emit()

    def _kept(self, saved: "SavedClip") -> None:
        self._view.keep.say_kept(saved)
        self.last_saved = saved.path
        self.changed.emit()

    def _clapped(self, since_s: float) -> None:
        """Somebody began to clap so many seconds ago: that is not to be the end of what they recorded."""
        if self._model.has_pictures:
            self._view.keep.ear.flash()
            self._recording.toggle(cut_s=since_s + _HANDS_S)
            self._show_recording()

    def _show_listening(self) -> None:
        settings = self._context.settings.current
        does = self.tr("that starts and stops the recording")
        self._view.keep.ear.listen(self._clap.on, heard_text(settings.clap_count), does)
        self.changed.emit()

    def _show_recording(self) -> None:
        self._view.keep.show_recording(self._model.recording, self._recording.left)
        self._view.stages.count(self._recording.left)
        self._view.show_signs()
        self.changed.emit()
