"""What can be done with takes once they are danced, as data."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.practice.after.desk import AfterDesk


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("PracticeAfter", text)


def after_commands(desk: AfterDesk, page: str) -> Sequence[Command]:
    """What the table of the page gets."""
    menu = tr("&Practice")
    return (
        Command("practice.hand_over", tr("Hand over the take …"), desk.hand_over, ("Ctrl+E",), page, menu,
                enabled=lambda: desk.can_export,
                hint=tr("The page for reading and printing, the table, and the video of both, into a folder")),
        Command("practice.keep", tr("Keep the take in the library"), desk.keep, ("Ctrl+Shift+K",), page, menu,
                enabled=lambda: desk.can_keep, hint=tr("Copy its film into the library, among the takes")),
        Command("practice.judge", tr("Judge the take"), desk.judge, ("J",), page, menu,
                enabled=lambda: desk.can_judge,
                hint=tr("Judge a take that was cut off before it could be, from its film")),
        Command("practice.progress", tr("Progress over days and weeks"), desk.show_progress, ("P",), page, "view",
                enabled=lambda: desk.can_show_progress,
                hint=tr("Score and joints over days and weeks, for all of it or a part, each speed by itself")),
    )  # fmt: skip
