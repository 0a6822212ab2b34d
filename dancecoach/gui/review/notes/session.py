"""The notes of the clip under review: opened and saved with it, edited so that everything can be taken back.

A widget reads `NotesSession.notes`, hears of `NotesSession.changed`, and edits with `NotesSession.do`::

    session.do(put_key_frame(model.playhead))                          # one step of Undo
    session.do(move_boundary(who, 46, to), gesture=drag)               # many of these, while a hand drags ...
    session.end_gesture()                                              # ... are one step together

Everything that is edited is in the journal at once and saved a few seconds later; nobody has to press Save.
"""

import getpass
from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, Signal

from dancecoach.errors import DancecoachError, NotesError
from dancecoach.gui.context import AppContext
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.kinds import EVERYTHING, Kind, Kinds, changed_kinds
from dancecoach.gui.review.notes.opening import Opened, Opening
from dancecoach.notes.edits import Edit
from dancecoach.notes.history import Change, History
from dancecoach.notes.notes import Notes
from dancecoach.notes.open_notes import OpenNotes
from dancecoach.notes.phase_edits import rename_annotator
from dancecoach.notes.phase_track import PhaseTrack, is_annotator
from dancecoach.notes.store import NotesStore

#: What the person looks at comes into the notes as one step, until something is edited.
_LOOK = "look"


