"""Which frames a video shows, and when: a part of the clip, or a part of it slower than the rest."""

from collections.abc import Sequence

import attrs
import numpy as np

from dancecoach.errors import InputError
from dancecoach.i18n import _

SLOWEST, FASTEST = 0.02, 4.0


@attrs.frozen
class Shot:
    """A picture of the video.

    Attributes:
        frame: of the clip.
        time_s: when it is shown, seconds since the video's start.
        other: frame of the second clip beside it; None without one.
    """

    frame: int
    time_s: float
    other: int | None = None


@attrs.frozen
class Span:
    """A run of frames, and how fast it is played.

    Attributes:
        first: first frame.
        last: last frame, inclusive.
        speed: share of the clip's own speed, 0.02 to 4.
        only: whether the video is this and nothing else; otherwise the rest is there at the clip's own speed.
    """

    first: int
    last: int
    speed: float = 1.0
    only: bool = True

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.first <= self.last:
            raise InputError(
                _("is no range of frames"),
                subject=f"{self.first} - {self.last}",
                remedy=_("give a first frame and one after it"),
            )
        if not SLOWEST <= self.speed <= FASTEST:
            raise InputError(
                _("is no speed for a video"),
                subject=f"{self.speed:.0%}",
                remedy=_("choose one from {} to {} percent").format(round(100 * SLOWEST), round(100 * FASTEST)),
            )


def plan(times: Sequence[float], end_s: float, span: Span | None = None) -> tuple[Shot, ...]:
    """The pictures of a video, in order.

    Args:
        times: (T,) presentation times of the clip's frames, s.
        end_s: when its last frame ends.
        span: what part of it, or what is slower; None plays all as it is. Cut to what there is.
    """
    count = len(times)
    if not count:
        return ()
    if span is None:
        return tuple(Shot(i, float(t - times[0])) for i, t in enumerate(times))
    last = min(span.last, count - 1)
    first = min(span.first, last)
    steps = np.diff(np.append(np.asarray(times, np.float64), max(end_s, times[-1])))
    steps[first : last + 1] /= span.speed
    begin, stop = (first, last + 1) if span.only else (0, count)
    at = np.concatenate([[0.0], np.cumsum(steps[begin:stop])])
    return tuple(Shot(begin + i, float(t)) for i, t in enumerate(at[: stop - begin]))


def plan_two(
    times: Sequence[float], others: Sequence[float], at: tuple[int, int] | None, span: Span | None = None
) -> tuple[Shot, ...]:
    """The pictures of a video of two clips, so that a frame of one is seen with a frame of the other.

    The first clip's frames set the pace, before and behind them the other's where only it goes on; a clip that has not
    begun, or is over, stands still.

    Args:
        times: (T,) presentation times of the first clip, s.
        others: (U,) of the second.
        at: a frame of each that belong together; None where the second's times are those of the first already.
        span: of the first clip's frames; only these are shown, at its speed.
    """
    mine, theirs = np.asarray(times, np.float64), np.asarray(others, np.float64)
    if at is not None:
        theirs = theirs - theirs[at[1]] + mine[at[0]]
    moments = mine
    if span is not None:
        moments = mine[min(span.first, len(mine) - 1) : span.last + 1]
    else:
        moments = np.concatenate([theirs[theirs < mine[0] - 1e-6], mine, theirs[theirs > mine[-1] + 1e-6]])
    speed = 1.0 if span is None else span.speed
    shots = []
    for moment in moments:
        a, b = (int(np.clip(np.searchsorted(t, moment + 1e-6, "right") - 1, 0, len(t) - 1)) for t in (mine, theirs))
        shots.append(Shot(a, float(moment - moments[0]) / speed, b))
    return tuple(shots)
