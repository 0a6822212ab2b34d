"""Words that lie over a picture."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

#: Between words and the picture's edge, logical pixels.
MARGIN = 14.0

#: A faint edge around a dark ground: beside the picture it is as dark as what is around it.
EDGE = QColor(255, 255, 255, 30)


class PictureText(QWidget):
    """Lies over a canvas; the mouse goes through it. Says nothing at first.

    Args:
        canvas: what it lies over.
        lay_out: takes the room that the text needs on the canvas as it is now; called when there is another text or
            another size, and never for no text.
    """

    def __init__(self, canvas: QWidget, lay_out: Callable[[], None]) -> None:
        super().__init__(canvas)
        self._canvas, self._text, self._take_room = canvas, "", lay_out
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()
        canvas.installEventFilter(self)

    @property
    def text(self) -> str:
        """What it says, "" for nothing."""
        return self._text

    def eventFilter(self, canvas: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay in its place on the canvas."""
        if event.type() == QEvent.Type.Resize and canvas is self._canvas and self._text:
            self._take_room()
        return False

    def _show_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            self._take_room()
