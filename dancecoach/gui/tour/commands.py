"""The tour's commands, as data."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.tour.tour import Tour


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("TourCommands", text)


def tour_commands(tour: Tour) -> Sequence[Command]:
    """The table: beginning it is in the menu, the rest for the keys while it goes on."""
    return (
        Command("tour.start", tr("Tour in three minutes"), tour.start, menu="help",
                hint=tr("Around the window on the demo clip and the demo lesson")),
        Command("tour.act", tr("Tour: do this step, or go on"), tour.act, ("Ctrl+Return",), enabled=lambda: tour.on),
        Command("tour.next", tr("Tour: next step"), tour.go_on, ("Ctrl+Shift+Return",), enabled=lambda: tour.on),
        Command("tour.back", tr("Tour: step before"), tour.go_back, enabled=lambda: tour.on),
        Command("tour.close", tr("Tour: end it"), tour.close, enabled=lambda: tour.on),
    )  # fmt: skip
