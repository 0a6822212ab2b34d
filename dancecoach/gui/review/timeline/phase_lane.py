"""A lane of phases on the time line: a coloured block for each, with its word or letter where there is room."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs
import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPen

from dancecoach.gui.phase_look import INK, UNSURE, phase_colour, phase_label, phase_letter, phase_word
from dancecoach.gui.review.timeline.blocks import Blocks, Floats, columns
from dancecoach.gui.theme import Colours
from dancecoach.gui.widgets.time_axis import TimeAxis, clock_text
from dancecoach.motion.phases import IDLE, PHASES, PhaseSegment
from dancecoach.notes.phase_track import MODEL, NAMES, UNLABELLED

_ROUND = 3.0
_ROOM = 6.0
"""Between a block's edges and its word, logical pixels."""

_PIXELS = 6.0
"""Logical pixels a block has on average below which pixels are coloured instead of blocks drawn."""

_QUIET, _QUIET_UNSURE, _UNSURE = 0.32, 0.14, 0.28
GHOST = 0.42
"""How much is left of the colours where nobody has said so yet."""


def tr(text: str) -> str:
    """Translate a text of this lane."""
    return QCoreApplication.translate("PhaseLane", text)


@attrs.frozen(eq=False)
class LaneView:
    """How lanes are drawn now.

    Attributes:
        times: (T,) seconds of each frame.
        end_s: when the clip ends.
        axis: the scale of time.
        look: colours of the theme.
    """

    times: Floats
    end_s: float
    axis: TimeAxis
    look: Colours


def blocks(segments: Sequence[PhaseSegment], axis: TimeAxis, lane: QRectF) -> Iterator[tuple[PhaseSegment, QRectF]]:
    """Where each segment lies: until the next one begins, the last one until the clip ends. Never too thin to see."""
    starts = [*(segment.start_s for segment in segments), axis.end_s]
    for segment, (begin, end) in zip(segments, pairwise(starts), strict=True):
        x = axis.x(begin)
        yield segment, QRectF(x, lane.y(), max(1.5, axis.x(end) - x), lane.height())


def paint_phases(painter: QPainter, shown: Blocks, view: LaneView, lane: QRectF, *, words: bool = True) -> None:
    """Draw a lane; nothing outside it.

    Args:
        painter: active, antialiased, with the font for the words.
        shown: the segments.
        view: how.
        lane: where.
        words: whether blocks are named.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(view.look.base))
    painter.drawRoundedRect(lane, _ROUND, _ROUND)
    if not len(shown):
        return
    edges = shown.edges(view.times, view.end_s, view.axis)
    first = max(0, int(np.searchsorted(edges, lane.left(), side="right")) - 1)
    last = min(len(shown), int(np.searchsorted(edges, lane.right(), side="left")))
    if (last - first) * _PIXELS > lane.width():
        _paint_columns(painter, columns(edges, shown.phases, view.axis), lane)
        return
    painter.save()
    painter.setClipRect(lane)
    for at in range(first, last):
        x = float(edges[at])
        box = QRectF(x, lane.y(), max(1.5, float(edges[at + 1]) - x), lane.height())
        phase, sure = NAMES[shown.phases[at]], float(shown.sure[at])
        _paint_block(painter, phase, sure, box)
        if words:
            _paint_words(painter, phase, sure, box, view.look)
    painter.restore()


def paint_note(painter: QPainter, lane: QRectF, text: str, look: Colours) -> None:
    """Draw the empty lane and say why it is empty."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.base))
    painter.drawRoundedRect(lane, _ROUND, _ROUND)
    painter.setPen(QColor(look.muted))
    painter.drawText(lane.adjusted(_ROOM, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


def paint_frame(painter: QPainter, lane: QRectF, colour: str) -> None:
    """Draw a frame about a lane: keys go there now."""
    painter.setPen(QPen(QColor(colour), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(lane.adjusted(-1.5, -1.5, 1.5, 1.5), _ROUND + 1, _ROUND + 1)


def describe(segment: PhaseSegment) -> str:
    """Everything known of a segment, a line each."""
    frames = tr("frames {} to {}").format(segment.start_frame, segment.end_frame)
    lines = [
        phase_word(segment.phase),
        f"{clock_text(segment.start_s, 2)} – {clock_text(segment.end_s, 2)} · {frames}",
    ]
    if not segment.author or segment.author.startswith(MODEL):
        lines.append(tr("{:.0f} % sure").format(100 * segment.confidence))
    if segment.author:
        lines.append(segment.author)
    return "\n".join(lines)


def _paint_columns(painter: QPainter, phases: np.ndarray[tuple[int], np.dtype[np.int8]], lane: QRectF) -> None:
    """A pixel is the phase in its middle."""
    table = np.array([_plain(phase).rgba() for phase in NAMES], np.uint32)
    row = np.ascontiguousarray(table[phases])
    image = QImage(row.data, len(row), 1, 4 * len(row), QImage.Format.Format_ARGB32)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.drawImage(lane, image)
    painter.restore()


def _plain(phase: str) -> QColor:
    """A block's colour, for one somebody is sure of."""
    if phase == UNLABELLED:
        return QColor(0, 0, 0, 0)
    colour = phase_colour(phase)
    colour.setAlphaF(_QUIET if phase == PHASES[IDLE] else 1.0)
    return colour


def _paint_block(painter: QPainter, phase: str, sure: float, box: QRectF) -> None:
    """A full block; a pale hatched one where nobody is sure. Idle stays quiet: it is most of a clip."""
    if phase == UNLABELLED:
        return
    inner = box.adjusted(0, 0, -1.0 if box.width() > 4 else 0, 0)
    round_by = _ROUND if box.width() > 4 * _ROUND else 0.0
    painter.setPen(Qt.PenStyle.NoPen)
    unsure, quiet = sure < UNSURE, phase == PHASES[IDLE]
    fill = _plain(phase)
    if unsure:
        fill.setAlphaF(_QUIET_UNSURE if quiet else _UNSURE)
    painter.setBrush(fill)
    painter.drawRoundedRect(inner, round_by, round_by)
    if unsure:
        painter.setBrush(QBrush(phase_colour(phase), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(inner, round_by, round_by)


def _paint_words(painter: QPainter, phase: str, sure: float, box: QRectF, look: Colours) -> None:
    words = "" if phase == UNLABELLED else _fitting(phase, sure, painter, box.width())
    if words:
        pale = sure < UNSURE or phase == PHASES[IDLE]
        painter.setPen(QColor(look.text) if pale else INK)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _fitting(phase: str, sure: float, painter: QPainter, width: float) -> str:
    """The longest text that has room: word, letter or nothing."""
    mark = "" if sure >= UNSURE else "?"
    if width < _ROOM:
        return ""
    metrics = QFontMetricsF(painter.font())
    for words in (phase_label(phase, sure), phase_letter(phase) + mark):
        room = _ROOM if len(words) > 2 else 2.0
        if metrics.horizontalAdvance(words) + 2 * room <= width:
            return words
    return ""
