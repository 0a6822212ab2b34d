"""The row under the picture: play, step, speed, loop, and where we are."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QToolButton, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.icons import set_icon
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.player.playback import MAX_SPEED, MIN_SPEED, SPEEDS
from dancecoach.gui.review.timeline.reckoning import percent_text
from dancecoach.gui.review.timeline.time_axis import clock_text
from dancecoach.gui.widgets.parts import chip_for, command_button
from dancecoach.gui.widgets.readout import Readout

#: From one place of the slider to the next.
_SPEED_STEP = 0.05
#: Below this width, logical pixels, the row says the frame and not the time; below the other, only the number, and
#: there is no slider.
_ROOM_FOR_TIME, _ROOM_FOR_WORD = 790, 680


class Transport(QWidget):
    """Buttons for the model; every one of them is a command of the table."""

    def __init__(self, model: ReviewModel, commands: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._commands = model, commands
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.speed = QSlider(Qt.Orientation.Horizontal)
        self.percent = QToolButton()
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.place = Readout("", font=fixed)
        self.time = Readout("", strong=False, font=fixed)
        self._build()
        model.playhead_changed.connect(lambda _index: self._show_place())
        model.clip_opened.connect(self._show_clip)
        model.playing_changed.connect(self._show_playing)
        model.speed_changed.connect(self._show_speed)
        model.reckoning_changed.connect(self._show_reckoning)
        self.speed.valueChanged.connect(lambda at: model.set_speed(at * _SPEED_STEP))
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
            button = command_button(self._commands, name, icon, size)
            button.setAutoRepeat("step" in name)
            button.setAutoRepeatDelay(300)
            button.setAutoRepeatInterval(33)
            row.addWidget(button)
        row.addSpacing(12)
        row.addWidget(self._make_speed(), 1)
        row.addWidget(self._make_percent())
        row.addSpacing(18)
        for name, text in (("review.loop_a", "A"), ("review.loop_b", "B")):
            row.addWidget(chip_for(self._commands.action(name), text))
        row.addWidget(command_button(self._commands, "review.loop_clear", "loop"))
        row.addStretch(1)
        row.addWidget(chip_for(self._commands.action("review.origin_here"), "0"))
        row.addSpacing(6)
        self.place.setAccessibleName(self.tr("Frame"))
        self.time.setAccessibleName(self.tr("Time"))
        row.addWidget(self.place)
        row.addSpacing(10)
        row.addWidget(self.time)

    def _make_speed(self) -> QSlider:
        self.speed.setRange(round(MIN_SPEED / _SPEED_STEP), round(MAX_SPEED / _SPEED_STEP))
        self.speed.setPageStep(5)
        self.speed.setMinimumWidth(40)
        self.speed.setMaximumWidth(120)
        self.speed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(self.tr("Speed as a share of the real action"))
        return self.speed

    def _make_percent(self) -> QToolButton:
        """The speed in words; a click offers the usual ones and the camera's rate."""
        self.percent.setObjectName("percent")
        self.percent.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.percent.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.percent.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        metrics = self.percent.fontMetrics()
        self.percent.setMinimumWidth(metrics.horizontalAdvance(percent_text(0.0625)) + 22)
        menu = QMenu(self.percent)
        for speed in SPEEDS:
            menu.addAction(percent_text(speed)).triggered.connect(partial(self._model.set_speed, speed))
        self._own_speed = menu.addAction("")
        self._own_speed.triggered.connect(lambda: self._model.set_speed(1 / self._model.slowed))
        menu.addSeparator()
        menu.addAction(self._commands.action("review.capture_rate"))
        self.percent.setMenu(menu)
        return self.percent

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where there is no room for all, the frame is told and the time is left to the time line."""
        super().resizeEvent(event)
        self.time.setVisible(self.width() >= _ROOM_FOR_TIME)
        self.speed.setVisible(self.width() >= _ROOM_FOR_WORD)  # the percentage offers the same
        if (self.width() >= _ROOM_FOR_WORD) != (event.oldSize().width() >= _ROOM_FOR_WORD):
            self._show_clip()

    def _show_clip(self) -> None:
        """Make room for the longest numbers of the clip, so that the row does not move while it plays."""
        model = self._model
        if model.ready:
            for readout, text in ((self.place, self._place_text), (self.time, self._time_text)):
                readout.make_room(max(text(0), text(model.last), key=len))
        self._show_place()

    def _show_place(self) -> None:
        at, ready = self._model.playhead, self._model.ready
        self.place.set_text(self._place_text(at) if ready else "")
        self.time.set_text(self._time_text(at) if ready else "")

    def _place_text(self, index: int) -> str:
        reckoning, last = self._model.reckoning, self._model.last
        number = reckoning.frame_text(index)
        if reckoning.origin is None:
            number = f"{number} / {last}"
        return self.tr("frame {}").format(number) if self.width() >= _ROOM_FOR_WORD else number

    def _time_text(self, index: int) -> str:
        """Where we are, of how much; from an origin, where that lies."""
        model, reckoning = self._model, self._model.reckoning
        here = reckoning.time_text(model.times[index], 3)
        if reckoning.origin is None:
            return f"{here} / {clock_text(model.end_s / reckoning.slowed, 1)}"
        return self.tr("{} s").format(here)

    def _show_reckoning(self) -> None:
        """Times and frames are told in another way."""
        self._show_clip()
        self._show_speed(self._model.speed)

    def _show_playing(self, playing: bool) -> None:
        set_icon(self._commands.action("review.play"), "pause" if playing else "play")
        self._commands.refresh()

    def _show_speed(self, speed: float) -> None:
        model = self._model
        self.percent.setText(percent_text(speed))
        self.percent.setAccessibleName(self.tr("Speed: {} of the real action").format(percent_text(speed)))
        self.percent.setToolTip(self._speed_tip())
        self._own_speed.setVisible(model.slowed != 1.0)
        self._own_speed.setText(self.tr("{} (as in the file)").format(percent_text(1 / model.slowed)))
        self.speed.blockSignals(True)
        self.speed.setValue(round(speed / _SPEED_STEP))
        self.speed.blockSignals(False)

    def _speed_tip(self) -> str:
        model = self._model
        if model.slowed == 1.0 or model.capture_fps is None:
            return self.tr("Speed as a share of the real action")
        filmed = self.tr("filmed at {:.4g} frames per second, {:.4g} in the file")
        return self.tr("Speed as a share of the real action: {}").format(
            filmed.format(model.capture_fps, model.file_fps)
        )
