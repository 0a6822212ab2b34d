"""Which keys belong to the widget that has the focus rather than to the page.

Space, arrows and letters are the page's shortcuts; yet a list must be walked with the arrows, a button reached by
Tab pressed with Space, and a text typed.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTextEdit,
    QWidget,
)

ONLY_ARROWS = "onlyArrows"
"""Property of a list that leaves letters, Space and Enter to the page's commands."""

_ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}
_PRESS = {Qt.Key.Key_Space}
_GO = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_TYPING = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QKeySequenceEdit)


def keeps_key(widget: QWidget, event: QKeyEvent) -> bool:
    """Whether the widget needs this key for itself."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    key = Qt.Key(event.key())
    if isinstance(widget, _TYPING):
        return plain and key != Qt.Key.Key_Escape and not Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
    if not plain:
        return False
    if isinstance(widget, QSlider):
        return key in _ARROWS
    if isinstance(widget, QAbstractItemView) and widget.property(ONLY_ARROWS):
        return key in _ARROWS
    if isinstance(widget, (QComboBox, QAbstractItemView)):
        return key in _ARROWS | _PRESS | _GO or bool(event.text().strip())
    return isinstance(widget, QAbstractButton) and key in _PRESS
