"""The speeds of a drill from slow to fast, side by side: which one is danced, which were good, what remains."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from dancecoach.gui.practice.stage.body import RIGHT
from dancecoach.gui.theme import colours
from dancecoach.pipeline.practice.drill import Verdict

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.drill import Repetition

_HEIGHT, _EDGE, _GAP = 56.0, 14.0, 6.0
_ROUND = 8.0


class Ladder(QWidget):
    """One row, drawn large enough to be read while dancing.

    Signals:
        chosen: the speed that was clicked.
    """

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speeds: tuple[float, ...] = ()
        self._at = 0.0
        self._best: dict[float, Repetition] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Slow to fast"))
        self.setToolTip(self.tr("Click a speed to go on from there"))
        self.hide()

    def sizeHint(self) -> QSize:  # noqa: N802
        """One row."""
        return QSize(640, round(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As high, and narrow."""
        return QSize(240, round(_HEIGHT))

    def show_drill(self, speeds: Sequence[float], at: float, best: "Mapping[float, Repetition]") -> None:
        """Show how far it is.

        Args:
            speeds: from the slowest to the goal.
            at: the one that is danced now or next.
            best: the best lap at each speed so far.
        """
        state = (tuple(speeds), at, dict(best))
        if state == (self._speeds, self._at, self._best):
            return
        self._speeds, self._at, self._best = state
        good = [speed for speed, lap in best.items() if lap.verdict is Verdict.GOOD]
        said = [self.tr("now {:.0f} %").format(100 * at)]
        if good:
            said.append(self.tr("reached {:.0f} %").format(100 * max(good)))
        self.setAccessibleDescription(", ".join(said))
        self.update()

    def speed_at(self, x: float) -> float | None:
        """The speed at a place of the row; None between two."""
        return next(
            (s for s, box in zip(self._speeds, self._boxes(), strict=True) if box.left() <= x <= box.right()), None
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose a speed."""
        speed = self.speed_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and speed is not None:
            self.chosen.emit(speed)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours().panel))
        for speed, box in zip(self._speeds, self._boxes(), strict=True):
            self._paint_rung(painter, box, speed)
        painter.end()

    def _boxes(self) -> list[QRectF]:
        count = max(1, len(self._speeds))
        width = (self.width() - 2 * _EDGE - _GAP * (count - 1)) / count
        return [QRectF(_EDGE + n * (width + _GAP), 4, width, _HEIGHT - 8) for n in range(len(self._speeds))]

    def _paint_rung(self, painter: QPainter, box: QRectF, speed: float) -> None:
        look, now, lap = colours(), speed == self._at, self._best.get(speed)
        good = lap is not None and lap.verdict is Verdict.GOOD
        fill = QColor(look.accent if now else look.raised)
        painter.setPen(QPen(QColor(look.accent if now else look.border), 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, _ROUND, _ROUND)
        ink = QColor(look.on_accent if now else look.text if good else look.muted)
        _write(
            painter, QRectF(box.x(), box.y() + 3, box.width(), 26), f"{100 * speed:.0f} %", 20, ink, bold=now or good
        )
        below = QRectF(box.x(), box.y() + 28, box.width(), 17)
        if lap is not None and lap.score is not None:
            _write(painter, below, f"{lap.score:.0f}", 13, ink, bold=False)
        if good:
            self._paint_tick(painter, QPointF(below.center().x() - 24, below.center().y()), ink if now else RIGHT)

    def _paint_tick(self, painter: QPainter, at: QPointF, ink: QColor) -> None:
        painter.setPen(QPen(ink, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([at + QPointF(-5, 0), at + QPointF(-1, 4), at + QPointF(6, -5)]))


def _write(painter: QPainter, box: QRectF, text: str, pixels: int, ink: QColor, *, bold: bool) -> None:
    font = QFont(painter.font())
    font.setPixelSize(pixels)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
