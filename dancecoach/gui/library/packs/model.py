"""The packs as the window sees them: read and changed in threads, every change to be undone."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.errand import Errands
from dancecoach.gui.libraries import load_pose
from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.library.packs.anew import Anew
from dancecoach.undo import Undo

if TYPE_CHECKING:
    from dancecoach.pipeline.packs import AnyPack


class PacksModel(QObject):
    """Lists packs and changes them; afterwards the library's clips are recognised anew.

    Args:
        library: whose clips are recognised anew.
        parent: owner.

    Attributes:
        packs: as they were read last.
        anew: recognises clips anew.

    Signals:
        shown: `packs` were read.
        changed: other packs are at hand than before.
        failed: an exception for the person.
    """

    shown = Signal()
    changed = Signal()
    failed = Signal(object)

    def __init__(self, library: LibraryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = library.context
        self._errands = Errands(self)
        self.packs: tuple[AnyPack, ...] = ()
        self.anew = Anew(library, self)
        self._context.packs.changed.connect(self.anew.start)

    def ask(self) -> None:
        """Read the packs."""

        def read() -> "tuple[AnyPack, ...]":
            load_pose()
            from dancecoach.pipeline.packs import all_packs

            return tuple(all_packs())

        self._errands.run("packs: read", read, returned=self._show, failed=self.failed.emit)

    def change(self, title: str, do: Callable[[], Undo], done: Callable[[], object] = lambda: None) -> None:
        """Change something, so that it can be undone.

        Args:
            title: what the menu shows beside Undo.
            do: makes the change, and says how it is taken back; called in a thread.
            done: called when it is made for the first time.
        """
        change = _Change(self, do)

        def first(_: object) -> None:
            self._context.commands.done_by_hand(title, change.do, change.undo)
            done()

        change.do(first)

    def share(self, name: str, target: Path, done: Callable[[tuple[Path, Path]], object]) -> None:
        """Copy a pack and its card; says which files it wrote."""

        def copy() -> tuple[Path, Path]:
            load_pose()
            from dancecoach.pipeline.packs import share_pack

            return share_pack(name, target)

        self._errands.run("packs: share", copy, returned=done, failed=self.failed.emit)

    def run(self, work: Callable[[], Any], returned: Callable[[Any], object]) -> None:
        """Do ``work`` in a thread; then read the packs, and recognise clips anew."""

        def in_thread() -> Any:
            load_pose()
            return work()

        def over(result: Any) -> None:
            returned(result)
            self.ask()
            self.changed.emit()
            self._context.packs.changed.emit()

        self._errands.run("packs: change", in_thread, returned=over, failed=self.failed.emit)

    def close(self, timeout_s: float = 10.0) -> None:
        """Finish what was begun, and let the library go."""
        self._errands.wait(timeout_s)
        self.anew.close(timeout_s)

    def _show(self, packs: "tuple[AnyPack, ...]") -> None:
        self.packs = packs
        self.shown.emit()


class _Change:
    """A change, and how it is taken back once it is made."""

    def __init__(self, model: PacksModel, do: Callable[[], Undo]) -> None:
        self._model, self._do = model, do
        self._back: Undo | None = None

    def do(self, returned: Callable[[Any], object] = lambda _: None) -> None:
        self._model.run(self._make, returned)

    def undo(self) -> None:
        self._model.run(self._take_back, lambda _: None)

    # In the thread, one after another: whoever undoes at once takes back what was made by then.

    def _make(self) -> None:
        self._back = None
        self._back = self._do()

    def _take_back(self) -> None:
        if self._back is not None:  # else it had failed, and there is nothing to take back
            self._back()
