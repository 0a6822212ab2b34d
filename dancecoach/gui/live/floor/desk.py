"""The second screen is opened and closed, with all the keys of the page on it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dancecoach.gui.live.floor.window import FloorWindow
from dancecoach.gui.live.stage.stages import Stages

if TYPE_CHECKING:
    from dancecoach.gui.context import AppContext


class FloorDesk(QObject):
    """One window for the floor, or none.

    Args:
        stages: every place with the picture.
        context: what the pages share.
        page: the page itself; its commands work in the window too.

    Attributes:
        window: None while it is closed.

    Signals:
        opened: it comes, and has to be told what goes on.
        closed: it has gone.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, stages: Stages, context: "AppContext", page: QWidget) -> None:
        super().__init__(page)
        self._stages, self._context, self._page = stages, context, page
        self.window: FloorWindow | None = None

    def toggle(self) -> None:
        """Show the picture on a second screen too, or no longer."""
        if self.window is not None:
            self.window.close()
            return
        commands = self._context.commands
        window = FloorWindow(self._context.settings, self._page.window())
        window.addActions([commands.action(c.id) for c in commands if c.page == self._page.objectName()])
        window.closed.connect(self._closed)
        self.window = window
        self._stages.add(window.stage, self._context.settings.current)
        self.opened.emit()
        window.open()

    def close(self) -> None:
        """Show it no longer."""
        if self.window is not None:
            self.window.close()

    def _closed(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            self._stages.remove(window.stage)
            window.deleteLater()
        self.closed.emit()
