"""The library page's part of teaching: opens the dialog, and says when something was learnt behind it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from dancecoach.gui.commands import Command
from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.library.packs.model import PacksModel
from dancecoach.gui.library.shelf.shelf import Shelf
from dancecoach.gui.library.teaching.dialog import TeachDialog
from dancecoach.gui.library.teaching.lesson import Teaching


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("TeachCommands", text)


class TeachDesk:
    """Opens the dialog.

    Args:
        model: has the library.
        shelf: says which clips are chosen.
        packs: what is learnt is added there.
        page: the dialog stands over it.

    Attributes:
        teaching: the one teaching.
        dialog: made when it is first wanted.
    """

    def __init__(self, model: LibraryModel, shelf: Shelf, packs: PacksModel, page: QWidget) -> None:
        self._model, self._shelf, self._page = model, shelf, page
        self.teaching = Teaching(model, packs, page)
        self.dialog: TeachDialog | None = None
        self._unseen = False
        self.teaching.learnt.connect(self._learnt)

    @property
    def usable(self) -> bool:
        """Whether there is something to teach from, or to show."""
        return self.teaching.busy or self._unseen or (self._model.ready and self._shelf.any_chosen)

    def open(self) -> None:
        """Teach from the chosen clips; what is being learnt, or was and nobody has seen, is shown first."""
        teaching = self.teaching
        if not teaching.busy and not self._unseen:
            if self.dialog is not None and teaching.added:
                self.dialog.form.name.clear()  # that one is known now
            teaching.begin(self._shelf.chosen)
        self._unseen = False
        if self.dialog is None:
            self.dialog = TeachDialog(teaching, self._page)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        self.dialog.focus_first()

    def close(self) -> None:
        """The window closes."""
        if self.dialog is not None:
            self.dialog.close()

    def _learnt(self) -> None:
        if self.dialog is None or not self.dialog.isVisible():
            self._unseen = True
            said = tr("“{}” was learnt. Library, Teach the app shows how well.")
            self._model.context.notifier.info(said.format(self.teaching.name))


def teach_commands(desk: TeachDesk, page: str, menu: str) -> Sequence[Command]:
    """The table: of this page, in this menu."""
    return (
        Command("library.teach", tr("Teach the app …"), desk.open, ("Ctrl+T",), page, menu,
                enabled=lambda: desk.usable,
                hint=tr("Have a dance of your own recognised, from three chosen clips on")),
    )  # fmt: skip