class NotesSession(QObject):
    """The notes of the model's clip, while it is on show.

    Undo is the window's own (Ctrl+Z): each edit stands in `CommandTable.undo_stack` among all else that was done.
    What was done to another clip rests while that one is not on show, and can be taken back when it is again.

    Args:
        model: has the clip.
        context: what the pages share.
        store: finds the notes; None takes the one beside the stored analyses.
        parent: owner.

    Attributes:
        problem: why notes of the clip on show cannot be written; "" where they can, or are only just being opened.

    Signals:
        changed: the notes are others: a frozenset of `Kind`; `EVERYTHING` when they came or went.
        settled: as `changed`, but told of a gesture once, when it has ended: for whatever takes long.
        editable_changed: whether they can be written.
        gesture_ended: a hand let go, or typing ended.
    """

    changed = Signal(object)
    settled = Signal(object)
    editable_changed = Signal(bool)
    gesture_ended = Signal()

    def __init__(
        self,
        model: ReviewModel,
        context: AppContext,
        store: NotesStore | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store or NotesStore(context.store.root.parent / "notes")
        self.problem = ""
        self._model, self._context = model, context
        self._opening: Opening | None = None
        self._open: OpenNotes | None = None
        self._seen: Notes | None = None
        self._end_listening: Callable[[], object] = _nothing
        self._histories: dict[str, History] = {}
        self._letting_go: list[Callable[[], object]] = []
        self._annotator = ""
        self._gesture: tuple[Hashable, int] | None = None
        self._unsettled: Kinds = frozenset()

    # What there is

    @property
    def notes(self) -> Notes | None:
        """The document now; None while there is no clip, or its notes are not there yet."""
        return self._open.notes if self._open is not None else self._seen

    @property
    def history(self) -> History | None:
        """The document and all there were before; None where it cannot be written. Edit with `do`."""
        return self._open.history if self._open is not None else None

    @property
    def editable(self) -> bool:
        """Whether the notes are there and can be written."""
        return self._open is not None

    @property
    def moving(self) -> bool:
        """Whether a hand drags or types this moment; `gesture_ended` tells when it no longer does."""
        return self._gesture is not None

    @property
    def saved(self) -> bool:
        """Whether the file has all of it; what it has not is in the journal."""
        return self._open is None or self._open.saved

    @property
    def annotator(self) -> str:
        """Whose name stands at the phases that are corrected now: one of this clip's annotators, or one to come."""
        there = self.notes.annotators if self.notes is not None else ()
        if self._annotator:
            return self._annotator
        usual = self._context.settings.current.annotator
        if usual and (usual in there or not there):
            return usual
        return there[0] if there else own_name()

    def choose_annotator(self, name: str) -> None:
        """Correct the phases as another annotator, from now on and in clips to come."""
        self._annotator = name
        self._context.settings.change(annotator=name)
        self._say(frozenset({Kind.PHASES}))

    def rename_annotator(self, name: str) -> None:
        """Give the annotator another name, here and in clips to come."""
        if self.track is None:
            self.choose_annotator(name)
        elif self.do(rename_annotator(self.annotator, name)):
            self._annotator = ""
            self._context.settings.change(annotator=name)
            self._say(frozenset({Kind.PHASES}))

    @property
    def track(self) -> PhaseTrack | None:
        """The phases corrected by the annotator; None where nothing was."""
        notes = self.notes
        if notes is None or self.annotator not in notes.annotators:
            return None
        return notes.track(self.annotator)

    # Coming and going

    def open(self) -> None:
        """Open the notes of the model's clip, behind the window; those of another one are saved and let go."""
        self.close()
        path, notifier = self._model.path, self._context.notifier
        if path is None or not self._model.ready:
            return
        opening = Opening(
            path,
            len(self._model.times),
            store=self.store,
            hash_of=self._context.store.sha256,
            histories=self._histories,
            before=self._letting_go,
            on_problem=notifier.error,
        )
        self._opening = opening
        job = self._context.jobs.start(
            self.tr("Opening the notes of {}").format(path.name),
            opening.work,
            returned=lambda opened: self._opened(opening, opened),
            failed=lambda error: self._failed(opening, error),
            quiet=True,
        )
        job.finished.connect(lambda: self._has_let_go(opening.wait))

    def close(self) -> None:
        """Save the notes behind the window and let them go."""
        if (leave := self._leave()) is None:
            return
        saving = self._context.jobs.start(self.tr("Saving the notes"), lambda _tell, _cancel: leave.close(), quiet=True)
        self._letting_go.append(saving.wait)
        saving.finished.connect(lambda: self._has_let_go(saving.wait))

    def _has_let_go(self, wait: Callable[[], object]) -> None:
        self._letting_go = [other for other in self._letting_go if other != wait]

    def shut_down(self) -> None:
        """At the program's end: save, and come back when that is done."""
        leave = self._leave()
        for wait in self._letting_go:
            wait()
        if leave is not None:
            try:
                leave.close()
            except DancecoachError as error:
                self._context.notifier.error(error)

    def _leave(self) -> OpenNotes | None:
        """Show no notes any more; those that were open, to be closed."""
        self.end_gesture()
        opening, self._opening = self._opening, None
        if opening is not None:
            opening.abandon()
            self._letting_go.append(opening.wait)
        self._end_listening()
        self._end_listening = _nothing
        left, self._open = self._open, None
        shown, self._seen, self.problem, self._annotator = self._seen, None, "", ""
        if left is not None or shown is not None:
            self.editable_changed.emit(False)
            self._say(EVERYTHING)
        return left

    def _opened(self, opening: Opening, opened: Opened) -> None:
        if self._opening is not opening:
            return  # somebody abandoned it, and it closes itself
        self._opening, self._open, self._seen = None, opened.writing, opened.notes
        notifier = self._context.notifier
        if opened.writing is not None:
            self._histories[opened.notes.clip.sha256] = opened.writing.history
            self._end_listening = opened.writing.history.subscribe(self._tell)
            for message in opened.writing.messages:
                notifier.warn(message)
        elif opened.reason is not None:
            self.problem = str(opened.reason)
            notifier.warn(self.problem)
        self.editable_changed.emit(self.editable)
        self._say(EVERYTHING)

    def _failed(self, opening: Opening, error: BaseException) -> None:
        if self._opening is opening:
            self._opening, self.problem = None, str(error)
            self._context.notifier.error(error)
            self.editable_changed.emit(False)

    # Writing

    def do(self, edit: Edit, gesture: Hashable | None = None) -> bool:
        """Do an edit, to be taken back with Undo; what cannot be done is told in the window.

        Args:
            edit: what to do.
            gesture: of a drag, or of typing: edits with the same one are one step of Undo, and each starts from the
                document before the first of them. `end_gesture` ends it, and so does any other edit.

        Returns:
            Whether it was done (or changes nothing).
        """
        if self._open is None:
            self._context.notifier.warn(self.problem or self.tr("The notes of this clip are not open yet."))
            return False
        history = self._open.history
        if self._gesture is not None and (gesture is None or self._gesture[0] != gesture):
            self.end_gesture()
        before = self._gesture[1] if self._gesture is not None else len(history)
        try:
            history.do(edit, gesture)
        except NotesError as error:
            self._context.notifier.error(error)
            return False
        if gesture is not None:
            self._gesture = (gesture, before)
        else:
            self._remember(history, before)
        return True

    def keep(self, edit: Edit) -> None:
        """Keep how the person looks at the clip: no step of Undo, because whatever changed it has one of its own.

        Args:
            edit: says what is so, whatever was before.
        """
        if self._open is None or self._gesture is not None:
            return
        self._open.history.do(edit, gesture=_LOOK)

    def end_gesture(self) -> None:
        """The hand let go, or the typing ended: the next edit is a step of its own."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None and self._open is not None:
            self._open.history.end_gesture()
            self._remember(self._open.history, gesture[1])
        if gesture is not None:
            self.gesture_ended.emit()

    def _remember(self, history: History, before: int) -> None:
        """Let the window's Undo know of an edit, if it was one.

        A step of Undo leads to the number of edits there were before it, whatever was undone or not while another
        clip was on show: so what the window says and what the notes are never part.
        """
        count = len(history)
        if count <= before:
            return

        def undo() -> None:
            self.end_gesture()
            while self.history is history and len(history) > before:
                history.undo()

        def again() -> None:
            while self.history is history and len(history) < count and history.redo():
                pass

        self._context.commands.done_by_hand(history.undo_label or "", again, undo)

    def _tell(self, change: Change) -> None:
        self._say(changed_kinds(change.before, change.after), still=not change.open)

    def _say(self, kinds: Kinds, *, still: bool = True) -> None:
        """Tell who listens; while a gesture goes on, not those who wait for its end."""
        self._unsettled |= kinds
        if kinds:
            self.changed.emit(kinds)
        if still and self._unsettled:
            kinds, self._unsettled = self._unsettled, frozenset()
            self.settled.emit(kinds)


def _nothing() -> None:
    """Nobody listens."""


def own_name() -> str:
    """What the person is called on this computer, where annotators may be called so."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        name = ""
    return name if is_annotator(name) else "coach"
