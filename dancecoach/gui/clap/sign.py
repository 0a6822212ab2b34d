"""The quiet sign in the bar that somebody may clap now, with a level that moves as long as it hears."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from dancecoach.gui.icons import pixmap
from dancecoach.gui.settings.microphone import privacy_text
from dancecoach.gui.theme import colours

#: Width of one of the bars of the level and what lies between two, logical pixels; how many there are.
_BAR, _GAP, _BARS = 3.0, 2.0, 8
_HEIGHT, _ICON, _EDGE = 30, 18, 8
#: The level of the first bar and of the last, decibels below full scale.
_FAINT_DB, _LOUD_DB = -54.0, -6.0
#: The level falls by so much each time it is told, decibels: it can be followed.
_FALL_DB = 4.0
_FLASH_MS = 700


class ClapSign(QAbstractButton):
    """A microphone, what to do, and how loud it is; there only while it listens. A click ends that.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level_db = _FAINT_DB
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.setInterval(_FLASH_MS)
        self._flash.timeout.connect(self.update)
        self.setObjectName("clapSign")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    @property
    def lit(self) -> int:
        """How many bars of the level are lit."""
        share = (self._level_db - _FAINT_DB) / (_LOUD_DB - _FAINT_DB)
        return max(0, min(_BARS, round(share * _BARS)))

    @property
    def flashing(self) -> bool:
        """Whether a clap was heard just now."""
        return self._flash.isActive()

    def listen(self, on: bool, words: str, does: str) -> None:
        """Be there, or not.

        Args:
            on: whether it listens.
            words: what to do.
            does: what comes of it, "that starts and stops the recording".
        """
        self.setText(words)
        self.setToolTip(self.tr("{}: {}.\n{}\nA click ends listening.").format(words, does, privacy_text()))
        self.setAccessibleName(self.tr("Listening: {}").format(words))
        self._level_db = _FAINT_DB
        self.setVisible(on)
        self.updateGeometry()

    def show_level(self, level: float) -> None:
        """Show how loud it is, 0 to 1: up at once, down slowly."""
        lit = self.lit
        self._level_db = max(_decibels(level), self._level_db - _FALL_DB, _FAINT_DB)
        if self.lit != lit:
            self.update()

    def flash(self) -> None:
        """A clap was heard."""
        self._flash.start()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The icon, the words, the level."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(round(3 * _EDGE + _ICON + 6 + words + _BARS * (_BAR + _GAP)), _HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Show that it can be clicked."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw it in the colours of the theme."""
        look, painter = colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(look.accent if self.hasFocus() or self.flashing else look.border))
        painter.setBrush(QColor(look.raised) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        ink = QColor(look.accent if self.flashing else look.muted)
        icon = pixmap("microphone", ink, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(_EDGE, (self.height() - _ICON) / 2), icon)
        painter.setPen(ink)
        painter.setFont(QFont(self.font()))
        bars = self.width() - _EDGE - _BARS * (_BAR + _GAP) + _GAP
        words = QRectF(_EDGE + _ICON + 6, 0, bars - _EDGE - _ICON - 6, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        self._paint_level(painter, bars, QColor(look.accent), QColor(look.border))
        painter.end()

    def _paint_level(self, painter: QPainter, x: float, lit: QColor, unlit: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(_BARS):
            tall = 5 + number * 1.2
            painter.setBrush(lit if number < self.lit else unlit)
            top = (self.height() - tall) / 2
            painter.drawRoundedRect(QRectF(x + number * (_BAR + _GAP), top, _BAR, tall), 1.5, 1.5)


def _decibels(level: float) -> float:
    return 20 * math.log10(level) if level > 0 else _FAINT_DB
