"""The names of the other clips, as switches: what of them is certainly something else.

Clips without a name are switched off: they may well be of what is taught.
"""

from collections.abc import Hashable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from dancecoach.gui.library.teaching.words import tr

if TYPE_CHECKING:
    from dancecoach.pipeline.teaching.others import Others

_HEIGHT = 64
_BOX, _ROW = 56, 28
"""Room beside a name for its box, and the height of both, pixels: Qt reckons with a smaller box than the theme's."""

_NAME = Qt.ItemDataRole.UserRole


class ToldFrom(QListWidget):
    """Names with a check box each, side by side; the space bar switches the one at hand."""

    def __init__(self) -> None:
        super().__init__()
        self._others: tuple[Others, ...] = ()
        self._about: Hashable = None
        self.setAccessibleName(tr("What is certainly something else"))
        self.setObjectName("choice")  # how its boxes look
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(2)
        self.setMaximumHeight(_HEIGHT)

    def show_others(self, others: "tuple[Others, ...]", about: Hashable) -> None:
        """Show these; a name stays switched as it was as long as it is about the same.

        Args:
            others: clips by their names.
            about: what is taught from which clips.
        """
        if others is self._others and about == self._about:
            return
        if not others:  # the clips are being looked at
            self._others = others
            return
        before = self._switched() if about == self._about else {}
        self._others, self._about = others, about
        self.clear()
        self.ensurePolished()  # the theme says how wide letters are
        for one in others:
            item = QListWidgetItem(_title(one), self)
            item.setData(_NAME, one.name)
            item.setSizeHint(QSize(self.fontMetrics().horizontalAdvance(item.text()) + _BOX, _ROW))
            item.setToolTip(_hint(one))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = before.get(one.name, one.certain)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def names(self) -> frozenset[str]:
        """What is switched on."""
        return frozenset(name for name, on in self._switched().items() if on) if self._others else frozenset()

    def switch(self, name: str, *, on: bool) -> None:
        """Switch a name; "" is for the clips without one."""
        for row in range(self.count()):
            if self.item(row).data(_NAME) == name:
                self.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _switched(self) -> dict[str, bool]:
        items = [self.item(row) for row in range(self.count())]
        return {item.data(_NAME): item.checkState() is Qt.CheckState.Checked for item in items}


def _title(one: "Others") -> str:
    return tr("{name} ({count})").format(name=one.name or tr("clips without a name"), count=len(one.clips))


def _hint(one: "Others") -> str:
    if not one.name:
        return tr("Switch this on only where none of them is of what is taught: it would be refused afterwards.")
    return tr("It is known already, so it is something else.") if one.certain else tr("A tag or a collection of yours.")
