"""Five stars to press."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from dancecoach.i18n import ngettext

STARS = 5


class Stars(QWidget):
    """A rating; pressing the star it has takes it away.

    Signals:
        rated: 0 to 5.
    """

    rated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rating = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons = [QToolButton() for _ in range(STARS)]
        for number, button in enumerate(self.buttons, 1):
            button.setAccessibleName(ngettext("{} star", "{} stars", number).format(number))
            button.setToolTip(self.tr("Rate with the key {}").format(number))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setObjectName("star")
            button.clicked.connect(partial(self._press, number))
            row.addWidget(button)
        row.addStretch(1)
        self.show_rating(0)

    def show_rating(self, rating: int) -> None:
        """Show a rating, 0 to 5."""
        self.rating = rating
        for number, button in enumerate(self.buttons, 1):
            button.setText("★" if number <= rating else "☆")

    def _press(self, number: int, _checked: bool = False) -> None:
        self.rated.emit(0 if number == self.rating else number)
