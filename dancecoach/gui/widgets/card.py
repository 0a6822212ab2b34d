"""The rounded card on which a list draws a row."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from dancecoach.gui.theme import colours


def paint_card(painter: QPainter, option: QStyleOptionViewItem) -> QRectF:
    """Draw the card of a row, by whether it is chosen, has the focus, or the mouse is over it.

    Args:
        painter: active; it is antialiased from here on.
        option: of the row.

    Returns:
        The card, in the list's pixels.
    """
    look, state = colours(), option.state
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
    near = chosen or bool(state & QStyle.StateFlag.State_MouseOver)
    box = QRectF(option.rect).adjusted(0.5, 1.5, -0.5, -1.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.accent if focused else look.faint if near else look.border), 1))
    painter.setBrush(QColor(look.raised if chosen else look.base))
    painter.drawRoundedRect(box, 6, 6)
    return box
