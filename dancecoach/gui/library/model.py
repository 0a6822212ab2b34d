"""The open library as the page sees it: opened, asked and changed in threads. Knows no widget.

The database's own library takes most of a second to import: nothing here imports it before a thread needs it.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from PySide6.QtCore import QObject, QTimer, Signal

from dancecoach.errors import LibraryBusyError, LibraryDamagedError
from dancecoach.gui.context import AppContext
from dancecoach.gui.libraries import load_library
from dancecoach.gui.library.latest import Latest
from dancecoach.gui.live.errand import Errands
from dancecoach.library.catalogue.records import Clip, Group, Order

if TYPE_CHECKING:
    from dancecoach.library.edits import Edit, Undo
    from dancecoach.library.library import Library

#: While many clips come in, the list is asked for anew so often, milliseconds.
_REFRESH_MS = 400
_CLOSE_S = 10.0


class LibraryState(StrEnum):
    """How far the library is."""

    CLOSED = "closed"
    OPENING = "opening"
    READY = "ready"
    BUSY = "busy"
    FAILED = "failed"


@attrs.frozen
class Wish:
    """What is to be on show.

    Attributes:
        text: what was typed.
        order: what clips are sorted by, a value of `catalogue.search.Order`.
        down: whether the largest, or the newest, come first.
    """

    text: str = ""
    order: str = "added"
    down: bool = True


@attrs.frozen
class Stock:
    """What there is in the library, whatever is asked of it.

    Attributes:
        version: how often the library had changed by then.
        total: clips.
        references: those to learn from.
        names: tags, persons and collections with how many clips each has.
    """

    version: int = -1
    total: int = 0
    references: int = 0
    names: Mapping[Group, Sequence[tuple[str, int]]] = attrs.field(factory=dict)


@attrs.frozen
class Found:
    """What a wish found.

    Attributes:
        wish: that was asked.
        ids: numbers of the clips.
        problems: sentences about what of the text could not be read.
        stock: what there is besides.
        read_as: how plain words were read; "" where there were none.
    """

    wish: Wish
    ids: tuple[int, ...] = ()
    problems: tuple[str, ...] = ()
    stock: Stock = Stock()
    read_as: str = ""

    @property
    def total(self) -> int:
        """Clips in the library."""
        return self.stock.total

    @property
    def references(self) -> int:
        """Those to learn from."""
        return self.stock.references

    @property
    def names(self) -> Mapping[Group, Sequence[tuple[str, int]]]:
        """Tags, persons and collections with how many clips each has."""
        return self.stock.names


class LibraryModel(QObject):
    """A library that is opened when it is first wanted, and what of it is on show.

    Args:
        context: what the pages share.
        folder: the library's.
        parent: owner.

    Attributes:
        library: the open library; None before, and after.
        state: how far it is.
        error: why it could not be opened; "" else.
        damaged: whether that is because its database is damaged.
        wish: what is to be on show.
        found: what is on show.

    Signals:
        state_changed: `state` is another.
        shown: `found` is another.
        clips_changed: numbers of clips that are known better now, or are gone.
        failed: an exception for the person.
    """

    state_changed = Signal()
    shown = Signal()
    clips_changed = Signal(object)
    failed = Signal(object)

    def __init__(self, context: AppContext, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context, self.folder = context, folder
        self.library: Library | None = None
        self.state, self.error, self.damaged = LibraryState.CLOSED, "", False
        self.wish, self.found = Wish(), Found(Wish())
        self._version = 0
        self._errands = Errands(self)
        self._questions = Latest("library: question", self._answer, self)
        self._questions.answered.connect(self._answered)
        self._questions.failed.connect(self.failed)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_REFRESH_MS)
        self._again.timeout.connect(self.ask)

    # Opening and closing

    @property
    def ready(self) -> bool:
        """Whether it is open."""
        return self.state is LibraryState.READY

    def open(self, *, only_existing: bool = False) -> None:
        """Open the library, unless it is open.

        Args:
            only_existing: make none where there is none yet.
        """
        if self.state in (LibraryState.OPENING, LibraryState.READY):
            return
        self.damaged = False
        self._turn(LibraryState.OPENING)
        self._errands.run(
            "library: open", lambda: self._open(only_existing), returned=self._opened, failed=self._not_opened
        )

    def close(self) -> None:
        """Finish what was begun, and let others open it."""
        self._again.stop()
        self._questions.close(_CLOSE_S)
        self._errands.wait(_CLOSE_S)
        if self.library is not None:
            self.library.close()
            self.library = None
        self.state = LibraryState.CLOSED

    def give_up(self, error: BaseException) -> None:
        """It turned out to be damaged while it was open: nobody works with it any further."""
        library, self.library = self.library, None
        if library is not None:
            self._errands.run("library: close", library.close)
            self._not_opened(error)

    def _open(self, only_existing: bool) -> bool:
        if only_existing and not (self.folder / "library.sqlite").is_file():
            return False
        load_library()
        from dancecoach.library.library import Library

        self.library = Library(self.folder)
        return True

    def _opened(self, there: bool) -> None:
        self._turn(LibraryState.READY if there and self.library is not None else LibraryState.CLOSED)
        self.ask()

    def _not_opened(self, error: BaseException) -> None:
        self.error, self.damaged = str(error), isinstance(error, LibraryDamagedError)
        self._turn(LibraryState.BUSY if isinstance(error, LibraryBusyError) else LibraryState.FAILED)

    def _turn(self, state: LibraryState) -> None:
        self.state = state
        self.state_changed.emit()

    # Asking

    def wish_for(self, **changes: Any) -> None:
        """Ask for other clips, or in another order; see `Wish`."""
        wish = attrs.evolve(self.wish, **changes)
        if wish != self.wish:
            self.wish = wish
            self._ask()

    def ask(self) -> None:
        """Look again what is on show, and what there is."""
        self._version += 1
        self._ask()

    def _ask(self) -> None:
        if self.library is not None and self.ready:
            self._questions.ask((self.wish, self._version, self.found.stock))

    def ask_soon(self) -> None:
        """Look again in a moment, once for a burst of news."""
        if self.ready and not self._again.isActive():
            self._again.start()

    def records(self, ids: Sequence[int]) -> list[Clip]:
        """The clips of these numbers; to be called from a thread."""
        return [] if self.library is None else self.library.clips.get_all(ids)

    def _answer(self, asked: tuple[Wish, int, Stock]) -> Found | None:
        (wish, version, stock), library = asked, self.library
        if library is None:
            return None
        from dancecoach.library.catalogue.question import Question
        from dancecoach.library.catalogue.search import find

        question = Question.read(wish.text)
        ids = tuple(find(library.database, question, Order(wish.order), down=wish.down))
        if stock.version != version:  # while one types it stays what it is
            references = len(find(library.database, Question(reference=True)))
            names = {group: library.groups.names(group) for group in Group}
            stock = Stock(version, library.clips.count(), references, names)
        return Found(wish, ids, question.problems, stock, question.read_as)

    def _answered(self, found: Found | None) -> None:
        if found is not None:
            self.found = found
            self.shown.emit()

    # Changing

    def edit(self, title: str, ids: Sequence[int], edit: "Callable[[], Edit]") -> None:
        """Change something, so that it can be undone.

        Args:
            title: what the menu shows beside Undo.
            ids: clips that it changes.
            edit: makes the change; called in a thread.
        """
        if not self.ready:
            return
        doing = _Doing(self, tuple(ids), edit)
        doing.do()
        self.context.commands.done_by_hand(title, doing.do, doing.undo)

    def run(
        self, title: str, work: "Callable[[Library], Any]", returned: Callable[[Any], object] | None = None
    ) -> None:
        """Do something with the library in a thread, after what was wanted before it."""
        library = self.library
        if library is not None:
            self._errands.run(title, lambda: work(library), returned=returned, failed=self.failed.emit)

    def tell_changed(self, ids: Sequence[int]) -> None:
        """Clips are known better now."""
        self.clips_changed.emit(tuple(ids))
        self.ask_soon()


class _Doing:
    """A change, and how it is taken back once it is made."""

    def __init__(self, model: LibraryModel, ids: tuple[int, ...], edit: "Callable[[], Edit]") -> None:
        self._model, self._ids, self._edit = model, ids, edit
        self._back: Undo | None = None

    def do(self) -> None:
        self._model.run("library: edit", self._do, self._told)

    def undo(self) -> None:
        self._model.run("library: undo", self._undo, self._told)

    def _do(self, library: "Library") -> None:
        self._back = None
        self._back = self._edit()(library)

    def _undo(self, library: "Library") -> None:
        if self._back is not None:  # else it had failed, and there is nothing to take back
            self._back(library)

    def _told(self, _: object) -> None:
        self._model.clips_changed.emit(self._ids)
        self._model.ask()
