"""What the window asks of a page, whatever it shows."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from dancecoach.gui.commands import Command

if TYPE_CHECKING:
    from dancecoach.gui.context import AppContext


class Page(QWidget):
    """One entry of the rail.

    A page is made when it is first shown, told when it comes and goes, and asked once for its commands. Work that
    must not go on unseen (a camera, playing) stops in `deactivate`.

    Attributes:
        name: stable id, also the `Command.page` of its commands ("live", "review").
        icon_name: name of the icon on the rail.
        rail_name: `name` of the page whose place on the rail it shares; "" for one with a place of its own.
    """

    name: ClassVar[str] = ""
    icon_name: ClassVar[str] = ""
    rail_name: ClassVar[str] = ""

    def __init__(self, context: "AppContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName(self.name)

    @property
    def title(self) -> str:
        """The word on the rail."""
        return self.name.capitalize()

    @property
    def document(self) -> str:
        """What the page is busy with, for the window's title; "" for nothing."""
        return ""

    def activate(self) -> None:
        """The page has come on show."""

    def deactivate(self) -> None:
        """The page is no longer on show."""

    def close_page(self) -> None:
        """The window closes: stop threads, free files. Called once, after `deactivate`."""

    def commands(self) -> Sequence[Command]:
        """Commands of this page, asked for once."""
        return ()

    def commands_ready(self) -> None:
        """The commands are in the table: buttons for them can be made. Called once."""

    def menus_ready(self, menus: Mapping[str, QMenu]) -> None:
        """The menus are made, by the names that commands call them: others can be put into them. Called once."""

    def libraries_loaded(self) -> None:
        """The heavy libraries have been imported behind the window. Called once, soon after the start."""

    def refresh_commands(self) -> None:
        """Tell the table that what can be used may have changed."""
        self.context.commands.refresh()
