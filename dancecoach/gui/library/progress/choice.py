"""Who and what is to be seen beside one another: lists of which several can be ticked."""

from collections.abc import Sequence

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

_KEY = Qt.ItemDataRole.UserRole


@attrs.frozen
class Option:
    """One line.

    Attributes:
        key: what it stands for.
        title: what people read.
        count: how many there are.
    """

    key: str
    title: str
    count: int


class Choice(QListWidget):
    """Options that can be ticked; a click or Space ticks, Enter takes one alone.

    Args:
        name: what a screen reader calls it.
        parent: owner.

    Signals:
        changed: others are ticked.
    """

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemChanged.connect(lambda _item: self.changed.emit())

    def show_options(self, options: Sequence[Option]) -> None:
        """Show others; those that were ticked and are still there stay so."""
        ticked, current = set(self.ticked), self.currentRow()
        self.blockSignals(True)
        self.clear()
        for option in options:
            item = QListWidgetItem(f"{option.title}  {option.count}", self)
            item.setData(_KEY, option.key)
            item.setToolTip(option.title)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if option.key in ticked else Qt.CheckState.Unchecked)
        self.setCurrentRow(min(max(0, current), self.count() - 1))
        self.blockSignals(False)

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys on show."""
        return tuple(self.item(row).data(_KEY) for row in range(self.count()))

    @property
    def ticked(self) -> tuple[str, ...]:
        """Keys of the ticked ones, in their order."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Checked)

    def tick(self, keys: Sequence[str]) -> None:
        """Tick these and no others; told once, and only if others were ticked before."""
        before = self.ticked
        self.blockSignals(True)
        for row in range(self.count()):
            item = self.item(row)
            there = item.data(_KEY) in keys
            item.setCheckState(Qt.CheckState.Checked if there else Qt.CheckState.Unchecked)
            if there and self.currentRow() < 0:
                self.setCurrentRow(row)
        self.blockSignals(False)
        if self.ticked != before:
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter takes the current one alone."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.tick([item.data(_KEY)])
        else:
            super().keyPressEvent(event)
