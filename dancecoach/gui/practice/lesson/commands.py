"""What can be done with the lesson of the reference, as data."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command

if TYPE_CHECKING:
    from dancecoach.gui.practice.lesson.desk import LessonDesk


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("PracticeLessonCommands", text)


def lesson_commands(desk: "LessonDesk", name: str) -> Sequence[Command]:
    """The table of lessons in Practice.

    Args:
        desk: does it.
        name: of the page.
    """
    return (
        Command("practice.lesson_text", tr("About the lesson"), desk.toggle_text, ("I",), name, tr("&Practice"),
                enabled=lambda: desk.lesson is not None, checked=lambda: desk.text_shown,
                hint=tr("Read what the instructor says of it")),
    )  # fmt: skip
