"""The takes of a reference that are kept, and what came of the one on show."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import attrs
from PySide6.QtCore import QObject, Signal

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.errors import DancecoachError
from dancecoach.gui.errand import Errands
from dancecoach.pipeline.practice.drill import Repetition
from dancecoach.pipeline.practice.drill_kept import best_of, laps_of
from dancecoach.pipeline.practice.result import TakeResult, read_result
from dancecoach.pipeline.practice.takes import Take, TakeStore, name_take, takes_of

Found = tuple[list[Take], dict[Path, Repetition]]


class KeptTakes(QObject):
    """Those of one reference at a time.

    Args:
        store: where they lie.
        parent: owner.

    Attributes:
        takes: the newest first.
        result: what came of the take on show; None while there is none.

    Signals:
        changed: takes or result have changed.
        read: the `TakeResult` of a take that was asked for.
        failed: the exception of something the person asked for.
    """

    changed = Signal()
    read = Signal(object)
    failed = Signal(object)

    def __init__(self, store: TakeStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._sha256 = ""
        self.takes: tuple[Take, ...] = ()
        self.result: TakeResult | None = None
        self._laps: dict[Path, Repetition] = {}
        self._changes = 0
        self._errands = Errands(self)
        self._errands.failed.connect(self.failed)

    def be_of(self, sha256: str) -> None:
        """Look at the takes of another reference; "" for none."""
        self._sha256, self.takes, self.result, self._laps = sha256, (), None, {}
        self.look()

    def look(self) -> None:
        """Read which takes are kept; nothing while there is no reference."""
        sha256, store, changes = self._sha256, self._store, self._changes
        if not sha256:
            return

        def look() -> Found:
            takes = store.of(sha256)
            return takes, laps_of(takes)

        self._errands.run("look for takes", look, returned=partial(self._found, sha256, changes))

    def is_mine(self, take: Take) -> bool:
        """Whether a take is of this reference."""
        return bool(self._sha256) and take.facts.sha256 == self._sha256

    def add(self, take: Take, lap: Repetition | None = None) -> None:
        """A take has been judged; ``lap`` where it is one of a drill."""
        self._changes += 1
        self.takes = (take, *(t for t in self.takes if t.folder != take.folder))
        if lap is not None:
            self._laps[take.folder] = lap

    def show(self, result: TakeResult | None) -> None:
        """Show what came of a take; None for the camera."""
        self.result = result
        self.changed.emit()

    def read_of(self, take: Take) -> None:
        """Read what came of a take."""
        self._errands.run("read a take", partial(read_result, take), returned=self.read.emit)

    def name(self, take: Take, person: str) -> None:
        """Somebody else danced a take; "" for nobody named."""
        named = attrs.evolve(take, facts=attrs.evolve(take.facts, person=person))
        self._errands.run(
            "name a take", partial(name_take, self._store, named), returned=lambda _none: self._named(named)
        )

    def remove(self, take: Take) -> Callable[[], None] | None:
        """Take one away; gives back what undoes it."""
        try:
            undo = self._store.remove(take)
        except DancecoachError as error:
            self.failed.emit(error)
            return None
        self._changes += 1
        self.takes = tuple(t for t in self.takes if t.folder != take.folder)
        if self.result is not None and self.result.take.folder == take.folder:
            self.result = None
        self.changed.emit()

        def bring_back() -> None:
            try:
                undo()
            except DancecoachError as error:
                self.failed.emit(error)
            self.look()

        return bring_back

    def ladder(self, part: Phrase | None, person: str = "") -> dict[float, Repetition]:
        """The best lap at each speed at which a part was drilled; of somebody who is named, theirs only."""
        return best_of(takes_of(self.takes, person), self._laps, part)

    def close(self, timeout_s: float) -> None:
        """Empty the bin; wait until all is done."""
        self._errands.run("empty the bin", self._store.empty_bin)
        self._errands.wait(timeout_s)

    def _named(self, take: Take) -> None:
        self.takes = tuple(take if one.folder == take.folder else one for one in self.takes)
        if self.result is not None and self.result.take.folder == take.folder:
            self.result = attrs.evolve(self.result, take=take)
        self.changed.emit()

    def _found(self, sha256: str, changes: int, found: Found) -> None:
        if sha256 == self._sha256 and changes != self._changes:
            self.look()  # takes came or went while it was looked
        elif sha256 == self._sha256:
            self.takes, self._laps = tuple(found[0]), found[1]
            self.changed.emit()
