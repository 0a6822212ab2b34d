"""Choosing the person to follow in the live picture: by a click always, by keys with a ring that they move.

The engine follows one person live and only counts the others: there are no outlines to choose among, as in Review, but
a place to point at.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.gui.widgets.view import Point, View
from dancecoach.video.frame import Frame

POINT_MODE = "point"
"""The mode of the command table in which keys move the ring."""

STEP = 0.04
"""How far a key moves the ring, as a share of the picture."""

_SHADE = QColor(14, 15, 18, 170)
_RADIUS = 22.0


class PersonPointer(QObject):
    """A ring over the picture.

    Args:
        canvas: shows the picture.
        commands: has the keys.
        follow: follows the person at a point, in shares of the picture's width and height.
        parent: owner.
    """

    def __init__(
        self, canvas: VideoCanvas, commands: CommandTable, follow: Callable[[float, float], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._canvas, self._commands, self._follow = canvas, commands, follow
        self._at: Point | None = None
        canvas.add_layer(self)
        canvas.clicked.connect(lambda _point: self.leave())

    @property
    def at(self) -> Point | None:
        """Where the ring is; None where nobody is being chosen."""
        return self._at

    def toggle(self) -> None:
        """Show the ring, or take it away."""
        if self._at is not None:
            self.leave()
            return
        self._at = (0.5, 0.5)
        self._commands.set_mode(POINT_MODE)
        self._canvas.update()

    def leave(self) -> None:
        """Choose nobody."""
        if self._at is None:
            return
        self._at = None
        if self._commands.mode == POINT_MODE:
            self._commands.set_mode("")
        self._commands.refresh()
        self._canvas.update()

    def move(self, right: int, down: int) -> None:
        """Move the ring by steps, as the picture is seen: mirrored or turned."""
        if self._at is None:
            return
        view = self._canvas.view
        x, y = view.to_widget(*self._at)
        width, height = view.shown
        x, y = view.to_picture(x + right * STEP * width, y + down * STEP * height)
        self._at = (min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))
        self._canvas.update()

    def choose(self) -> None:
        """Follow the person in the ring."""
        if self._at is not None:
            point = self._at
            self.leave()
            self._follow(*point)

    def paint(self, painter: QPainter, view: View, frame: Frame) -> None:
        """Paint the ring (a layer of the canvas)."""
        del frame  # the ring is not part of a picture
        if self._at is None:
            return
        middle = QPointF(*view.to_widget(*self._at))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(_SHADE, 6.0), QPen(QColor(colours().accent), 3.0)):
            painter.setPen(pen)
            painter.drawEllipse(middle, _RADIUS, _RADIUS)
            painter.drawPoint(middle)
