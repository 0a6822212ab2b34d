"""A frame around the widget that the tour speaks of; the mouse goes through it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from dancecoach.gui.theme import colours

_AWAY = 4


class Outline(QWidget):
    """Lies over the whole window.

    Args:
        window: over which.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.around = QRect()
        self.hide()

    def put_around(self, target: QWidget | None) -> None:
        """Stand around a widget; None, or one that is not seen, for nothing."""
        window = self.parentWidget()
        assert window is not None
        place = QRect()
        if target is not None and target.isVisible() and window.isAncestorOf(target):
            place = QRect(target.mapTo(window, target.rect().topLeft()), target.size())
            place = place.adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY).intersected(window.rect())
        if place == self.around and self.isVisible() == (not place.isEmpty()):
            return
        self.around = place
        self.setGeometry(place)
        self.setVisible(not place.isEmpty())
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Two lines, so that it is seen on any ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((colours().base, 5.0), (colours().accent, 2.5)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(self.rect().adjusted(3, 3, -3, -3), 8, 8)
        painter.end()
