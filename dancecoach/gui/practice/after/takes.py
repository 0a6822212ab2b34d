"""The list of kept takes: a card each."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dancecoach.gui.practice.after.words import take_text
from dancecoach.gui.widgets.card import make_card_list, paint_card, paint_two_lines
from dancecoach.pipeline.practice.takes import Take

Index = QModelIndex | QPersistentModelIndex
_ROW = 50


class TakeRows(QAbstractListModel):
    """The takes as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.takes: tuple[Take, ...] = ()
        self._eights = False

    def show_takes(self, takes: tuple[Take, ...], *, eights: bool) -> None:
        """Show other takes."""
        if takes != self.takes or eights != self._eights:
            self.beginResetModel()
            self.takes, self._eights = takes, eights
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many."""
        return 0 if parent.isValid() else len(self.takes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Two lines, or one for who cannot see them."""
        words = take_text(self.takes[index.row()], eights=self._eights)
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(words)
        return ", ".join(words) if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Row(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(160, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        inner = paint_card(painter, option).adjusted(10, 5, -10, -5)
        first, second = str(index.data()).split("\n")
        paint_two_lines(painter, option, QRectF(inner), (first, second))
        painter.restore()


class TakeList(QListView):
    """Shows the takes.

    Signals:
        opened: the `Take` that is to be shown.
        chosen_changed: another row is chosen.
    """

    opened = Signal(object)
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = TakeRows(self)
        make_card_list(self, self.rows, _Row(self), self.tr("Takes"))
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen_changed.emit())

    @property
    def chosen(self) -> Take | None:
        """The take of the chosen row."""
        row = self.currentIndex().row()
        return self.rows.takes[row] if 0 <= row < len(self.rows.takes) else None

    def show_takes(self, takes: tuple[Take, ...], shown: Take | None, *, eights: bool) -> None:
        """Show other takes, and mark the one on show."""
        self.rows.show_takes(takes, eights=eights)
        place = next((i for i, t in enumerate(takes) if shown is not None and t.folder == shown.folder), -1)
        if place >= 0 and place != self.currentIndex().row():
            self.setCurrentIndex(self.rows.index(place))

    def step(self, by: int) -> None:
        """Show the take after (+1) or before (-1) the chosen one."""
        takes, row = self.rows.takes, self.currentIndex().row()
        if takes:
            row = min(max(row + by, 0), len(takes) - 1) if row >= 0 else 0
            self.setCurrentIndex(self.rows.index(row))
            self.opened.emit(takes[row])

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows.takes[index.row()])
