"""Files dropped onto Review: labels of the clip on show, and with Shift a clip to compare with; others the window's."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent

from dancecoach.gui.review.compare.desk import CompareDesk
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.label_files import labels_in


class Drops:
    """Takes what belongs to the clip on show.

    Args:
        model: of the page.
        compare: opens a clip beside it.
        load: loads labels.
    """

    def __init__(self, model: ReviewModel, compare: CompareDesk, load: Callable[[Path], object]) -> None:
        self._model, self._compare, self._load = model, compare, load

    def wanted(self, event: QDropEvent) -> bool:
        """Whether something of a drag would be taken."""
        return self._model.ready and (labels_in(event.mimeData()) is not None or self._compared(event) is not None)

    def take(self, event: QDropEvent) -> bool:
        """Open a clip beside the one on show, or load labels; whether there was either."""
        other, labels = self._compared(event), labels_in(event.mimeData())
        if other is not None:
            self._compare.open(other)
        elif labels is not None and self._model.ready:
            self._load(labels)
        else:
            return False
        return True

    def _compared(self, event: QDropEvent) -> Path | None:
        """The clip to compare with, where Shift is held."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return self._compare.drop(event.mimeData(), shift=shift)
