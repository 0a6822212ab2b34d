"""The row above two pictures: how they are aligned, how they stand, and the way out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QToolButton, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.review.compare.stage import OtherCanvas, Stage
from dancecoach.gui.widgets.parts import chip, chip_for, command_button


class CompareBar(QWidget):
    """Switches for the commands of the comparison.

    Args:
        stage: how the pictures stand.
        canvas: the second picture.
        commands: the table.
        parent: owner.
    """

    def __init__(
        self, stage: Stage, canvas: OtherCanvas, commands: CommandTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._stage, self._canvas = stage, canvas
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 5)
        row.setSpacing(4)
        for name, text in (
            ("compare_takeoff", self.tr("Take-off")),
            ("compare_phases", self.tr("Phases")),
            ("compare_here", self.tr("Here")),
            ("compare_hold", self.tr("Hold")),
        ):
            row.addWidget(chip_for(commands.action(f"review.{name}"), text))
        row.addStretch(1)
        self.place = self._make_place(commands)
        row.addWidget(self.place)
        self.opacity = self._make_opacity()
        row.addWidget(self.opacity)
        row.addSpacing(4)
        row.addWidget(command_button(commands, "review.compare_swap", "swap", 18))
        row.addWidget(command_button(commands, "review.compare_stop", "close", 18))
        stage.arranged.connect(self._arranged)
        self._arranged()

    def _make_place(self, commands: CommandTable) -> QToolButton:
        """How the pictures stand, in a word; a click offers the other ways."""
        button = chip("", "place")
        button.setCheckable(False)
        button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(self.tr("How the pictures stand"))
        menu = QMenu(button)
        for name in ("beside", "above", "through"):
            menu.addAction(commands.action(f"review.compare_{name}"))
        button.setMenu(menu)
        return button

    def _make_opacity(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 100)
        slider.setPageStep(10)
        slider.setValue(round(100 * self._canvas.opacity))
        slider.setFixedWidth(64)
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        slider.setAccessibleName(self.tr("How much is seen of the other"))
        slider.setToolTip(self.tr("How much is seen of the other"))
        slider.valueChanged.connect(lambda percent: self._canvas.set_opacity(percent / 100))
        return slider

    def _arranged(self) -> None:
        words = {"beside": self.tr("Beside"), "above": self.tr("Above"), "through": self.tr("Through")}
        self.place.setText(words[self._stage.arrangement])
        self.place.setAccessibleName(self.tr("How the pictures stand: {}").format(self.place.text()))
        self.opacity.setVisible(self._stage.arrangement == "through")
