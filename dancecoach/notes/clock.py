"""What time it is at a frame: from the clip's start or an origin, as the file plays or as it really was."""

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.notes import checks
from dancecoach.notes.notes import Notes

Times = NDArray[np.float64]


def _as_times(times: Any) -> Times:
    return np.asarray(times, np.float64)


@attrs.frozen(eq=False)
class Clock:
    """Frames and moments of a clip.

    Attributes:
        times: (T,) presentation times of its frames, s.
        origin_frame: where time is 0; None for the first frame.
        slow_factor: seconds of the file for one of real action: 10 for what was filmed at 240 frames a second and
            plays at 24.
    """

    times: Times = attrs.field(converter=_as_times)
    origin_frame: int | None = None
    slow_factor: float = attrs.field(default=1.0, validator=checks.number(1e-3, 1e4))

    @classmethod
    def of(cls, notes: Notes, times: Times) -> "Clock":
        """The clock of a clip with what was noted of its origin and the rate of capture.

        Args:
            notes: about the clip.
            times: (T,) presentation times, s.
        """
        return cls(times, notes.origin_frame, slow_factor(times, notes.capture_fps))

    def seconds(self, frame: int) -> float:
        """Real seconds from the origin to a frame; negative before it."""
        origin = self.times[0 if self.origin_frame is None else self.origin_frame]
        return float(self.times[frame] - origin) / self.slow_factor

    def between(self, first: int, last: int) -> float:
        """Real seconds from one frame to another, as a stopwatch counts."""
        return float(self.times[last] - self.times[first]) / self.slow_factor

    def frame_at(self, file_s: float) -> int:
        """The frame that is shown at a presentation time; the first before the clip begins, the last after its end."""
        return max(0, int(np.searchsorted(self.times, file_s, side="right")) - 1)


def slow_factor(times: Times, capture_fps: float | None) -> float:
    """Seconds of the file for one of real action; 1 where nobody has said how it was filmed, or one frame is all.

    Every frame that was filmed is taken to be in the file.
    """
    if capture_fps is None or len(times) < 2:
        return 1.0
    return capture_fps * float(times[-1] - times[0]) / (len(times) - 1)
