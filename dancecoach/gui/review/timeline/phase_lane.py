"""The lane of phases on the time line: a coloured block for each, with its word or letter where there is room."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter

from dancecoach.gui.phase_look import INK, UNSURE, phase_colour, phase_label, phase_letter, phase_word
from dancecoach.gui.review.timeline.time_axis import TimeAxis, clock_text
from dancecoach.gui.theme import Colours
from dancecoach.motion.phases import IDLE, PHASES, PhaseSegment

_ROUND = 3.0
_ROOM = 6.0
"""Between a block's edges and its word, logical pixels."""


def tr(text: str) -> str:
    """Translate a text of this lane."""
    return QCoreApplication.translate("PhaseLane", text)


def blocks(segments: Sequence[PhaseSegment], axis: TimeAxis, lane: QRectF) -> Iterator[tuple[PhaseSegment, QRectF]]:
    """Where each segment lies: until the next one begins, the last one until the clip ends. Never too thin to see."""
    starts = [*(segment.start_s for segment in segments), axis.end_s]
    for segment, (begin, end) in zip(segments, pairwise(starts), strict=True):
        x = axis.x(begin)
        yield segment, QRectF(x, lane.y(), max(1.5, axis.x(end) - x), lane.height())


def paint_phases(
    painter: QPainter, segments: Sequence[PhaseSegment], axis: TimeAxis, lane: QRectF, look: Colours
) -> None:
    """Draw the lane.

    Args:
        painter: active, antialiased, with the font for the words.
        segments: in order of time, together the whole clip.
        axis: the scale of time.
        lane: where.
        look: colours of the theme.
    """
    metrics = QFontMetricsF(painter.font())
    for segment, box in blocks(segments, axis, lane):
        _paint_block(painter, segment, box)
        words = _fitting(segment, metrics, box.width())
        if words:
            painter.setPen(_ink(segment, look))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def paint_note(painter: QPainter, lane: QRectF, text: str, look: Colours) -> None:
    """Draw the empty lane and say why it is empty."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.base))
    painter.drawRoundedRect(lane, _ROUND, _ROUND)
    painter.setPen(QColor(look.muted))
    painter.drawText(lane.adjusted(_ROOM, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


def describe(segment: PhaseSegment) -> str:
    """Everything known of a segment, a line each."""
    frames = tr("frames {} to {}").format(segment.start_frame, segment.end_frame)
    lines = [
        phase_word(segment.phase),
        f"{clock_text(segment.start_s, 2)} – {clock_text(segment.end_s, 2)} · {frames}",
        tr("{:.0f} % sure").format(100 * segment.confidence),
    ]
    if segment.author:
        lines.append(segment.author)
    return "\n".join(lines)


def _paint_block(painter: QPainter, segment: PhaseSegment, box: QRectF) -> None:
    """A full block; a pale hatched one where nobody is sure. Idle stays quiet: it is most of a clip."""
    colour = phase_colour(segment.phase)
    inner = box.adjusted(0, 0, -1.0 if box.width() > 4 else 0, 0)
    round_by = _ROUND if box.width() > 4 * _ROUND else 0.0
    painter.setPen(Qt.PenStyle.NoPen)
    sure = segment.confidence >= UNSURE
    quiet = segment.phase == PHASES[IDLE]
    fill = QColor(colour)
    fill.setAlphaF((0.32 if quiet else 1.0) if sure else (0.14 if quiet else 0.28))
    painter.setBrush(fill)
    painter.drawRoundedRect(inner, round_by, round_by)
    if not sure:
        painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(inner, round_by, round_by)


def _fitting(segment: PhaseSegment, metrics: QFontMetricsF, width: float) -> str:
    """The longest text that has room: word, letter or nothing."""
    mark = "" if segment.confidence >= UNSURE else "?"
    for words in (phase_label(segment.phase, segment.confidence), phase_letter(segment.phase) + mark):
        room = _ROOM if len(words) > 2 else 2.0
        if metrics.horizontalAdvance(words) + 2 * room <= width:
            return words
    return ""


def _ink(segment: PhaseSegment, look: Colours) -> QColor:
    pale = segment.confidence < UNSURE or segment.phase == PHASES[IDLE]
    return QColor(look.text) if pale else INK
