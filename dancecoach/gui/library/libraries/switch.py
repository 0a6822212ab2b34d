"""Asks for another library, and opens it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from dancecoach.gui.context import AppContext
from dancecoach.gui.widgets.parts import in_menu, tip
from dancecoach.gui.widgets.question import Question
from dancecoach.library.folders import is_library, is_usual, name_of, usual_folder


class Libraries:
    """Opens libraries.

    Args:
        context: what the pages share.
        page: the dialogs stand over it.
        folder: of the library that is open.
        busy: whether something is under way that must not be cut off.

    Attributes:
        question: asks whether a library is made.
    """

    def __init__(self, context: AppContext, page: QWidget, folder: Path, busy: Callable[[], bool]) -> None:
        self._context, self._page, self._folder, self._busy = context, page, folder, busy
        self.question = Question(page)

    def can_open(self) -> bool:
        """Whether another one may be opened now."""
        return not self._busy()

    def is_other(self) -> bool:
        """Whether the one that is open is not the usual one, which may be opened."""
        return self.can_open() and not is_usual(self._folder)

    def ask_for_folder(self) -> None:
        """Let the person choose a folder: a library, or one to make a library in."""
        title = self._page.tr("Open or make a library: choose its folder")
        path = QFileDialog.getExistingDirectory(self._page, title, str(self._folder.parent))
        if path:
            self.open(Path(path))

    def open_usual(self) -> None:
        """Go back to the usual library."""
        self.open(usual_folder())

    def open(self, folder: Path) -> None:
        """Open the library in a folder; where there is none, one is made if the person wants it."""
        folder = folder.absolute()
        if folder == self._folder.absolute():
            self._context.notifier.info(self._page.tr("This library is open already."))
        elif is_library(folder) or is_usual(folder):
            self._context.reopen(folder)
        else:
            self._ask_to_make(folder)

    def fill(self, menu: QMenu) -> None:
        """Put the libraries that were opened into a menu; the one that is open is marked."""
        menu.clear()
        recent = [Path(path) for path in self._context.settings.current.recent_libraries]
        for folder in [usual_folder(), *(path for path in recent if not is_usual(path))]:
            action = menu.addAction(in_menu(name_of(folder)) or self._page.tr("The usual library"))
            action.setToolTip(tip(str(folder)))
            action.setCheckable(True)
            action.setChecked(folder.absolute() == self._folder.absolute())
            action.setEnabled(self.can_open() and not action.isChecked() and (is_usual(folder) or is_library(folder)))
            action.triggered.connect(lambda _checked=False, folder=folder: self.open(folder))
        menu.setToolTipsVisible(True)

    def _ask_to_make(self, folder: Path) -> None:
        tr = self._page.tr
        empty = not folder.exists() or not any(folder.iterdir())
        there = "" if empty else tr("What is in the folder already stays as it is.") + " "
        self.question.ask(
            tr("Library"),
            tr("Make a new library here?"),
            f"{folder}\n\n{there}"
            + tr(
                "Clips, and what you draw, count and dance to them, are kept in the library that is open. Your other "
                "libraries stay where they are; the Library menu has them all."
            ),
            {tr("Make it and open it"): lambda: self._context.reopen(folder)},
        )
