"""Small widgets with the names by which a screen reader and the style sheet know them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QToolButton, QWidget

from dancecoach.gui.icons import set_icon


def as_bar(widget: QWidget) -> None:
    """Give a plain widget the ground that the style sheet has for bars."""
    widget.setObjectName("bar")
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def label(name: str, accessible: str = "", *, wrap: bool = False) -> QLabel:
    """An empty label."""
    widget = QLabel()
    widget.setTextFormat(Qt.TextFormat.PlainText)
    widget.setObjectName(name)
    widget.setAccessibleName(accessible)
    widget.setWordWrap(wrap)
    return widget


def push_button(name: str, text: str = "", *, checkable: bool = False) -> QPushButton:
    """A button."""
    widget = QPushButton(text)
    widget.setObjectName(name)
    widget.setCheckable(checkable)
    return widget


def tool_button(name: str, text: str, tool_tip: str = "", *, icon: str = "", checkable: bool = False) -> QToolButton:
    """A flat button in a bar; ``tool_tip`` is also what a screen reader says of it, where there is no ``text``."""
    widget = QToolButton()
    widget.setObjectName(name)
    widget.setText(text)
    widget.setToolTip(tool_tip)
    widget.setAccessibleName(tool_tip or text)
    widget.setCheckable(checkable)
    if icon:
        set_icon(widget, icon)
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        widget.setToolButtonStyle(beside if text else alone)
    return widget


def busy_bar(width: int, height: int) -> QProgressBar:
    """A bar that only says "it goes on"."""
    widget = QProgressBar()
    widget.setMaximum(0)
    widget.setTextVisible(False)
    widget.setFixedSize(width, height)
    return widget
