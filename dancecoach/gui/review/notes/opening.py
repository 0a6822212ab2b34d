"""Opens a clip's notes behind the window, and lets them go again whoever comes first: the notes or another clip."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

from dancecoach.errors import Cancelled, NotesBusyError, OutputError
from dancecoach.notes.history import History
from dancecoach.notes.notes import Notes
from dancecoach.notes.open_notes import OpenNotes
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore


@attrs.frozen(eq=False)
class Opened:
    """What came of it.

    Attributes:
        notes: the document, to look at.
        writing: the notes, open for writing; None where another window or program has them.
        reason: why they can only be looked at; None where they can be written.
    """

    notes: Notes
    writing: OpenNotes | None = None
    reason: NotesBusyError | None = None


class Opening:
    """One attempt, in a thread of its own; nobody's notes stay open when nobody waits for them any more.

    Args:
        path: the clip.
        frames: how many it has.
        store: finds the notes.
        hash_of: tells clips apart by what is in them; may be slow.
        histories: of notes that were open before, by hash: undo goes on where it was.
        before: wait until those who came before have let the notes go.
        on_problem: see `OpenNotes`.
    """

    def __init__(
        self,
        path: Path,
        frames: int,
        *,
        store: NotesStore,
        hash_of: Callable[[Path], str],
        histories: dict[str, History],
        before: Sequence[Callable[[], object]],
        on_problem: Callable[[OutputError], None],
    ) -> None:
        self.path = path
        self._frames, self._store, self._hash_of = frames, store, hash_of
        self._histories, self._before, self._on_problem = histories, tuple(before), on_problem
        self._guard = threading.Lock()
        self._writing: OpenNotes | None = None
        self._unwanted, self._begun = False, False
        self._over = threading.Event()

    def work(self, *_: object) -> Opened:
        """Open the notes; what a `Job` runs.

        Raises:
            Cancelled: nobody wants them any more.
            InputError: the clip or its notes cannot be read.
            OutputError: the folder of the notes cannot be written.
        """
        try:
            return self._opened(NotedClip(self._hash_of(self.path), self._frames, self.path.name))
        finally:
            self._over.set()

    def abandon(self) -> None:
        """Nobody wants the notes any more: they are closed, now or as soon as they are open."""
        with self._guard:
            self._unwanted = True
            writing, self._writing = self._writing, None
            if not self._begun:
                self._over.set()  # whatever `work` is busy with, it will open nothing
        if writing is not None:
            writing.close()

    def wait(self) -> None:
        """Wait until an abandoned opening has nothing open; from a thread that may wait."""
        self._over.wait()

    def _opened(self, clip: NotedClip) -> Opened:
        with self._guard:
            if self._unwanted:
                raise Cancelled
            self._begun = True
        for wait in self._before:
            wait()
        try:
            writing = self._store.open(clip, self._on_problem, self._histories.get(clip.sha256))
        except NotesBusyError as busy:
            return Opened(self._store.read(clip), reason=busy)
        if not self._hand_over(writing):
            writing.close()
            raise Cancelled
        return Opened(writing.notes, writing)

    def _hand_over(self, writing: OpenNotes) -> bool:
        """Whether somebody still wants the notes, and will close them."""
        with self._guard:
            if not self._unwanted:
                self._writing = writing
            return not self._unwanted
