"""Small widgets that every page uses, so that they look and speak alike.

Whatever stands in a title, a name or a file is shown as it is: Qt would take "<img src=...>" in somebody else's lesson
for a picture, and fetch it.
"""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.icons import pixmap, set_icon
from dancecoach.gui.theme import colours


def command_button(commands: CommandTable, command_id: str, icon: str, size: int = 20) -> QToolButton:
    """A button for a command: its icon, its tool tip with the key, on and enabled as the table says."""
    action = commands.action(command_id)
    set_icon(action, icon)
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(size, size))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setObjectName(command_id)
    button.setAccessibleName(commands[command_id].title)
    return button


def chip(text: str, name: str = "") -> QToolButton:
    """A small switch with a word."""
    button = QToolButton()
    button.setText(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setCheckable(True)
    button.setProperty("chip", True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def chip_for(action: QAction, text: str) -> QToolButton:
    """A small switch with a word for a command."""
    action.setIconText(text)
    button = chip(text)
    button.setDefaultAction(action)
    button.setAccessibleName(action.text())
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    return button


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A text; ``role`` is a name that the style sheet knows ("muted", "heading", "section")."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setObjectName(role)
    made.setWordWrap(wrap)
    return made


def tip(text: str) -> str:
    """A text as a tool tip that shows it as it is; tool tips know no other way."""
    return f"<span>{escape(text).replace(chr(10), '<br>')}</span>" if "<" in text else text


def in_menu(text: str) -> str:
    """A text as a menu or button shows it: an ampersand in it is no key."""
    return text.replace("&", "&&")


class ElidedLabel(QLabel):
    """One line that may be longer than there is room: its middle is left out, and all of it stands in the tool tip.

    Args:
        role: a name that the style sheet knows.
    """

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(role)
        self._whole = ""

    def set_text(self, text: str) -> None:
        """Show a text."""
        self._whole = text
        self.setToolTip(tip(text))
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A few letters are enough."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for all of it."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave out as much as must be."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fitting = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.width())
        if fitting != self.text():
            self.setText(fitting)


def primary_button(text: str, icon: str = "") -> QPushButton:
    """The one button of an empty page."""
    button = QPushButton(text)
    button.setProperty("primary", True)
    if icon:
        colour = QApplication.palette().color(QPalette.ColorRole.HighlightedText)
        button.setIcon(pixmap(icon, colour, 20, 2.0))
        button.setIconSize(QSize(18, 18))
    return button


def progress_bar() -> QProgressBar:
    """A thin bar without a number."""
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setRange(0, 1000)
    return bar


def show_fraction(bar: QProgressBar, fraction: float | None) -> None:
    """Set a bar to a share done; None makes it wander."""
    if fraction is None:
        bar.setRange(0, 0)
    else:
        bar.setRange(0, 1000)
        bar.setValue(round(fraction * 1000))


class StatePanel(QWidget):
    """What a page shows instead of its content: a sign, what is the matter, what to do, one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = QLabel()
        self.title = label(role="title", wrap=True)
        self.text = label(role="muted", wrap=True)
        self.button = primary_button("")
        column = QVBoxLayout()
        column.setSpacing(12)
        for part in (self.sign, self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        inner = QWidget()
        inner.setMaximumWidth(680)
        inner.setLayout(column)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner, 4)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(3)
        outer.addLayout(row)
        outer.addStretch(4)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def say(self, icon: str, title: str, text: str, button: str = "", *, bad: bool = False) -> None:
        """Say something, in the colour of a warning if it is bad; no button without its word."""
        colour = colours().warning if bad else colours().accent
        self.sign.setPixmap(pixmap(icon, colour, 56, self.devicePixelRatioF()))
        self.title.setText(title)
        self.text.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)


def keep_place(widget: QWidget) -> None:
    """Leave its place empty while a widget is hidden, so that what stands above it stays where it is."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
