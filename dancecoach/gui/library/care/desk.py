"""The library page's part of looking after it: opens the dialogs, and says what to do about a damaged database."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from dancecoach.errors import LibraryDamagedError
from dancecoach.gui.library.care.care import Care
from dancecoach.gui.library.care.dialog import CareDialog
from dancecoach.gui.library.care.person import PersonDialog
from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.library.places import person_of
from dancecoach.gui.library.queue.runner import ImportQueue


class CareDesk:
    """Opens what looks after the library.

    Args:
        model: has the library.
        queue: rests meanwhile.
        page: the dialogs stand over it.

    Attributes:
        care: does the work.
        dialog: on show; None for none.
    """

    def __init__(self, model: LibraryModel, queue: ImportQueue, page: QWidget) -> None:
        self._page = page
        self.care = Care(model, queue, page)
        self.dialog: QDialog | None = None
        self.care.rescued.connect(self.show)
        self.care.changed.connect(model.context.commands.refresh)

    def show(self) -> None:
        """Open the dialog for checking and backups."""
        if not isinstance(self.dialog, CareDialog):
            self._open(CareDialog(self.care, self._page))

    def ask_to_forget(self) -> None:
        """Open the dialog that deletes a person: the one on show, or whoever is chosen in it."""
        self._open(PersonDialog(self.care, person_of(self.care.model.wish.text), self._page))

    def close(self) -> None:
        """The window closes."""
        self.care.stop()
        if self.dialog is not None:
            self.dialog.close()

    def hear_failure(self, error: BaseException) -> None:
        """Tell the person; of a damaged database the page itself tells, with what to do."""
        if isinstance(error, LibraryDamagedError):
            self.care.model.give_up(error)
        else:
            self.care.model.context.notifier.error(error)

    def damaged_words(self) -> tuple[str, str, str]:
        """Title, text and button of what the page says of a damaged database."""
        tr = self._page.tr
        text = tr(
            "What can still be read of it is put into a new one, and the damaged one is kept beside it. Films, "
            "drawings, counts and takes are files of their own and are not touched: clips whose entry is lost are "
            "imported anew. "
            "A backup can be restored under Library, Look after the library."
        )
        return tr("The library's database is damaged"), text, tr("Recover what can be read")

    def _open(self, dialog: QDialog) -> None:
        def over() -> None:
            self.dialog = None

        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(over)
        dialog.open()
