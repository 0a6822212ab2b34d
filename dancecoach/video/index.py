"""Which frames a file holds and when each is shown, read from its packets without decoding them."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

Ticks = NDArray[np.int64]


@attrs.frozen(eq=False)
class FrameIndex:
    """The frames of a video stream in the order in which they are shown.

    Attributes:
        pts: (T,) presentation timestamps in units of ``time_base``, strictly increasing.
        keys: (K,) presentation timestamps of the key frames, increasing: where decoding can start.
        time_base: seconds per tick.
        last_ticks: how long the last frame is shown, ticks.
        broken: the file ended in the middle of a packet, or a packet is marked as corrupt.
    """

    pts: Ticks
    keys: Ticks
    time_base: Fraction
    last_ticks: int
    broken: bool = False

    def __len__(self) -> int:
        """Number of frames, T."""
        return len(self.pts)

    @property
    def times(self) -> NDArray[np.float64]:
        """(T,) seconds since the first frame."""
        ticks = self.pts - self.pts[0] if len(self.pts) else self.pts
        return ticks.astype(np.float64) * float(self.time_base)

    @property
    def duration_s(self) -> float:
        """Seconds from the first frame to the end of the last one."""
        if not len(self.pts):
            return 0.0
        return float((int(self.pts[-1] - self.pts[0]) + self.last_ticks) * self.time_base)

    @property
    def mean_fps(self) -> float:
        """Frames per second on average, 0 for fewer than two frames."""
        span = float(self.times[-1]) if len(self.pts) > 1 else 0.0
        return (len(self.pts) - 1) / span if span > 0 else 0.0

    @property
    def variable(self) -> bool:
        """Whether the steps differ by more than rounding to the time base makes them.

        A stray long or short step is no variable rate (cameras stumble at the start); more than one in fifty is.
        """
        steps = np.diff(self.times)
        if len(steps) < 2:
            return False
        usual = float(np.median(steps))
        # Rounding moves each end by half a tick; files in milliseconds hold steps of 33 and 34.
        tolerance = max(float(self.time_base) * 1.01, 0.02 * usual)
        return bool((np.abs(steps - usual) > tolerance).mean() > 0.02)

    def key_before(self, pts: int) -> int:
        """Latest key frame at or before a timestamp; the first frame's where there is none."""
        place = int(np.searchsorted(self.keys, pts, side="right")) - 1
        return int(self.keys[place]) if place >= 0 else int(self.pts[0])

    def keys_up_to(self, key: int, most: int) -> list[int]:
        """The key frame ``key`` and up to ``most - 1`` before it, latest first."""
        end = int(np.searchsorted(self.keys, key, side="right"))
        return [int(k) for k in self.keys[max(0, end - most) : end][::-1]]

    def from_first_shown(self, first: int) -> "FrameIndex":
        """Without the frames before timestamp ``first``, which no decoder can show (a cut inside a group)."""
        return attrs.evolve(self, pts=self.pts[self.pts >= first], keys=self.keys[self.keys >= first])


def index_of_packets(packets: Iterable[Any], time_base: Fraction, usual_ticks: int) -> FrameIndex | None:
    """Read the index from a stream's packets; None where they carry no presentation times.

    Packets that an edit list discards are decoded but never shown, so they are no frames. Two packets of one time
    (fields, or a repeated packet) make one frame.

    Args:
        packets: in file order, empty flushing packets included.
        time_base: seconds per tick.
        usual_ticks: duration to assume for the last frame where the file does not say it.
    """
    shown: dict[int, int] = {}
    keys: list[int] = []
    broken = False
    for packet in packets:
        if not packet.size:
            continue
        broken = broken or packet.is_corrupt
        if packet.is_keyframe and packet.pts is not None:
            keys.append(packet.pts)
        if packet.is_discard:
            continue
        if packet.pts is None:
            return None
        shown[packet.pts] = int(packet.duration or 0)
    pts = np.array(sorted(shown), np.int64)
    last = (shown[int(pts[-1])] if len(pts) else 0) or (int(np.median(np.diff(pts))) if len(pts) > 1 else usual_ticks)
    return FrameIndex(pts, np.array(sorted(set(keys)), np.int64), time_base, last, broken)
