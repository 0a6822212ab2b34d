"""Where a body will be in the next picture: constant velocity of place, size and turning angle, per second.

Everything is in seconds, so that one set of constants serves 10 and 240 pictures a second, dropped pictures and
variable frame rates.
"""

import attrs
import numpy as np

from dancecoach.pose.blazepose.roi import Roi, wrap_angle

_STEP_S = 1 / 30
"""The step at which the gains below are stated."""

_JITTER_TURN, _JITTER_MOVE, _JITTER_GROW = 0.17, 0.03, 0.1
"""Deviations from the prediction (radians, shares of the size, logarithm of the size) from which they are followed
fully; smaller ones are mostly the network's jitter and are followed the less the smaller they are."""

_LEAST_GAIN = 0.1
_MOST_GROWTH = 5.0
"""Fastest change of the size that is believed: a factor of e to this power per second."""

_MOST_SPIN = 36.0
"""Fastest turning that is believed, radians per second; a quadruple somersault turns at half of it."""

_VELOCITY_S, _VELOCITY_DOUBTFUL_S = 0.028, 0.15
"""Time constants with which velocities follow what is seen."""

_HORIZON_S = 0.25
"""A velocity is not carried further than this into a gap without pictures."""

_FREEZE_AFTER_S, _FREEZE_S = 0.1, 0.05
"""Pictures that repeat for longer than the first are a standstill: velocities die away with the second."""


def _follow(deviation: float, jitter: float, dt: float) -> float:
    """Share of a deviation that is followed in a step of ``dt`` seconds: 1 from ``jitter`` on, less below."""
    per_step = float(np.clip(deviation / jitter, _LEAST_GAIN, 1))
    return 1 - float((1 - per_step) ** (dt / _STEP_S))


@attrs.define
class MotionModel:
    """Motion of one body's region.

    Attributes:
        roi: smoothed, at `time_s`. Its angle is not wrapped: it counts whole turns.
        time_s: of the last picture taken in.
        velocity: (x, y) pixels per second.
        growth: change of the logarithm of the size, 1/s.
        spin: radians per second, clockwise.
    """

    roi: Roi
    time_s: float
    velocity: tuple[float, float] = (0.0, 0.0)
    growth: float = 0.0
    spin: float = 0.0
    _repeating_s: float = 0.0
    _fresh: bool = True

    def predict(self, time_s: float) -> Roi:
        """The region expected at a time after the last picture."""
        dt = float(np.clip(time_s - self.time_s, 0, _HORIZON_S))
        return Roi(
            self.roi.x + self.velocity[0] * dt,
            self.roi.y + self.velocity[1] * dt,
            self.roi.size * float(np.exp(self.growth * dt)),
            self.roi.angle + self.spin * dt,
        )

    def update(self, seen: Roi, time_s: float, *, doubtful: bool = False) -> None:
        """Take in what was seen.

        Args:
            seen: the region that the body asks for.
            time_s: of the picture, after the last one.
            doubtful: the sighting may be wrong: it moves the region but hardly its velocities.
        """
        dt = max(time_s - self.time_s, 1e-3)
        before, guess = self.roi, self.predict(time_s)
        self.time_s, self._repeating_s = time_s, 0.0
        if self._fresh:
            self._fresh = False
            self.roi = seen.facing(before.angle + wrap_angle(seen.angle - before.angle))
            return
        self.roi = self._corrected(guess, seen, dt)
        rate = 1 - float(np.exp(-dt / (_VELOCITY_DOUBTFUL_S if doubtful else _VELOCITY_S)))
        spin = float(np.clip((self.roi.angle - before.angle) / dt, -_MOST_SPIN, _MOST_SPIN))
        self.spin += rate * (spin - self.spin)
        vx, vy = self.velocity
        self.velocity = (
            vx + rate * ((self.roi.x - before.x) / dt - vx),
            vy + rate * ((self.roi.y - before.y) / dt - vy),
        )
        growth = float(np.clip(np.log(self.roi.size / before.size) / dt, -_MOST_GROWTH, _MOST_GROWTH))
        # Sizes asked for by the network breathe with the limbs: their speed is trusted half.
        self.growth += rate * (growth / 2 - self.growth)

    def hold(self, time_s: float) -> None:
        """Let time pass without a new picture: the file repeats one (24 pictures a second in a 30 fps file).

        The region stays and so do the velocities, as if the clock had stopped; a standstill ends them.
        """
        dt = max(time_s - self.time_s, 0.0)
        self.time_s = time_s
        self._repeating_s += dt
        if self._repeating_s > _FREEZE_AFTER_S:
            keep = float(np.exp(-dt / _FREEZE_S))
            self.velocity = (self.velocity[0] * keep, self.velocity[1] * keep)
            self.growth, self.spin = self.growth * keep, self.spin * keep

    def jump(self, seen: Roi, time_s: float) -> None:
        """Start anew elsewhere, standing still (a scene cut, a person who comes back)."""
        self.roi, self.time_s, self._fresh = seen, time_s, True
        self.velocity, self.growth, self.spin, self._repeating_s = (0.0, 0.0), 0.0, 0.0, 0.0

    @staticmethod
    def _corrected(guess: Roi, seen: Roi, dt: float) -> Roi:
        """Between what was expected and what is seen."""
        turn = wrap_angle(seen.angle - guess.angle)
        dx, dy = seen.x - guess.x, seen.y - guess.y
        most = _MOST_GROWTH * dt
        grow = float(np.clip(np.log(seen.size / guess.size), -most, most))
        move = _follow(float(np.hypot(dx, dy)) / guess.size, _JITTER_MOVE, dt)
        return Roi(
            guess.x + move * dx,
            guess.y + move * dy,
            guess.size * float(np.exp(_follow(abs(grow), _JITTER_GROW, dt) * grow)),
            guess.angle + _follow(abs(turn), _JITTER_TURN, dt) * turn,
        )
