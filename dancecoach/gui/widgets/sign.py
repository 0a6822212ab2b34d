"""A word in a corner of the picture, or a number in its middle, to be read from three metres.

A sign is as large as what it says and no larger, so that it costs a picture next to nothing.
"""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from dancecoach.gui.widgets.picture_text import EDGE, MARGIN, PictureText

_LIGHT, _DARK = QColor("#F2F4F6"), QColor("#14161A")
_SHADE = QColor(14, 15, 18, 200)

Corner = Qt.Corner


class Sign(PictureText):
    """A few words in a corner or in the middle of a canvas.

    Args:
        canvas: what it lies over.
        corner: where; None for the middle.
        share: height of the sign as a share of the canvas's.
        least: its limits in logical pixels.
        most: see ``least``.
        inverse: dark on light, to be noticed.
        mark: colour of a dot before the words (``#RRGGBB``), "" for none.
    """

    def __init__(
        self,
        canvas: QWidget,
        corner: Corner | None,
        *,
        share: float = 0.1,
        least: float = 34.0,
        most: float = 96.0,
        inverse: bool = False,
        mark: str = "",
    ) -> None:
        super().__init__(canvas, self._lay_out)
        self._corner = corner
        self._share, self._limits = share, (least, most)
        self._ground, self._ink = (_LIGHT, _DARK) if inverse else (_SHADE, _LIGHT)
        self._mark = mark
        self._widest = ""
        self._drawn: QPixmap | None = None

    def say(self, text: str, widest: str = "") -> None:
        """Say something else; "" for nothing.

        Args:
            text: a few words.
            widest: words that are as wide as it may become, so that it does not change its size while it counts.
        """
        if (text, widest) == (self._text, self._widest):
            return
        self._widest = widest
        self._show_text(text)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Copy what was drawn."""
        if self._text:
            if self._drawn is None:
                self._drawn = self._draw()
            painter = QPainter(self)
            painter.drawPixmap(QPointF(0, 0), self._drawn)
            painter.end()

    @property
    def _height(self) -> float:
        low, high = self._limits
        return min(max(self._share * self._canvas.height(), low), high)

    @property
    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(self._height * (0.56 if self._corner is not None else 0.72)))
        font.setBold(True)
        return font

    def _lay_out(self) -> None:
        height = self._height
        metrics = QFontMetricsF(self._font)
        words = max(metrics.horizontalAdvance(text) for text in (self._text, self._widest))
        width = max(
            words + (0.8 if self._corner is not None else 0.4) * height + (0.6 * height if self._mark else 0.0), height
        )
        room_x, room_y = self._canvas.width(), self._canvas.height()
        width = min(width, room_x - 2 * MARGIN)
        right = self._corner in (Qt.Corner.TopRightCorner, Qt.Corner.BottomRightCorner)
        low = self._corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner)
        x = (room_x - width) / 2 if self._corner is None else room_x - MARGIN - width if right else MARGIN
        y = (room_y - height) / 2 if self._corner is None else room_y - MARGIN - height if low else MARGIN
        self.setGeometry(QRectF(x, y, width, height).toAlignedRect())
        self._drawn = None
        self.update()

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap((QSizeF(self.size()) * ratio).toSize())
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(EDGE, 1))
        painter.setBrush(self._ground)
        box, height = QRectF(self.rect()), self._height
        round_by = height * (0.25 if self._corner is not None else 0.5)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), round_by, round_by)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._mark:
            painter.setBrush(QColor(self._mark))
            painter.drawEllipse(QPointF(box.x() + 0.58 * height, box.center().y()), 0.2 * height, 0.2 * height)
            box.adjust(0.6 * height, 0, 0, 0)
        font = self._font
        painter.setFont(font)
        painter.setPen(self._ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
        return drawn
