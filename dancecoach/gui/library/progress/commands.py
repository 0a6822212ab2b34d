"""What can be done about progress on the library page, as data."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command

if TYPE_CHECKING:
    from dancecoach.gui.library.page import LibraryPage


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("LibraryProgressCommands", text)


def progress_commands(page: "LibraryPage", menu: str) -> Sequence[Command]:
    """The table; to be added to that of the page."""
    return (
        Command("library.progress", tr("Progress …"), lambda: page.progress.show(page.shelf.clip), ("Ctrl+G",),
                page.name, menu, enabled=lambda: page.model.ready,
                hint=tr("Flights, heights and landings of a person over days and weeks")),
    )  # fmt: skip
