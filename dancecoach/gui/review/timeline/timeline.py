"""The scrub bar: time, phases, where the body was found, the loop, and the playhead to drag."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from dancecoach.gui.phase_look import phase_label
from dancecoach.gui.review.model import AnalysisState, ReviewModel
from dancecoach.gui.review.player.playback import index_at
from dancecoach.gui.review.timeline.loop_lane import LoopDrag, grab, paint_loop
from dancecoach.gui.review.timeline.phase_lane import describe, paint_note, paint_phases
from dancecoach.gui.review.timeline.time_axis import LEFT, RIGHT, TimeAxis, tick_digits
from dancecoach.gui.theme import Colours, colours

_RULER, _PHASES, _SEEN, _GAP = 20, 22, 8, 4
_HEIGHT = _RULER + _PHASES + _SEEN + 3 * _GAP + 4


class Timeline(QWidget):
    """Draws the model's time; press or drag to seek.

    A drag along the ruler's numbers makes a loop, or moves the end of one. The picture of everything but the playhead
    and the loop is kept, so that moving them costs a few lines.

    Signals:
        seeked: the person asks for a frame index.
        loop_dragged: a drag has changed the loop; the `Loop` from before it.
    """

    seeked = Signal(int)
    loop_dragged = Signal(object)

    def __init__(self, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._ground: QPixmap | None = None
        self._hover: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Time line"))
        model.playhead_changed.connect(self._moved)
        self._drag: LoopDrag | None = None
        self._press, self._far = QPointF(), False
        for signal in (model.reckoning_changed, model.findings_changed, model.clip_opened):
            signal.connect(self.redraw)
        model.loop_changed.connect(self.update)
        self._note = ""
        model.state_changed.connect(self._show_note)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Wide and low."""
        return QSize(600, _HEIGHT)

    @property
    def axis(self) -> TimeAxis:
        """The scale of time as drawn now."""
        return self._model.reckoning.axis(self._model.end_s, self.width())

    def redraw(self) -> None:
        """Draw everything anew."""
        self._ground = None
        self.update()

    def _show_note(self) -> None:
        """Draw anew when the lane has something else to say, not at every step of the analysis."""
        if self.note != self._note:
            self._note = self.note
            self.redraw()

    @property
    def note(self) -> str:
        """What stands in the lane of phases while it is empty."""
        model = self._model
        if not model.ready or model.segments:
            return ""
        return {
            AnalysisState.RUNNING: self.tr("The phases come with the analysis …"),
            AnalysisState.DONE: self.tr("No phases are known of this clip"),
            AnalysisState.FAILED: self.tr("No phases: the analysis failed"),
        }.get(model.analysis_state, self.tr("Not analysed"))

    def _moved(self, index: int) -> None:
        self.setAccessibleDescription(self.tr("Frame {} of {}").format(index, self._model.last))
        self.update()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The kept picture, the hover line and the playhead."""
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.size() != self.size() * ratio:
            self._ground = self._draw_ground(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        if self._model.ready:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            look = colours()
            self._draw_loop(painter, look)
            if self._hover is not None:
                painter.setFont(self.font())
                self._draw_hover(painter, look, self._hover)
            self._draw_playhead(painter, look)
        painter.end()

    def _draw_ground(self, ratio: float) -> QPixmap:
        look = colours()
        ground = QPixmap(self.size() * ratio)
        ground.setDevicePixelRatio(ratio)
        ground.fill(QColor(look.panel))
        painter = QPainter(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small_font())
        self._draw_ruler(painter, look)
        self._draw_names(painter, look)
        self._draw_phases(painter, look)
        self._draw_found(painter, look)
        painter.end()
        return ground

    def _draw_ruler(self, painter: QPainter, look: Colours) -> None:
        if not self._model.ready:
            return
        axis, reckoning = self.axis, self._model.reckoning
        digits = tick_digits(axis.step(64))
        for time_s in axis.ticks(64):
            x = axis.x(time_s)
            at_origin = reckoning.origin is not None and time_s == reckoning.origin_s
            painter.setPen(QColor(look.text if at_origin else look.border))
            painter.drawLine(QPointF(x, _RULER - 4), QPointF(x, _RULER))
            painter.setPen(QColor(look.text if at_origin else look.muted))
            painter.setFont(self._small_font(bold=at_origin))
            box = QRectF(x - 40, 0, 80, _RULER - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, reckoning.time_text(time_s, digits))
        painter.setFont(self._small_font())

    def _small_font(self, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(7.5, font.pointSizeF() * 0.82))
        font.setBold(bold)
        return font

    def _lane(self) -> QRectF:
        """Where the body was found."""
        return QRectF(LEFT, _RULER + _PHASES + 2 * _GAP, max(1, self.width() - LEFT - RIGHT), _SEEN)

    @property
    def phase_lane(self) -> QRectF:
        """Where the phases are drawn."""
        return QRectF(LEFT, _RULER + _GAP, max(1, self.width() - LEFT - RIGHT), _PHASES)

    def _draw_names(self, painter: QPainter, look: Colours) -> None:
        if not self._model.ready:
            return
        painter.setPen(QColor(look.muted))
        beside = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for lane, name in ((self.phase_lane, self.tr("phases")), (self._lane(), self.tr("seen"))):
            painter.drawText(QRectF(0, lane.y() - 4, LEFT - 7, lane.height() + 8), int(beside), name)

    def _draw_phases(self, painter: QPainter, look: Colours) -> None:
        if not self._model.ready:
            return
        if self._model.segments:
            paint_phases(painter, self._model.segments, self.axis, self.phase_lane, look)
        else:
            paint_note(painter, self.phase_lane, self.note, look)

    def _draw_found(self, painter: QPainter, look: Colours) -> None:
        lane = self._lane()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.border))
        painter.drawRoundedRect(lane, 3, 3)
        findings = self._model.findings
        if findings is None or not self._model.ready:
            return
        track, axis = findings.analysis.track, self.axis
        fill = QColor(look.accent)
        fill.setAlphaF(0.55)
        painter.setBrush(fill)
        for first, after in found_runs(track.found):
            begin = float(track.times[first])
            end = float(track.times[after]) if after < len(track) else self._model.end_s
            painter.drawRect(QRectF(axis.x(begin), lane.y(), max(1.0, axis.x(end) - axis.x(begin)), lane.height()))

    def _draw_loop(self, painter: QPainter, look: Colours) -> None:
        painter.setFont(self._small_font(bold=True))
        below = QRectF(0, _RULER, self.width(), self._lane().bottom() + _GAP - _RULER)
        paint_loop(painter, self._model, self.axis, below, look)

    def _draw_playhead(self, painter: QPainter, look: Colours) -> None:
        x = self.axis.x(self._model.times[self._model.playhead])
        colour = QColor(look.accent if self.hasFocus() else look.text)
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(x, _RULER), QPointF(x, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        top = _RULER - 7
        painter.drawPolygon(
            QPolygonF(
                [QPointF(x - 6, top), QPointF(x + 6, top), QPointF(x + 6, top + 5), QPointF(x, top + 11),
                 QPointF(x - 6, top + 5)]
            )
        )  # fmt: skip

    def _draw_hover(self, painter: QPainter, look: Colours, x: float) -> None:
        time_s = self.axis.time(x)
        x = self.axis.x(time_s)
        painter.setPen(QPen(QColor(look.faint), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, _RULER), QPointF(x, self.height()))
        index = index_at(self._model.times, time_s)
        reckoning = self._model.reckoning
        text = self.tr("{} · frame {}").format(reckoning.time_text(time_s, 2), reckoning.frame_text(index))
        segment = self._model.segment_at(index)
        if segment is not None:
            text += f" · {phase_label(segment.phase, segment.confidence)}"
        width = painter.fontMetrics().horizontalAdvance(text) + 12
        left = min(max(2.0, x - width / 2), self.width() - width - 2)
        box = QRectF(left, 0, width, _RULER - 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.raised))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(look.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Seek; on the ruler, a loop may follow."""
        if event.button() != Qt.MouseButton.LeftButton or not self._model.ready:
            return
        self._press, self._far, self._drag = event.position(), False, None
        if self._for_loop(event):
            self._drag = grab(self._model, self.axis, self._press.x())
        if self._drag is None or not self._drag.end:
            self._seek(self._press.x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Say the time under the mouse; scrub or loop while pressed."""
        self._hover = event.position().x()
        if event.buttons() & Qt.MouseButton.LeftButton:
            if self._drag is None:
                self._seek(event.position().x())
            elif self._left_the_spot(event.position()):
                self._model.set_loop(self._drag.loop(self._model, self.axis.time(event.position().x())))
        else:
            self._show_cursor(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End of a drag."""
        drag, self._drag = self._drag, None
        if event.button() == Qt.MouseButton.LeftButton and drag is not None and drag.before != self._model.loop:
            self.loop_dragged.emit(drag.before)

    def _left_the_spot(self, here: QPointF) -> bool:
        """Whether the hand drags, and does not merely tremble."""
        self._far |= (here - self._press).manhattanLength() >= QApplication.startDragDistance()
        return self._far

    def _for_loop(self, event: QMouseEvent) -> bool:
        """Whether a press here is for the loop: on the ruler, not on the playhead's handle; with Shift anywhere."""
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return True
        x, y = event.position().x(), event.position().y()
        on_handle = y >= _RULER - 7 and abs(x - self.axis.x(self._model.times[self._model.playhead])) <= 6
        return y < _RULER and not on_handle

    def _show_cursor(self, event: QMouseEvent) -> None:
        """Say by the mouse's shape that an end of the loop can be taken."""
        takes = self._model.ready and self._for_loop(event)
        takes = takes and bool(grab(self._model, self.axis, event.position().x()).end)
        self.setCursor(Qt.CursorShape.SizeHorCursor if takes else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Tell all about the phase under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().event(event)

    def _tell(self, event: QHelpEvent) -> None:
        text = self.tip(event.pos().x(), event.pos().y())
        if text:
            QToolTip.showText(event.globalPos(), text, self)
        else:
            QToolTip.hideText()

    def tip(self, x: float, y: float) -> str:
        """What there is to say about a point: the phase there, with its times and how sure it is; "" for nothing."""
        if not self._model.ready or not self.phase_lane.adjusted(0, -_GAP, 0, _GAP).contains(QPointF(x, y)):
            return ""
        segment = self._model.segment_at(index_at(self._model.times, self.axis.time(x)))
        return "" if segment is None else describe(segment)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Forget the mouse."""
        self._hover = None
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the focus."""
        self.update()
        super().focusInEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.redraw()
        super().changeEvent(event)

    def _seek(self, x: float) -> None:
        if self._model.ready:
            self.seeked.emit(index_at(self._model.times, self.axis.time(x)))


def found_runs(found: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[tuple[int, int]]:
    """Runs of True as (first, one after the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], found, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
