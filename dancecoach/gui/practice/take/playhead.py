"""The moment of the reference on show: looked for while nothing is danced, else the one that is heard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.practice.take.opening import Opening
from dancecoach.gui.practice.take.state import PracticeStatus

if TYPE_CHECKING:
    from dancecoach.coaching.dance.phrases import Phrase


class Playhead(QObject):
    """One moment.

    Args:
        opening: has the reference.
        status: how far it is.
        parent: owner.

    Attributes:
        moment_s: of the reference, seconds; 0 while there is none.

    Signals:
        moved: `moment_s` has changed; seconds.
    """

    moved = Signal(float)

    def __init__(self, opening: Opening, status: PracticeStatus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening, self._status = opening, status
        self.moment_s = 0.0

    @property
    def part(self) -> "Phrase | None":
        """The part on show; None where there is only the whole."""
        reference = self._opening.reference
        return None if reference is None else reference.part_at(self.moment_s)

    def seek(self, moment_s: float) -> None:
        """Look at another moment, while nothing is danced."""
        reference = self._opening.reference
        if reference is not None and not self._status.busy:
            self.follow(min(max(moment_s, reference.begin_s), reference.end_s))

    def follow(self, moment_s: float) -> None:
        """Be where the music is."""
        self.moment_s = moment_s
        self.moved.emit(moment_s)

    def rewind(self) -> None:
        """Stand at the beginning of another reference, or of none; nothing is told: all is shown anew."""
        reference = self._opening.reference
        self.moment_s = 0.0 if reference is None else reference.begin_s
