"""The row under the live picture: stop and step, how late, how much is kept, save it."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QToolButton, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.live.mirror.model import SAVE_SECONDS, MirrorModel
from dancecoach.gui.live.mirror.words import delay_text, kept_hint, kept_text
from dancecoach.gui.widgets.named import as_bar, label, push_button, tool_button
from dancecoach.gui.widgets.parts import chip_for, command_button
from dancecoach.pipeline.live.records import LONGEST_DELAY_S
from dancecoach.pipeline.live.session import KeptFacts

#: Places of the slider per second; dragged, it goes from half second to half second.
_TENTHS, _DRAG = 10, 5
#: Below this width, logical pixels, the row does not say how much is kept.
_ROOM_FOR_KEPT = 760


class MirrorBar(QWidget):
    """Shows the model and changes it; every button is a command of the table.

    Args:
        model: how late, standing or not.
        parent: owner.
    """

    def __init__(self, model: MirrorModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        as_bar(self)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, round(LONGEST_DELAY_S * _TENTHS))
        self.slider.setSingleStep(_DRAG)
        self.slider.setPageStep(5 * _TENTHS)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setMinimumWidth(120)
        self.slider.setAccessibleName(self.tr("Delay in seconds"))
        self.slider.setToolTip(self.tr("Show the picture so many seconds late"))
        self.slider.valueChanged.connect(self._moved)
        self.delay = label("readout", self.tr("Delay"))
        self.kept = label("muted", self.tr("How much can be looked back at"))
        self.save = push_button("saveLast")
        self.save.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.how_much = tool_button("saveHowMuch", "", self.tr("Save more or less"), icon="chevron-down")
        self.how_much.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.how_much.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(3)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 12, 4)
        self._row.setSpacing(6)
        self._row.addLayout(self._buttons)
        self._row.addSpacing(8)
        self._row.addWidget(QLabel(self.tr("Delay")))
        self._row.addWidget(self.slider, 1)
        self._row.addWidget(self.delay)
        self._row.addSpacing(12)
        self._row.addWidget(self.kept)
        self._row.addWidget(self.save)
        self._row.addWidget(self.how_much)
        model.changed.connect(self._follow)
        self._make_room()
        self._follow()

    def make_buttons(self, commands: CommandTable) -> None:
        """Put the buttons in: called once, when the commands are in the table."""
        for name, icon, size in (
            ("live.step_back", "step-back", 22),
            ("live.pause", "pause", 24),
            ("live.step_forward", "step-forward", 22),
        ):
            button = command_button(commands, name, icon, size)
            button.setAutoRepeat("step" in name)
            button.setAutoRepeatDelay(300)
            button.setAutoRepeatInterval(33)
            self._buttons.addWidget(button)
        self._buttons.addWidget(chip_for(commands.action("live.now"), self.tr("Live")))
        save = commands.action("live.save_last")
        self.save.clicked.connect(save.trigger)
        save.changed.connect(lambda: self._show_save_usable(save))
        menu = QMenu(self.how_much)
        for seconds in SAVE_SECONDS:
            menu.addAction(commands.action(f"live.save_{seconds}"))
        self.how_much.setMenu(menu)

    def _show_save_usable(self, save: QAction) -> None:
        self.save.setEnabled(save.isEnabled())
        self.save.setToolTip(save.toolTip())
        self.how_much.setEnabled(save.isEnabled())

    def show_kept(self, kept: KeptFacts) -> None:
        """Say how much can be looked back at."""
        self.kept.setText(kept_text(kept))
        self.kept.setToolTip(kept_hint(kept))

    def show_save(self, seconds: int) -> None:
        """Say how much the button saves."""
        self.save.setText(self.tr("Save last {} s").format(seconds))
        self.save.setAccessibleName(self.save.text())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self.kept.setVisible(self.width() >= _ROOM_FOR_KEPT)

    def _make_room(self) -> None:
        """The row does not move when the words change."""
        metrics = self.delay.fontMetrics()
        self.delay.setMinimumWidth(round(1.35 * metrics.horizontalAdvance(delay_text(59.5))))

    def _moved(self, tenths: int) -> None:
        self._model.set_delay(round(tenths / _DRAG) * _DRAG / _TENTHS)

    def _follow(self) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(self._model.delay_s * _TENTHS))
        self.delay.setText(delay_text(self._model.delay_s))
