"""Tags, collections and persons as a whole: called something else, two made one; tags and collections done without."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from dancecoach.gui.commands import Command
from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.library.places import Places, gives, question_of
from dancecoach.library.catalogue.records import Group
from dancecoach.library.persons import same_person

if TYPE_CHECKING:
    from dancecoach.library.edits import Edit, Inverse
    from dancecoach.library.library import Library

_GROUPS = (Group.TAG, Group.COLLECTION, Group.PERSON)


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("LibraryNaming", text)


class Naming(QObject):
    """Changes the tag, collection or person that is on show.

    Args:
        model: has the library.
        places: where tags, collections and persons are listed; the right button on one has a menu.
        go_to: shows what a question finds.
        page: the dialog stands over it.
    """

    _renamed = Signal(str, str)

    def __init__(self, model: LibraryModel, places: Places, go_to: Callable[[str], object], page: QWidget) -> None:
        super().__init__(page)
        self._model, self._places, self._go_to, self._page = model, places, go_to, page
        places.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        places.customContextMenuRequested.connect(self._show_menu)
        self._renamed.connect(self._call_dancer, Qt.ConnectionType.QueuedConnection)

    def on_show(self) -> tuple[Group, str] | None:
        """The tag, collection or person whose clips are on show; None for anything else."""
        return self._named(self._model.wish.text.strip()) if self._model.ready else None

    def ask(self) -> None:
        """Ask for another name of what is on show."""
        named = self.on_show()
        if named is None:
            return
        dialog = QInputDialog(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("Rename"))
        dialog.setLabelText(tr("The name of another one makes the two one."))
        dialog.setTextValue(named[1])
        dialog.textValueSelected.connect(lambda typed: self.rename(*named, typed))
        dialog.open()

    def rename(self, group: Group, name: str, new: str) -> None:
        """Call a tag, collection or person something else; a person in takes and beside films of Live, too."""
        new = " ".join(new.split())
        if not new or new == name:
            return
        settings = self._model.context.settings.current
        dances = group is Group.PERSON and same_person(settings.dancer, name)

        def edit() -> "Edit":
            from dancecoach.library.edits import rename_name
            from dancecoach.library.person_edits import rename_person

            if group is not Group.PERSON:
                return rename_name(group, name, new)
            change = rename_person(name, new, settings.recordings_path)
            return self._with_dancer(name, new, change) if dances else change

        self._model.edit(tr("Rename “{}”").format(name), self._model.found.ids, edit)
        self._go_to(question_of(group, new))

    def _with_dancer(self, name: str, new: str, change: "Edit") -> "Edit":
        """The change, and who is dancing is called so as long as it holds; done in a thread, which may not choose."""

        def do(library: "Library") -> "Inverse":
            back = change(library)
            self._renamed.emit(name, new)

            def undo(library: "Library") -> None:
                back(library)
                self._renamed.emit(new, name)

            return undo

        return do

    def _call_dancer(self, name: str, new: str) -> None:
        settings = self._model.context.settings
        if same_person(settings.current.dancer, name):
            settings.change(dancer=new)

    def remove(self) -> None:
        """Do without the tag or collection on show; its clips stay."""
        named = self.on_show()
        if named is None or named[0] is Group.PERSON:
            return

        def edit() -> "Edit":
            from dancecoach.library import edits

            return edits.remove_name(*named)

        self._model.edit(tr("Do without “{}”").format(named[1]), self._model.found.ids, edit)
        self._go_to("")
        said = tr("No clip is in “{}” any more. Undo brings it back.")
        self._model.context.notifier.info(said.format(named[1]))

    def _named(self, question: str) -> tuple[Group, str] | None:
        """What a question asks for, where there is one of exactly that name."""
        group, name = gives(question) or (None, "")
        if group not in _GROUPS:
            return None
        known = [known for known, _ in self._model.found.names.get(group, ())]
        return next(((group, one) for one in known if one.casefold() == name.casefold()), None)

    def _show_menu(self, place: QPoint) -> None:
        question = self._places.question_at(place)
        named = self._named(question)
        if named is None:
            return
        self._go_to(question)
        commands = self._model.context.commands
        commands.refresh()
        menu = QMenu(self._places)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(commands.action("library.rename_name"))
        if named[0] is Group.PERSON:
            delete = menu.addAction(tr("Delete {} and all that belongs to them …").format(named[1]))
            delete.setEnabled(commands.action("library.forget_person").isEnabled())
            delete.triggered.connect(lambda: commands.run("library.forget_person"))
        else:
            menu.addAction(commands.action("library.remove_name"))
        menu.popup(self._places.viewport().mapToGlobal(place))


def naming_commands(naming: Naming, page: str, menu: str) -> Sequence[Command]:
    """The table: of this page, in this menu."""

    def named() -> bool:
        return naming.on_show() is not None

    def removable() -> bool:
        """A person is deleted with all that belongs to them, by another command."""
        on_show = naming.on_show()
        return on_show is not None and on_show[0] is not Group.PERSON

    return (
        Command("library.rename_name", tr("Rename the tag, collection or person …"), naming.ask, ("Shift+F2",), page,
                menu, enabled=named,
                hint=tr("The one whose clips are on show; with the name of another they become one")),
        Command("library.remove_name", tr("Do without the tag or collection"), naming.remove, (), page, menu,
                enabled=removable, hint=tr("The one whose clips are on show; the clips stay")),
    )  # fmt: skip
