"""What is recognised live, made steady enough to be read from three metres: nothing here blinks.

Times are those of the pictures, seconds. Pure state, no widget.
"""

from collections import deque
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from dancecoach.models.phases import PhaseNow
    from dancecoach.models.style import StyleResult

#: Another phase counts once it has been said for so long, s: two pictures at 30 per second.
_PHASE_HOLD_S = 0.05
#: A network that knows nothing gives each of the four phases a quarter.
_KNOWS_NOTHING = 0.26
#: A word stays at least so long, s, that it can be read.
_PHASE_STAYS_S = 0.25
#: The last phase stays while the person is lost for a moment, s.
_NOBODY_AFTER_S = 0.4
#: Another style counts once it has been said for so long, s; its certainty changes at most so often, s.
_STYLE_HOLD_S, _STYLE_STEP_S = 1.0, 0.5
#: The style stays while nobody is seen, s.
_STYLE_NOBODY_AFTER_S = 2.0
#: A skill shorter than this is none, s: a single wrong picture.
_SHORTEST_SKILL_S = 0.12
_ATTEMPTS = 3


class SteadyPhase:
    """The phase to show."""

    def __init__(self) -> None:
        self.shown: str | None = None
        self._wish: tuple[str, float] | None = None
        self._since = self._seen_at = -1e9

    def push(self, time_s: float, now: "PhaseNow | None") -> str | None:
        """Take what is said of a picture, None where nobody is seen; gives the phase to show, None for nothing."""
        if now is None or now.confidence <= _KNOWS_NOTHING:
            if time_s - self._seen_at > _NOBODY_AFTER_S:
                self.shown = self._wish = None
            return self.shown
        self._seen_at = time_s
        if now.phase == self.shown:
            self._wish = None
            return self.shown
        if self._wish is None or self._wish[0] != now.phase:
            self._wish = (now.phase, time_s)
        held = time_s - self._wish[1] >= _PHASE_HOLD_S
        if self.shown is None or (held and time_s - self._since >= _PHASE_STAYS_S):
            self.shown, self._since, self._wish = now.phase, time_s, None
        return self.shown


class SteadyStyle:
    """The style to show."""

    def __init__(self) -> None:
        self.shown: StyleResult | None = None
        self._wish: tuple[str, float] | None = None
        self._changed = self._seen_at = -1e9

    def push(self, time_s: float, now: "StyleResult | None") -> "StyleResult | None":
        """Take what is said of a picture, None where nobody is seen; gives the style to show, None for nothing."""
        if now is None:
            if time_s - self._seen_at > _STYLE_NOBODY_AFTER_S:
                self.shown = self._wish = None
            return self.shown
        self._seen_at = time_s
        if self.shown is None:
            self._take(now, time_s)
        elif now.label == self.shown.label:
            self._wish = None
            if time_s - self._changed >= _STYLE_STEP_S:
                self._take(now, time_s)
        elif self._wish is None or self._wish[0] != now.label:
            self._wish = (now.label, time_s)
        elif time_s - self._wish[1] >= _STYLE_HOLD_S:
            self._take(now, time_s)
        return self.shown

    def _take(self, style: "StyleResult", time_s: float) -> None:
        self.shown, self._wish, self._changed = style, None, time_s


@attrs.frozen
class Attempt:
    """A skill that was seen from take-off to landing.

    Attributes:
        seconds: from the last contact to the first, as the pictures tell it.
        uncertainty_s: one step between pictures: neither moment is known better live.
    """

    seconds: float
    uncertainty_s: float


class Attempts:
    """The last skills.

    Attributes:
        latest_s: time at which the newest was over; long ago where there is none.
    """

    def __init__(self) -> None:
        self.latest_s = -1e9
        self._before: PhaseNow | None = None
        self._time_s: float | None = None
        self._step_s = 1 / 30
        self._last: deque[Attempt] = deque(maxlen=_ATTEMPTS)

    @property
    def last(self) -> tuple[Attempt, ...]:
        """The newest first, three at most."""
        return tuple(reversed(self._last))

    def push(self, time_s: float, now: "PhaseNow | None") -> tuple[Attempt, ...]:
        """Take what is said of a picture."""
        if self._time_s is not None and 0 < time_s - self._time_s < 1:
            self._step_s += 0.1 * (time_s - self._time_s - self._step_s)
        self._time_s = time_s
        before, self._before = self._before, now
        if before is not None and now is not None and (before.phase, now.phase) == ("skill", "landing"):
            seconds = now.since_s - before.since_s
            if seconds >= _SHORTEST_SKILL_S:
                self._last.append(Attempt(seconds, self._step_s))
                self.latest_s = time_s
        return self.last
