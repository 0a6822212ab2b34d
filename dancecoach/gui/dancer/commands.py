"""Choosing who is dancing, as data."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.dancer.choice import DancerChoice
from dancecoach.gui.dancer.film import FilmDancer


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("DancerCommands", text)


def dancer_commands(choice: DancerChoice, page: str, menu: str) -> Sequence[Command]:
    """What a page with takes or recordings gets."""
    return (
        Command(f"{page}.dancer", tr("Who is dancing …"), choice.open_menu, ("Shift+N",), page, menu, icon="person",
                hint=tr("Takes and recordings made from now on carry the name")),
    )  # fmt: skip


def film_commands(choice: DancerChoice, film: FilmDancer, page: str, menu: str) -> Sequence[Command]:
    """What a page with films gets besides."""
    return (
        *dancer_commands(choice, page, menu),
        Command(f"{page}.film_dancer", tr("Who is in the film …"), lambda: film.ask(choice), ("Ctrl+Shift+N",), page,
                menu, enabled=film.can_ask, hint=tr("In the chosen attempt, or in the clip saved last")),
    )  # fmt: skip
