"""Every command and its keys, to be changed: the same table that menus and the palette read."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.commands import EVERYWHERE, Command, CommandTable, shown_key
from dancecoach.gui.widgets.parts import label

_ID = Qt.ItemDataRole.UserRole


class ShortcutEditor(QWidget):
    """Choose a row, press the new key; a key that another command has is named before it is taken."""

    def __init__(self, commands: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the commands"))
        self.table = self._make_table()
        self.key = QKeySequenceEdit()
        self.key.setMaximumSequenceLength(1)
        self.key.setClearButtonEnabled(True)
        self.key.setAccessibleName(self.tr("New key"))
        self.give = QPushButton(self.tr("Use this key"))
        self.add = QPushButton(self.tr("Add as another"))
        self.clear = QPushButton(self.tr("No key"))
        self.reset = QPushButton(self.tr("All as they were"))
        self.note = label(role="warning", wrap=True)
        self._lay_out()
        self._connect()
        self._fill()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setHorizontalHeaderLabels([self.tr("Command"), self.tr("Page"), self.tr("Keys")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setAccessibleName(self.tr("Commands and their keys"))
        return table

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.key, 1)
        for button in (self.give, self.add, self.clear, self.reset):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.note)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.key.keySequenceChanged.connect(self._warn)
        self.give.clicked.connect(lambda: self._bind((self._typed(),)))
        self.add.clicked.connect(lambda: self._bind((*self._commands.keys(self.current), self._typed())))
        self.clear.clicked.connect(lambda: self._bind(()))
        self.reset.clicked.connect(self._reset)
        self._chosen()

    @property
    def current(self) -> str:
        """Id of the chosen command, "" for none."""
        row = self.table.currentRow()
        item = self.table.item(row, 0) if row >= 0 else None
        return str(item.data(_ID)) if item is not None else ""

    def choose(self, command_id: str) -> None:
        """Choose a command's row."""
        for row in range(self.table.rowCount()):
            if self._id_of(row) == command_id:
                self.table.selectRow(row)

    def _id_of(self, row: int) -> str:
        item = self.table.item(row, 0)
        return str(item.data(_ID)) if item is not None else ""

    def _fill(self) -> None:
        commands = list(self._commands)
        self.table.setRowCount(len(commands))
        for row, command in enumerate(commands):
            page = self.tr("everywhere") if command.page == EVERYWHERE else command.page.capitalize()
            for column, text in enumerate((command.title, page, self._keys_text(command))):
                item = QTableWidgetItem(text)
                item.setData(_ID, command.id)
                self.table.setItem(row, column, item)
        self.table.resizeColumnToContents(2)
        self._filter(self.search.text())

    def _keys_text(self, command: Command) -> str:
        return ", ".join(shown_key(key) for key in self._commands.keys(command.id))

    def _filter(self, wanted: str) -> None:
        for row, command in enumerate(self._commands):
            text = f"{command.title} {self._keys_text(command)}".casefold()
            self.table.setRowHidden(row, wanted.casefold() not in text)

    def _typed(self) -> str:
        return self.key.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _chosen(self) -> None:
        self.key.clear()
        self._warn()

    def _warn(self) -> None:
        typed, chosen = self._typed(), self.current
        other = self._commands.conflict(chosen, typed) if typed and chosen else None
        self.note.setText(
            self.tr("{} has this key; it will lose it.").format(f"“{other.title}”") if other is not None else ""
        )
        self.give.setEnabled(bool(typed and chosen))
        self.add.setEnabled(bool(typed and chosen))
        self.clear.setEnabled(bool(chosen))

    def _bind(self, keys: tuple[str, ...]) -> None:
        chosen = self.current
        if chosen:
            self._commands.rebind(chosen, keys)
            self._fill()
            self.choose(chosen)
            self._chosen()

    def _reset(self) -> None:
        self._commands.reset_keys()
        self._fill()
        self._chosen()
