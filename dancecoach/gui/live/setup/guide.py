"""An outline to stand in, and the line that a hint is said in."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from dancecoach.gui.widgets.picture_text import MARGIN
from dancecoach.gui.widgets.sign import Sign
from dancecoach.gui.widgets.view import View
from dancecoach.video.frame import Frame

#: Where the head's top and the soles are to be, in shares of the picture's height: room to jump, and to land.
HEAD, SOLES = 0.34, 0.9
#: The head's middle below the top and its half width and height, in shares of the body's height.
_HEAD = (0.07, 0.052, 0.068)
#: Half the outline, from the neck down and back up between the legs: (across, down) in shares of the body's height.
_OUTLINE = (
    (0.03, 0.135), (0.045, 0.16), (0.115, 0.18), (0.15, 0.24), (0.168, 0.36), (0.19, 0.47), (0.175, 0.505),
    (0.15, 0.47), (0.13, 0.36), (0.108, 0.26), (0.088, 0.36), (0.102, 0.48), (0.1, 0.62), (0.078, 0.74), (0.082, 0.82),
    (0.055, 0.94), (0.1, 0.985), (0.085, 1.0), (0.03, 0.995), (0.028, 0.94), (0.03, 0.82), (0.022, 0.72), (0.0, 0.54),
)  # fmt: skip
#: Between two lines of words, pixels.
_ABOVE = 8
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
        path = _rounded([QPointF(middle + side * tall * a, top + tall * d) for side, a, d in _around()])
        down, half_width, half_height = (tall * share for share in _HEAD)
        path.addEllipse(QPointF(middle, top + down), half_width, half_height)
        soles = y + SOLES * height
        floor = QRectF(x + 0.08 * width, soles, 0.84 * width, 0)
        for colour, thick in ((_SHADE, 5.0), (_LIGHT, 2.0)):
            pen = QPen(colour, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
            painter.drawLine(floor.topLeft(), floor.topRight())


def _around() -> Iterator[tuple[int, float, float]]:
    """The outline all the way round: which side, across, down."""
    yield from ((1, across, down) for across, down in _OUTLINE)
    yield from ((-1, across, down) for across, down in reversed(_OUTLINE[:-1]))


def _rounded(corners: list[QPointF]) -> QPainterPath:
    """A closed line from the middle of each side to that of the next, its corners rounded off."""
    middles = [(a + b) / 2 for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]
    path = QPainterPath(middles[-1])
    for corner, middle in zip(corners, middles, strict=True):
        path.quadTo(corner, middle)
    path.closeSubpath()
    return path


class HintLine(Sign):
    """A hint at the picture's lower edge, in the middle.

    Args:
        canvas: what it lies over.
        others: signs at the same edge, above which it stands where there is no room beside them.
    """

    def __init__(self, canvas: QWidget, others: tuple[Sign, ...] = ()) -> None:
        self._others = others
        super().__init__(canvas, Qt.Corner.BottomRightCorner, share=0.075, least=30, most=64)
        self.setAccessibleDescription(QCoreApplication.translate("Setup", "Where the camera should stand"))

    def make_way(self) -> None:
        """Another sign has come, gone or grown."""
        if self.text and self.geometry() != self._place():
            self._lay_out()

    def _lay_out(self) -> None:
        super()._lay_out()
        self.setGeometry(self._place())

    def _place(self) -> QRect:
        """In the middle, above the signs beside which there is no room."""
        box = self.geometry()
        low = round(self._canvas.height() - MARGIN)
        box.moveTo((self._canvas.width() - box.width()) // 2, low - box.height())
        for other in self._others:
            if other.text and other.geometry().intersects(box):
                box.moveBottom(other.geometry().top() - _ABOVE)
        return box
