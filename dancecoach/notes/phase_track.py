"""Which phase each frame of a clip is in, as one annotator says."""

import operator
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import NotesError
from dancecoach.i18n import _
from dancecoach.motion.phases import PHASES, PhaseSegment, runs
from dancecoach.notes import checks
from dancecoach.notes.sorted_map import SortedMap

UNLABELLED = "unlabelled"
"""Said where the annotator cannot tell, and of a clip that nobody has labelled yet."""

NAMES: tuple[str, ...] = (*PHASES, UNLABELLED)
"""What an annotator may say. As numbers these are positions, `UNLABELLED` being -1, as trainings have it."""

MAX_NAME = 80
"""Longest name of an annotator, characters."""

MODEL = "model "
"""What the names of networks begin with; a person's may not."""

Boundaries = SortedMap[str]


@attrs.frozen
class Segment:
    """A run of frames in one phase.

    Attributes:
        phase: one of `NAMES`.
        start_frame: first frame.
        end_frame: last frame, inclusive.
    """

    phase: str
    start_frame: int
    end_frame: int

    def __len__(self) -> int:
        """Number of frames."""
        return self.end_frame - self.start_frame + 1


def is_annotator(name: str) -> bool:
    """Whether a person may be called so in the notes."""
    usable = name.strip() == name and 0 < len(name) <= MAX_NAME and name.isprintable()
    return usable and not name.lower().startswith(MODEL)


def _check_annotator(_track: Any, _field: Any, name: Any) -> None:
    if not isinstance(name, str) or not is_annotator(name):
        remedy = _("choose a name of {} characters at most that does not begin with “{}”").format(MAX_NAME, MODEL)
        raise checks.wrong(_("annotator"), name, remedy)


def _check_boundaries(track: "PhaseTrack", _field: Any, starts: Boundaries) -> None:
    first, last = starts.floor(0), starts.floor(track.frames)
    if first is None or first[0] != 0 or last is None or last[0] >= track.frames or starts.floor(-1) is not None:
        raise NotesError(
            _("has phases that do not cover each of its {} frames once").format(track.frames),
            subject=track.annotator,
            remedy=_("let the first segment start at frame 0 and the last one within the clip"),
        )


