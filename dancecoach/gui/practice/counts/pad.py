"""The big button that is tapped with the mouse, a finger or a foot, and shows the count."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dancecoach.gui.theme import colours

_SIZE = QSize(168, 92)
_FLASH_MS = 110


class TapPad(QAbstractButton):
    """Takes taps when the hand comes down, not when it leaves: that is the beat.

    Signals:
        tapped: whether it was said to be a "1": with Shift, or the right button.
    """

    tapped = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._below, self._loud = "", False
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.setInterval(_FLASH_MS)
        self._flash.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.tapped.emit(False))  # by a screen reader; the hand comes down below

    def say(self, text: str, below: str, *, loud: bool) -> None:
        """Show a word or a count, and what to press below it; filled while taps are taken."""
        if (text, below, loud) != (self.text(), self._below, self._loud):
            self.setText(text)
            self._below, self._loud = below, loud
            self.update()

    def flash(self) -> None:
        """Show that a tap was taken."""
        self._flash.start()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Large enough to be hit without looking."""
        return _SIZE

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The hand has come down."""
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.tapped.emit(shifted or event.button() == Qt.MouseButton.RightButton)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Two taps in quick succession are two taps."""
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """The hand has left."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Be drawn in the colours of the theme."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        look, painter = colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = QColor(look.accent if self._loud else look.raised)
        if self._flash.isActive():
            ground = ground.lighter(135)
        painter.setPen(QPen(QColor(look.text if self.hasFocus() else look.accent), 2 if self.hasFocus() else 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 10, 10)
        ink = QColor(look.on_accent if self._loud else look.text if self.isEnabled() else look.faint)
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(44 if len(self.text()) <= 2 else 24)
        painter.setFont(font)
        painter.setPen(ink)
        upper = box.adjusted(8, 6, -8, -26) if self._below else box
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, self.text())
        font.setBold(False)
        font.setPixelSize(13)
        painter.setFont(font)
        painter.drawText(box.adjusted(8, 0, -8, -9), int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom),
                         self._below)  # fmt: skip
        painter.end()
