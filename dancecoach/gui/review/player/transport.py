"""The row under the picture: play, step, speed, loop, and where we are."""

from collections.abc import Iterator
from enum import IntEnum, auto
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QSlider, QToolButton, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.icons import set_icon
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.player.playback import MAX_SPEED, MIN_SPEED, SPEEDS
from dancecoach.gui.review.timeline.reckoning import percent_text
from dancecoach.gui.widgets.parts import chip_for, command_button
from dancecoach.gui.widgets.readout import Readout
from dancecoach.gui.widgets.time_axis import clock_text

#: From one place of the slider to the next.
_SPEED_STEP = 0.05
_MARGIN_LEFT, _MARGIN_RIGHT, _SPACING = 12, 16, 3


class Room(IntEnum):
    """How much of the row fits, from all of it on; each has given up one thing more, the least needed first."""

    ALL = auto()
    NO_SLIDER = auto()  # the percentage offers the same
    NO_LENGTH = auto()
    NO_WORD = auto()
    ENDS_FOLDED = auto()
    NO_LAST = auto()
    NO_TIME = auto()  # the time line tells it
    LOOP_FOLDED = auto()


_FOLDED = {
    "to_start": Room.ENDS_FOLDED,
    "to_end": Room.ENDS_FOLDED,
    "origin_here": Room.ENDS_FOLDED,
    "loop_a": Room.LOOP_FOLDED,
    "loop_b": Room.LOOP_FOLDED,
    "loop_clear": Room.LOOP_FOLDED,
}
"""Commands whose buttons move into a menu, and at which size of room."""


