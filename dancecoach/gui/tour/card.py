"""The card of the tour: never in the way of the hand, and reached by Tab like everything else."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from dancecoach.gui.icons import set_icon
from dancecoach.gui.widgets.parts import label

_WIDTH = 384
_MARGIN = 18


class TourCard(QFrame):
    """Says one step.

    Args:
        window: over which it stands.

    Signals:
        went_on, went_back, closed: the button that was pressed.
    """

    went_on = Signal()
    went_back = Signal()
    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tour")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self.place, self.title = label(role="muted"), label(role="heading", wrap=True)
        self.text, self.state = label(wrap=True), label(role="muted", wrap=True)
        self.close_button = QToolButton()
        self.back, self.skip, self.go = QPushButton(), QPushButton(), QPushButton()
        set_icon(self.close_button, "close")
        self.close_button.setAccessibleName(self.tr("End the tour"))
        self.close_button.setToolTip(self.tr("End the tour (Esc)"))
        self.back.setText(self.tr("Back"))
        self.skip.setText(self.tr("Next"))
        self.go.setProperty("primary", True)
        for flat in (self.back, self.skip):
            flat.setProperty("flat", True)
        every: tuple[QAbstractButton, ...] = (self.close_button, self.back, self.skip, self.go)
        for button in every:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the page
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.place, 1)
        head.addWidget(self.close_button)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.skip)
        foot.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 12)
        column.setSpacing(6)
        column.addLayout(head)
        for widget in (self.title, self.text, self.state):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addLayout(foot)
        self.close_button.clicked.connect(self.closed)
        self.back.clicked.connect(self.went_back)
        self.skip.clicked.connect(self.went_on)
        self.hide()

    def say(self, place: str, title: str, text: str) -> None:
        """Say a step, to the eye and to a screen reader."""
        self.place.setText(place)
        self.title.setText(title)
        self.text.setText(text)
        self.setAccessibleName(f"{title}, {place}")
        self.setAccessibleDescription(text)
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def offer(self, word: str, *, back: bool, skip: bool) -> None:
        """Name the main button, and show the others or not."""
        self.go.setText(word)
        self.go.setAccessibleName(word)
        self.back.setVisible(back)
        self.skip.setVisible(skip)

    def say_state(self, text: str) -> None:
        """Say that it is done, or what is waited for; "" for nothing."""
        self.state.setText(text)
        self.state.setVisible(bool(text))

    def keep_clear_of(self, target: QRect, room: QRect) -> None:
        """Stand in the corner of a room that covers least of a target."""
        self.adjustSize()
        box = room.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        right, low = box.right() - self.width() + 1, box.bottom() - self.height() + 1
        corners = [(right, low), (box.left(), low), (right, box.top()), (box.left(), box.top())]

        def covered(corner: tuple[int, int]) -> int:
            both = QRect(*corner, self.width(), self.height()).intersected(target)
            return both.width() * both.height()

        self.move(*min(corners, key=covered))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button that has the focus."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QAbstractButton):
            focus.click()
        else:
            super().keyPressEvent(event)
