"""How moments of a clip are told: from which frame they are counted, and how much slower than life the file is."""

from collections.abc import Sequence

import attrs
import numpy as np

from dancecoach.gui.widgets.time_axis import TimeAxis, clock_text

MINUS = "\N{MINUS SIGN}"


@attrs.frozen
class Reckoning:
    """Turns frames and times of the file into what the person reads.

    Attributes:
        origin: the frame that counts as 0; None where counting begins with the clip.
        origin_s: when that frame is shown, seconds of the file.
        slowed: seconds of the file that one real second became: 8 where 240 frames a second play at 30.
    """

    origin: int | None = None
    origin_s: float = 0.0
    slowed: float = 1.0

    def frame_text(self, index: int) -> str:
        """A frame's number, with its sign where it is counted from a frame that was chosen."""
        return str(index) if self.origin is None else _signed(str(abs(index - self.origin)), index - self.origin)

    def seconds(self, time_s: float) -> float:
        """Real seconds from the origin to a time of the file."""
        return (time_s - self.origin_s) / self.slowed

    def time_text(self, time_s: float, digits: int) -> str:
        """A time of the file on the clock; counted from a chosen frame, with its sign, and short ones as seconds."""
        seconds = self.seconds(time_s)
        if self.origin is None:
            return clock_text(seconds, digits)
        rounded = round(seconds, digits)
        text = f"{abs(rounded):.{digits}f}" if abs(rounded) < 60 else clock_text(abs(seconds), digits)
        return _signed(text, rounded)

    def axis(self, end_s: float, width: float, begin_s: float = 0.0) -> TimeAxis:
        """The scale of time with its labels told this way."""
        return TimeAxis(end_s, width, self.origin_s, self.slowed, begin_s)


def _signed(text: str, value: float) -> str:
    return f"{MINUS}{text}" if value < 0 else f"+{text}" if value > 0 else text


def usual_rate(times: Sequence[float]) -> float:
    """Frames per second that most of a clip has, 0 for a single frame."""
    step = float(np.median(np.diff(times))) if len(times) > 1 else 0.0
    return 1 / step if step > 0 else 0.0


def percent_text(speed: float) -> str:
    """A speed as a share of the real action: 12.5 %."""
    return f"{float(f'{100 * speed:.3g}'):g} %"
