"""A clip's notes while they are open: every edit goes into the journal, every few seconds all is saved."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from dancecoach.errors import OutputError
from dancecoach.files import make_folder, write_text
from dancecoach.notes.changes import differences
from dancecoach.notes.history import Change, History
from dancecoach.notes.journal import Journal
from dancecoach.notes.lock import FileLock
from dancecoach.notes.notes import Notes
from dancecoach.notes.notes_json import to_text

AUTOSAVE_S = 3.0
"""How long after an edit the notes are saved."""

_GESTURE_S = 0.25
"""Between two lines in the journal while something is dragged."""

_log = logging.getLogger(__name__)

OnProblem = Callable[[OutputError], None]


class OpenNotes:
    """The notes of one clip, open for writing. Made by `NotesStore.open`.

    Edits go through `history`, in one thread. Each is in the journal when `History.do` returns; of a drag, a part of
    it now and then, and the end when the gesture ends. A thread of its own saves the notes `AUTOSAVE_S` after an edit.

    Args:
        path: of the notes' file; the journals lie beside it.
        notes: what is in it.
        revision: number of edits in ``notes``.
        lock: held until `close`.
        unsaved: whether the file does not hold the notes as they are.
        messages: sentences for the person about what was recovered.
        on_problem: called when the notes cannot be saved, once until they can be again, in the thread that tried; they
            stay in memory, and it is tried again. None writes a line to the log.
        autosave_s: how long after an edit they are saved; None saves only when told.
        resumed: the history of an earlier opening, to go on with where it ends with ``notes``.

    Attributes:
        history: the document, and undo and redo.
        messages: as given.
    """

    def __init__(
        self,
        path: Path,
        notes: Notes,
        revision: int,
        lock: FileLock,
        *,
        unsaved: bool = False,
        messages: tuple[str, ...] = (),
        on_problem: OnProblem | None = None,
        autosave_s: float | None = AUTOSAVE_S,
        resumed: History | None = None,
    ) -> None:
        self.history = resumed if resumed is not None and _same(resumed.notes, notes) else History(notes)
        notes, self.messages = self.history.notes, messages
        self._path, self._lock, self._on_problem, self._wait_s = path, lock, on_problem, autosave_s
        self._journal = Journal(path.parent, notes.clip, path.stem)
        # Guards what follows; never held while something waits for the disk but for a line of the journal.
        self._guard = threading.Lock()
        self._written, self._revision, self._saved = notes, revision, -1 if unsaved else revision
        self._journalling, self._line_at, self._told = True, 0.0, False
        # One save at a time, whoever asks for it.
        self._saving = threading.Lock()
        self._wake, self._closed = threading.Condition(self._guard), False
        self._saver: threading.Thread | None = None
        self._unsubscribe = self.history.subscribe(self._changed)
        if unsaved:
            self._autosave()

    @property
    def notes(self) -> Notes:
        """The document now."""
        return self.history.notes

    @property
    def saved(self) -> bool:
        """Whether the file holds the notes as they are; if not, the journal has the rest."""
        with self._guard:
            return self._saved == self._revision and self._written is self.history.notes

    def save(self) -> None:
        """Write the notes as they are now, if the file does not hold them; any thread may.

        Raises:
            OutputError: they cannot be written; they stay in memory.
        """
        with self._saving:
            with self._guard:
                self._write_line()
                notes, revision = self._written, self._revision
                if self._saved == revision:
                    return
                self._journal.close()  # later edits go into a new file, this one goes when the notes are saved
            make_folder(self._path.parent)
            write_text(self._path, to_text(notes, revision))
            with self._guard:
                self._saved, self._told = revision, False
                # Edits that came meanwhile and are in no journal: the next save has them, until then no line fits.
                self._journalling = self._journalling or self._revision == revision
            self._journal.drop(revision)

    def close(self) -> None:
        """Save, and let others open the notes; calling it twice does no harm.

        Raises:
            OutputError: they cannot be saved; what the journal could take is there when they are opened again.
        """
        self._unsubscribe()
        with self._guard:
            already, self._closed = self._closed, True
            self._wake.notify_all()
        if already:
            return
        if self._saver is not None:
            self._saver.join()
        try:
            self.save()
        finally:
            self._journal.close()
            self._lock.release()

    def __enter__(self) -> "OpenNotes":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _changed(self, change: Change) -> None:
        with self._guard:
            now = time.monotonic()
            if not change.open or now - self._line_at >= _GESTURE_S:
                self._write_line()
                self._line_at = now
        self._autosave()

    def _write_line(self) -> None:
        """What has changed since the last line, with the guard held."""
        notes = self.history.notes
        changes = differences(self._written, notes)
        self._written = notes
        if not changes:
            return
        self._revision += 1
        if not self._journalling:
            return
        try:
            self._journal.append(self._revision, changes)
        except OutputError as error:
            # A line that lacks would make the later ones wrong: none until everything is saved again.
            self._journal.close()
            self._journalling = False
            _log.warning("The journal of the notes cannot be written: %s", error)

    def _autosave(self) -> None:
        """Let the thread know that there is something to save."""
        if self._wait_s is None:
            return
        with self._guard:
            self._wake.notify_all()
            if self._saver is None and not self._closed:
                self._saver = threading.Thread(target=self._save_now_and_then, name="notes-autosave", daemon=True)
                self._saver.start()

    def _save_now_and_then(self) -> None:
        while True:
            with self._guard:
                self._wake.wait_for(lambda: self._closed or self._dirty())
                # Edits go on meanwhile and go in with it.
                self._wake.wait_for(lambda: self._closed, self._wait_s)
                if self._closed:
                    return
            try:
                self.save()
            except OutputError as error:
                self._tell(error)

    def _dirty(self) -> bool:
        return self._saved != self._revision or self._written is not self.history.notes

    def _tell(self, error: OutputError) -> None:
        with self._guard:
            told, self._told = self._told, True
        if told:
            return
        if self._on_problem is None:
            _log.warning("The notes cannot be saved: %s", error)
        else:
            self._on_problem(error)


def _same(before: Notes, now: Notes) -> bool:
    """Whether nothing happened to the notes, nor to the clip's name, while nobody had them open."""
    return before == now and before.clip.name == now.clip.name
