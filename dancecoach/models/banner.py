"""What the phase banner says: steady, and in an order that makes sense."""

import attrs

from dancecoach.models.decoding import Floats
from dancecoach.motion.phases import IDLE, LANDING, PHASES, SKILL, TAKE_OFF

_SURE = 0.6
"""Probability from which another phase is shown."""

_RETREAT_S = 0.2
"""A take-off that came to nothing, and what follows it, are shown for at least so long."""

_WAY = {
    IDLE: {TAKE_OFF: TAKE_OFF, SKILL: TAKE_OFF, LANDING: IDLE},
    TAKE_OFF: {IDLE: IDLE, SKILL: SKILL, LANDING: SKILL},
    SKILL: {IDLE: LANDING, TAKE_OFF: LANDING, LANDING: LANDING},
    LANDING: {IDLE: IDLE, TAKE_OFF: TAKE_OFF, SKILL: TAKE_OFF},
}
"""The next phase on the way from one to another: the grammar holds for what is shown, too. A landing before which
no skill was shown is none."""


@attrs.frozen
class PhaseNow:
    """The phase of the person in front of the camera.

    Attributes:
        phase: one of `PHASES`.
        confidence: 0 to 1, how sure the network is of it; 0.25 when it knows nothing.
        time_s: presentation time it speaks of, a little before the newest frame.
        since_s: presentation time at which the phase began.
    """

    phase: str
    confidence: float
    time_s: float
    since_s: float


class Banner:
    """Turns probabilities into a phase that does not flicker. All times are presentation times, s."""

    def __init__(self) -> None:
        self._phase = IDLE
        self._since_s: float | None = None
        # Idle of a beginning is no retreat: who is met in the middle of a skill need not stand first.
        self._moved = False

    def show(self, probabilities: Floats, time_s: float) -> PhaseNow:
        """What to say at ``time_s`` given (4,) probabilities."""
        if self._since_s is None:
            self._since_s = time_s
        best = int(probabilities.argmax())
        if best != self._phase and probabilities[best] >= _SURE:
            self._move(_WAY[self._phase][best], time_s)
        return PhaseNow(PHASES[self._phase], float(probabilities[self._phase]), time_s, self._since_s)

    def _move(self, to: int, time_s: float) -> None:
        if to == self._phase:
            return
        wavering = self._moved and {self._phase, to} == {IDLE, TAKE_OFF}
        if wavering and self._since_s is not None and time_s - self._since_s < _RETREAT_S - 1e-6:
            return
        self._phase, self._since_s, self._moved = to, time_s, True

    def rest(self, time_s: float) -> PhaseNow:
        """What to say when there is nobody: idle, without knowing."""
        if self._phase != IDLE or self._since_s is None:
            self._phase, self._since_s, self._moved = IDLE, time_s, False
        return PhaseNow(PHASES[IDLE], 1 / len(PHASES), time_s, self._since_s)
