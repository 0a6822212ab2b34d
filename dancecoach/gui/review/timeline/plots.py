"""Curves over time: a lane per joint, the left side warm and the right side cool, and lanes for the hips' course.

A gap is where nothing is known.

The cursor in the curves is the playhead; a click or a drag seeks. The time scale is that of the scrub bar above.
"""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dancecoach.gui.review.model import Findings, ReviewModel
from dancecoach.gui.review.player.playback import index_at
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.time_axis import LEFT, RIGHT

#: More points than this per curve are thinned (peaks kept) before they are drawn.
_THIN_ABOVE = 4000
_LANE_HEIGHT = 74

_Scale = tuple[float, float, tuple[tuple[float, str], ...], float]
#: From, to, the values named on the axis, and the line across the lane.
_ANGLE: _Scale = (0, 180, ((90, "90°"), (180, "180°")), 90)
_SCALES: dict[str, _Scale] = {
    "hip_height": (0, 1.2, ((0.5, "50 %"), (1.0, "100 %")), 0.5),
    "vertical_speed": (-2.5, 2.5, ((-2, "\N{MINUS SIGN}2"), (0, "0"), (2, "2")), 0),
}


class _Cursor(QWidget):
    """The playhead over all lanes: a layer of its own, so that moving it does not draw the curves again."""

    def __init__(self, model: ReviewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._x = 0

    def follow(self) -> None:
        """Go where the playhead is."""
        model = self._model
        if not model.ready:
            return
        x = round(model.axis(self.width()).x(model.times[model.playhead]))
        if x != self._x:
            for at in (self._x, x):
                self.update(at - 2, 0, 5, self.height())
            self._x = x

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """One line."""
        if self._model.ready:
            painter = QPainter(self)
            painter.setPen(QPen(QColor(colours().text), 1))
            if self._x >= LEFT - 1:
                painter.drawLine(self._x, 0, self._x, self.height())
            painter.end()


COURSE = ("hip_height", "vertical_speed")
"""Curves of the body as a whole, that can be chosen like joints."""


class AnglePlots(QWidget):
    """A lane per chosen joint, and per chosen curve of the whole body.

    Signals:
        seeked: the person asks for a frame index.
    """

    seeked = Signal(int)

    def __init__(self, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._joints: tuple[str, ...] = ()
        self._lanes: list[pg.PlotItem] = []
        self._curves: dict[tuple[str, str], pg.PlotDataItem] = {}
        self._view = pg.GraphicsLayoutWidget()
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setFrameShape(self._view.Shape.NoFrame)
        self._view.ci.layout.setContentsMargins(0, 0, 0, 0)
        self._view.ci.layout.setSpacing(2)
        self._view.viewport().installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self._cursor = _Cursor(model, self)
        self.setAccessibleName(self.tr("Joint angles over time"))
        self._filled: tuple[Findings | None, float] | None = None
        model.findings_changed.connect(self._refill)
        model.reckoning_changed.connect(self._refill)
        model.clip_opened.connect(self._scale)
        model.stretch_changed.connect(self._scale)
        model.playhead_changed.connect(lambda _index: self._cursor.follow())
        self.redraw()

    @property
    def joints(self) -> tuple[str, ...]:
        """Joints that have a lane, such as "knee"."""
        return self._joints

    def set_joints(self, joints: Sequence[str]) -> None:
        """Choose the lanes."""
        if tuple(joints) != self._joints:
            self._joints = tuple(joints)
            self.redraw()

    def redraw(self) -> None:
        """Make all lanes anew."""
        look = colours()
        self._view.setBackground(look.panel)
        self._view.ci.clear()
        self._lanes = []
        self._curves.clear()
        self.setMinimumHeight(max(1, len(self._joints)) * _LANE_HEIGHT // 2)
        for row, joint in enumerate(self._joints):
            self._make_lane(row, joint)
        self._fill()
        self._scale()

    def _refill(self) -> None:
        """Put other curves into the lanes, if they are others: corrected phases change none."""
        found = self._model.found
        if self._filled is None or self._filled[0] is not found or self._filled[1] != self._model.slowed:
            self._fill()

    def _fill(self) -> None:
        """Put the curves into the lanes; making lanes anew would take ten times as long."""
        findings = self._model.found
        self._filled = (findings, self._model.slowed)
        for (joint, side), curve in self._curves.items():
            values = None if findings is None else self._values(findings, joint, side)
            times = findings.analysis.track.times if findings is not None else None
            if values is None or times is None or len(values) != len(times):
                curve.setData([], [])
                continue
            curve.setDownsampling(ds=1, auto=len(times) > _THIN_ABOVE, method="peak")
            curve.setData(times, values, connect="finite")

    def _values(self, findings: Findings, joint: str, side: str) -> NDArray[np.floating] | None:
        """A curve by frame: degrees; of the whole body, shares of its height, and those in a real second."""
        if joint not in COURSE:
            return findings.angles.get(f"{side}_{joint}")
        course = findings.course
        if course is None:
            return None
        return course.hip_height if joint == "hip_height" else course.vertical_speed * self._model.slowed

    def _make_lane(self, row: int, joint: str) -> None:
        look = colours()
        lane = self._view.addPlot(row=row, col=0)
        lane.setMenuEnabled(False)
        lane.hideButtons()
        lane.setMouseEnabled(False, False)
        lane.hideAxis("bottom")
        lane.setContentsMargins(0, 0, 0, 0)
        lane.layout.setContentsMargins(0, 2, RIGHT, 2)
        self._make_scale(lane, joint)
        name = pg.LabelItem(curve_title(self, joint), color=look.muted, size="9pt", justify="left")
        name.setParentItem(lane.vb)
        low = 0 if joint in COURSE else 1  # most joints are nearly straight, and most people on the ground
        name.anchor(itemPos=(0, low), parentPos=(0, low), offset=(6, 0))
        sides = (("", look.accent),) if joint in COURSE else (("left", look.left), ("right", look.right))
        for side, colour in sides:
            # A pen of one pixel is many times faster than a wide one.
            self._curves[joint, side] = lane.plot(pen=pg.mkPen(colour, width=1), antialias=True)
        self._lanes.append(lane)

    def _make_scale(self, lane: pg.PlotItem, joint: str) -> None:
        """The values that a lane reaches over, and the line to measure by."""
        look = colours()
        low, high, ticks, middle = _SCALES.get(joint, _ANGLE)
        lane.setYRange(low, high, padding=0.06)
        axis = lane.getAxis("left")
        axis.setWidth(LEFT)
        axis.setTicks([list(ticks)])
        axis.setPen(pg.mkPen(look.border))
        axis.setTextPen(pg.mkPen(look.muted))
        axis.setStyle(tickLength=0)
        lane.addItem(pg.InfiniteLine(middle, angle=0, pen=pg.mkPen(look.border)))

    def _scale(self) -> None:
        begin, end = self._model.stretch_s
        for lane in self._lanes:
            lane.setXRange(begin, max(end, begin + 1e-3), padding=0)
        self._cursor.follow()
        self._cursor.update()

    def resizeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Keep the cursor's layer over the lanes."""
        self._cursor.setGeometry(self.rect())
        self._cursor.raise_()
        self._cursor.follow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_cursor"):
            # Not now: Qt is walking over the scene's items, and taking one away under its feet crashes it.
            QTimer.singleShot(0, self, self.redraw)
        super().changeEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802
        """A press or a drag in the curves seeks."""
        if isinstance(event, QMouseEvent) and event.buttons() & Qt.MouseButton.LeftButton:
            self.seek_at(event.position())
            return True
        return False

    def seek_at(self, point: QPointF) -> None:
        """Ask for the frame at a point of this widget."""
        if self._model.ready:
            axis = self._model.axis(self.width())
            self.seeked.emit(index_at(self._model.times, axis.time(point.x())))

    def lane_area(self, row: int) -> QRectF:
        """Where the curves of a lane are, in this widget's pixels."""
        box: QRectF = self._lanes[row].vb.sceneBoundingRect()
        return box


def curve_title(widget: QWidget, joint: str) -> str:
    """The name of a joint, or of a curve of the whole body, for people."""
    names = {
        "knee": widget.tr("Knee"),
        "hip": widget.tr("Hip"),
        "elbow": widget.tr("Elbow"),
        "shoulder": widget.tr("Shoulder"),
        "ankle": widget.tr("Ankle"),
        "hip_height": widget.tr("Hips above the ground"),
        "vertical_speed": widget.tr("Hips upwards, body heights a second"),
    }
    return names.get(joint, joint.capitalize())
