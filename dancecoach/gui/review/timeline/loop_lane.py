"""The loop on the ruler of the time line: how it is drawn, and what a hand does to it."""

from bisect import bisect_left

import attrs
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from dancecoach.gui.review.model import Loop, ReviewModel
from dancecoach.gui.review.player.playback import index_at
from dancecoach.gui.theme import Colours
from dancecoach.gui.widgets.time_axis import TimeAxis

#: How far from an end's line the hand may be to take it, logical pixels.
REACH = 7.0
_FLAG_WIDTH, _FLAG_HEIGHT, _BAR = 13.0, 12.0, 4.0


@attrs.define
class LoopDrag:
    """One drag of the hand that makes a loop, or moves one of its ends.

    Attributes:
        before: the loop as it was.
        still: the frame that stays while the hand moves the other end; None where the other end is not set.
        end: which end is moved, "a" or "b"; "" where a new loop is made.
    """

    before: Loop
    still: int | None
    end: str = ""

    def loop(self, model: ReviewModel, time_s: float) -> Loop:
        """The loop with the hand at a time."""
        if not self.end:
            here = index_at(model.times, time_s)
            still = here if self.still is None else self.still
            return self.before if here == still else Loop(min(here, still), max(here, still))
        edge = nearest_edge(model, time_s)
        here = min(edge, model.last) if self.end == "a" else max(0, edge - 1)
        if self.still is None or here == self.still:
            return self.before if self.still is not None else Loop(**{self.end: here})
        return Loop(min(here, self.still), max(here, self.still))


def nearest_edge(model: ReviewModel, time_s: float) -> int:
    """The frame that begins nearest to a time; one more than the last where that is the clip's end."""
    times = model.times
    at = bisect_left(times, time_s)
    after = times[at] if at < len(times) else model.end_s
    return at - 1 if at and time_s - times[at - 1] < after - time_s else at


def edges(model: ReviewModel, axis: TimeAxis) -> tuple[float | None, float | None]:
    """Where A and B stand; B after the last frame's own time."""
    loop, times = model.loop, model.times
    begin = None if loop.a is None else axis.x(times[loop.a])
    if loop.b is None:
        return begin, None
    return begin, axis.x(times[loop.b + 1] if loop.b < model.last else model.end_s)


def grab(model: ReviewModel, axis: TimeAxis, x: float) -> LoopDrag:
    """What begins with a press on the ruler: an end is taken, or a new loop begun."""
    begin, end = edges(model, axis)
    near = [(abs(x - at), name) for at, name in ((begin, "a"), (end, "b")) if at is not None and abs(x - at) <= REACH]
    if not near:
        return LoopDrag(model.loop, index_at(model.times, axis.time(x)))
    _, name = min(near)
    return LoopDrag(model.loop, model.loop.b if name == "a" else model.loop.a, name)


def paint_loop(painter: QPainter, model: ReviewModel, axis: TimeAxis, area: QRectF, look: Colours) -> None:
    """Draw the ends as flags, and the loop as a bar between them.

    Args:
        painter: active, antialiased, with a small bold font.
        model: has the loop.
        axis: the scale of time.
        area: the whole time line below the labels; the ruler's bottom is its top.
        look: colours of the theme.
    """
    begin, end = edges(model, axis)
    colour = QColor(look.accent)
    if begin is not None and end is not None:
        painter.fillRect(QRectF(begin, area.top() - _BAR, end - begin, _BAR), colour)
        shade = QColor(look.text)
        shade.setAlphaF(0.07)
        painter.fillRect(QRectF(begin, area.top(), end - begin, area.height()), shade)
    for x, letter in ((begin, "A"), (end, "B")):
        if x is None:
            continue
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(x, 1), QPointF(x, area.bottom()))
        left = x if letter == "A" else x - _FLAG_WIDTH
        flag = QRectF(left, 1, _FLAG_WIDTH, _FLAG_HEIGHT)
        painter.fillRect(flag, colour)
        painter.setPen(QColor(look.base))
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, letter)
