"""F1: the keys of the page on show, read from the command table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dancecoach.gui.commands import EVERYWHERE, Command, CommandTable, shown_key
from dancecoach.gui.widgets.parts import label

_WIDEST = 1000
"""Of the two columns, logical pixels."""


class KeysDialog(QDialog):
    """Two columns: what this page's keys do, and what works everywhere."""

    def __init__(self, commands: CommandTable, page_title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self.setWindowTitle(self.tr("Keys"))
        columns = QHBoxLayout()
        columns.setSpacing(36)
        here = [c for c in commands if c.page == commands.page and commands.keys(c.id)]
        everywhere = [c for c in commands if c.page == EVERYWHERE and commands.keys(c.id)]
        columns.addWidget(self._make_column(self.tr("On the page {}").format(page_title), here))
        columns.addWidget(self._make_column(self.tr("Everywhere"), everywhere))
        inner = QWidget()
        inner.setLayout(columns)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        bar = area.verticalScrollBar().sizeHint().width()
        area.setMinimumWidth(min(inner.sizeHint().width() + bar + 4, _WIDEST))  # nothing to scroll sideways
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll
        area.setAccessibleName(self.tr("Keys"))
        wheel = self.tr("The mouse wheel over the picture steps frames, with Ctrl it zooms.")
        change = self.tr("Keys can be changed in the settings.")
        hint = label(f"{wheel} {change}", "muted", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.addWidget(area)
        outer.addWidget(hint)
        outer.addWidget(buttons)
        self.resize(760, 560)

    def _make_column(self, title: str, commands: list[Command]) -> QWidget:
        column = QWidget()
        grid = QGridLayout(column)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(title, "heading"), 0, 0, 1, 2)
        for row, command in enumerate(commands, start=1):
            keys = QHBoxLayout()
            keys.setSpacing(4)
            for key in self._commands.keys(command.id):
                keys.addWidget(label(shown_key(key), "key"))
            keys.addStretch(1)
            grid.addLayout(keys, row, 0)
            grid.addWidget(label(command.title), row, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(commands) + 1, 1)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        return column
