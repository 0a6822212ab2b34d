"""The menus above the window, read from the command table; a menu without anything for the page is not shown."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtWidgets import QMenu, QMenuBar

from dancecoach.gui.context import AppContext
from dancecoach.gui.page import Page
from dancecoach.gui.widgets.parts import in_menu, tip
from dancecoach.gui.window.commands import menu_titles


class Menus:
    """Fills a menu bar.

    Args:
        context: has the commands, and the clips opened lately.
        bar: what is filled.
        pages: may add to the menus.
        open_clip: opens a clip that was opened lately.

    Attributes:
        by_name: every menu, by the name that commands give it.
    """

    def __init__(
        self, context: AppContext, bar: QMenuBar, pages: Iterable[Page], open_clip: Callable[[Path], object]
    ) -> None:
        self._context, self._open_clip = context, open_clip
        self.by_name: dict[str, QMenu] = {}
        titles, commands = menu_titles(), context.commands
        own = {command.menu: command.menu for command in commands if command.menu and command.menu not in titles}
        for name, title in titles.items():
            if name == "view":  # a page's own menus stand before it
                self.by_name.update({menu: bar.addMenu(menu) for menu in own})
            self.by_name[name] = bar.addMenu(title)
        for command in commands:
            if command.menu:
                self.by_name[command.menu].addAction(commands.action(command.id))
        recent = QMenu(bar.tr("Opened lately"), bar)
        recent.aboutToShow.connect(lambda: self._fill_recent(recent))
        self.by_name["clip"].insertMenu(commands.action("app.forget_recent"), recent)
        for page in pages:
            page.menus_ready(self.by_name)

    def refresh(self) -> None:
        """Show the menus that hold something for the page on show."""
        for menu in self.by_name.values():
            menu.menuAction().setVisible(any(a.isVisible() and not a.isSeparator() for a in menu.actions()))

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for name in self._context.settings.current.recent_files:
            path = Path(name)
            action = menu.addAction(in_menu(path.name))
            action.triggered.connect(lambda _checked=False, path=path: self._open_clip(path))
            action.setToolTip(tip(name))
        menu.setToolTipsVisible(True)
        if menu.isEmpty():
            menu.addAction(menu.tr("Nothing yet")).setEnabled(False)
