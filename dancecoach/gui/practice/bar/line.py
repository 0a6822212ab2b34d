"""The reference's time: its steps and parts to choose from, the score over it, and where we are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from dancecoach.gui.theme import colours

if TYPE_CHECKING:
    from dancecoach.coaching.dance.phrases import Counts, Phrase
    from dancecoach.pipeline.practice.result import PhraseMark
    from dancecoach.pipeline.practice.takes import Course

_STEPS, _PARTS, _COURSE, _EDGE = 25.0, 26.0, 40.0, 14.0
#: Beats nearer to each other than this are not drawn, logical pixels.
_BEATS_APART = 5.0
#: Marks this far apart belong to different takes of the line: between them nothing was seen.
_GAP_S = 1.1


class PracticeLine(QWidget):
    """Two rows: the parts, and below them the score; above them the steps of a lesson, where it names some.

    Signals:
        picked: the part (a `Phrase`) that was clicked; None where it was the chosen one.
        sought: a moment of the reference, seconds.
    """

    picked = Signal(object)
    sought = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span = (0.0, 1.0)
        self._parts: tuple[Phrase, ...] = ()
        self._steps: tuple[Phrase, ...] = ()
        self._part: Phrase | None = None
        self._counts: Counts | None = None
        self._marks: dict[int, float] = {}
        self._phrases: tuple[PhraseMark, ...] = ()
        self._course: Course = ()
        self._moment_s = 0.0
        self._seeking = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Parts of the reference"))
        self.setToolTip(self.tr("Click a part to practise it alone, click below to look at a moment"))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Two rows, or three."""
        return QSize(640, round(self._top + _PARTS + _COURSE + 18))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As high, and narrow."""
        return QSize(200, self.sizeHint().height())

    def show_reference(
        self, span: tuple[float, float], parts: "tuple[Phrase, ...]", steps: "tuple[Phrase, ...]" = ()
    ) -> None:
        """Show another reference, with the steps that its lesson names."""
        self._span, self._parts, self._steps = span, parts, steps
        self.updateGeometry()
        self.show_marks((), ())

    def show_counts(self, parts: "tuple[Phrase, ...]", counts: "Counts | None") -> None:
        """The reference is counted otherwise: its parts and beats are others."""
        if (parts, counts) != (self._parts, self._counts):
            self._parts, self._counts = parts, counts
            self.show_marks(self._phrases, self._course)

    def show_part(self, part: "Phrase | None") -> None:
        """Mark the part that is practised; None for all."""
        if part != self._part:
            self._part = part
            self.update()

    def show_marks(self, phrases: "tuple[PhraseMark, ...]", course: "Course") -> None:
        """Show what came of a take; () for nothing."""
        # The phrases of a take that was a part are numbered from its own beginning: the moment tells which it is.
        self._marks, self._phrases = {}, phrases
        for line in phrases:
            middle = (line.phrase.start_s + line.phrase.end_s) / 2
            part = next((p for p in self._parts if p.start_s <= middle < p.end_s), None)
            if part is not None and line.score is not None:
                self._marks[part.number] = line.score
        self._course = course
        self.update()

    def show_moment(self, moment_s: float) -> None:
        """Move the cursor."""
        before, self._moment_s = self._x(self._moment_s), moment_s
        after = self._x(moment_s)
        if abs(after - before) >= 0.25:
            for x in (before, after):
                self.update(QRectF(x - 4, 0, 8, self.height()).toAlignedRect())

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = colours()
        painter.fillRect(self.rect(), QColor(look.panel))
        for step in self._steps:
            self._paint_part(painter, step, step.name)
        for part in self._parts:
            self._paint_part(painter, part)
        self._paint_beats(painter)
        self._paint_course(painter)
        if self._parts:
            x = self._x(self._moment_s)
            painter.setPen(QPen(QColor(look.text), 2))
            painter.drawLine(QPointF(x, 4), QPointF(x, self.height() - 4))
        painter.end()

    def _paint_part(self, painter: QPainter, part: "Phrase", name: str = "") -> None:
        look, chosen = colours(), part == self._part
        box = self._box(part)
        painter.setPen(QPen(QColor(look.accent if chosen else look.border), 1))
        painter.setBrush(QColor(look.accent if chosen else look.raised))
        painter.drawRoundedRect(box, 5, 5)
        font = QFont(self.font())
        font.setPixelSize(13)
        font.setBold(chosen or part.number in self._marks)
        painter.setFont(font)
        painter.setPen(QColor(look.on_accent if chosen else look.text if part.number in self._marks else look.muted))
        mark = self._marks.get(part.number)
        words = name or (str(part.number) if mark is None else f"{mark:.0f}")
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(box.width()) - 6)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, fitting if name else words)

    def _paint_beats(self, painter: QPainter) -> None:
        """A tick below the parts for each beat, a longer one for each "1"; none where they would run together."""
        beats = () if self._counts is None else self._counts.beats_s
        if self._counts is None or len(beats) < 2 or self._x(beats[1]) - self._x(beats[0]) < _BEATS_APART:
            return
        painter.setPen(QPen(QColor(colours().faint), 1))
        for place, beat in enumerate(beats):
            if self._span[0] <= beat <= self._span[1]:
                x, tall = self._x(beat), 7 if (place - self._counts.first_one) % 8 == 0 else 4
                foot = self._top + _PARTS + 5
                painter.drawLine(QPointF(x, foot), QPointF(x, foot + tall))

    def _paint_course(self, painter: QPainter) -> None:
        """The score as a filled line, broken where nothing could be judged."""
        look, ground = colours(), self._ground
        painter.setPen(QPen(QColor(look.border), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(ground.left(), ground.bottom()), QPointF(ground.right(), ground.bottom()))
        for run in self._runs():
            points = [QPointF(self._x(at), ground.bottom() - ground.height() * mark / 100) for at, mark in run]
            feet = [QPointF(points[end].x(), ground.bottom()) for end in (-1, 0)]
            fill = QColor(look.accent)
            fill.setAlphaF(0.22)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF([*points, *feet]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawPolyline(QPolygonF(points))

    def _runs(self) -> "list[list[tuple[float, float]]]":
        runs: list[list[tuple[float, float]]] = []
        for at, mark in self._course:
            if not runs or at - runs[-1][-1][0] > _GAP_S:
                runs.append([])
            runs[-1].append((at, mark))
        return runs

    @property
    def _ground(self) -> QRectF:
        return QRectF(_EDGE, self._top + _PARTS + 14, max(1.0, self.width() - 2 * _EDGE), _COURSE)

    @property
    def _top(self) -> float:
        """Where the parts begin: below the steps, where there are any."""
        return _STEPS if self._steps else 0.0

    def _box(self, part: "Phrase") -> QRectF:
        a, b = self._x(part.start_s), self._x(part.end_s)
        top, height = (4.0, _STEPS - 2) if part in self._steps else (self._top + 5, _PARTS - 2)
        return QRectF(a + 1, top, max(2.0, b - a - 2), height)

    def _x(self, moment_s: float) -> float:
        first, last = self._span
        share = (moment_s - first) / max(1e-9, last - first)
        return _EDGE + min(max(share, 0.0), 1.0) * (self.width() - 2 * _EDGE)

    def _moment(self, x: float) -> float:
        first, last = self._span
        return first + min(max((x - _EDGE) / max(1.0, self.width() - 2 * _EDGE), 0.0), 1.0) * (last - first)

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose a part, or go to a moment."""
        if event.button() != Qt.MouseButton.LeftButton or not self._parts:
            return
        at = event.position()
        part = next((p for p in (*self._steps, *self._parts) if self._box(p).contains(at)), None)
        if part is not None:
            self.picked.emit(None if part == self._part else part)
        else:
            self._seeking = True
            self.sought.emit(self._moment(at.x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go on to other moments."""
        if self._seeking:
            self.sought.emit(self._moment(event.position().x()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Stay there."""
        self._seeking = False