class Transport(QWidget):
    """Buttons for the model; every one of them is a command of the table.

    The frame's number is never cut: what there is no room for is left out or moves into a menu (`Room`).
    """

    def __init__(self, model: ReviewModel, commands: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._commands = model, commands
        self._parts: list[tuple[QWidget, int, Room | None]] = []
        self._fitting = Room.ALL
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.speed = QSlider(Qt.Orientation.Horizontal)
        self.percent, self.more = QToolButton(), QToolButton()
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
        row.setContentsMargins(_MARGIN_LEFT, 4, _MARGIN_RIGHT, 4)
        row.setSpacing(_SPACING)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # what is shown now may leave
        for name, icon, size in (
            ("to_start", "to-start", 20),
            ("step_back", "step-back", 22),
            ("play", "play", 26),
            ("step_forward", "step-forward", 22),
            ("to_end", "to-end", 20),
        ):
            button = command_button(self._commands, f"review.{name}", icon, size)
            button.setAutoRepeat("step" in name)
            button.setAutoRepeatDelay(300)
            button.setAutoRepeatInterval(33)
            self._put(row, button, gone=_FOLDED.get(name))
        self._put(row, self._make_speed(), 12, Room.NO_SLIDER)
        row.setStretchFactor(self.speed, 1)
        self._put(row, self._make_percent())
        for name, text, gap in (("loop_a", "A", 18), ("loop_b", "B", 0)):
            self._put(row, chip_for(self._commands.action(f"review.{name}"), text), gap, _FOLDED[name])
        self._put(row, command_button(self._commands, "review.loop_clear", "loop"), gone=_FOLDED["loop_clear"])
        self._put(row, self._make_more())
        row.addStretch(1)
        self._put(row, chip_for(self._commands.action("review.origin_here"), "0"), gone=_FOLDED["origin_here"])
        self.place.setAccessibleName(self.tr("Frame"))
        self.time.setAccessibleName(self.tr("Time"))
        self._put(row, self.place, 6)
        self._put(row, self.time, 10, Room.NO_TIME)

    def _put(self, row: QHBoxLayout, part: QWidget, gap: int = 0, gone: Room | None = None) -> None:
        """Add a part of the row, with a gap before it, that leaves at a size of room."""
        row.addSpacing(gap)
        row.addWidget(part)
        self._parts.append((part, gap, gone))

    def _make_more(self) -> QToolButton:
        """What has no button of its own in a narrow row."""
        set_icon(self.more, "more")
        self.more.setIconSize(QSize(20, 20))
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setAccessibleName(self.tr("More"))
        self.more.setToolTip(self.tr("More"))
        self.more.setMenu(QMenu(self.more))
        return self.more

    def _make_speed(self) -> QSlider:
        self.speed.setRange(round(MIN_SPEED / _SPEED_STEP), round(MAX_SPEED / _SPEED_STEP))
        self.speed.setPageStep(5)
        self.speed.setMinimumWidth(60)
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

    # What fits

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as it can be made."""
        return QSize(self.needed(Room.LOOP_FOLDED), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave out what there is no room for, take in what there is."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Letters of another size need another room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def needed(self, room: Room) -> int:
        """Logical pixels that the row takes at a size of room."""
        parts = list(self._there(room))
        widths = (self._width_of(part, room) for part in parts)
        gaps = sum(gap for _part, gap, _gone in self._parts)
        return _MARGIN_LEFT + sum(widths) + gaps + _SPACING * len(parts) + _MARGIN_RIGHT

    def _there(self, room: Room) -> Iterator[QWidget]:
        for part, _gap, gone in self._parts:
            if (gone is None or room < gone) and (part is not self.more or room >= Room.ENDS_FOLDED):
                yield part

    def _width_of(self, part: QWidget, room: Room) -> int:
        if part is self.place:
            return self.place.room_for(self._longest_place(room))
        if part is self.time:
            return self.time.room_for(self._longest_time(room))
        part.ensurePolished()
        hint = part.minimumSizeHint() if part is self.speed else part.sizeHint()
        return max(part.minimumWidth(), hint.width())

    def _fit(self) -> None:
        """Show as much as fits, with room for the longest numbers, so that the row does not move while it plays."""
        self._fitting = next((room for room in Room if self.needed(room) <= self.width()), Room.LOOP_FOLDED)
        self.more.menu().clear()
        for name, gone in _FOLDED.items():
            if self._fitting >= gone:
                self.more.menu().addAction(self._commands.action(f"review.{name}"))
        there = set(self._there(self._fitting))
        for part, _gap, _gone in self._parts:
            part.setVisible(part in there)
        self.place.make_room(self._longest_place(self._fitting))
        self.time.make_room(self._longest_time(self._fitting))
        self._show_place()

    # Showing

    def _show_clip(self) -> None:
        self.updateGeometry()
        self._fit()

    def _show_place(self) -> None:
        at, ready = self._model.playhead, self._model.ready
        self.place.set_text(self._place_text(at, self._fitting) if ready else "")
        self.time.set_text(self._time_text(at, self._fitting) if ready else "")

    def _longest_place(self, room: Room) -> str:
        model = self._model
        return max((self._place_text(i, room) for i in (0, model.last)), key=len) if model.ready else ""

    def _longest_time(self, room: Room) -> str:
        model = self._model
        return max((self._time_text(i, room) for i in (0, model.last)), key=len) if model.ready else ""

    def _place_text(self, index: int, room: Room) -> str:
        reckoning, last = self._model.reckoning, self._model.last
        number = reckoning.frame_text(index)
        if reckoning.origin is None and room < Room.NO_LAST:
            number = f"{number} / {last}"
        return self.tr("frame {}").format(number) if room < Room.NO_WORD else number

    def _time_text(self, index: int, room: Room) -> str:
        """Where we are, of how much; from an origin, where that lies."""
        model, reckoning = self._model, self._model.reckoning
        here = reckoning.time_text(model.times[index], 3)
        if reckoning.origin is not None:
            return self.tr("{} s").format(here)
        return f"{here} / {clock_text(model.end_s / reckoning.slowed, 1)}" if room < Room.NO_LENGTH else here

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
