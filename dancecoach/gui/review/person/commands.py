"""What can be done to choose the person to follow, as data."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.review.person.desk import MOST_KEYS, PERSON_MODE

if TYPE_CHECKING:
    from dancecoach.gui.review.person.desk import PersonDesk

_PAGE = "review"


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("PersonCommands", text)


def person_commands(desk: "PersonDesk") -> Sequence[Command]:
    """The table."""
    return (
        Command(
            "review.person", tr("Follow a person"), desk.toggle, ("W",), _PAGE, "clip",
            enabled=lambda: desk.possible, checked=lambda: desk.choosing, icon="person",
            hint=tr("Choose by a click which of several people is followed through the clip"),
        ),
        Command(
            "review.person_nobody", tr("Follow the larger and more central person"), desk.follow_nobody_in_particular,
            (), _PAGE, "clip", enabled=lambda: desk.chosen is not None,
            hint=tr("Follow whom the program chooses, as before somebody was chosen"),
        ),
        *_choosing_commands(desk),
    )  # fmt: skip


def _choosing_commands(desk: "PersonDesk") -> Sequence[Command]:
    def choosing() -> bool:
        return desk.choosing

    def command(name: str, title: str, do: Callable[[], object], *keys: str, repeats: bool = False) -> Command:
        return Command(
            f"review.person_{name}", title, do, keys, _PAGE, enabled=choosing, repeats=repeats, mode=PERSON_MODE
        )

    def number(index: int) -> Command:
        text = str(index + 1)
        return command(text, tr("Follow person {}").format(text), lambda: desk.choose(index), text)

    return (
        command("next", tr("Next person"), lambda: desk.mark_next(1), "Tab", repeats=True),
        command("previous", tr("Previous person"), lambda: desk.mark_next(-1), "Shift+Tab", repeats=True),
        command("choose", tr("Follow the marked person"), desk.choose, "Return", "Enter"),
        command("leave", tr("Choose nobody"), desk.leave, "Esc"),
        *map(number, range(MOST_KEYS)),
    )
