"""The phase and the style over the live picture, large enough to be read from three metres.

It lies in the picture's upper corners, where a moving person is least often, and is drawn anew only when it says
something else: between two such moments a picture costs a copy of its words, not of all that lies between them.
"""

from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from dancecoach.coaching.subject import is_dance_named_live
from dancecoach.gui.guesses import plus_minus, style_text
from dancecoach.gui.phase_look import INK, phase_colour, phase_word
from dancecoach.gui.widgets.picture_text import EDGE
from dancecoach.motion.phases import IDLE, PHASES
from dancecoach.pipeline.live.steady import Attempt, Attempts, SteadyPhase, SteadyStyle

if TYPE_CHECKING:
    from dancecoach.models.phases import PhaseNow
    from dancecoach.models.style import StyleResult

_TEXT, _MUTED, _PLATE = QColor("#F2F4F6"), QColor("#B9BEC6"), QColor(14, 15, 18, 200)
_MARGIN = 14.0
#: Height of the word that comes first, as a share of the picture's, and its limits in logical pixels.
_SHARE, _LEAST, _MOST = 0.15, 40.0, 150.0
#: What the style is told from, the last seconds. (`dancecoach.models` is imported late, behind the window.)
_STYLE_S = 8.0


@attrs.frozen
class BoardText:
    """What the board says.

    Attributes:
        phase: one of `PHASES`, or None for nothing.
        style: such as "probably waltz, 72 %"; "" for nothing.
        attempts: the last skills, the newest first.
    """

    phase: str | None = None
    style: str = ""
    attempts: tuple[str, ...] = ()


