"""What can be done about libraries, as data."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from dancecoach.gui.commands import Command, CommandTable
from dancecoach.gui.library.libraries.switch import Libraries


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("LibrariesCommands", text)


def libraries_commands(libraries: Libraries, page: str, menu: str) -> Sequence[Command]:
    """The table: of this page, in this menu."""
    return (
        Command("library.other", tr("Open or make another library …"), libraries.ask_for_folder, ("Ctrl+Shift+O",),
                page, menu, enabled=libraries.can_open,
                hint=tr("Clips, drawings, counts and takes are kept in the library that is open")),
        Command("library.usual", tr("Go back to the usual library"), libraries.open_usual, (), page, menu,
                enabled=libraries.is_other),
    )  # fmt: skip


def fill_libraries_menu(menus: Mapping[str, QMenu], libraries: Libraries, commands: CommandTable) -> None:
    """Put the libraries that were opened lately into the menu of their commands."""
    menu = menus[commands["library.other"].menu]
    recent = QMenu(tr("Libraries opened lately"), menu)
    recent.aboutToShow.connect(lambda: libraries.fill(recent))
    action = menu.insertMenu(commands.action("library.usual"), recent)
    # It comes and goes with the commands of its page.
    commands.action("library.other").visibleChanged.connect(
        lambda: action.setVisible(commands.action("library.other").isVisible())
    )
    action.setVisible(commands.action("library.other").isVisible())
