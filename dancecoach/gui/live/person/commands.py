"""What can be done to choose whom Live follows, as data."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.live.person.pointer import POINT_MODE

if TYPE_CHECKING:
    from dancecoach.gui.live.page import LivePage


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("LivePersonCommands", text)


def live_person_commands(page: "LivePage") -> Sequence[Command]:
    """The table."""
    pointer = page.pointer

    def command(name: str, title: str, do: Callable[[], object], *keys: str, repeats: bool = False) -> Command:
        return Command(
            f"live.point_{name}", title, do, keys, page.name, enabled=lambda: pointer.at is not None,
            repeats=repeats, mode=POINT_MODE,
        )  # fmt: skip

    return (
        Command(
            "live.person", tr("Follow a person"), pointer.toggle, ("N",), page.name,
            QCoreApplication.translate("LiveCommands", "&Live"), enabled=page.has_pictures,
            checked=lambda: pointer.at is not None, icon="person",
            hint=tr("Choose whom to follow: click the person, or move the ring there with the arrow keys and Enter"),
        ),
        command("left", tr("Ring to the left"), lambda: pointer.move(-1, 0), "Left", repeats=True),
        command("right", tr("Ring to the right"), lambda: pointer.move(1, 0), "Right", repeats=True),
        command("up", tr("Ring up"), lambda: pointer.move(0, -1), "Up", repeats=True),
        command("down", tr("Ring down"), lambda: pointer.move(0, 1), "Down", repeats=True),
        command("choose", tr("Follow the person in the ring"), pointer.choose, "Return", "Enter"),
        command("leave", tr("Choose nobody"), pointer.leave, "Esc"),
    )  # fmt: skip
