"""Undo and redo without limit, and who wants to know of changes.

Every version of the document is kept, which costs little because they share nearly all they have: about four
kilobytes for an edit of a document with ten thousand drawings.
"""

from collections.abc import Callable, Hashable

import attrs

from dancecoach.notes.edits import Edit
from dancecoach.notes.notes import Notes


@attrs.frozen(eq=False)
class Change:
    """From one document to another.

    Attributes:
        before: the document until now.
        after: the document from now on.
        label: of the edit that was done, undone or redone.
        open: whether a gesture is under way, of which more may come.
    """

    before: Notes
    after: Notes
    label: str
    open: bool = False


@attrs.frozen(eq=False)
class _Step:
    before: Notes
    after: Notes
    label: str


Listener = Callable[[Change], None]


class History:
    """The document now, and every one there was since it was opened. For one thread.

    Args:
        notes: the document to start from.
    """

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._gesture: Hashable | None = None
        self._listeners: list[Listener] = []

    @property
    def notes(self) -> Notes:
        """The document now."""
        return self._notes

    @property
    def undo_label(self) -> str | None:
        """What would be undone; None where there is nothing."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What would be redone; None where there is nothing."""
        return self._undone[-1].label if self._undone else None

    def __len__(self) -> int:
        """Number of edits that can be undone."""
        return len(self._done)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call somebody at every change, in the thread that makes it.

        Returns:
            What ends that; calling it twice does no harm.
        """
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def do(self, edit: Edit, gesture: Hashable | None = None) -> Notes:
        """Do an edit; what was undone before can then no longer be redone. One that changes nothing is no step.

        Args:
            edit: what to do.
            gesture: of a drag, or of typing: edits with the same one, directly after another, are one step, and each
                starts from the document before the first of them. So it says where to drag a boundary from and to,
                and not what has to be added to the last position.

        Returns:
            The document now.

        Raises:
            NotesError: it cannot be done; nothing has changed then.
        """
        goes_on = gesture is not None and gesture == self._gesture
        base = self._done[-1].before if goes_on and self._done else self._notes
        new = edit.apply(base)
        before = self._notes
        if goes_on and self._done:
            self._done.pop()
        same = new is base or new == base
        if same:
            new = base
        else:
            self._done.append(_Step(base, new, edit.label))
            self._undone.clear()
        # A drag that came back to where it began left no step; the next part of it starts a new one from there.
        self._gesture = None if same else gesture
        self._tell(before, new, edit.label)
        return new

    def end_gesture(self) -> None:
        """The mouse button was let go: the next edit is a step of its own."""
        if self._gesture is not None:
            self._gesture = None
            self._tell(self._notes, self._notes, self.undo_label or "", always=True)

    def undo(self) -> bool:
        """Go back to the document before the last edit; False where there was none."""
        self._gesture = None
        if not self._done:
            return False
        step = self._done.pop()
        self._undone.append(step)
        self._tell(self._notes, step.before, step.label)
        return True

    def redo(self) -> bool:
        """Go forward again to the document after the edit that was undone last; False where there is none."""
        self._gesture = None
        if not self._undone:
            return False
        step = self._undone.pop()
        self._done.append(step)
        self._tell(self._notes, step.after, step.label)
        return True

    def _tell(self, before: Notes, after: Notes, label: str, always: bool = False) -> None:
        self._notes = after
        if before is after and not always:
            return
        change = Change(before, after, label, open=self._gesture is not None)
        for listener in tuple(self._listeners):
            listener(change)
