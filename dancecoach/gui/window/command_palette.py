"""Ctrl+K: type a few letters of what you want, press Enter."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dancecoach.gui.commands import Command, CommandTable, shown_key
from dancecoach.gui.widgets.parts import label


def match_score(wanted: str, title: str) -> int | None:
    """How well a title fits what was typed, lower is better; None when it does not.

    Every typed word must occur in order of letters; words that begin a word of the title come first.
    """
    title, score = title.casefold(), 0
    words = title.split()
    for typed in wanted.casefold().split():
        if any(word.startswith(typed) for word in words):
            continue
        if typed in title:
            score += 1
        elif _in_order(typed, title):
            score += 3
        else:
            return None
    return score


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


class CommandPalette(QDialog):
    """Lists what can be done now."""

    def __init__(self, commands: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._commands = commands
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Command palette"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("What do you want to do?"))
        self.search.setAccessibleName(self.tr("Search the commands"))
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.resize(520, 380)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._run())
        self._fill("")

    def _fill(self, wanted: str) -> None:
        self.list.clear()
        fitting = [
            (score, place, command)
            for place, command in enumerate(self._commands)
            if self._commands.usable(command) and (score := match_score(wanted, command.title)) is not None
        ]
        for _, _, command in sorted(fitting, key=lambda entry: entry[:2]):
            self._add(command)
        self.list.setCurrentRow(0)

    def _add(self, command: Command) -> None:
        keys = self._commands.keys(command.id)
        item = QListWidgetItem(self.list)
        item.setData(Qt.ItemDataRole.UserRole, command.id)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, command.title)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(8, 3, 8, 3)
        row.addWidget(label(command.title), 1)
        for key in keys[:1]:
            row.addWidget(label(shown_key(key), "key"))
        item.setSizeHint(line.sizeHint())
        self.list.setItemWidget(item, line)

    def _run(self) -> None:
        item = self.list.currentItem()
        self.close()
        if item is not None:
            self._commands.run(item.data(Qt.ItemDataRole.UserRole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Up, Down and Enter work while typing."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.list.count():
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return super().eventFilter(watched, event)
