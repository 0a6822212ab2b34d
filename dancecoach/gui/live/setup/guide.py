"""An outline to stand in, and the line that a hint is said in."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from dancecoach.gui.live.stage.sign import Sign
from dancecoach.gui.widgets.view import View
from dancecoach.video.frame import Frame

#: Where the head's top and the soles are to be, in shares of the picture's height: room to jump, and to land.
HEAD, SOLES = 0.34, 0.9
#: Half the outline, from the head down: (across, down) in shares of the body's height.
_OUTLINE = (
    (0.0, 0.0), (0.06, 0.02), (0.065, 0.09), (0.03, 0.14), (0.12, 0.18), (0.16, 0.3), (0.17, 0.48), (0.12, 0.49),
    (0.1, 0.3), (0.1, 0.52), (0.1, 0.75), (0.08, 0.97), (0.1, 1.0), (0.02, 1.0), (0.025, 0.75), (0.0, 0.54),
)  # fmt: skip
_LIGHT, _SHADE = QColor(242, 244, 246, 210), QColor(14, 15, 18, 150)


class Guide:
    """A layer of the canvas: the outline, a level line where the feet are to be.

    Attributes:
        visible: whether it is painted.
    """

    def __init__(self) -> None:
        self.visible = False

    def paint(self, painter: QPainter, view: View, frame: Frame) -> None:
        """Paint it into the whole picture."""
        if not self.visible:
            return
        (x, y), (width, height) = view.origin, view.shown
        tall = (SOLES - HEAD) * height
        middle, top = x + width / 2, y + HEAD * height
        half = [(across * tall, top + down * tall) for across, down in _OUTLINE]
        path = QPainterPath(QPointF(middle, half[0][1]))
        for across, down in half[1:]:
            path.lineTo(middle + across, down)
        for across, down in reversed(half):
            path.lineTo(middle - across, down)
        path.closeSubpath()
        soles = y + SOLES * height
        floor = QRectF(x + 0.08 * width, soles, 0.84 * width, 0)
        for colour, thick in ((_SHADE, 5.0), (_LIGHT, 2.0)):
            pen = QPen(colour, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
            painter.drawLine(floor.topLeft(), floor.topRight())


class HintLine(Sign):
    """A hint at the picture's lower edge, in the middle.

    Args:
        canvas: what it lies over.
    """

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas, Qt.Corner.BottomRightCorner, share=0.075, least=30, most=64)
        self.setAccessibleDescription(QCoreApplication.translate("Setup", "Where the camera should stand"))

    def _lay_out(self) -> None:
        super()._lay_out()
        box = self.geometry()
        box.moveLeft((self._canvas.width() - box.width()) // 2)
        self.setGeometry(box)
