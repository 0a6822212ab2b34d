"""What a person reads when there is something else to see than the picture."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dancecoach.gui.camera.texts import Act, Saying
from dancecoach.gui.widgets.named import as_bar, busy_bar, label, push_button
from dancecoach.gui.widgets.parts import tip

#: As many characters as a strip has room for at the smallest size of the window without squeezing the picture.
_ROOM = 300


class CameraPanel(QWidget):
    """One title, one sentence, one button, where the camera's picture would be.

    Signals:
        act: the `Act` of the button that was pressed.
    """

    act = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act = Act.NONE
        self.title = label("title")
        self.text = label("muted", wrap=True)
        self.text.setMaximumWidth(520)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.busy = busy_bar(220, 6)
        self.button = push_button("panelButton")
        self.button.setProperty("primary", True)
        self.button.clicked.connect(lambda: self.act.emit(self._act))
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        for widget in (self.title, self.text, self.busy, self.button):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, saying: Saying) -> None:
        """Show that."""
        self._act = saying.act
        self.title.setText(saying.title)
        self.text.setText(saying.text)
        self.text.setVisible(bool(saying.text))
        # A label that wraps asks for a strange size when it is centred, and for the height of a line: give it the width
        # it reads well at, and the height that it has then.
        width = min(520, self.text.fontMetrics().horizontalAdvance(saying.text) + 8)
        self.text.setMinimumSize(width, max(0, self.text.heightForWidth(width)))
        self.busy.setVisible(saying.busy)
        self.button.setText(saying.button)
        self.button.setVisible(bool(saying.button))
        self.setAccessibleName(saying.title)
        self.setAccessibleDescription(saying.text)


class Strip(QFrame):
    """A line above the picture: one title, one sentence, one button; nothing to say, no line.

    Signals:
        act: the `Act` of the button that was pressed.
    """

    act = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        as_bar(self)
        self._act = Act.NONE
        self.text = label("stripText", wrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.busy = busy_bar(120, 4)
        self.button = push_button("stripButton")
        self.button.clicked.connect(lambda: self.act.emit(self._act))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.busy)
        layout.addWidget(self.button)
        self.say(None)

    def say(self, saying: Saying | None) -> None:
        """Show that, or vanish."""
        self.setVisible(saying is not None)
        if saying is None:
            return
        self._act = saying.act
        words = f"{saying.title}: {saying.text}" if saying.text else saying.title
        self.text.setText(_cut(words))
        self.text.setToolTip(tip(words))
        self.setAccessibleName(words)
        self.busy.setVisible(saying.busy)
        self.button.setText(saying.button)
        self.button.setVisible(bool(saying.button))


def _cut(words: str) -> str:
    """As much as a strip has room for, without line breaks: an error may quote a whole page."""
    folded = " ".join(words.split())
    return folded if len(folded) <= _ROOM else folded[: _ROOM - 1].rstrip() + "…"
