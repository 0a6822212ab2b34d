"""What stands in the place of the clips where none can be shown: why, and the one thing to do about it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QCoreApplication

from dancecoach.gui.library.model import LibraryModel, LibraryState

if TYPE_CHECKING:
    from dancecoach.gui.library.care.desk import CareDesk


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("LibraryFace", text)


@attrs.frozen
class Face:
    """Words, and a button.

    Attributes:
        title, text: what is the matter.
        button: what can be done about it; "" for nothing.
        do: does it.
        icon: above.
        bad: whether something is wrong.
    """

    title: str
    text: str = ""
    button: str = ""
    do: Callable[[], object] = attrs.field(default=lambda: None)
    icon: str = "library"
    bad: bool = False


def face_of(model: LibraryModel, care: "CareDesk", take_in: Callable[[], object]) -> Face | None:
    """What is to stand there; None where there are clips to show.

    Args:
        model: has the library.
        care: recovers a damaged one.
        take_in: asks for the first clips.
    """
    if model.state is LibraryState.BUSY:
        text = tr("One program at a time can change a library. Close it there, then try again.")
        title = tr("Another window has this library open")
        return Face(title, f"{text}\n\n{model.error}", tr("Try again"), model.open, bad=True)
    if model.state is LibraryState.FAILED and model.damaged:
        title, text, button = care.damaged_words()
        return Face(title, text, button, care.care.rescue, "warning", bad=True)
    if model.state is LibraryState.FAILED:
        title = tr("The library cannot be opened")
        return Face(title, model.error, tr("Try again"), model.open, "warning", bad=True)
    if model.found.total:  # while it is opened again, what was on show stays
        return None
    if model.state is not LibraryState.READY:
        return Face(tr("Opening the library …"))
    text = tr(
        "Drop videos or whole folders here. Each clip is looked at once, then found by what is in it: the dance, the "
        "skill, how long the flight was. Everything stays on this computer."
    )
    return Face(tr("Keep your clips together"), text, tr("Import clips …"), take_in)
