"""The open library as the page sees it: opened, asked and changed in threads. Knows no widget.

The database's own library takes most of a second to import: nothing here imports it before a thread needs it.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from dancecoach.errors import LibraryBusyError, LibraryDamagedError
from dancecoach.gui.context import AppContext
from dancecoach.gui.errand import Errands
from dancecoach.gui.latest import Latest
from dancecoach.gui.libraries import load_library
from dancecoach.gui.library.found import Found, Stock, Wish
from dancecoach.library.catalogue.records import Clip, Group, Order
from dancecoach.library.folders import is_library
from dancecoach.library.peek import has_work

if TYPE_CHECKING:
    from dancecoach.library.edits import Edit, Inverse
    from dancecoach.library.library import Library

__all__ = ["Found", "LibraryModel", "LibraryState", "Stock", "Wish"]

#: While many clips come in, the list is asked for anew so often, milliseconds.
_REFRESH_MS = 400
_CLOSE_S = 10.0


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("LibraryModel", text)


class LibraryState(StrEnum):
    """How far the library is."""

    CLOSED = "closed"
    OPENING = "opening"
    READY = "ready"
    BUSY = "busy"
    FAILED = "failed"


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
        self._version, self._wanted, self._over = 0, False, False
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
            only_existing: only where there is one, and something to do in it.
        """
        if self._over:
            return
        if self.state in (LibraryState.OPENING, LibraryState.READY):
            self._wanted = self._wanted or not only_existing
            return
        if only_existing and self._wanted and self.state in (LibraryState.BUSY, LibraryState.FAILED):
            return  # somebody reads why it did not open, and tries again when that is mended
        self._wanted = not only_existing
        self.damaged = False
        self._turn(LibraryState.OPENING)
        self._errands.run(
            "library: open", lambda: self._open(only_existing), returned=self._opened, failed=self._not_opened
        )

    def close(self) -> None:
        """Finish what was begun, and let others open it."""
        self._over = True
        self._again.stop()
        self._questions.close(_CLOSE_S)
        self._errands.wait(_CLOSE_S)
        if self.library is not None:
            self.library.close()
            self.library = None
        self.state = LibraryState.CLOSED

    @property
    def busy(self) -> bool:
        """Whether something is asked or changed."""
        return self._questions.busy or self._again.isActive() or self._errands.busy

    def let_go(self) -> None:
        """Let others open it, until it is wanted again; what is on show stays."""
        library, self.library = self.library, None
        if library is not None:
            self._errands.run("library: close", library.close)
            self._turn(LibraryState.CLOSED)

    def give_up(self, error: BaseException) -> None:
        """It turned out to be damaged while it was open: nobody works with it any further."""
        library, self.library = self.library, None
        if library is not None:
            self._errands.run("library: close", library.close)
            self._not_opened(error)

    def _open(self, only_existing: bool) -> bool:
        if only_existing and not is_library(self.folder):
            return False
        load_library()  # whoever has a library will look at it: then it opens at once
        if only_existing and not has_work(self.folder):
            return False
        from dancecoach.library.library import Library

        self.library = Library(self.folder)
        return True

    def _opened(self, there: bool) -> None:
        self._turn(LibraryState.READY if there and self.library is not None else LibraryState.CLOSED)
        if self._wanted and not there:  # somebody came to look meanwhile
            self.open()
        if self.found.ids:  # another program may have had it open
            self.clips_changed.emit(self.found.ids)
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
            lessons = len(find(library.database, Question(lesson=True)))
            names = {group: library.groups.names(group) for group in Group}
            stock = Stock(version, library.clips.count(), references, lessons, names)
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
        """Do something with the library in a thread, after what was wanted before it; it is opened for that."""
        if self.state is LibraryState.CLOSED and not self._over:
            self.open()
        if self.state in (LibraryState.OPENING, LibraryState.READY):
            self._errands.run(title, lambda: self._with_library(work), returned=returned, failed=self.failed.emit)

    def _with_library(self, work: "Callable[[Library], Any]") -> Any:
        if self.library is None:
            raise LibraryBusyError(
                tr("cannot be opened now"), subject=self.folder, remedy=tr("open the Library page, and try again")
            )
        return work(self.library)

    def when_open(self, do: "Callable[[Library], object]") -> None:
        """Do something here, not in a thread, once the library is open."""
        self.run("library: wanted", lambda library: library, do)

    def tell_changed(self, ids: Sequence[int]) -> None:
        """Clips are known better now."""
        self.clips_changed.emit(tuple(ids))
        self.ask_soon()


class _Doing:
    """A change, and how it is taken back once it is made."""

    def __init__(self, model: LibraryModel, ids: tuple[int, ...], edit: "Callable[[], Edit]") -> None:
        self._model, self._ids, self._edit = model, ids, edit
        self._back: Inverse | None = None

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
