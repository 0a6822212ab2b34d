"""Lists whose rows are rounded cards: how such a list behaves, and how a row is drawn."""

from PySide6.QtCore import QAbstractItemModel, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QFrame, QListView, QStyle, QStyleOptionViewItem

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


def make_card_list(view: QListView, model: QAbstractItemModel, row: QAbstractItemDelegate, name: str) -> None:
    """Make a list one of cards: no frame, no bar below, as many rows as fit; a click leaves the page its keys.

    Args:
        view: the list.
        model: what it shows.
        row: draws a row.
        name: what a screen reader calls it.
    """
    view.setObjectName("skills")
    view.setModel(model)
    view.setItemDelegate(row)
    view.setAccessibleName(name)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)
    view.setUniformItemSizes(True)
    view.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)


def paint_two_lines(painter: QPainter, option: QStyleOptionViewItem, inner: QRectF, words: tuple[str, str]) -> None:
    """Write a row's name, and below it what there is to say of it; what is too long ends with an ellipsis.

    Args:
        painter: active.
        option: of the row.
        inner: where there is room, in the list's pixels.
        words: name, and what stands below.
    """
    look, height = colours(), option.fontMetrics.height() + 1
    bold = QFont(option.font)
    bold.setBold(True)
    fonts = ((bold, look.text), (option.font, look.muted))
    for line, ((font, colour), text) in enumerate(zip(fonts, words, strict=True)):
        painter.setFont(font)
        painter.setPen(QColor(colour))
        short = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
        place = QRectF(inner.x(), inner.y() + line * height, inner.width(), height)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, short)
