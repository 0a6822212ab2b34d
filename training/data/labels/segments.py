"""Segments as an annotator gave them, and the frames of a clip that they mean."""

from collections.abc import Iterable

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.motion.phases import PHASES

UNLABELLED = -1
"""Where an annotator cannot tell the phase, or annotators do not agree."""

UNLABELLED_NAME = "unlabelled"

NAMES = (*PHASES, UNLABELLED_NAME)
"""What may stand in a file; as numbers they are the positions, `UNLABELLED` being the last."""

SLACK_S = 0.05
"""Gaps and overlaps in seconds up to this long, or one frame, are how a tool rounds or closes a segment."""

_USUAL_STEP_S = 1 / 30

Times = NDArray[np.float64]


@attrs.frozen
class Span:
    """A segment in a file.

    Attributes:
        phase: position in `dancecoach.motion.phases.PHASES`, or `UNLABELLED`.
        start: first frame, or s.
        end: last frame, inclusive; or s, where the next segment begins.
        where: file and line, for sentences.
    """

    phase: int
    start: float
    end: float
    where: str


def _in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


@attrs.frozen
class Annotation:
    """What one annotator says of one clip.

    Attributes:
        clip: its name, without folder and suffix.
        annotator: a person, or "model NAME".
        spans: in order of their starts, at least one.
        in_frames: whether they are in frames, else in seconds.
    """

    clip: str
    annotator: str
    spans: tuple[Span, ...] = attrs.field(converter=_in_order)
    in_frames: bool = False

    def labels(self, times: Times) -> NDArray[np.int8]:
        """(T,) phase of each frame, or `UNLABELLED`.

        A boundary in seconds belongs to the frame nearest in time: half a frame of rounding moves nothing.

        Args:
            times: (T,) presentation times of the clip's frames, s.

        Raises:
            InputError: the segments are of a longer or shorter clip, leave frames out or give some twice.
        """
        if not len(times):
            raise InputError("has no frames to label", subject=self.clip, remedy="take another clip")
        edges = frame_edges(times)
        if self.in_frames:
            _refuse_frames_beyond(self, len(times))
        out = np.full(len(times), UNLABELLED, np.int8)
        following, before = 0, None
        for span in self.in_seconds(times).spans:
            first = _nearest(edges, span.start)
            self._check_start(span, before, first, following, edges)
            following = _nearest(edges, span.end)
            # The later start is the boundary: what a tool left open before it belongs to the phase that went on.
            out[first if before else 0 :] = span.phase
            before = span
        self._check_end(following, edges)
        return out

    def in_seconds(self, times: Times) -> "Annotation":
        """The same in seconds; frames of a clip shown at another rate then still mean the same moments."""
        if not self.in_frames:
            return self
        edges = frame_edges(times)
        last = len(edges) - 1
        moved = (
            attrs.evolve(s, start=float(edges[min(int(s.start), last)]), end=float(edges[min(int(s.end) + 1, last)]))
            for s in self.spans
        )
        return Annotation(self.clip, self.annotator, tuple(moved), in_frames=False)

    def _check_start(self, span: Span, before: Span | None, first: int, following: int, edges: Times) -> None:
        if first == following or (not self.in_frames and self._slight(first, following, edges, span, before)):
            return
        if first > following:
            raise InputError(
                f"leaves {_stretch(edges, following, first)} of {self.clip} without a label by {self.annotator}",
                subject=span.where,
                remedy=f'label all of it; what nobody can tell is "{UNLABELLED_NAME}"',
            )
        twice = min(following, max(_nearest(edges, span.end), first + 1))
        raise InputError(
            f"labels {_stretch(edges, first, twice)} of {self.clip} a second time by {self.annotator}"
            + (f", after {before.where}" if before else ""),
            subject=span.where,
            remedy="let each segment begin where the one before ends",
        )

    @staticmethod
    def _slight(first: int, following: int, edges: Times, span: Span, before: Span | None) -> bool:
        end = before.end if before else float(edges[0])
        return abs(first - following) <= 1 or abs(span.start - end) <= SLACK_S

    def _check_end(self, following: int, edges: Times) -> None:
        last, stop = self.spans[-1], float(edges[-1])
        beyond = 0.0 if self.in_frames else max(s.end for s in self.spans) - stop
        if beyond > max(SLACK_S, float(np.diff(edges).max())):
            raise InputError(
                f"goes on to {stop + beyond:.2f} s, but {self.clip} ends at {stop:.2f} s",
                subject=last.where,
                remedy="take the labels of this clip",
            )
        count, covered_s = len(edges) - 1, float(edges[following])
        slight = not self.in_frames and (count - following <= 1 or stop - covered_s <= SLACK_S)
        if following < count and not slight:
            raise InputError(
                f"covers {following} of {count} frames of {self.clip} ({covered_s:.2f} of {stop:.2f} s)",
                subject=last.where,
                remedy="take the labels of this clip, or label the rest",
            )


def frame_edges(times: Times) -> Times:
    """(T+1,) when each frame begins, and the end of the last: it is taken to be shown as long as the one before."""
    step = float(times[-1] - times[-2]) if len(times) > 1 else _USUAL_STEP_S
    return np.append(np.asarray(times, np.float64), times[-1] + step)


def _nearest(edges: Times, time_s: float) -> int:
    return int(np.abs(edges - time_s).argmin())


def _stretch(edges: Times, start: int, stop: int) -> str:
    """Frames and seconds of [start, stop)."""
    frames = f"frame {start}" if stop - start == 1 else f"frames {start} to {stop - 1}"
    return f"{frames} ({edges[start]:.2f} to {edges[stop]:.2f} s)"


def _refuse_frames_beyond(said: Annotation, count: int) -> None:
    last = max(said.spans, key=lambda span: span.end)
    if last.end >= count:
        raise InputError(
            f"names frame {int(last.end)}, but {said.clip} has {count} frames, counted from 0",
            subject=last.where,
            remedy="take the labels of this clip",
        )
