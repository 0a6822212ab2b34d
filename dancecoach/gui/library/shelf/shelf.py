"""The clips on show, as a grid or as a table; what is chosen in one is chosen in the other."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.library.places import LESSONS
from dancecoach.gui.library.shelf.card import ClipCard
from dancecoach.gui.library.shelf.grid import ClipGrid
from dancecoach.gui.library.shelf.pictures import Pictures
from dancecoach.gui.library.shelf.rows import ClipRows
from dancecoach.gui.library.shelf.table import ClipTable
from dancecoach.gui.widgets.parts import StatePanel
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.media import MediaFolder

#: A choice of more clips than this is not carried over into another list of them.
_CARRIED = 500
_SEEN = 512


class Shelf(QStackedWidget):
    """All clips that were found.

    Args:
        model: says which.
        parent: owner.

    Attributes:
        rows: the clips.
        pictures: theirs.
        grid, table: how they are shown.

    Signals:
        opened: somebody wants to see a clip.
        chosen_changed: other clips are chosen, or are known better.
    """

    opened = Signal()
    chosen_changed = Signal()

    def __init__(self, model: LibraryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        media = MediaFolder(model.folder)
        # Asked for each card that is drawn.
        self._files = lru_cache(_SEEN)(lambda sha256: (media.picture(sha256), media.strip(sha256)))
        self._model = model
        self.rows = ClipRows(model.records, self)
        self.pictures = Pictures(self)
        self.grid, self.table = ClipGrid(ClipCard(self.pictures, self.files, self)), ClipTable()
        self.grid.setModel(self.rows)
        self.table.set_rows(self.rows)
        self._choice = self.grid.selectionModel()
        self.table.setSelectionModel(self._choice)
        for view in (self.grid, self.table):
            self.addWidget(view)
            view.doubleClicked.connect(lambda _index: self.opened.emit())
        self.nothing = StatePanel()
        self.addWidget(self.nothing)
        self._wanted: QAbstractItemView = self.grid
        self._chosen: tuple[int, ...] | None = None
        self._any: bool | None = None
        self._going: set[int] = set()
        self._choice.selectionChanged.connect(lambda *_: self._choose_other())
        self.rows.modelReset.connect(self._choose_other)
        self.rows.came.connect(self._known_better)
        self.pictures.came.connect(lambda: self.grid.viewport().update())
        model.shown.connect(self._show)
        model.clips_changed.connect(self._changed)

    @property
    def view(self) -> QAbstractItemView:
        """The grid or the table, whichever is on show."""
        return self._wanted

    def files(self, clip: Clip) -> tuple[Path, Path]:
        """Where the picture and the strip of a clip lie."""
        return self._files(clip.facts.sha256)

    def close_shelf(self) -> None:
        """Read nothing more."""
        self.rows.close()
        self.pictures.close()

    # What is chosen

    @property
    def chosen(self) -> tuple[int, ...]:
        """Numbers of the chosen clips, in the order in which they stand."""
        if self._chosen is None:
            rows = {row for part in self._parts() for row in range(part.top(), part.bottom() + 1)}
            self._chosen = tuple(map(self.rows.ids.__getitem__, sorted(rows)))
        return self._chosen

    @property
    def any_chosen(self) -> bool:
        """Whether a clip is chosen."""
        if self._any is None:  # each of forty commands asks
            self._any = self._choice.hasSelection()
        return self._any

    def _parts(self) -> list[QItemSelectionRange]:
        selection = self._choice.selection()
        return [selection.at(place) for place in range(selection.count())]

    @property
    def clip(self) -> Clip | None:
        """The clip that is chosen, the current one of several; None where there is none, or it is being read."""
        chosen = self._parts()
        if not chosen:
            return None
        row = self._choice.currentIndex().row()
        if not any(part.top() <= row <= part.bottom() for part in chosen):
            row = chosen[0].top()
        return self.rows.clip_at(row)

    def _choose_other(self) -> None:
        self._chosen = self._any = None
        self.chosen_changed.emit()

    def _known_better(self, ids: Collection[int]) -> None:
        row = self._choice.currentIndex().row()
        if self._choice.hasSelection() and 0 <= row < len(self.rows.ids) and self.rows.ids[row] in ids:
            self.chosen_changed.emit()

    def choose(self, *ids: int) -> None:
        """Choose clips, as far as they are on show; the first of them is the current one."""
        picked, last = QItemSelection(), self.rows.columnCount() - 1
        rows = [row for row in map(self.rows.row_of, ids) if row is not None]
        for top, bottom in runs(rows):
            picked.select(self.rows.index(top, 0), self.rows.index(bottom, last))
        if rows:
            self._choice.setCurrentIndex(self.rows.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._choice.select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def choose_first(self) -> None:
        """Choose the first clip where none is chosen, and take the keys."""
        self.view.setFocus()
        if not self._choice.hasSelection() and self.rows.ids:
            self.choose(self.rows.ids[0])

    def leave(self, ids: Collection[int]) -> None:
        """Choose the neighbour of clips that are about to go, or none: nothing more is done with those that go."""
        self._going.update(ids)
        row = max(0, self._choice.currentIndex().row())
        after = next((clip_id for clip_id in self.rows.ids[row:] if clip_id not in self._going), None)
        before = next((clip_id for clip_id in reversed(self.rows.ids[:row]) if clip_id not in self._going), None)
        self.choose(*[clip_id for clip_id in (after, before) if clip_id is not None][:1])

    # Showing

    def _show(self) -> None:
        ids = self._model.found.ids
        if not ids:
            self._say_nothing()
        self.setCurrentWidget(self._wanted if ids else self.nothing)
        if ids == self.rows.ids:
            return
        before = self.chosen if self._choice.hasSelection() else ()
        row = self._choice.currentIndex().row()
        scrolled = self.view.verticalScrollBar().value()
        self.rows.show(ids)
        if before and len(before) <= _CARRIED:
            self.choose(*before)
            if not self._choice.hasSelection() and ids:  # they are gone: their neighbour is next
                self.choose(ids[min(max(0, row), len(ids) - 1)])
        self.view.verticalScrollBar().setValue(scrolled)

    def _say_nothing(self) -> None:
        """What stands in the place of clips where there are none."""
        if self._model.found.wish.text.strip() == LESSONS:
            title = self.tr("No lessons yet")
            text = self.tr("Choose a clip and press Ctrl+L to make one of it, or drop somebody's lesson file here.")
        else:
            title, text = self.tr("No clip is like that"), self.tr("Leave a word out, or look at all clips.")
        self.nothing.say("library", title, text, self.tr("Show all clips"))

    def _changed(self, ids: tuple[int, ...]) -> None:
        for clip in filter(None, map(self.rows.known, ids)):
            for path in self.files(clip):
                self.pictures.forget(path)
        self.rows.forget(ids)
        self._going.difference_update(ids)  # they are gone, or there again

    def show_view(self, name: str) -> None:
        """Show the grid ("grid") or the table ("table"); the same clips stay in sight."""
        had = self.view.hasFocus()
        self._wanted = self.table if name == "table" else self.grid
        if self.currentWidget() is not self.nothing:
            self.setCurrentWidget(self._wanted)
        current: QModelIndex = self._choice.currentIndex()
        self.choose(*self.chosen)  # whole lines, where single cells were chosen in the grid
        self._choice.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        if current.isValid():
            self.view.scrollTo(current)
        if had:
            self.view.setFocus()


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Rows as stretches without a gap, each by its first and last: ten thousand chosen clips are most often one."""
    found: list[tuple[int, int]] = []
    for row in sorted(rows):
        if found and row <= found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
