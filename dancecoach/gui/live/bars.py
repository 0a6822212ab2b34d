"""The bars above and below the live picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from dancecoach.gui.icons import pixmap, set_icon
from dancecoach.gui.live.clap.sign import ClapSign
from dancecoach.gui.live.parts import as_bar, label, push_button, tool_button
from dancecoach.gui.live.readout import Readout
from dancecoach.gui.live.stage.stage import RED
from dancecoach.gui.live.texts import LiveTexts, elapsed_text
from dancecoach.gui.widgets.parts import ElidedLabel

if TYPE_CHECKING:
    from dancecoach.pipeline.live.keep import SavedClip

CLIP_AS_CAMERA = "clip"
"""Stands in the chooser for "ask for a clip"."""


class CameraBar(QWidget):
    """Which camera, which network, how it is shown.

    Signals:
        chosen: spec of the camera the person chose, or `CLIP_AS_CAMERA`.
        refresh: look for cameras again.
        pose_model_chosen: "lite" or "full".
    """

    chosen = Signal(str)
    refresh = Signal()
    pose_model_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cameras = QComboBox()
        self.cameras.setObjectName("cameras")
        self.cameras.setPlaceholderText(self.tr("Choose a camera"))
        self.cameras.setAccessibleName(self.tr("Camera"))
        self.cameras.setMinimumContentsLength(22)
        self.cameras.activated.connect(self._choose)
        self.look_again = tool_button("lookAgain", "", self.tr("Look for cameras again"), icon="refresh")
        self.look_again.clicked.connect(self.refresh)
        self.size_label = label("muted", self.tr("Picture size and rate"))
        self.models = QComboBox()
        self.models.setObjectName("poseModel")
        self.models.setAccessibleName(self.tr("Pose network"))
        self.models.setToolTip(self.tr("Lite is faster, full is more exact"))
        self.models.addItem(self.tr("Lite"), "lite")
        self.models.addItem(self.tr("Full"), "full")
        self.models.activated.connect(lambda row: self.pose_model_chosen.emit(self.models.itemData(row)))
        self.mirror = tool_button("mirror", self.tr("Mirror"), icon="mirror", checkable=True)
        self.overlay = tool_button("overlay", self.tr("Skeleton"), icon="overlay", checkable=True)
        as_bar(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        for widget in (self.cameras, self.look_again, self.size_label):
            layout.addWidget(widget)
        layout.addStretch(1)
        for widget in (self.models, self.mirror, self.overlay):
            layout.addWidget(widget)
        self.show_cameras([])

    def show_cameras(self, cameras: Sequence[tuple[str, str]]) -> None:
        """Offer these cameras as (spec, name), and a clip as one more; what is chosen stays chosen.

        A clip that is chosen now stays in the list.
        """
        chosen, name = self.cameras.currentData(), self.cameras.currentText()
        with QSignalBlocker(self.cameras):
            self.cameras.clear()
            for spec, camera in cameras:
                self.cameras.addItem(camera, spec)
            self.cameras.addItem(self.tr("A clip as camera…"), CLIP_AS_CAMERA)
            self.cameras.setCurrentIndex(-1)
        if chosen is not None:
            self.show_chosen(chosen, name)

    def show_chosen(self, spec: str | None, name: str = "") -> None:
        """Mark the camera of that spec as the one in use; add it under ``name`` when it is not in the list."""
        with QSignalBlocker(self.cameras):
            row = -1 if spec is None else self.cameras.findData(spec)
            if row < 0 and spec is not None:
                row = self.cameras.count() - 1
                self.cameras.insertItem(row, name, spec)
            self.cameras.setCurrentIndex(row)

    def show_pose_model(self, model: str) -> None:
        """Mark the network in use, "lite" or "full"."""
        self.models.setCurrentIndex(self.models.findData(model))

    def name_of(self, spec: str) -> str:
        """The name the chooser has for a camera."""
        row = self.cameras.findData(spec)
        return self.cameras.itemText(row) if row >= 0 else spec

    def _choose(self, row: int) -> None:
        self.chosen.emit(self.cameras.itemData(row))


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
