"""All values on show as a table: for whoever cannot see the chart, and for whoever wants the numbers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from dancecoach.gui.library.progress.plot import when_text
from dancecoach.gui.widgets.course_plot import course_colour
from dancecoach.pipeline.progress.series import Series, Value
from dancecoach.pipeline.progress.words import number_text

Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[int, str, str, Value], ...] = ()

    def show(self, rows: Sequence[tuple[int, str, str, Value]]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: N802
        if role != Qt.ItemDataRole.DisplayRole or way != Qt.Orientation.Horizontal:
            return None
        return (self.tr("Who and what"), self.tr("When"), self.tr("Value"), self.tr("Clip"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        number, name, measure, value = self.rows[index.row()]
        words = (name, when_text(value), number_text(measure, value.mark, value.doubt), value.title)
        if role == Qt.ItemDataRole.DisplayRole:
            return words[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(words)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return swatch(number)
        if role == Qt.ItemDataRole.ToolTipRole and not value.sure:
            return self.tr("not certain: a guess, or several persons in the clip")
        return None


def swatch(number: int) -> QIcon:
    """A square of a course's colour."""
    square = QPixmap(10, 10)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(course_colour(number)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(0, 0, 10, 10, 3, 3)
    painter.end()
    return QIcon(square)


class ValueTable(QTableView):
    """The values, the newest first.

    Signals:
        opened: the `Value` that is to be seen in its clip.
        looked_at: the `Value` that is chosen, or None.
    """

    opened = Signal(object)
    looked_at = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setAccessibleName(self.tr("Values"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        for column, mode in ((0, "Stretch"), (1, "ResizeToContents"), (2, "ResizeToContents"), (3, "Stretch")):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode[mode])
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().currentRowChanged.connect(self._look)

    @property
    def values(self) -> tuple[Value, ...]:
        """As they stand, from above."""
        return tuple(row[3] for row in self._rows.rows)

    def show_series(self, series: Sequence[Series], name: Callable[[Series], str]) -> None:
        """Show others.

        Args:
            series: as in the chart.
            name: what one is called.
        """
        rows = [(n, name(one), one.measure, value) for n, one in enumerate(series) for value in one.values]
        self._rows.show(sorted(rows, key=lambda row: row[3].when, reverse=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        self.opened.emit(self._rows.rows[row][3])

    def _look(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.looked_at.emit(self._rows.rows[index.row()][3] if index.isValid() else None)
