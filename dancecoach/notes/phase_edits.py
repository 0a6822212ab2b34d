"""What can be done to phases."""

from collections.abc import Callable, Iterable

import attrs

from dancecoach.errors import NotesError
from dancecoach.i18n import _
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes.edits import Edit
from dancecoach.notes.notes import Notes
from dancecoach.notes.phase_track import PhaseTrack, Segment


def add_annotator(annotator: str, segments: Iterable[Segment | PhaseSegment] = ()) -> Edit:
    """A new annotator, whose phases start from a network's or somebody else's; from unlabelled without any."""
    given = tuple(segments)

    def change(notes: Notes) -> Notes:
        frames = notes.clip.frames
        of = PhaseTrack.of_segments(annotator, frames, given) if given else PhaseTrack.blank(annotator, frames)
        return attrs.evolve(notes, tracks=(*notes.tracks, of))

    return Edit(_("Add annotator"), change)


def first_word(annotator: str, segments: Iterable[Segment | PhaseSegment] = ()) -> Edit:
    """As `add_annotator` where the annotator has said nothing yet; where they have, that stays."""
    adds = add_annotator(annotator, segments)
    return Edit(adds.label, lambda notes: notes if annotator in notes.annotators else adds.apply(notes))


def rename_annotator(annotator: str, name: str) -> Edit:
    """The same phases as another's word."""
    return _on(_("Rename annotator"), annotator, lambda track: track.renamed(name))


def remove_annotator(annotator: str) -> Edit:
    """No phases of that annotator any more."""

    def change(notes: Notes) -> Notes:
        gone = notes.track(annotator)
        return attrs.evolve(notes, tracks=tuple(track for track in notes.tracks if track is not gone))

    return Edit(_("Remove annotator"), change)


def replace_phases(annotator: str, segments: Iterable[Segment | PhaseSegment]) -> Edit:
    """All phases of an annotator anew, such as a network's once more."""
    given = tuple(segments)
    return _on(_("Replace phases"), annotator, lambda t: PhaseTrack.of_segments(t.annotator, t.frames, given))


def clear_phases(annotator: str) -> Edit:
    """All frames of an annotator unlabelled."""
    return _on(_("Clear phases"), annotator, lambda track: PhaseTrack.blank(track.annotator, track.frames))


def move_boundary(annotator: str, boundary: int, to: int) -> Edit:
    """A boundary elsewhere, but not beyond its neighbours.

    Args:
        annotator: whose.
        boundary: first frame of a segment.
        to: where it is to begin.
    """
    return _on(_("Move boundary"), annotator, lambda track: track.moved(boundary, to))


def split(annotator: str, frame: int, phase: str | None = None) -> Edit:
    """A boundary before a frame; what follows keeps its phase, or takes another."""
    return _on(_("Split phase"), annotator, lambda track: track.split(frame, phase))


def merge(annotator: str, boundary: int) -> Edit:
    """No boundary there: the phase before it goes on."""
    return _on(_("Merge phases"), annotator, lambda track: track.merged(boundary))


def relabel_segment(annotator: str, frame: int, phase: str) -> Edit:
    """The segment that a frame is in, in another phase; joined to neighbours of the same one."""

    def change(track: PhaseTrack) -> PhaseTrack:
        segment = track.segment_at(frame)
        return track.relabelled(segment.start_frame, segment.end_frame, phase)

    return _on(_("Change phase"), annotator, change)


def relabel_range(annotator: str, first: int, last: int, phase: str) -> Edit:
    """The frames from one to another, both included, in one phase; joined to neighbours of the same one."""
    return _on(_("Change phase"), annotator, lambda track: track.relabelled(first, last, phase))


def _on(label: str, annotator: str, change: Callable[[PhaseTrack], PhaseTrack]) -> Edit:
    """An edit of one annotator's phases; the sentence of an error names the annotator."""

    def changed(notes: Notes) -> Notes:
        old = notes.track(annotator)
        try:
            new = change(old)
        except NotesError as error:
            raise NotesError(error.problem, subject=error.subject or annotator, remedy=error.remedy) from error
        if new is old:
            return notes
        return attrs.evolve(notes, tracks=tuple(new if track is old else track for track in notes.tracks))

    return Edit(label, changed)
