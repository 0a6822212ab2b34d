"""The bar below the live picture."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dancecoach.gui.clap.sign import ClapSign
from dancecoach.gui.icons import pixmap, set_icon
from dancecoach.gui.live.readout import Readout
from dancecoach.gui.live.stage.stage import RED
from dancecoach.gui.live.texts import LiveTexts, elapsed_text
from dancecoach.gui.widgets.named import as_bar, label, push_button
from dancecoach.gui.widgets.parts import ElidedLabel

if TYPE_CHECKING:
    from dancecoach.pipeline.live.keep import SavedClip


class KeepBar(QWidget):
    """Recording, snapshot, what was saved, and the numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = LiveTexts(self)
        self.record = push_button("record", checkable=True)
        self.snapshot = push_button("snapshot", self.tr("Snapshot"))
        set_icon(self.snapshot, "snapshot")
        self.ear = ClapSign()
        self.note = ElidedLabel("muted")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.open_saved = push_button("openSaved", self.tr("Open in Review"))
        self.open_saved.hide()
        for button in (self.record, self.snapshot, self.open_saved):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click, Space is the picture's again
        self.numbers = label("readout", self.tr("Frames per second and delay"))
        self.numbers.setToolTip(self.tr("Pictures shown per second, and the time from the camera to the screen"))
        as_bar(self)
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.record)
        layout.addWidget(self.snapshot)
        layout.addWidget(self.ear)
        layout.addWidget(self.note, 1)
        layout.addWidget(self.open_saved)
        layout.addSpacing(6)
        layout.addWidget(self.numbers)
        self.show_recording(False)

    def put_first(self, widget: QWidget) -> None:
        """Have something else before all this."""
        self._row.insertWidget(0, widget)

    def show_running(self, running: bool) -> None:
        """Whether there is a picture to keep."""
        self.record.setEnabled(running)
        self.snapshot.setEnabled(running)
        if not running:
            self.numbers.clear()

    def show_recording(self, on: bool, left: int = 0) -> None:
        """Turn the red dot on or off; or say how many seconds are left until it will be on."""
        self.record.setChecked(on or left > 0)
        starting = self.tr("Starts in {}").format(left) if left else self.tr("Record")
        self.record.setText(self.tr("Recording") if on else starting)
        self._draw_dot()
        self.record.setAccessibleName(self.tr("Stop recording") if on else self.tr("Record"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw the dot in the colours of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "record"):
            self._draw_dot()

    def _draw_dot(self) -> None:
        colour = RED if self.record.isChecked() else self.palette().buttonText().color()
        self.record.setIcon(QIcon(pixmap("record", colour, 20)))

    def show_readout(self, readout: Readout) -> None:
        """Show the numbers, and how long and where a recording has been going on."""
        self.numbers.setText(self._texts.readout(readout))
        recording = readout.recording
        if recording is not None and recording.error is None and self.record.isChecked():  # not while it is finished
            self.record.setText(elapsed_text(recording.seconds))
            self.say(self.tr("Saving to {path}").format(path=recording.path))

    def say(self, text: str, *, clip: bool = False) -> None:
        """Show a note, whole in the tool tip where the bar is too narrow; with a button where a clip can be opened."""
        self.note.set_text(text)
        self.open_saved.setVisible(clip)

    def say_saved(self, path: Path) -> None:
        """Say where something lies now."""
        self.say(self.tr("Saved: {path}").format(path=path), clip=path.suffix == ".mp4")

    def say_kept(self, saved: "SavedClip") -> None:
        """Say how much of the last seconds was saved, where, and whether anything is missing in it."""
        text = self.tr("The last {seconds:.1f} s are saved: {path}").format(seconds=saved.seconds, path=saved.path)
        if saved.gaps:
            text += self.tr(" ({} gaps, where the camera or the computer left pictures out)").format(saved.gaps)
        self.say(text, clip=True)
