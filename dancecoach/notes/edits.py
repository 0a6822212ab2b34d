"""An edit of the document: what it is called, and the new document it makes of one."""

from collections.abc import Callable

import attrs

from dancecoach.notes.notes import Notes


@attrs.frozen
class Edit:
    """Something done to the notes.

    Attributes:
        label: what the person did, for "Undo ...": "Move boundary".
        change: the new document for one; the same one where there is nothing to change.

    Applying it raises `NotesError` where it cannot be done.
    """

    label: str
    change: Callable[[Notes], Notes]

    def apply(self, notes: Notes) -> Notes:
        """The document after the edit.

        Raises:
            NotesError: it cannot be done.
        """
        return self.change(notes)


def together(label: str, *edits: Edit) -> Edit:
    """Several edits, one after another, as one."""

    def change(notes: Notes) -> Notes:
        for edit in edits:
            notes = edit.apply(notes)
        return notes

    return Edit(label, change)
