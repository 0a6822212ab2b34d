"""What can be done with the lesson of the reference, as data."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command

if TYPE_CHECKING:
    from dancecoach.gui.practice.acts import PracticeActs
    from dancecoach.gui.practice.lesson.desk import LessonDesk


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("PracticeLessonCommands", text)


def lesson_commands(desk: "LessonDesk", acts: "PracticeActs", name: str) -> Sequence[Command]:
    """The table of lessons in Practice.

    Args:
        desk: shows the lesson.
        acts: goes to where it is made.
        name: of the page.
    """
    return (
        Command("practice.make_lesson", tr("Make or edit the lesson of this reference"), acts.make_lesson, ("Ctrl+L",),
                name, tr("&Practice"), enabled=lambda: acts.model.ready and not acts.model.busy,
                hint=tr("Name its steps, say what to look at, and hand it to students")),
        Command("practice.lesson_text", tr("About the lesson"), desk.toggle_text, ("I",), name, tr("&Practice"),
                enabled=lambda: desk.lesson is not None, checked=lambda: desk.text_shown,
                hint=tr("Read what the instructor says of it")),
    )  # fmt: skip
