"""What moves over the kept picture of the time line: the loop, the line under the mouse and the playhead."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from dancecoach.gui.phase_look import phase_label
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.player.playback import index_at
from dancecoach.gui.review.timeline.ground import small_font, tr
from dancecoach.gui.review.timeline.lanes import GAP, RULER
from dancecoach.gui.review.timeline.loop_lane import paint_loop
from dancecoach.gui.review.timeline.places import Places
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.time_axis import LEFT, RIGHT


def paint_front(
    painter: QPainter, model: ReviewModel, places: Places, size: QSizeF, hover_x: float | None, *, focused: bool
) -> None:
    """Draw it.

    Args:
        painter: active, with the widget's font.
        model: of the page, with a clip.
        places: where the lanes are.
        size: of the time line, logical pixels.
        hover_x: where the mouse is; None where it is not.
        focused: whether the keys are the time line's.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_loop(painter, model, places, size)
    if hover_x is not None:
        _paint_hover(painter, model, places, size, hover_x)
    _paint_playhead(painter, model, places, size, focused=focused)


def _paint_loop(painter: QPainter, model: ReviewModel, places: Places, size: QSizeF) -> None:
    painter.save()
    painter.setFont(small_font(painter.font(), bold=True))
    painter.setClipRect(QRectF(LEFT - 14, 0, size.width() - LEFT - RIGHT + 28, size.height()))
    below = QRectF(0, RULER, size.width(), places.lanes[-1].box.bottom() + GAP - RULER)
    paint_loop(painter, model, places.axis, below, colours())
    painter.restore()


def _paint_playhead(painter: QPainter, model: ReviewModel, places: Places, size: QSizeF, *, focused: bool) -> None:
    look = colours()
    x = places.axis.x(model.times[model.playhead])
    if not LEFT - 1 <= x <= size.width() - RIGHT + 1:
        return
    colour = QColor(look.accent if focused else look.text)
    painter.setPen(QPen(colour, 2))
    painter.drawLine(QPointF(x, RULER), QPointF(x, size.height()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    top = RULER - 7
    corners = ((x - 6, top), (x + 6, top), (x + 6, top + 5), (x, top + 11), (x - 6, top + 5))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _paint_hover(painter: QPainter, model: ReviewModel, places: Places, size: QSizeF, x: float) -> None:
    look = colours()
    time_s = places.axis.time(x)
    x = places.axis.x(time_s)
    painter.setPen(QPen(QColor(look.faint), 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, RULER), QPointF(x, size.height()))
    text = _moment(model, time_s)
    width = painter.fontMetrics().horizontalAdvance(text) + 12
    left = min(max(2.0, x - width / 2), size.width() - width - 2)
    box = QRectF(left, 0, width, RULER - 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.raised))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(look.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _moment(model: ReviewModel, time_s: float) -> str:
    """Time, frame and phase of a moment."""
    index = index_at(model.times, time_s)
    text = tr("{} · frame {}").format(model.reckoning.time_text(time_s, 2), model.reckoning.frame_text(index))
    segment = model.segment_at(index)
    return text if segment is None else f"{text} · {phase_label(segment.phase, segment.confidence)}"
