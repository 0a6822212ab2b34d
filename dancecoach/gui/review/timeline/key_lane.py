"""The lane of what was written onto frames: a flag for each key frame, a line for the frames that have drawings."""

import attrs
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from dancecoach.gui.review.timeline.phase_lane import LaneView
from dancecoach.gui.review.timeline.time_axis import LEFT
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
        if before is not None and old is not None and old.key_frames is notes.key_frames:
            frames = before.frames
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
    metrics = QFontMetricsF(painter.font())
    at = 0
    while at < len(seen):
        x = float(xs[seen[at]])
        following = int(np.searchsorted(xs[seen], x + _APART, side="left"))
        following = max(following, at + 1)
        until = float(xs[seen[following]]) if following < len(seen) else lane.right()
        _paint_flag(painter, x, lane, view)
        if until - x > _ROOM_FOR_NOTE and following == at + 1:
            key_frame = notes.key_frames[int(marks.frames[seen[at]])]
            _paint_words(
                painter,
                key_frame.note,
                metrics,
                QRectF(x + _FLAG + 3, lane.y(), until - x - _FLAG - 7, lane.height()),
                view,
            )
        at = following


def _paint_flag(painter: QPainter, x: float, lane: QRectF, view: LaneView) -> None:
    colour = QColor(view.look.text)
    painter.setPen(QPen(colour, 1))
    painter.drawLine(QPointF(x, lane.top()), QPointF(x, lane.bottom()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    top, middle, low = lane.top() + 0.5, lane.top() + 4, lane.top() + 7.5
    painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x + _FLAG, middle), QPointF(x, low)]))


def _paint_words(painter: QPainter, note: str, metrics: QFontMetricsF, room: QRectF, view: LaneView) -> None:
    words = note.split("\n", 1)[0]
    if words:
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
