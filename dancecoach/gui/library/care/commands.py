"""What can be done to look after the library, as data."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command

if TYPE_CHECKING:
    from dancecoach.gui.library.care.desk import CareDesk


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("CareCommands", text)


def care_commands(desk: "CareDesk", page: str, menu: str) -> Sequence[Command]:
    """The table: of this page, in this menu."""
    model, care = desk.care.model, desk.care

    return (
        Command("library.care", tr("Look after the library …"), desk.show, ("Ctrl+Shift+K",), page, menu,
                enabled=lambda: model.ready or model.damaged,
                hint=tr("Check and repair it, back it up, restore a backup")),
        Command("library.forget_person", tr("Delete a person …"), desk.ask_to_forget, (), page, menu,
                enabled=lambda: care.usable, hint=tr("With all that belongs to them; shown first, asked once")),
    )  # fmt: skip
