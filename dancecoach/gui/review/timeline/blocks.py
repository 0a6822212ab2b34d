"""Phases as arrays, so that ten thousand of them are drawn as fast as ten."""

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.gui.widgets.time_axis import LEFT, TimeAxis
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes.phase_track import NAMES, PhaseTrack

Floats = NDArray[np.float64]


@attrs.frozen(eq=False)
class Blocks:
    """Segments that follow one another through a clip.

    Attributes:
        starts: (N,) first frame of each; a segment goes on until the next begins.
        phases: (N,) positions in `NAMES`, the last of which is "unlabelled".
        sure: (N,) 0 to 1, how sure who said so is.
    """

    starts: NDArray[np.int64]
    phases: NDArray[np.int8]
    sure: NDArray[np.float32]

    @classmethod
    def of_segments(cls, segments: Sequence[PhaseSegment]) -> "Blocks":
        """What a network said."""
        return cls(
            np.array([s.start_frame for s in segments], np.int64),
            np.array([NAMES.index(s.phase) for s in segments], np.int8),
            np.array([s.confidence for s in segments], np.float32),
        )

    @classmethod
    def of_track(cls, track: PhaseTrack) -> "Blocks":
        """What a person said."""
        pairs = list(track.starts.items())
        phases = np.array([NAMES.index(phase) for _start, phase in pairs], np.int8)
        return cls(np.array([start for start, _phase in pairs], np.int64), phases, np.ones(len(pairs), np.float32))

    def after(self, before: PhaseTrack, now: PhaseTrack) -> "Blocks":
        """The blocks of a track, these being the blocks of the one before: in no more time than there are changes."""
        starts, phases = self.starts, self.phases
        for frame, old, new in before.starts.differences(now.starts):
            at = int(np.searchsorted(starts, frame))
            if old is not None:
                starts, phases = np.delete(starts, at), np.delete(phases, at)
            if new is not None:
                starts, phases = np.insert(starts, at, frame), np.insert(phases, at, NAMES.index(new))
        return Blocks(starts, phases, np.ones(len(starts), np.float32))

    def __len__(self) -> int:
        """Number of segments."""
        return len(self.starts)

    def edges(self, times: Floats, end_s: float, axis: TimeAxis) -> Floats:
        """(N+1,) where each begins, and where the last one ends, logical pixels.

        Args:
            times: (T,) seconds of each frame.
            end_s: when the clip ends.
            axis: the scale of time.
        """
        return axis.xs(np.append(times[np.minimum(self.starts, len(times) - 1)], end_s))

    def boundary_near(self, x: float, reach: float, times: Floats, axis: TimeAxis) -> int | None:
        """The first frame of the segment that begins nearest to a place, if it is within reach; not the clip's."""
        if len(self) < 2:
            return None
        xs = axis.xs(times[np.minimum(self.starts[1:], len(times) - 1)])
        nearest = int(np.abs(xs - x).argmin())
        return int(self.starts[1 + nearest]) if abs(xs[nearest] - x) <= reach else None


def columns(edges: Floats, phases: NDArray[np.int8], axis: TimeAxis) -> NDArray[np.int8]:
    """(W,) phase of each pixel from the left margin to the right one, where segments are narrower than pixels.

    Args:
        edges: as `Blocks.edges` gives them.
        phases: (N,) of the segments.
        axis: the scale of time.
    """
    centres = LEFT + 0.5 + np.arange(max(1, round(axis.room)))
    at = np.searchsorted(edges[:-1], centres, side="right") - 1
    return np.asarray(phases[np.clip(at, 0, len(phases) - 1)])
