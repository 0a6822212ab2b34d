"""The lane of what was written onto frames: a flag for each key frame, a line for the frames that have drawings."""

import attrs
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from dancecoach.gui.review.timeline.phase_lane import LaneView
from dancecoach.gui.widgets.time_axis import LEFT
from dancecoach.notes.notes import Notes

REACH = 6.0
"""How far from a flag's pole the hand may be to take it, logical pixels."""

_APART = 3.0
"""Flags nearer to each other than this, logical pixels, are one."""

_FLAG = 8.0
_ROOM_FOR_NOTE = 46.0


@attrs.frozen(eq=False)
class Marks:
    """What the lane shows.

    Attributes:
        frames: (K,) key frames in order.
        begins: (D,) first frame of each drawing.
        ends: (D,) last frame of each, inclusive.
    """

    frames: NDArray[np.int64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, notes: Notes | None, before: "Marks | None" = None, old: Notes | None = None) -> "Marks":
        """The marks of notes; those of the notes before help where nothing changed."""
        if notes is None:
            nothing = np.zeros(0, np.int64)
            return cls(nothing, nothing, nothing)
        if before is not None and old is not None:
            frames = _after(before.frames, old, notes)
        else:
            frames = np.fromiter((frame for frame, _ in notes.key_frames.items()), np.int64, len(notes.key_frames))
        if before is not None and old is not None and old.drawings is notes.drawings:
            return cls(frames, before.begins, before.ends)
        ranges = [(drawing.start_frame, drawing.end_frame) for drawing in notes.drawings]
        both = np.array(ranges, np.int64).reshape(-1, 2)
        return cls(frames, both[:, 0], both[:, 1])

    def key_near(self, x: float, view: LaneView) -> int | None:
        """The key frame whose flag is at a place; None for none."""
        if not len(self.frames):
            return None
        xs = view.axis.xs(view.times[self.frames])
        nearest = int(np.abs(xs - x).argmin())
        return int(self.frames[nearest]) if abs(xs[nearest] - x) <= REACH else None


def paint_marks(painter: QPainter, marks: Marks, notes: Notes | None, view: LaneView, lane: QRectF) -> None:
    """Draw the lane.

    Args:
        painter: active, antialiased, with a small font.
        marks: of the notes.
        notes: whose first words stand beside the flags where there is room.
        view: how.
        lane: where.
    """
    _paint_drawings(painter, marks, view, lane)
    if notes is None or not len(marks.frames):
        return
    xs = view.axis.xs(view.times[marks.frames])
    seen = np.flatnonzero((xs >= LEFT - 1) & (xs <= lane.right() + 1))
    if not len(seen):
        return
    shown = seen[_apart(xs[seen])]
    if len(shown) * _FLAG * 1.5 > lane.width():
        _paint_poles(painter, xs[shown], lane, view)
        return
    for at, following in zip(shown, [*shown[1:], -1], strict=True):
        x, until = float(xs[at]), float(xs[following]) if following >= 0 else lane.right()
        _paint_flag(painter, x, lane, view)
        if until - x > _ROOM_FOR_NOTE and following in (at + 1, -1):
            room = QRectF(x + _FLAG + 3, lane.y(), until - x - _FLAG - 7, lane.height())
            _paint_words(painter, notes.key_frames[int(marks.frames[at])].note, room, view)


def _after(frames: NDArray[np.int64], old: Notes, now: Notes) -> NDArray[np.int64]:
    """The key frames now, those before being known: in no more time than there are changes."""
    for frame, was, becomes in old.key_frames.differences(now.key_frames):
        at = int(np.searchsorted(frames, frame))
        if was is None:
            frames = np.insert(frames, at, frame)
        elif becomes is None:
            frames = np.delete(frames, at)
    return frames


def _apart(xs: NDArray[np.float64]) -> NDArray[np.int64]:
    """The first of each run of places that are nearer to one another than flags may be."""
    return np.unique(np.floor(xs / _APART), return_index=True)[1]


def _paint_poles(painter: QPainter, xs: NDArray[np.float64], lane: QRectF, view: LaneView) -> None:
    """So many that flags would hide each other."""
    colour = QColor(view.look.text)
    for x in np.round(xs).tolist():
        painter.fillRect(QRectF(x, lane.top() + 2, 1, lane.height() - 6), colour)


def _paint_flag(painter: QPainter, x: float, lane: QRectF, view: LaneView) -> None:
    colour = QColor(view.look.text)
    painter.setPen(QPen(colour, 1))
    painter.drawLine(QPointF(x, lane.top()), QPointF(x, lane.bottom()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    top, middle, low = lane.top() + 0.5, lane.top() + 4, lane.top() + 7.5
    painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x + _FLAG, middle), QPointF(x, low)]))


def _paint_words(painter: QPainter, note: str, room: QRectF, view: LaneView) -> None:
    words = note.split("\n", 1)[0]
    if words:
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(view.look.muted))
        short = metrics.elidedText(words[:200], Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, short)


def _paint_drawings(painter: QPainter, marks: Marks, view: LaneView, lane: QRectF) -> None:
    """A line under the frames that have any drawing, however many."""
    if not len(marks.begins):
        return
    width = max(1, round(lane.width()))
    last = len(view.times) - 1
    stops = np.append(view.times, view.end_s)[np.minimum(marks.ends, last) + 1]
    begin = np.clip(np.floor(view.axis.xs(view.times[np.minimum(marks.begins, last)]) - LEFT), 0, width)
    end = np.clip(np.ceil(view.axis.xs(stops) - LEFT), 0, width)
    step = np.zeros(width + 2, np.int64)
    np.add.at(step, begin.astype(np.int64), 1)
    np.add.at(step, end.astype(np.int64), -1)
    covered = np.cumsum(step[:-1]) > 0
    turns = np.flatnonzero(np.diff(np.concatenate(([False], covered, [False])).astype(np.int8)))
    colour = QColor(view.look.accent)
    for first, after in turns.reshape(-1, 2):
        painter.fillRect(QRectF(LEFT + int(first), lane.bottom() - 2.5, int(after - first), 2.5), colour)
