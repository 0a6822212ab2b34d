"""The phases of a movement, and segments of a clip that are in one phase."""

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

PHASES: tuple[str, str, str, str] = ("idle", "take-off", "skill", "landing")
"""Names of the phases; where a phase is a number, it is the position in this tuple.

* idle: standing, walking, dancing, anything that leads to no skill; a swing or bend that comes to nothing.
* take-off: from the start of the arm swing or knee bend to the last contact of the feet.
* skill: off the ground, or on the hands.
* landing: from the first contact of the feet until upright and steady, or until the second step away.
"""

IDLE, TAKE_OFF, SKILL, LANDING = range(4)


@attrs.frozen
class PhaseSegment:
    """A run of frames in one phase.

    Attributes:
        phase: one of `PHASES`.
        start_frame: first frame.
        end_frame: last frame, inclusive.
        start_s: presentation time of the first frame, s.
        end_s: presentation time of the last frame, s.
        confidence: 0 to 1, how sure its author is; 1 for a person's.
        author: "model NAME", or a person.
    """

    phase: str
    start_frame: int
    end_frame: int
    start_s: float
    end_s: float
    confidence: float = 1.0
    author: str = ""

    def __len__(self) -> int:
        """Number of frames."""
        return self.end_frame - self.start_frame + 1


def runs(labels: NDArray[np.integer]) -> list[tuple[int, int, int]]:
    """(label, first, last inclusive) of each run of equal labels in a (T,) array, in order; together all of it."""
    if not len(labels):
        return []
    cuts = np.flatnonzero(np.diff(labels)) + 1
    starts, ends = [0, *cuts.tolist()], [*(cuts - 1).tolist(), len(labels) - 1]
    return [(int(labels[a]), a, b) for a, b in zip(starts, ends, strict=True)]


def segments_of(
    labels: NDArray[np.integer],
    times: NDArray[np.float64],
    confidence: NDArray[np.floating] | None = None,
    author: str = "",
) -> tuple[PhaseSegment, ...]:
    """Segments that cover T frames once.

    Args:
        labels: (T,) positions in `PHASES`.
        times: (T,) presentation times, s.
        confidence: (T,) of each frame's label, 0 to 1; a segment's is their mean. None for 1.
        author: who says so.
    """
    sure = np.ones(len(labels)) if confidence is None else confidence
    return tuple(
        PhaseSegment(PHASES[label], a, b, float(times[a]), float(times[b]), float(np.mean(sure[a : b + 1])), author)
        for label, a, b in runs(labels)
    )


def labels_of(segments: Sequence[PhaseSegment], count: int) -> NDArray[np.uint8]:
    """(count,) positions in `PHASES`; frames that no segment covers are idle."""
    out = np.zeros(count, np.uint8)
    for segment in segments:
        out[segment.start_frame : segment.end_frame + 1] = PHASES.index(segment.phase)
    return out


def phase_names(segments: Sequence[PhaseSegment], count: int) -> list[str]:
    """The name of each of ``count`` frames' phase; "" in frames that no segment covers."""
    names = [""] * count
    for segment in segments:
        last = min(segment.end_frame, count - 1)
        names[segment.start_frame : last + 1] = [segment.phase] * (last + 1 - segment.start_frame)
    return names
