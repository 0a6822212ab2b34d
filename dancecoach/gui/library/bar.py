"""The library's upper edge: search, order, view, and importing."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.icons import set_icon
from dancecoach.gui.library.model import Found, Wish
from dancecoach.gui.library.search_help import SearchHelp
from dancecoach.gui.widgets.parts import command_button, label

#: A pause this short is still typing, milliseconds.
_TYPING_MS = 30


class SearchField(QLineEdit):
    """Where a question is typed.

    Signals:
        done: the person wants to go on with what was found.
        help_wanted: they want to know what can be typed.
    """

    done = Signal()
    help_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc clears, then leaves; Enter and Down leave; Alt+Down shows what can be typed."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.help_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class LibraryBar(QWidget):
    """Search, order, view, import.

    Args:
        parent: owner.

    Signals:
        asked: what was typed, a moment after the last letter.
        ordered: an order, and whether the largest come first.
    """

    asked = Signal(str)
    ordered = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = SearchField()
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setPlaceholderText(self.tr("Search, such as: back tucks with flight over 0.6 s"))
        self.search.setToolTip(self.tr("Alt+Down shows what can be typed"))
        self.help: SearchHelp | None = None
        self._show_help = self.search.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        set_icon(self._show_help, "help")
        self._show_help.setText(self.tr("What can be searched"))
        self._show_help.setToolTip(self.tr("What can be searched"))
        self._show_help.triggered.connect(self.show_help)
        self.search.help_wanted.connect(self.show_help)
        self.order, self.down = QComboBox(), QToolButton()
        self.order.setAccessibleName(self.tr("Sorted by"))
        for name, title in self._orders():
            self.order.addItem(title, name)
        self.down.setCheckable(True)
        self.down.setChecked(True)
        self.count, self.problems = label(role="muted"), label(role="warning", wrap=True)
        self.read_as = label(role="muted", wrap=True)
        for line in (self.problems, self.read_as):
            line.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_MS)
        self._timer.timeout.connect(lambda: self.asked.emit(self.search.text()))
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.order.activated.connect(lambda _index: self._order())
        self.down.clicked.connect(lambda _on: self._order())
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        for widget, stretch in ((self.search, 1), (self.count, 0), (self.order, 0), (self.down, 0)):
            self._row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 10, 9)
        column.setSpacing(5)
        column.addLayout(self._row)
        column.addWidget(self.read_as)
        column.addWidget(self.problems)
        self._show_down()

    def make_buttons(self, commands: CommandTable) -> None:
        """What else can be done."""
        for name, icon in (
            ("library.view", "rows"),
            ("library.details", "details"),
            ("library.progress", "chart"),
            ("library.import", "import"),
        ):
            self._row.addWidget(command_button(commands, name, icon))

    def show_wish(self, wish: Wish) -> None:
        """Show what is asked."""
        if wish.text != self.search.text() and not self._timer.isActive():
            self.search.setText(wish.text)
            self._timer.stop()
        self.order.setCurrentIndex(self.order.findData(wish.order))
        self.down.setChecked(wish.down)
        self._show_down()

    def show_found(self, found: Found) -> None:
        """Say how many there are, and what could not be read."""
        if found.total != len(found.ids):
            self.count.setText(self.tr("{} of {}").format(len(found.ids), found.total))
        else:
            self.count.setText(self.tr("1 clip") if found.total == 1 else self.tr("{} clips").format(found.total))
        self.problems.setText("\n".join(found.problems))
        self.problems.setVisible(bool(found.problems))
        self.read_as.setText(self.tr("read as: {}").format(found.read_as))
        self.read_as.setVisible(bool(found.read_as))

    def show_help(self) -> None:
        """Show what can be typed; an example that is chosen is searched at once."""
        if self.help is None:
            self.help = SearchHelp(self)
            self.help.wanted.connect(self._try_out)
        self.help.show_under(self.search)

    def _try_out(self, text: str) -> None:
        self.search.setText(text)
        self.search.setFocus()

    def close_bar(self) -> None:
        """Ask nothing more."""
        self._timer.stop()

    def _order(self) -> None:
        self._show_down()
        self.ordered.emit(self.order.currentData(), self.down.isChecked())

    def _show_down(self) -> None:
        down = self.down.isChecked()
        set_icon(self.down, "chevron-down" if down else "chevron-up")
        words = self.tr("Largest or newest first") if down else self.tr("Smallest or oldest first")
        self.down.setToolTip(words)
        self.down.setAccessibleName(words)

    def _orders(self) -> tuple[tuple[str, str], ...]:
        return (
            ("added", self.tr("Added")),
            ("filmed", self.tr("Filmed")),
            ("title", self.tr("Title")),
            ("length", self.tr("Length")),
            ("rating", self.tr("Rating")),
            ("score", self.tr("Best mark")),
            ("style", self.tr("Dance")),
            ("flight", self.tr("Longest flight")),
        )
