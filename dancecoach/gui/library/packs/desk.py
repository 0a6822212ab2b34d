"""The library page's part of the style packs: the command, and the dialog behind it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from dancecoach.gui.commands import Command
from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.library.packs.dialog import PacksDialog
from dancecoach.gui.library.packs.model import PacksModel


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("PacksCommands", text)


class PacksDesk:
    """Opens the dialog.

    Args:
        library: whose clips are recognised anew when the packs are others.
        page: the dialog stands over it.

    Attributes:
        model: the packs.
        dialog: on show; None for none.
    """

    def __init__(self, library: LibraryModel, page: QWidget) -> None:
        self._page, self._context = page, library.context
        self.model = PacksModel(library, page)
        self.dialog: PacksDialog | None = None
        self.model.failed.connect(self._failed)

    def open(self) -> None:
        """Show the packs."""

        def over() -> None:
            self.dialog = None

        if self.dialog is None:
            self.dialog = PacksDialog(self.model, self._page)
            self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.dialog.finished.connect(over)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def close(self) -> None:
        """The window closes."""
        if self.dialog is not None:
            self.dialog.close()
        self.model.close()

    def _failed(self, error: BaseException) -> None:
        if self.dialog is None:  # which says it itself
            self._context.notifier.error(error)


def packs_commands(desk: PacksDesk, page: str, menu: str) -> Sequence[Command]:
    """The table: of this page, in this menu."""
    return (
        Command("library.packs", tr("Style packs …"), desk.open, ("Ctrl+Shift+S",), page, menu,
                hint=tr("Which dances are known, and how well; share, take in, remove, restore")),
    )  # fmt: skip
