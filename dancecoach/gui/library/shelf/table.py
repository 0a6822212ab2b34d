"""The clips as a table, for those who look for words and numbers."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from dancecoach.gui.keys import ONLY_ARROWS
from dancecoach.gui.library.shelf.rows import ORDERS, ClipRows

_WIDTHS = (230, 64, 90, 250, 84, 110, 110, 80)


class ClipTable(QTableView):
    """One line a clip.

    Args:
        parent: owner.

    Signals:
        order_wanted: what a click on a column's head sorts by.
    """

    order_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelf")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setProperty(ONLY_ARROWS, True)
        self.setAccessibleName(self.tr("Clips"))
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setStretchLastSection(True)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._sort)

    def set_rows(self, rows: ClipRows) -> None:
        """Show clips."""
        self.setModel(rows)
        self._keep_heads_apart()
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)

    def setSelectionModel(self, model: QItemSelectionModel) -> None:  # noqa: N802
        """Share a choice with another view."""
        super().setSelectionModel(model)
        self._keep_heads_apart()

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:  # noqa: N802
        """All that can be seen: Qt would go through all chosen lines."""
        return QRegion(self.viewport().rect())

    def keyboardSearch(self, _text: str) -> None:  # noqa: N802
        """Letters are commands; Qt would read the titles of all clips for them."""

    def _keep_heads_apart(self) -> None:
        """The heads would go through all lines, to look whether a whole column is chosen, each time they are drawn."""
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSelectionModel(QItemSelectionModel(self.model(), head))

    def _sort(self, column: int) -> None:
        if ORDERS[column]:
            self.order_wanted.emit(ORDERS[column])
