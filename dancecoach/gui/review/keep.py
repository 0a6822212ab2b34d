"""A clip that was opened and is not in the library: said once, and kept there by a key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dancecoach.library.folders import is_library
from dancecoach.library.peek import holds

if TYPE_CHECKING:
    from dancecoach.gui.context import AppContext
    from dancecoach.gui.review.model import ReviewModel

COMMAND = "review.keep"


class Keep(QObject):
    """Offers the library to clips that are not in it; where there is no library, nothing is said.

    Args:
        model: what Review is about.
        context: what the pages share.
        parent: owner.
    """

    def __init__(self, model: "ReviewModel", context: "AppContext", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._context = model, context
        self._asked: set[str] = set()
        model.found_changed.connect(self._look)

    def keep(self) -> None:
        """Keep the clip in the library."""
        if self._model.path is not None:
            self._context.keep_clip(self._model.path)

    def _look(self) -> None:
        found = self._model.found
        if found is None or found.analysis.sha256 in self._asked:
            return
        sha256, folder = found.analysis.sha256, self._context.store.root.parent
        self._asked.add(sha256)

        def missing(_tell: object, _cancel: object) -> bool:
            return is_library(folder) and not holds(folder, sha256)

        self._context.jobs.start("library: look", missing, returned=self._offer, quiet=True)

    def _offer(self, missing: bool) -> None:
        if missing:
            text = self.tr("This clip is not in the library. {} keeps it there.")
            named = (*self._context.commands.keys(COMMAND), self._context.commands[COMMAND].title)
            self._context.notifier.info(text.format(named[0]))
