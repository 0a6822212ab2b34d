"""The slim rail at the left: a page each, settings and help at its foot."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from dancecoach.gui.icons import set_icon


class Rail(QWidget):
    """Icon and word for each page.

    Signals:
        chosen: name of the page that the person wants.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Pages"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._pages = 0

    def add_page(self, name: str, title: str, icon: str) -> QToolButton:
        """A page, below those already there."""
        button = self._make(name, title, icon)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(button)
        self._column.insertWidget(self._pages, button)
        self._pages += 1
        return button

    def add_foot(self, name: str, title: str, icon: str, do: Callable[[], object]) -> QToolButton:
        """Something at the rail's foot."""
        button = self._make(name, title, icon)
        button.clicked.connect(lambda _checked=False: do())
        self._column.addWidget(button)
        return button

    def button(self, name: str) -> QToolButton:
        """The button of a page or a foot."""
        return self._buttons[name]

    def show_page(self, name: str) -> None:
        """Mark the page on show."""
        self._buttons[name].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and down go along the rail."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _make(self, name: str, title: str, icon: str) -> QToolButton:
        button = QToolButton()
        button.setText(title)
        set_icon(button, icon)
        button.setIconSize(QSize(24, 24))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(title)
        self._buttons[name] = button
        return button
