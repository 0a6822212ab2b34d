"""The clips on show as Qt's lists and tables want them: numbers only; records come by the screenful."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QStandardItemModel

from dancecoach.gui.latest import Latest
from dancecoach.gui.library import words
from dancecoach.gui.library.dragging import CLIPS, MOST_FILES, packed
from dancecoach.gui.widgets.parts import tip
from dancecoach.library.catalogue.records import Clip

CLIP = Qt.ItemDataRole.UserRole
"""Role of the record; None while it is being read."""

KEPT = 600
#: Rows on both sides of those on show whose records are read with them.
_AROUND = 24
_AT_ONCE = 200
_Index = QModelIndex | QPersistentModelIndex


class ClipRows(QStandardItemModel):
    """One row a clip.

    Qt's own class counts the rows, without an item in any of them: whenever cards are laid out anew or all are chosen,
    ten thousand times, Qt asks how many there are, and would wait for Python each time.

    Args:
        records: reads records; called from a thread, and for the few that somebody drags.
        parent: owner.

    Signals:
        came: numbers of clips whose records are there now.
    """

    came = Signal(object)

    def __init__(self, records: Callable[[Sequence[int]], list[Clip]], parent: QObject | None = None) -> None:
        super().__init__(0, len(_COLUMNS), parent)
        self.ids: tuple[int, ...] = ()
        self._rows: dict[int, int] = {}
        self._kept: OrderedDict[int, Clip] = OrderedDict()
        self._stale: set[int] = set()
        self._reading: frozenset[int] = frozenset()
        self._missing: set[int] = set()
        self._gone: set[int] = set()
        self._records = records
        self._reader = Latest("library: records", lambda ids: (ids, records(ids)), self)
        self._reader.answered.connect(self._take)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read)

    # What is on show

    def show(self, ids: tuple[int, ...]) -> None:
        """Have these clips, in this order."""
        if ids == self.ids:
            return
        self.beginResetModel()
        self.ids = ids
        self._rows = {clip_id: row for row, clip_id in enumerate(ids)}
        self._missing.clear()
        self._gone.clear()
        self.blockSignals(True)  # of rows that come or go nobody hears: all are others
        self.setRowCount(len(ids))
        self.blockSignals(False)
        self.endResetModel()

    def forget(self, ids: Sequence[int]) -> None:
        """Records have changed: they are read anew when they are looked at; the old ones stand until then."""
        # Those being read this moment may be read as they were before.
        self._stale.update(clip_id for clip_id in ids if clip_id in self._kept or clip_id in self._reading)
        self._gone.difference_update(ids)
        self._redraw(ids)

    def row_of(self, clip_id: int) -> int | None:
        """Where a clip stands; None where it is not on show."""
        return self._rows.get(clip_id)

    def clip_at(self, row: int) -> Clip | None:
        """The record of a row, asked for where it is not there yet."""
        if not 0 <= row < len(self.ids):
            return None
        clip_id = self.ids[row]
        clip = self._kept.get(clip_id)
        if (clip is None or clip_id in self._stale) and clip_id not in self._gone:
            self._missing.add(row)
            if not self._soon.isActive() and not self._reader.busy:
                self._soon.start(0)
        elif clip is not None:
            self._kept.move_to_end(clip_id)
        return clip

    def known(self, clip_id: int) -> Clip | None:
        """The record of a clip, where it is at hand."""
        return self._kept.get(clip_id)

    def close(self) -> None:
        """Read nothing more."""
        self._soon.stop()
        self._reader.close()

    # What Qt asks

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The record, or what the table and a screen reader say of it."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignRight if index.column() in _RIGHT else Qt.AlignmentFlag.AlignLeft
            )
        if role not in (CLIP, Qt.ItemDataRole.DisplayRole, _SPOKEN, Qt.ItemDataRole.ToolTipRole):
            return None
        clip = self.clip_at(index.row())
        if role == CLIP:
            return clip
        if clip is None:
            return "…"
        if role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[index.column()](clip)
        if role == _SPOKEN:
            return words.spoken(clip)
        return tip(f"{clip.title}\n{words.below(clip)}\n{words.file_facts(clip)}")

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Title"), self.tr("Length"), self.tr("Filmed"), self.tr("Found"), self.tr("Rating"),
                self.tr("Persons"), self.tr("Tags"), self.tr("Best mark"),
            )[section]  # fmt: skip
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Clips can be chosen, and dragged elsewhere as files."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """Files, and numbers of clips."""
        return ["text/uri-list", CLIPS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        """The clips, and their files."""
        return self.packed([self.ids[row] for row in sorted({index.row() for index in indexes})])

    def packed(self, ids: Sequence[int]) -> QMimeData:
        """Clips as they are dragged, and copied."""
        wanted = ids[:MOST_FILES]
        unknown = [clip_id for clip_id in wanted if clip_id not in self._kept]
        known = self._kept | {clip.id: clip for clip in (self._records(unknown) if unknown else ())}
        return packed(ids, [known[clip_id].path for clip_id in wanted if clip_id in known])

    # Records

    def _read(self) -> None:
        wanted: dict[int, None] = {}
        for row in sorted(self._missing):
            for near in range(max(0, row - _AROUND), min(len(self.ids), row + _AROUND)):
                clip_id = self.ids[near]
                if (clip_id not in self._kept or clip_id in self._stale) and clip_id not in self._gone:
                    wanted[clip_id] = None
            if len(wanted) >= _AT_ONCE:
                break
        self._missing.clear()
        if wanted:
            self._stale.difference_update(wanted)
            self._reading = frozenset(wanted)
            self._reader.ask(tuple(wanted))

    def _take(self, answer: tuple[Sequence[int], Sequence[Clip]]) -> None:
        asked, clips = answer
        self._reading = frozenset()
        self._kept.update({clip.id: clip for clip in clips})
        # Removed a moment ago: asked for again and again, they would keep a thread busy until there is another list.
        self._gone.update(set(asked).difference((clip.id for clip in clips), self._stale))
        while len(self._kept) > KEPT:
            self._stale.discard(self._kept.popitem(last=False)[0])
        self._redraw(asked)
        self.came.emit(frozenset(asked))
        if self._missing:
            self._soon.start(0)

    def _redraw(self, ids: Sequence[int]) -> None:
        rows = [row for row in map(self._rows.get, ids) if row is not None]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(_COLUMNS) - 1))


_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_FLAGS = (  # put together once: Qt asks for them ten thousand times when all clips are chosen
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
_COLUMNS: tuple[Callable[[Clip], str], ...] = (
    lambda clip: f"◆ {clip.title}" if clip.reference else clip.title,
    lambda clip: words.length(clip.facts.duration_s),
    words.day,
    words.found,
    lambda clip: words.stars(clip.rating),
    lambda clip: ", ".join(clip.persons),
    lambda clip: ", ".join(clip.tags),
    lambda clip: "" if clip.score is None else f"{clip.score:.0f}",
)
ORDERS = ("title", "length", "filmed", "style", "rating", "", "", "score")
"""What a click on the head of each column sorts by; "" for nothing."""

_RIGHT = (1, 7)
