"""The row under the picture: play, step, speed, loop, and where we are."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.icons import set_icon
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.playback import SPEEDS
from dancecoach.gui.review.time_axis import clock_text
from dancecoach.gui.widgets.parts import chip_for, command_button, label
from dancecoach.gui.widgets.readout import Readout

#: Below this width, logical pixels, the row says the frame and not the time.
_ROOM_FOR_TIME = 760


class Transport(QWidget):
    """Buttons for the model; every one of them is a command of the table."""

    def __init__(self, model: ReviewModel, commands: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._commands = model, commands
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.speed = QSlider(Qt.Orientation.Horizontal)
        self.speed_text = label(role="readout")
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.place = Readout("", font=fixed)
        self.time = Readout("", strong=False, font=fixed)
        self._build()
        model.playhead_changed.connect(lambda _index: self._show_place())
        model.clip_opened.connect(self._show_clip)
        model.playing_changed.connect(self._show_playing)
        model.speed_changed.connect(self._show_speed)
        self.speed.valueChanged.connect(lambda at: model.set_speed(SPEEDS[at]))
        self._show_speed(model.speed)
        self._show_clip()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 16, 4)
        row.setSpacing(3)
        for name, icon, size in (
            ("review.to_start", "to-start", 20),
            ("review.step_back", "step-back", 22),
            ("review.play", "play", 26),
            ("review.step_forward", "step-forward", 22),
            ("review.to_end", "to-end", 20),
        ):
            row.addWidget(command_button(self._commands, name, icon, size))
        row.addSpacing(12)
        row.addWidget(self._make_speed(), 1)
        row.addWidget(self.speed_text)
        row.addSpacing(18)
        for name, text in (("review.loop_a", "A"), ("review.loop_b", "B")):
            row.addWidget(chip_for(self._commands.action(name), text))
        row.addWidget(command_button(self._commands, "review.loop_clear", "loop"))
        row.addStretch(1)
        self.place.setAccessibleName(self.tr("Frame"))
        self.time.setAccessibleName(self.tr("Time"))
        row.addWidget(self.place)
        row.addSpacing(10)
        row.addWidget(self.time)

    def _make_speed(self) -> QSlider:
        self.speed.setRange(0, len(SPEEDS) - 1)
        self.speed.setPageStep(1)
        self.speed.setMinimumWidth(40)
        self.speed.setMaximumWidth(120)
        self.speed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(self.tr("Speed as a share of the real action"))
        self.speed_text.setMinimumWidth(44)
        return self.speed

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where there is no room for both, the frame is told and the time is left to the time line."""
        super().resizeEvent(event)
        self.time.setVisible(self.width() >= _ROOM_FOR_TIME)

    def _show_clip(self) -> None:
        """Make room for the longest numbers of the clip, so that the row does not move while it plays."""
        model = self._model
        if model.ready:
            self.place.make_room(self._place_text(model.last))
            self.time.make_room(self._time_text(model.last))
        self._show_place()

    def _show_place(self) -> None:
        at, ready = self._model.playhead, self._model.ready
        self.place.set_text(self._place_text(at) if ready else "")
        self.time.set_text(self._time_text(at) if ready else "")

    def _place_text(self, index: int) -> str:
        return self.tr("frame {} / {}").format(index, self._model.last)

    def _time_text(self, index: int) -> str:
        return f"{clock_text(self._model.times[index], 3)} / {clock_text(self._model.end_s, 1)}"

    def _show_playing(self, playing: bool) -> None:
        set_icon(self._commands.action("review.play"), "pause" if playing else "play")
        self._commands.refresh()

    def _show_speed(self, speed: float) -> None:
        self.speed_text.setText(f"{speed:g}×")
        at = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - speed))
        self.speed.blockSignals(True)
        self.speed.setValue(at)
        self.speed.blockSignals(False)
