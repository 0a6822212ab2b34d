"""The lower part of the page: which joints to plot, and the plots, whose library is loaded behind the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.gui.widgets.parts import chip, label
from dancecoach.gui.widgets.time_axis import LEFT

if TYPE_CHECKING:
    from dancecoach.gui.review.timeline.plots import AnglePlots

JOINTS = ("knee", "hip", "ankle", "shoulder", "elbow", "hip_height", "vertical_speed")
#: Below this width there is no legend, logical pixels.
_ROOM_FOR_LEGEND = 660
#: Left and right of a chip's word with its edge, logical pixels.
_PADDING = 24


class PlotPanel(QWidget):
    """Chips to choose joints, and a lane of curves for each.

    Signals:
        seeked: the person asks for a frame index.
    """

    seeked = Signal(int)

    def __init__(self, model: ReviewModel, settings: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._settings = model, settings
        self.plots: AnglePlots | None = None
        self.chips: dict[str, QToolButton] = {}
        self._legends: list[QLabel] = []
        self._tight = False
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(2)
        self._column.addLayout(self._make_chips())
        self._column.addStretch(1)
        self.setMinimumHeight(110)

    def _make_chips(self) -> QHBoxLayout:
        names = {
            "knee": self.tr("Knee"),
            "hip": self.tr("Hip"),
            "ankle": self.tr("Ankle"),
            "shoulder": self.tr("Shoulder"),
            "elbow": self.tr("Elbow"),
            "hip_height": self.tr("Height"),
            "vertical_speed": self.tr("Speed"),
        }
        tips = {
            "hip_height": self.tr("How high the hips are above the ground"),
            "vertical_speed": self.tr("How fast the hips rise (above 0) and fall"),
        }
        row = self._row = QHBoxLayout()
        row.setContentsMargins(LEFT, 0, 8, 0)
        row.setSpacing(4)
        for joint in JOINTS:
            switch = chip(names[joint], f"plot_{joint}")
            switch.setChecked(joint in self._settings.current.angles)
            switch.toggled.connect(lambda _on: self._choose())
            switch.setToolTip(tips.get(joint, ""))
            self.chips[joint] = switch
            row.addWidget(switch)
        row.addStretch(1)
        for side, text in (("left", self.tr("left")), ("right", self.tr("right"))):
            legend = label(f"▬ {text}")
            legend.setProperty("side", side)
            legend.hide()
            self._legends.append(legend)
            row.addWidget(legend)
        return row

    def load(self) -> None:
        """Make the plots; their library must have been imported already, or the window waits for it."""
        if self.plots is not None:
            return
        from dancecoach.gui.review.timeline.plots import AnglePlots

        self.plots = AnglePlots(self._model)
        self.plots.seeked.connect(self.seeked)
        self._column.takeAt(self._column.count() - 1)
        self._column.addWidget(self.plots, 1)
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow window the legend goes, and the chips begin at its edge, tight where their words are long."""
        super().resizeEvent(event)
        roomy = self.width() >= _ROOM_FOR_LEGEND
        self._tighten(self.width() < self._needed + 20)
        self._row.setContentsMargins(LEFT if roomy else 12, 0, 8, 0)
        for legend in self._legends:
            legend.setVisible(roomy)

    def _tighten(self, tight: bool) -> None:
        if tight == self._tight:
            return
        self._tight = tight
        for switch in self.chips.values():
            switch.setProperty("tight", tight)
            switch.style().unpolish(switch)  # or the sheet does not look at the property again
            switch.style().polish(switch)
            switch.updateGeometry()

    @property
    def _needed(self) -> int:
        """Logical pixels that the chips take where they are not tight."""
        words = sum(switch.fontMetrics().horizontalAdvance(switch.text()) for switch in self.chips.values())
        return words + len(self.chips) * (_PADDING + self._row.spacing())

    def _choose(self) -> None:
        joints = tuple(joint for joint, switch in self.chips.items() if switch.isChecked())
        self._settings.change(angles=joints)
        if self.plots is not None:
            self.plots.set_joints(joints)
