"""How many pictures a second the camera took, where the file says so: slow motion is shot faster than it plays."""

import math
from collections.abc import Mapping

#: What Android's cameras write, as a number of frames per second. Apple's need none: their files keep the real times,
#: and what slows them down is told to the player alone.
_KEYS = ("com.android.capture.fps",)
_LOWEST, _HIGHEST = 0.001, 20_000.0
#: A phone that says 30 and delivers 27 in poor light was not filming in slow motion.
_CLEARLY = 1.4


def capture_rate(*tables: Mapping[str, str]) -> float | None:
    """Frames per second at which the camera filmed; None where no table of metadata says it."""
    for table in tables:
        for key in _KEYS:
            rate = _number(table.get(key, ""))
            if rate is not None:
                return rate
    return None


def slowed_by(capture_fps: float | None, file_fps: float) -> float:
    """How many seconds of the file one real second became: 8 where 240 frames a second play at 30.

    Args:
        capture_fps: frames per second as filmed, None where unknown.
        file_fps: frames per second as they play, 0 where there is only one.

    Returns:
        1 for a clip at its real speed, below 1 for time lapse. A rate that is nearly the file's own counts as that.
    """
    if capture_fps is None or file_fps <= 0:
        return 1.0
    ratio = capture_fps / file_fps
    return ratio if ratio >= _CLEARLY or ratio <= 1 / _CLEARLY else 1.0


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and _LOWEST <= value <= _HIGHEST else None
