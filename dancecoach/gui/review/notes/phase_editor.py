"""What a person does to phases: split, merge, change, move; the first of it starts from what the network said."""

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache

from PySide6.QtCore import QObject, Signal

from dancecoach.errors import NotesError
from dancecoach.gui.commands import CommandTable
from dancecoach.gui.review.model import Findings, ReviewModel
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes import phase_edits
from dancecoach.notes.edits import Edit, together
from dancecoach.notes.phase_track import PhaseTrack

LABEL_MODE = "label"
"""The mode of the command table in which I, T, S and L name phases."""


class PhaseEditor(QObject):
    """Edits the phases of the annotator of a session.

    Args:
        session: has the notes.
        model: has what the network said, and where the person is.
        commands: their keys know whether the person labels.
        parent: owner.

    Signals:
        labelling_changed: whether keys name phases.
    """

    labelling_changed = Signal(bool)

    def __init__(
        self, session: NotesSession, model: ReviewModel, commands: CommandTable, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._model, self._commands = session, model, commands
        session.editable_changed.connect(self._editable_changed)

    # What is shown

    @property
    def from_network(self) -> Sequence[PhaseSegment]:
        """What the network said, where it fits the clip: a correction starts from it."""
        found = self._model.found
        phases = () if found is None else found.analysis.phases
        return phases if phases and phases[-1].end_frame == self._model.last else ()

    @property
    def track(self) -> PhaseTrack | None:
        """The phases that an edit starts from: the annotator's, else the network's; None without a clip."""
        if self._session.track is not None or not self._model.ready:
            return self._session.track
        return _proposal(self._model.found, self._session.annotator, len(self._model.times))

    @property
    def proposed(self) -> bool:
        """Whether `track` is only what the network said, and nobody's word yet."""
        return self._session.track is None

    # Labelling by keys

    @property
    def labelling(self) -> bool:
        """Whether keys name phases."""
        return self._commands.mode == LABEL_MODE

    def set_labelling(self, on: bool) -> None:
        """Begin to name phases by keys, or end it."""
        on = on and self._session.editable
        if on != self.labelling:
            self._commands.set_mode(LABEL_MODE if on else "")
            self.labelling_changed.emit(on)

    def _editable_changed(self, editable: bool) -> None:
        if not editable:
            self.set_labelling(False)

    # Edits

    def relabel(self, phase: str) -> None:
        """The segment at the playhead is in another phase."""
        self._do(lambda who: phase_edits.relabel_segment(who, self._model.playhead, phase))

    def split(self) -> None:
        """The segment at the playhead becomes two, the second beginning here."""
        self._do(lambda who: phase_edits.split(who, self._model.playhead))

    def merge_next(self) -> None:
        """The segment at the playhead goes on through the next one."""
        boundary = self._next()
        if boundary is not None:
            self._do(lambda who: phase_edits.merge(who, boundary))

    def begin_here(self) -> None:
        """The segment at the playhead begins here: what was before it goes on until then."""
        track, frame = self.track, self._model.playhead
        if track is not None and (start := track.segment_at(frame).start_frame) > 0:
            self.move(start, frame)

    def end_here(self) -> None:
        """The segment at the playhead ends with this frame: what follows begins after it."""
        boundary = self._next()
        if boundary is not None:
            self.move(boundary, self._model.playhead + 1)

    def move(self, boundary: int, to: int, gesture: Hashable | None = None) -> None:
        """A boundary elsewhere, but not beyond its neighbours."""
        self._do(lambda who: phase_edits.move_boundary(who, boundary, to), gesture)

    def clear(self) -> None:
        """Nothing is said of any frame any more."""
        if self._session.track is not None:
            self._session.do(phase_edits.clear_phases(self._session.annotator))

    def copy_from_network(self) -> None:
        """Start anew from what the network said."""
        given, who = self.from_network, self._session.annotator
        if given:
            replaces = self._session.track is not None
            edit = phase_edits.replace_phases(who, given) if replaces else phase_edits.add_annotator(who, given)
            self._session.do(edit)

    def take(self, tracks: Sequence[PhaseTrack], label: str) -> None:
        """Phases from a file, an annotator each; who is there already is replaced. One step of Undo."""
        notes = self._session.notes
        if notes is None or not tracks:
            return
        edits = [
            phase_edits.replace_phases(track.annotator, tuple(track.segments()))
            if track.annotator in notes.annotators
            else phase_edits.add_annotator(track.annotator, tuple(track.segments()))
            for track in tracks
        ]
        if self._session.do(together(label, *edits)):
            self._session.choose_annotator(tracks[0].annotator)

    def remove(self) -> None:
        """The annotator has said nothing."""
        if self._session.track is not None:
            self._session.do(phase_edits.remove_annotator(self._session.annotator))

    def _next(self) -> int | None:
        return None if self.track is None else self.track.next_boundary(self._model.playhead)

    def _do(self, make: Callable[[str], Edit], gesture: Hashable | None = None) -> None:
        """Do an edit; where the annotator has said nothing yet, what the network said becomes the annotator's."""
        who = self._session.annotator
        edit = make(who)
        if self._session.notes is not None:  # asked of each document: a drag starts every time from the one before it
            edit = together(edit.label, phase_edits.first_word(who, self.from_network), edit)
        self._session.do(edit, gesture)


@lru_cache(maxsize=2)
def _proposal(found: Findings | None, annotator: str, frames: int) -> PhaseTrack:
    """What the network said as a track; nothing said where it does not fit the clip."""
    phases = () if found is None else found.analysis.phases
    try:
        if phases:
            return PhaseTrack.of_segments(annotator, frames, phases)
    except NotesError:
        pass  # of another number of frames: nothing to start from
    return PhaseTrack.blank(annotator, frames)
