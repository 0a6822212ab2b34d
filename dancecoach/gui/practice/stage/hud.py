"""What is read from three metres while dancing: the count, one cue, early or late, the score."""

import math

import attrs
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dancecoach.gui.practice.stage.body import OFF, RIGHT
from dancecoach.gui.theme import colours

HEIGHT = 116
#: The needle's ends, seconds early and late; what lies within is punctual.
ENDS_S, PUNCTUAL_S = 0.4, 0.08


@attrs.frozen
class HudText:
    """What it says.

    Attributes:
        count: the beat, or what stands in its place; "" for nothing.
        below: a few words below the count.
        cue: one short sentence.
        quiet: whether the cue is no correction, and is shown in a muted colour.
        late_s: how late the learner is, negative early; None where it is not known.
        doubt_s: by how much that may be wrong: within it nobody is early or late.
        score: 0 to 100; None where too little is known.
        score_name: what the score is of.
    """

    count: str = ""
    below: str = ""
    cue: str = ""
    quiet: bool = False
    late_s: float | None = None
    doubt_s: float = 0.0
    score: float | None = None
    score_name: str = ""


class Hud(QWidget):
    """One line, drawn in large type; a change costs a repaint of it and nothing else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = HudText()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Count, cue and score"))

    @property
    def text(self) -> HudText:
        """What it says now."""
        return self._text

    def say(self, text: HudText) -> None:
        """Say something else."""
        if text != self._text:
            self._text = text
            score = "" if text.score is None else f"{text.score_name} {text.score:.0f}"
            self.setAccessibleDescription(", ".join(filter(None, (text.count, text.cue, score))))
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as large type needs."""
        return QSize(640, HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It may become narrow, not low."""
        return QSize(320, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours().panel))
        box = QRectF(self.rect()).adjusted(20, 8, -20, -8)
        counted = self._text.count or self._text.below
        left = min(130.0, box.width() * 0.15) if counted else 0.0
        right = min(380.0, box.width() * 0.4) if self._text.score is not None or self._text.late_s is not None else 0.0
        self._paint_count(painter, QRectF(box.x(), box.y(), left, box.height()))
        self._paint_right(painter, QRectF(box.right() - right, box.y(), right, box.height()))
        self._paint_cue(painter, QRectF(box.x() + left + 8, box.y(), box.width() - left - right - 32, box.height()))
        painter.end()

    def _paint_count(self, painter: QPainter, box: QRectF) -> None:
        below = 18.0 if self._text.below else 0.0
        _write(painter, box.adjusted(0, 0, 0, -below), self._text.count, 78, colours().text)
        foot = QRectF(box.x(), box.bottom() - below - 2, box.width(), below + 2)
        _write(painter, foot, self._text.below, 14, colours().muted, bold=False)

    def _paint_cue(self, painter: QPainter, box: QRectF) -> None:
        colour = colours().muted if self._text.quiet else colours().text
        size = 22 if self._text.quiet else 38
        _write(
            painter,
            box,
            self._text.cue,
            size,
            colour,
            align=Qt.AlignmentFlag.AlignLeft,
            bold=not self._text.quiet,
            wrap=True,
        )

    def _paint_right(self, painter: QPainter, box: QRectF) -> None:
        score_width = min(150.0, box.width() * 0.42)
        if self._text.score is not None:
            place = QRectF(box.right() - score_width, box.y(), score_width, box.height())
            _write(
                painter,
                place.adjusted(0, 0, 0, -18),
                f"{self._text.score:.0f}",
                72,
                colours().text,
                align=Qt.AlignmentFlag.AlignRight,
            )
            foot = QRectF(place.x(), place.bottom() - 20, place.width(), 20)
            _write(
                painter, foot, self._text.score_name, 14, colours().muted, align=Qt.AlignmentFlag.AlignRight, bold=False
            )
        if self._text.late_s is not None:
            self._paint_needle(painter, QRectF(box.x(), box.y(), box.width() - score_width - 24, box.height()))

    def _paint_needle(self, painter: QPainter, box: QRectF) -> None:
        """A line with its middle for "on time", and a mark on it; words below, the one that holds bright."""
        late = self._text.late_s
        assert late is not None
        y = box.y() + box.height() * 0.42
        look = colours()
        painter.setPen(QPen(QColor(look.border), 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(box.x() + 6, y), QPointF(box.right() - 6, y))
        middle, reach = box.center().x(), box.width() / 2 - 14
        close_s = PUNCTUAL_S + self._text.doubt_s
        wide = reach * close_s / ENDS_S
        painter.setPen(QPen(QColor(look.faint), 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(middle - wide, y), QPointF(middle + wide, y))
        at = middle + reach * max(-1.0, min(1.0, late / ENDS_S))
        punctual = abs(late) <= close_s
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(RIGHT if punctual else OFF)
        painter.drawRoundedRect(QRectF(at - 7, y - 22, 14, 44), 7, 7)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        foot = QRectF(box.x(), box.bottom() - 30, box.width(), 30)
        word = self.tr("on time") if punctual else self.tr("late") if late > 0 else self.tr("early")
        align = (
            Qt.AlignmentFlag.AlignHCenter
            if punctual
            else (Qt.AlignmentFlag.AlignRight if late > 0 else Qt.AlignmentFlag.AlignLeft)
        )
        _write(painter, foot, word, 22, look.muted if punctual else look.text, align=align)


def _write(
    painter: QPainter,
    box: QRectF,
    text: str,
    pixels: int,
    colour: str,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
    bold: bool = True,
    wrap: bool = False,
) -> None:
    """Write as large as wished, or as large as fits."""
    if not text:
        return
    flags = int(align | Qt.AlignmentFlag.AlignVCenter | (Qt.TextFlag.TextWordWrap if wrap else Qt.AlignmentFlag(0)))
    font = QFont(painter.font())
    font.setBold(bold)
    for size in (pixels, *(round(pixels * share) for share in (0.85, 0.7, 0.58, 0.48))):
        font.setPixelSize(max(11, size))
        needs = QFontMetricsF(font).boundingRect(box, flags, text)
        if needs.width() <= box.width() + 0.5 and needs.height() <= math.ceil(box.height()) + 0.5:
            break
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, flags, text)
