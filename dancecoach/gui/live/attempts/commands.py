"""What can be done with attempts, as data."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command

if TYPE_CHECKING:
    from dancecoach.gui.live.page import LivePage


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("AttemptCommands", text)


def attempt_commands(page: "LivePage") -> Sequence[Command]:
    """The table of the attempts."""
    attempts, acts, menu = page.model.attempts, page.attempts, tr("&Attempts")

    def chosen() -> bool:
        return page.view.shelf.chosen is not None

    def command(name: str, title: str, do: Callable[[], object], key: str, hint: str = "") -> Command:
        return Command(f"live.attempt_{name}", title, do, (key,), page.name, menu, enabled=chosen, hint=hint)

    return (
        Command(
            "live.capture", tr("Capture attempts"), attempts.toggle, ("A",), page.name, menu,
            checked=lambda: attempts.on,
            hint=tr("Cut every attempt out by itself, from before the take-off to after the landing"),
        ),
        Command(
            "live.attempt_newest", tr("Show the newest attempt again"), acts.replay_newest, ("W",), page.name, menu,
            enabled=lambda: bool(attempts.rows), hint=tr("Slowly, on the picture; L goes back to live"),
        ),
        command("replay", tr("Show the attempt again"), acts.replay_chosen, "Shift+W"),
        command("open", tr("Open the attempt in Review"), acts.open, "Return"),
        command("keep", tr("Keep the attempt in the library"), acts.keep, "Ctrl+Shift+K",
                tr("Copy its clip into the library, among the takes")),
        command("delete", tr("Delete the attempt"), acts.delete, "Del",
                tr("Its clip goes too, when the window is closed; until then it can be undone")),
    )  # fmt: skip
