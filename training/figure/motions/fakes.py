"""What begins like a take-off and stays on the floor."""

from typing import Literal

import attrs
import numpy as np

from training.figure.anthropometry import GRAVITY
from training.figure.body import Body
from training.figure.curve import Curve
from training.figure.feet import Place, Step, stance
from training.figure.motion import STANCE_WIDTH, Plan, standing_height
from training.figure.motions.elements import ARMS_BACK, ARMS_OUT, ARMS_UP, HANDS_ON_HIPS, Angles
from training.figure.motions.jumps import Arms, Preparation
from training.figure.motions.leap import Contact, Key, Leap
from training.figure.motions.leap_planner import plan_leap

Kind = Literal[
    "fake take-off", "stretched out", "arm swings", "half-squats", "heel raises", "arm reach", "dips",
    "bounces", "toe bounces", "slow rise", "quick squats", "heel sit", "wide squat",
]  # fmt: skip

_FALLS = 1.1
"""How much quicker the hips may sink than whatever falls: the arms and the trunk stay behind."""


@attrs.frozen
class Fake:
    """A movement without a flight that shares its beginning, or more, with one that has one.

    Attributes:
        kind: a crouch with the arm swing and then nothing; the same up to the toes, as if to leave ("stretched out");
            swings with soft knees; half-squats; heel raises; arms overhead; quick small dips; knees that give to
            music; heels that do; a slow rise to the toes; squats that come up fast; sitting down on the heels; a step
            to a wide squat on the toes and back, which is a folk step's without its hops.
        repeats: of swings, squats, raises, dips and bounces.
        depth: of the bend, share of the standing height.
        height: of a heel raise, share of the standing height (0.02 to 0.06).
        tempo: 1 is usual, 1.3 quicker by as much.
        hold: s at the lowest or highest point.
        arms: of a crouch.
    """

    kind: Kind = "fake take-off"
    repeats: int = 2
    depth: float = 0.25
    height: float = 0.05
    tempo: float = 1.0
    hold: float = 0.2
    arms: Arms = "reach"

    @property
    def name(self) -> str:
        """What it is."""
        return self.kind

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        make = {
            "fake take-off": self._crouch, "stretched out": self._stretch, "arm swings": self._swings,
            "half-squats": self._squats, "heel raises": self._raises, "arm reach": self._reach, "dips": self._dips,
            "bounces": self._bounces, "toe bounces": self._toes, "slow rise": self._rise,
            "quick squats": self._quick, "heel sit": self._sit, "wide squat": self._wide,
        }[self.kind]  # fmt: skip
        keys = unhurried(body, make(body))
        steps = self._wide_steps(body, keys) if self.kind == "wide squat" else ()
        return plan_leap(Leap((Contact(keys, steps, settle=0.4 / self.tempo),)), body, start)

    def _low(self, body: Body) -> tuple[Key, ...]:
        return Preparation(self.arms, self.depth, self.tempo, self.hold).keys(body)[0]

    def _crouch(self, body: Body) -> tuple[Key, ...]:
        low = self._low(body)
        stays = attrs.evolve(low[-1], after=max(self.hold, 0.05))
        rise: Angles = {"arm_flex": 24, "elbow": 16}
        return (*low, stays, Key((0.35 + self.depth) / self.tempo, rise, 0.985, 0, 2))

    def _stretch(self, body: Body) -> tuple[Key, ...]:
        """Up with the arms and onto the toes, too slowly to leave."""
        top = Key(0.34 / self.tempo, ARMS_UP | {"arm_flex": 150}, 1 + self.height, 0.03, 2)
        down = Key(0.30 / self.tempo, {"arm_flex": 60, "elbow": 20}, 0.98, 0.0, 3)
        return (*self._low(body), top, attrs.evolve(top, after=max(self.hold, 0.05)), down)

    def _swings(self, body: Body) -> tuple[Key, ...]:
        quick, bend = 0.36 / self.tempo, 0.4 * self.depth
        behind = -0.25 * bend * sum(body.leg)
        back = Key(quick, ARMS_BACK, 1 - bend, behind, 90 * bend)
        ahead = Key(quick, {"arm_flex": 105, "elbow": 10}, 1.0, 0.0, -1)
        return (ahead, *(key for _ in range(self.repeats) for key in (back, ahead)))

    def _squats(self, body: Body) -> tuple[Key, ...]:
        arms: Angles = {"arm_flex": 80, "elbow": 10} if self.arms in ("reach", "swing") else HANDS_ON_HIPS
        low = Key(
            0.55 / self.tempo,
            arms | {"spine_flex": 12},
            1 - self.depth,
            -0.3 * self.depth * sum(body.leg),
            100 * self.depth,
        )
        up = Key(0.5 / self.tempo, {"arm_flex": 30, "elbow": 14}, 0.995, 0, 1)
        held = attrs.evolve(low, after=max(self.hold, 0.05))
        return tuple(key for _ in range(self.repeats) for key in (low, held, up))

    def _raises(self, body: Body) -> tuple[Key, ...]:
        arms = {"hips": HANDS_ON_HIPS, "salute": ARMS_UP, "swing": ARMS_OUT}.get(self.arms, {})
        top = Key(0.38 / self.tempo, arms, 1 + self.height, 0.03, 0)
        held, down = attrs.evolve(top, after=max(self.hold, 0.05)), Key(0.36 / self.tempo, arms, 0.998)
        return tuple(key for _ in range(self.repeats) for key in (top, held, down))

    def _reach(self, body: Body) -> tuple[Key, ...]:
        up = Key(0.5 / self.tempo, ARMS_UP | {"spine_flex": -5, "head_flex": -8}, 1.0)
        out = Key(0.45 / self.tempo, ARMS_OUT, 1.0)
        return up, attrs.evolve(up, after=max(self.hold, 0.1)), out

    def _dips(self, body: Body) -> tuple[Key, ...]:
        depth = 0.5 * self.depth
        low = Key(0.17 / self.tempo, {"arm_flex": 6, "elbow": 24}, 1 - depth, -0.2 * depth, 60 * depth)
        up = Key(0.18 / self.tempo, {"elbow": 20}, 0.998)
        return tuple(key for _ in range(self.repeats) for key in (low, up))

    def _bounces(self, body: Body) -> tuple[Key, ...]:
        """Knees that give on every beat."""
        depth, beat = 0.04 + 0.22 * self.depth, 0.46 / self.tempo
        arms = self._arms
        low = Key(0.48 * beat, arms, 1 - depth, -0.15 * depth, 40 * depth)
        up = Key(0.52 * beat, arms | {"elbow": arms.get("elbow", 0.0) + 14}, 0.99)
        return tuple(key for _ in range(2 * self.repeats) for key in (low, up))

    def _toes(self, body: Body) -> tuple[Key, ...]:
        """Heels up and down on every beat, the knees straight."""
        beat = 0.44 / self.tempo
        up = Key(0.5 * beat, self._arms, 1 + 0.8 * self.height, 0.025, 1)
        return tuple(key for _ in range(2 * self.repeats) for key in (up, Key(0.5 * beat, self._arms, 0.99, 0.01)))

    def _rise(self, body: Body) -> tuple[Key, ...]:
        top = Key(1.0 / self.tempo, ARMS_UP if self.arms == "reach" else self._arms, 1 + self.height, 0.03)
        return top, attrs.evolve(top, after=max(self.hold, 0.1)), Key(0.8 / self.tempo, self._arms, 0.997)

    def _quick(self, body: Body) -> tuple[Key, ...]:
        """Down and up at once, and up so fast that the heels leave the floor."""
        deep = self.depth + 0.08
        low = Key(0.40 / self.tempo, self._arms | {"spine_flex": 14}, 1 - deep, -0.25 * deep, 90 * deep)
        up = Key(0.34 / self.tempo, self._arms, 1 + 0.5 * self.height, 0.02, 1)
        still = Key(0.2 / self.tempo, self._arms, 0.995)
        return tuple(key for _ in range(min(self.repeats, 3)) for key in (low, up, still))

    def _sit(self, body: Body) -> tuple[Key, ...]:
        """All the way down onto the raised heels, and up again."""
        arms: Angles = {"arm_flex": 52, "elbow": 34, "spine_flex": 16}
        half = Key(0.45 / self.tempo, arms, 0.66, -0.03, 16, heel=34)
        low = Key(0.35 / self.tempo, arms, 0.42, -0.05, 12, heel=52)
        return half, low, attrs.evolve(low, after=max(self.hold, 0.1)), half, Key(0.5 / self.tempo, {"elbow": 14}, 0.99)

    def _wide(self, body: Body) -> tuple[Key, ...]:
        arms, deep = self._arms, self.depth + 0.06
        return (
            Key(0.22 / self.tempo, arms, 0.95, 0, 5, left=-0.06),
            Key(0.20 / self.tempo, arms, 0.95, 0, 6, left=0.0, heel=14),
            Key(0.38 / self.tempo, arms | {"spine_flex": 6}, 1 - deep, -0.02, 14, heel=34),
            Key(max(self.hold, 0.05), arms | {"spine_flex": 6}, 1 - deep, -0.02, 14, heel=34),
            Key(0.40 / self.tempo, arms, 0.95, 0, 5, heel=14),
            Key(0.22 / self.tempo, arms, 0.96, 0, 4, left=-0.04),
        )

    def _wide_steps(self, body: Body, keys: tuple[Key, ...]) -> tuple[Step, ...]:
        """The left foot goes out on the way down and comes back on the way up, low and quick."""
        times = np.cumsum([k.after for k in keys])
        out = stance(body, Place(), STANCE_WIDTH)[0]
        far = attrs.evolve(out, x=out.x + 0.85 * body.hip_breadth, heading=0.4)
        first = Step(0, float(times[0]) - 0.05, float(times[1]) + 0.03, far, height=0.04)
        return first, Step(0, float(times[4]) - 0.03, float(times[5]) + 0.04, out, height=0.04)

    @property
    def _arms(self) -> Angles:
        """What the arms keep doing while the legs are busy."""
        kept: dict[Arms, Angles] = {
            "hips": HANDS_ON_HIPS, "salute": ARMS_UP, "swing": ARMS_OUT, "squat": {"arm_flex": 70, "elbow": 12},
        }  # fmt: skip
        return kept.get(self.arms, {"elbow": 20})


def unhurried(body: Body, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """The keys slowed down as far as needed for a body that only gravity pulls down to follow them on its feet."""
    times = np.concatenate([[0.0], np.cumsum([k.after for k in keys])])
    height = Curve(times, np.array([[1.0], *([k.height] for k in keys)]))
    grid = np.arange(0.0, times[-1], 0.01)
    change = np.diff(height(grid)[:, 0], 2) / 1e-4 * standing_height(body)
    slower = float(np.sqrt(max(1.0, -change.min() / (_FALLS * GRAVITY))))
    return tuple(attrs.evolve(k, after=slower * k.after) for k in keys)
