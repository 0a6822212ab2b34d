"""A number that changes with every frame: drawn in a fixed room, because a label would lay the window out anew."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dancecoach.gui.theme import colours


class Readout(QWidget):
    """One line of text, right-aligned; changing it costs a repaint of its own rectangle (a label: up to 1 ms)."""

    def __init__(self, widest: str, *, strong: bool = True, font: QFont | None = None) -> None:
        """Make room.

        Args:
            widest: the widest text that will be shown; `make_room` changes it.
            strong: bold in the text colour, else thin and muted.
            font: family to use; the program's by default.
        """
        super().__init__()
        self._text, self._strong = "", strong
        face = QFont(font or self.font())
        face.setPixelSize(15 if strong else 13)
        face.setBold(strong)
        self.setFont(face)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.make_room(widest)

    def make_room(self, widest: str) -> None:
        """Make the room fit another widest text."""
        self._room = QSize(self.room_for(widest), QFontMetrics(self.font()).height())
        self.updateGeometry()

    def room_for(self, text: str) -> int:
        """Logical pixels that a text takes."""
        return QFontMetrics(self.font()).horizontalAdvance(text) + 2

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the widest text."""
        return self._room

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """No less: half a number is worse than none."""
        return self._room

    def text(self) -> str:
        """The text on show."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show a text."""
        if text != self._text:
            self._text = text
            self.setAccessibleDescription(text)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the text."""
        painter = QPainter(self)
        look = colours()
        painter.setPen(QColor(look.text if self._strong else look.muted))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._text)
        painter.end()
