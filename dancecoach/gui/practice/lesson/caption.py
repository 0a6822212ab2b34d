"""What the lesson says on the picture: a sentence at its foot and the step in its corner, to be read while dancing."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.gui.widgets.picture_text import EDGE, MARGIN, PictureText
from dancecoach.gui.widgets.sign import Sign

_SHADE, _INK = QColor(14, 15, 18, 215), QColor("#F2F4F6")
_LEAST, _MOST, _SHARE = 18, 44, 0.055
_FLAGS = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
#: It covers no more of the picture than this share.
_ROOM = 0.45


def step_sign(canvas: VideoCanvas) -> Sign:
    """Where the name of the step that goes on stands, in the corner of a canvas; for teachers as for students."""
    return Sign(canvas, Qt.Corner.TopLeftCorner, share=0.08, least=30, most=64)


class Caption(PictureText):
    """A sentence at the foot of a canvas.

    Args:
        canvas: what it lies over.
    """

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas, self._lay_out)

    def say(self, text: str) -> None:
        """Say something else; "" for nothing."""
        if text != self._text:
            self._show_text(text)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(EDGE, 1))
        painter.setBrush(_SHADE)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.setFont(self._font)
        painter.setPen(_INK)
        painter.drawText(self.rect().adjusted(12, 4, -12, -4), _FLAGS, self._text)
        painter.end()

    def _lay_out(self) -> None:
        """As large as the picture lets it be, and smaller where the sentence is long."""
        width = max(80, self._canvas.width() - round(2 * MARGIN))
        most = round(_ROOM * self._canvas.height())
        pixels = round(min(max(_SHARE * self._canvas.height(), _LEAST), _MOST))
        while True:
            font = QFont(self.font())
            font.setPixelSize(pixels)
            font.setBold(True)
            box = QFontMetrics(font).boundingRect(QRect(0, 0, width - 24, 10_000), _FLAGS, self._text)
            if box.height() + 12 <= most or pixels <= _LEAST * 2 // 3:
                break
            pixels -= 1
        self._font = font
        height, wide = min(box.height() + 12, most), min(width, box.width() + 28)
        self.setGeometry(
            (self._canvas.width() - wide) // 2, self._canvas.height() - round(MARGIN) - height, wide, height
        )
        self.update()
