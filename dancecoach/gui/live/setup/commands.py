"""What can be done about where the camera stands, as data."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command

if TYPE_CHECKING:
    from dancecoach.gui.live.page import LivePage


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("SetupCommands", text)


def setup_commands(page: "LivePage") -> Sequence[Command]:
    """The table of the set-up helper."""
    settings = page.context.settings
    return (
        Command(
            "live.setup_hints", tr("Say where the camera should stand"), page.setup.toggle, ("H",), page.name, "view",
            checked=lambda: settings.current.setup_hints,
            hint=tr("A hint when it is too near, too far, too dark, moved or at an angle"),
        ),
        Command(
            "live.guide", tr("Outline to stand in"),
            lambda: settings.change(setup_guide=not settings.current.setup_guide), ("G",), page.name, "view",
            checked=lambda: settings.current.setup_guide,
        ),
    )  # fmt: skip
