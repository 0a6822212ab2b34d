"""The library page's part of looking after it: opens the dialogs, and says what to do about a damaged database."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from dancecoach.errors import LibraryDamagedError
from dancecoach.gui.library.care.care import Care
from dancecoach.gui.library.care.dialog import CareDialog
from dancecoach.gui.library.care.person import PersonDialog
from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.library.places import Places, person_of
from dancecoach.gui.library.queue.runner import ImportQueue


class CareDesk:
    """Opens what looks after the library.

    Args:
        model: has the library.
        queue: rests meanwhile.
        places: a person there can be deleted.
        page: the dialogs stand over it.

    Attributes:
        care: does the work.
        dialog: on show; None for none.
    """

    def __init__(self, model: LibraryModel, queue: ImportQueue, places: Places, page: QWidget) -> None:
        self._page, self._places = page, places
        self.care = Care(model, queue, page)
        self.dialog: QDialog | None = None
        self.care.rescued.connect(self.show)
        self.care.changed.connect(model.context.commands.refresh)
        places.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        places.customContextMenuRequested.connect(self._show_menu)

    def show(self) -> None:
        """Open the dialog for checking and backups."""
        if not isinstance(self.dialog, CareDialog):
            self._open(CareDialog(self.care, self._page))

    def ask_to_forget(self) -> None:
        """Open the dialog that deletes a person: the one on show, or whoever is chosen in it."""
        self.forget(self._person_on_show())

    def forget(self, person: str) -> None:
        """Open the dialog that deletes a person."""
        self._open(PersonDialog(self.care, person, self._page))

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

    def _person_on_show(self) -> str:
        return person_of(self.care.model.wish.text)

    def _show_menu(self, place: QPoint) -> None:
        person = person_of(self._places.question_at(place))
        if not person or not self.care.usable:
            return
        menu = QMenu(self._places)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(self._page.tr("Delete {} and all that belongs to them …").format(person))
        action.triggered.connect(lambda: self.forget(person))
        menu.popup(self._places.viewport().mapToGlobal(place))

    def _open(self, dialog: QDialog) -> None:
        def over() -> None:
            self.dialog = None

        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(over)
        dialog.open()