class LiveBoard(QWidget):
    """Lies over the upper part of a canvas; the mouse goes through it."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setAccessibleName(self.tr("Phase and style"))
        self._activity = "auto"
        self._drawn: QPixmap | None = None
        self._plates: list[QRectF] = []
        self.forget()
        canvas.installEventFilter(self)
        self.setGeometry(canvas.rect())

    @property
    def text(self) -> BoardText:
        """What it says now."""
        return self._text

    def forget(self) -> None:
        """Another camera, or none: nothing that was seen counts."""
        self._phase, self._style, self._attempts = SteadyPhase(), SteadyStyle(), Attempts()
        self._say(BoardText())

    def be_about(self, activity: str) -> None:
        """Put first what "auto", "dance" or "gymnastics" is about: for dance the style, else the phase."""
        if activity != self._activity:
            self._activity = activity
            self._redraw()

    def push(self, time_s: float, phase: "PhaseNow | None", style: "StyleResult | None", *, seen: bool) -> None:
        """Take what is recognised in a picture.

        Args:
            time_s: the picture's time, seconds.
            phase: what the person is doing; None where it cannot be told.
            style: what they are dancing; None where it cannot be told.
            seen: whether anybody is in the picture: of nobody nothing is said.
        """
        phase, style = (phase, style) if seen else (None, None)
        shown = self._phase.push(time_s, phase)
        attempts = tuple(map(attempt_text, self._attempts.push(time_s, phase)))
        running = self._style.push(time_s, style)
        lately = time_s - self._attempts.latest_s < _STYLE_S
        if running is not None and not is_dance_named_live(running, activity=self._activity, skill_in_sight=lately):
            running = None
        self._say(BoardText(shown, style_text(running) if running is not None else "", attempts))

    def _say(self, text: BoardText) -> None:
        if text == getattr(self, "_text", None):
            return
        self._text = text
        words = (phase_word(text.phase) if text.phase else "", text.style, *text.attempts[:1])
        self.setAccessibleDescription(", ".join(filter(None, words)))
        self._redraw()

    def _redraw(self) -> None:
        self._drawn = None
        self.update()

    # Painting

    def eventFilter(self, canvas: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay as large as the canvas."""
        if event.type() == QEvent.Type.Resize and isinstance(canvas, QWidget):
            self.setGeometry(canvas.rect())
            self._redraw()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Copy what was drawn."""
        if self._text == BoardText():
            return
        if self._drawn is None:
            self._drawn = self._draw()
        ratio = self._drawn.devicePixelRatio()
        painter = QPainter(self)
        for plate in self._plates:
            painter.drawPixmap(plate, self._drawn, QRectF(plate.topLeft() * ratio, plate.size() * ratio))
        painter.end()

    @property
    def _large(self) -> float:
        return min(max(_SHARE * self.height(), _LEAST), _MOST)

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        height = min(self.height(), round(2 * _MARGIN + 2.2 * self._large))
        drawn = QPixmap(QSizeF(self.width() * ratio, height * ratio).toSize())
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        self._plates = []
        self._draw_recognised(painter)
        self._draw_attempts(painter)
        painter.end()
        return drawn

    def _draw_recognised(self, painter: QPainter) -> None:
        y = _MARGIN
        for place, what in enumerate(("style", "phase") if self._activity == "dance" else ("phase", "style")):
            if what == "phase" and self._text.phase is not None:
                size = self._large * (1.0 if place == 0 else 0.5)
                self._draw_phase(painter, self._text.phase, QPointF(_MARGIN, y), size)
            elif what == "style" and self._text.style:
                size = self._large * (0.62 if place == 0 else 0.45)  # it has many more letters than a phase
                self._draw_plate(painter, self._text.style, QPointF(_MARGIN, y), size)
            else:
                continue  # nothing to say, and no gap
            y += size + 8

    def _draw_phase(self, painter: QPainter, phase: str, at: QPointF, height: float) -> None:
        """A block as wide as the longest of the words, so that only word and colour change."""
        font = self._font(height * 0.6, bold=True)
        metrics = QFontMetricsF(font)
        width = max(metrics.horizontalAdvance(phase_word(p).upper()) for p in PHASES) + 0.7 * height
        box = self._plate(QRectF(at, QSizeF(width, height)))
        colour = phase_colour(phase)
        quiet = phase == PHASES[IDLE]
        _ground(painter, box, height * 0.2, _PLATE if quiet else colour)
        if quiet:
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(at, QSizeF(height * 0.16, height)), height * 0.08, height * 0.08)
        painter.setFont(font)
        painter.setPen(colour.lighter(125) if quiet else INK)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, phase_word(phase).upper())
        painter.setPen(Qt.PenStyle.NoPen)

    def _draw_plate(self, painter: QPainter, text: str, at: QPointF, height: float) -> None:
        font = self._font(height * 0.58)
        metrics = QFontMetricsF(font)
        room = self.width() - 2 * at.x() - height
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        box = self._plate(QRectF(at, QSizeF(metrics.horizontalAdvance(text) + height * 0.8, height)))
        _ground(painter, box, height * 0.3, _PLATE)
        painter.setFont(font)
        painter.setPen(_TEXT)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.setPen(Qt.PenStyle.NoPen)

    def _draw_attempts(self, painter: QPainter) -> None:
        """The newest at the top, as large as can be read from afar; the ones before, smaller."""
        if not self._text.attempts or self.width() < 560:
            return
        height = self._large * 0.45
        fonts = [self._font(height * (0.58 if row == 0 else 0.42), bold=row == 0) for row in range(3)]
        lines = list(zip(self._text.attempts, fonts, strict=False))
        width = max(QFontMetricsF(font).horizontalAdvance(text) for text, font in lines) + height * 0.8
        tall = height + (len(lines) - 1) * height * 0.62
        box = self._plate(QRectF(self.width() - _MARGIN - width, _MARGIN, width, tall))
        _ground(painter, box, height * 0.25, _PLATE)
        y = box.y()
        for row, (text, font) in enumerate(lines):
            line = height if row == 0 else height * 0.62
            painter.setFont(font)
            painter.setPen(_TEXT if row == 0 else _MUTED)
            place = QRectF(box.x(), y, width - height * 0.4, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
            y += line
        painter.setPen(Qt.PenStyle.NoPen)

    def _plate(self, box: QRectF) -> QRectF:
        """Note where something is drawn; whole pixels, edges included."""
        self._plates.append(QRectF(box.adjusted(-1, -1, 1, 1).toAlignedRect()))
        return box

    def _font(self, pixels: float, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(9, round(pixels)))
        font.setBold(bold)
        return font


def _ground(painter: QPainter, box: QRectF, radius: float, colour: QColor) -> None:
    """What words stand on, with a faint edge: beside the picture it is as dark as what is around it."""
    painter.setBrush(colour)
    painter.setPen(QPen(EDGE, 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)


def attempt_text(attempt: Attempt) -> str:
    """A skill's time, such as "skill 0.52 ± 0.03 s"."""
    return f"{phase_word('skill')} {plus_minus(attempt.seconds, attempt.uncertainty_s, 's')}"
