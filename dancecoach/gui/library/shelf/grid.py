"""The clips as a grid of pictures: as many columns as fit, whatever the width."""

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from dancecoach.gui.keys import ONLY_ARROWS
from dancecoach.gui.library.shelf.card import GAP, ClipCard

LEAST_WIDTH = 215
"""Of a card, pixels."""


class ClipGrid(QListView):
    """Cards beside and below each other.

    Args:
        card: draws them.
        parent: owner.
    """

    def __init__(self, card: ClipCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self.setObjectName("shelf")
        self.setItemDelegate(card)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setProperty(ONLY_ARROWS, True)
        self.setAccessibleName(self.tr("Clips"))

    @property
    def columns(self) -> int:
        """How many cards stand beside each other."""
        return max(1, self.viewport().width() // LEAST_WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the width out."""
        size = self.card.size_for((self.viewport().width() - 1) // self.columns, self.fontMetrics())
        if size != self.card.size:
            self.card.size = size
            self.setGridSize(QSize(size))
            self.verticalScrollBar().setSingleStep(size.height() // 3)
        super().resizeEvent(event)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:  # noqa: N802
        """All that can be seen: Qt would look where each chosen clip stands, also the ten thousand out of sight."""
        return QRegion(self.viewport().rect())

    def dataChanged(self, _first: object, _last: object, _roles: object = ()) -> None:  # noqa: N802
        """Draw anew what can be seen: no card changes its size, yet Qt would lay ten thousand out again."""
        self.viewport().update()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802
        """All from one card to another: Qt would ask of each between them where it stands."""
        ends = [self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())]
        if not all(end.isValid() for end in ends):
            super().setSelection(rect, command)
            return
        first, last = sorted(end.row() for end in ends)
        model = self.model()
        self.selectionModel().select(QItemSelection(model.index(first, 0), model.index(last, 0)), command)

    def keyboardSearch(self, _text: str) -> None:  # noqa: N802
        """Letters are commands; Qt would read the titles of all clips for them."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Look through the clip under the mouse."""
        super().mouseMoveEvent(event)
        self._look(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Nobody looks any more."""
        super().leaveEvent(event)
        self._look(QPoint(-1, -1))

    def _look(self, point: QPoint) -> None:
        index = self.indexAt(point)
        before, self.card.looked_at = self.card.looked_at, index.row()
        if index.isValid():
            stage = self.visualRect(index).adjusted(GAP, GAP, -GAP, -GAP)
            self.card.share = min(0.999, max(0.0, (point.x() - stage.x()) / max(1, stage.width())))
            self.update(index)
        if before not in (-1, index.row()) and self.model() is not None:
            self.update(self.model().index(before, 0))