@attrs.frozen
class PhaseTrack:
    """Segments that cover each frame of a clip once.

    Neighbouring segments may be in the same phase: a boundary between them was put there on purpose.

    Attributes:
        annotator: whose word it is: a name that is not a network's.
        frames: number of frames of the clip.
        starts: phase by first frame of each segment; a segment goes on to the start of the next.
    """

    annotator: str = attrs.field(validator=_check_annotator)
    frames: int = attrs.field(validator=checks.whole(1))
    starts: Boundaries = attrs.field(validator=_check_boundaries)

    @classmethod
    def blank(cls, annotator: str, frames: int, phase: str = UNLABELLED) -> "PhaseTrack":
        """One segment from the first frame to the last."""
        return cls(annotator, frames, SortedMap([(0, _known(phase))]))

    @classmethod
    def of_segments(cls, annotator: str, frames: int, segments: Iterable[Segment | PhaseSegment]) -> "PhaseTrack":
        """The track that these segments make.

        Raises:
            NotesError: they leave frames out, give some twice, or go beyond the clip.
        """
        ordered = sorted(segments, key=lambda s: (s.start_frame, s.end_frame))
        edges = [0, *(s.end_frame + 1 for s in ordered)]
        if [*(s.start_frame for s in ordered), frames] != edges or any(a >= b for a, b in pairwise(edges)):
            raise NotesError(
                _("has phases that do not cover each of its {} frames once").format(frames),
                subject=annotator,
                remedy=_("take the phases of this clip"),
            )
        return cls(annotator, frames, SortedMap((int(s.start_frame), _known(s.phase)) for s in ordered))

    @classmethod
    def of_labels(cls, annotator: str, labels: NDArray[np.integer]) -> "PhaseTrack":
        """The track of (T,) positions in `PHASES`, -1 for unlabelled."""
        return cls(annotator, len(labels), SortedMap((start, NAMES[label]) for label, start, _end in runs(labels)))

    def __len__(self) -> int:
        """Number of segments."""
        return len(self.starts)

    def segment_at(self, frame: int) -> Segment:
        """The segment that a frame is in.

        Raises:
            NotesError: the clip has no such frame. So for all below.
        """
        frame = self._frame(frame)
        found = self.starts.floor(frame)
        assert found is not None  # there is always one that starts at frame 0
        following = self.starts.ceiling(frame + 1)
        return Segment(found[1], found[0], (self.frames if following is None else following[0]) - 1)

    def segments(self, first: int = 0, last: int | None = None) -> Iterator[Segment]:
        """The segments from the one of a frame to the one of another, in order."""
        stop = self.frames - 1 if last is None else min(last, self.frames - 1)
        segment = self.segment_at(max(first, 0)) if stop >= first else None
        if segment is None:
            return
        start, phase = segment.start_frame, segment.phase
        for following, next_phase in self.starts.items(start + 1):
            yield Segment(phase, start, following - 1)
            start, phase = following, next_phase
            if start > stop:
                return
        yield Segment(phase, start, self.frames - 1)

    def labels(self) -> NDArray[np.int8]:
        """(T,) positions in `PHASES`, -1 for unlabelled."""
        out = np.empty(self.frames, np.int8)
        for segment in self.segments():
            label = -1 if segment.phase == UNLABELLED else PHASES.index(segment.phase)
            out[segment.start_frame : segment.end_frame + 1] = label
        return out

    def phase_segments(self, times: NDArray[np.float64]) -> tuple[PhaseSegment, ...]:
        """The segments with their times, as analyses have them; unlabelled stretches are left out.

        Args:
            times: (T,) presentation times, s.
        """
        return tuple(
            PhaseSegment(s.phase, s.start_frame, s.end_frame, float(times[s.start_frame]), float(times[s.end_frame]))
            for s in self.segments()
            if s.phase != UNLABELLED
        )

    def next_boundary(self, frame: int) -> int | None:
        """The first start of a segment after a frame; None where there is none."""
        found = self.starts.ceiling(frame + 1)
        return None if found is None else found[0]

    def previous_boundary(self, frame: int) -> int | None:
        """The last start of a segment before a frame, frame 0 included; None where there is none."""
        found = self.starts.floor(frame - 1)
        return None if found is None else found[0]

    def moved(self, boundary: int, to: int) -> "PhaseTrack":
        """The track with a boundary elsewhere, but not beyond its neighbours: each segment keeps a frame.

        Args:
            boundary: first frame of a segment, not of the clip's first one.
            to: where it is to begin.
        """
        boundary, to = self._boundary(boundary), operator.index(to)
        before, after = self.previous_boundary(boundary), self.next_boundary(boundary)
        assert before is not None
        to = min(max(to, before + 1), (self.frames if after is None else after) - 1)
        if to == boundary:
            return self
        return self._of(self.starts.remove(boundary).put(to, self.starts[boundary]))

    def split(self, frame: int, phase: str | None = None) -> "PhaseTrack":
        """The track with a boundary before a frame; what follows it stays in its phase, or takes another."""
        frame = self._frame(frame)
        segment = self.segment_at(frame)
        if segment.start_frame == frame and phase in {None, segment.phase}:
            return self
        return self._of(self.starts.put(frame, segment.phase if phase is None else _known(phase)))

    def merged(self, boundary: int) -> "PhaseTrack":
        """The track without a boundary: the phase before it goes on."""
        boundary = self._boundary(boundary)
        return self._of(self.starts.remove(boundary))

    def relabelled(self, first: int, last: int, phase: str) -> "PhaseTrack":
        """The track with the frames from one to another in one segment, joined to neighbours of the same phase."""
        first, last = sorted((self._frame(first), self._frame(last)))
        inside = self.segment_at(first)
        if inside.phase == _known(phase) and inside.end_frame >= last:
            return self
        following = None if last + 1 == self.frames else self.segment_at(last + 1).phase
        starts = self.starts.without_between(first, last + 1)
        before = starts.floor(first - 1)
        if before is None or before[1] != phase:
            starts = starts.put(first, phase)
        if following is not None and following != phase:
            starts = starts.put(last + 1, following)
        return self._of(starts)

    def renamed(self, annotator: str) -> "PhaseTrack":
        """The same as another's word."""
        return attrs.evolve(self, annotator=annotator)

    def fitted(self, frames: int) -> "PhaseTrack":
        """The track for a clip of so many frames: cut off, or its last segment going on."""
        if frames == self.frames:
            return self
        return PhaseTrack(self.annotator, frames, self.starts.without_between(frames, max(frames, self.frames)))

    def _of(self, starts: Boundaries) -> "PhaseTrack":
        return self if starts is self.starts else attrs.evolve(self, starts=starts)

    def _frame(self, frame: int) -> int:
        return checks.frame(frame, self.frames)

    def _boundary(self, frame: int) -> int:
        if frame == 0 or frame not in self.starts:
            raise NotesError(
                _("is not where two phases of {} meet").format(self.annotator),
                subject=str(frame),
                remedy=_("choose the first frame of a phase"),
            )
        return operator.index(frame)


def _known(phase: str) -> str:
    if phase not in NAMES:
        raise checks.wrong(_("phase"), phase, _("choose one of: {}").format(", ".join(NAMES)))
    return phase
