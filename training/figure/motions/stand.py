"""Standing: breath, sway, a look around."""

import attrs
import numpy as np

from training.figure.body import Body
from training.figure.curve import Curve
from training.figure.feet import Place
from training.figure.motion import Grounded, Plan, quiet_feet
from training.figure.pose import ANGLE, ANGLES, shape_of
from training.figure.rotation import Array


@attrs.frozen
class Stand:
    """Quiet standing.

    Attributes:
        duration: s.
        sway: weight shift from foot to foot, m.
        arms: angles (degrees, `pose.ANGLES`) held in the middle of it, such as hands on the hips; None hangs them.
        seed: of the unrest.
    """

    duration: float = 2.0
    sway: float = 0.012
    arms: dict[str, float] | None = attrs.field(default=None, hash=False)
    seed: int = 0

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        rng = np.random.default_rng(self.seed)
        count = max(2, int(self.duration / 0.9) + 1)
        times = np.linspace(0, self.duration, count + 1)
        pelvis = np.zeros((count + 1, 6))
        pelvis[:, 1] = 1.0
        inner = slice(1, -1)
        pelvis[inner, 0] = self.sway * rng.uniform(0.4, 1, count - 1) * (-1.0) ** np.arange(count - 1)
        pelvis[inner, 2] = rng.normal(0, self.sway / 3, count - 1)
        pelvis[inner, 5] = pelvis[inner, 0] * 1.5
        shape = np.tile(shape_of({}), (count + 1, 1))
        if self.arms:
            shape[inner] = shape_of(self.arms)
        return Plan(
            self.duration,
            start,
            Grounded(
                body, start, quiet_feet(body, start), (), Curve(times, pelvis), Curve(times, shape), self._unrest(rng)
            ),
        )

    def _unrest(self, rng: np.random.Generator) -> "_Unrest":
        amount = np.zeros(len(ANGLES))
        for name, degrees in {"spine_flex": 1.2, "spine_side": 1.0, "head_flex": 2.5, "head_turn": 6.0}.items():
            amount[ANGLE[name]] = degrees
        for side in ("left", "right"):
            for name, degrees in {"arm_flex": 2.0, "arm_abd": 1.5, "elbow": 2.5}.items():
                amount[ANGLE[f"{side}_{name}"]] = degrees
        return _Unrest(
            self.duration, amount, rng.uniform(0.1, 0.45, (2, len(ANGLES))), rng.uniform(0, 6.3, len(ANGLES))
        )


@attrs.frozen(eq=False)
class _Unrest:
    """Slow waves on each angle that are still at both ends."""

    duration: float
    amount: Array
    hertz: Array
    phase: Array

    def __call__(self, times: Array) -> Array:
        """(T, A) degrees to add."""
        edge = np.clip(np.minimum(times, self.duration - times) / 0.4, 0, 1)
        t = 2 * np.pi * times[:, None]
        wave = np.sin(t * self.hertz[0] + self.phase) * 0.6 + np.sin(t * self.hertz[1] * 2.3 + 2 * self.phase) * 0.4
        return np.asarray((edge * edge * (3 - 2 * edge))[:, None] * wave * self.amount)
