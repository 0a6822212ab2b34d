"""Small tables of the dialog: texts in rows, that keys and screen readers can walk through."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from dancecoach.gui.theme import colours

_ROW = 26


class TextTable(QTableWidget):
    """Rows of texts; the last column takes the room that is left.

    Args:
        name: for screen readers.
        titles: of the columns.
        wide: the column that takes the room.
    """

    def __init__(self, name: str, titles: Sequence[str], wide: int = 0) -> None:
        super().__init__(0, len(titles))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(titles))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(titles)):
            mode = QHeaderView.ResizeMode.Stretch if column == wide else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(column, mode)

    def fill(self, rows: Sequence[Sequence[str]], bad: Sequence[bool] = ()) -> None:
        """Show rows; those that are bad in the colour of a warning."""
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if place < len(bad) and bad[place]:
                    item.setForeground(QColor(colours().warning))
                self.setItem(place, column, item)

    def texts(self) -> list[tuple[str, ...]]:
        """What stands in it."""
        return [
            tuple(item.text() if (item := self.item(row, column)) else "" for column in range(self.columnCount()))
            for row in range(self.rowCount())
        ]
