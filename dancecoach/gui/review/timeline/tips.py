"""What there is to say about a point of the time line: the words of its tool tip."""

from bisect import bisect_right

from PySide6.QtCore import QPointF

from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.phase_editor import PhaseEditor
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.gui.review.player.playback import index_at
from dancecoach.gui.review.timeline.ground import Ground, tr
from dancecoach.gui.review.timeline.hand import REACH
from dancecoach.gui.review.timeline.lanes import Kind, Lane
from dancecoach.gui.review.timeline.phase_lane import describe
from dancecoach.gui.review.timeline.places import Places
from dancecoach.gui.skill_words import title
from dancecoach.gui.widgets.time_axis import LEFT
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes.phase_track import UNLABELLED


class Tips:
    """Tells about points.

    Args:
        model: of the page.
        session: has the notes.
        editor: edits the phases.
        ground: knows what is drawn.
        places: finds it.
    """

    def __init__(
        self, model: ReviewModel, session: NotesSession, editor: PhaseEditor, ground: Ground, places: Places
    ) -> None:
        self._model, self._session, self._editor = model, session, editor
        self._ground, self._places = ground, places

    def tip(self, here: QPointF) -> str:
        """The phase or the note at a point; "" for nothing."""
        lane = self._places.lane_at(here)
        if not self._model.ready or lane is None:
            return ""
        if here.x() < LEFT - REACH:
            return _about(lane)
        index = index_at(self._model.times, self._places.axis.time(here.x()))
        if lane.kind is Kind.NOTES:
            return self._note(self._places.key_at(here))
        if lane.kind is Kind.FOUND:
            segment = self._found_at(index)
            return "" if segment is None else "\n".join((describe(segment), *self._name_at(index)))
        return self._said_at(lane.who, index) if lane.kind is Kind.PERSON else self._seen_at(index)

    def _note(self, frame: int | None) -> str:
        notes = self._session.notes
        if frame is None or notes is None:
            return ""
        head = tr("Key frame {}").format(self._model.reckoning.frame_text(frame))
        note = notes.key_frames[frame].note
        return f"{head}\n{note}" if note else head

    def _name_at(self, index: int) -> tuple[str, ...]:
        """What the skill at a frame was taught to be called, where it was."""
        row = self._model.skill_at(index)
        skill = None if row is None else self._model.skills[row]
        return (title(skill),) if skill is not None and skill.name else ()

    def _found_at(self, index: int) -> PhaseSegment | None:
        phases = self._model.found.analysis.phases if self._model.found is not None else ()
        at = bisect_right(phases, index, key=lambda segment: segment.start_frame) - 1
        return phases[at] if at >= 0 and index <= phases[at].end_frame else None

    def _said_at(self, who: str, index: int) -> str:
        track = self._ground.track(who)
        if track is None or index >= track.frames:
            return ""
        said = track.segment_at(index)
        if who == self._session.annotator and self._editor.proposed:
            return tr("Nothing corrected yet: drag a boundary, or press C and name phases by I, T, S and L")
        if said.phase == UNLABELLED:
            return tr("Not labelled\n{}").format(who)
        times = self._model.times
        begin, end = times[said.start_frame], times[said.end_frame]
        return describe(PhaseSegment(said.phase, said.start_frame, said.end_frame, begin, end, author=who))

    def _seen_at(self, index: int) -> str:
        found = self._model.found
        if found is None or index >= len(found.analysis.track):
            return ""
        track = found.analysis.track
        if not track.found[index]:
            return tr("Nobody was found in this frame")
        return tr("Seen: {:.0%} on average over the joints").format(float(track.visibility[index].mean()))


def _about(lane: Lane) -> str:
    """The name of a lane in full."""
    if lane.kind is Kind.PERSON:
        return tr("{}\nClick: another annotator, or another name").format(lane.who)
    return {
        Kind.NOTES: tr("Key frames and drawings"),
        Kind.FOUND: tr("Phases as the network named them"),
        Kind.SEEN: tr("How clearly the body was seen; a mark where nobody was"),
    }[lane.kind]
