"""Clips that are dragged onto the rail: held over a page's button, they turn to that page; dropped, it takes them."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QToolButton

from dancecoach.gui.widgets.dropping import dropped_files, take_files

if TYPE_CHECKING:
    from dancecoach.gui.window.main_window import MainWindow

#: Whoever only passes over a button does not mean it, milliseconds.
HOLD_MS = 600

_TAKE = ("review", "practice", "library")


class RailDrops(QObject):
    """Watches the buttons of those pages that take clips.

    Args:
        window: whose rail.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._over = ""
        self._names: dict[QToolButton, str] = {}
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(lambda: window.show_page(self._over))
        for name in _TAKE:
            if name in window.pages:
                button = window.rail.button(name)
                button.setAcceptDrops(True)
                button.installEventFilter(self)
                self._names[button] = name

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """What is dragged, wherever it comes from."""
        name = self._names.get(watched) if isinstance(watched, QToolButton) else None
        if name is None:
            return super().eventFilter(watched, event)
        if isinstance(event, QDragEnterEvent):
            take_files(event)
            if event.isAccepted():
                self._over = name
                self._hold.start()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._hold.stop()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._hold.stop()
            self._drop(name, dropped_files(event))
            return True
        return super().eventFilter(watched, event)

    def _drop(self, name: str, files: list[Path]) -> None:
        if not files:
            return
        self._window.show_page(name)
        if name == "library":
            from dancecoach.gui.library.page import LibraryPage

            page = self._window.pages[name]
            if isinstance(page, LibraryPage):
                page.take_in(files)
            return
        (self._window.practise if name == "practice" else self._window.open_clip)(files[0])
        if len(files) > 1:
            text = self._window.tr("One clip at a time: the first of {} is shown.")
            self._window.context.notifier.info(text.format(len(files)))
