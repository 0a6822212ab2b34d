"""What begins like a take-off and stays on the floor."""

from typing import Literal

import attrs

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.elements import ARMS_BACK, ARMS_OUT, ARMS_UP, HANDS_ON_HIPS, Angles
from training.figure.motions.jumps import Arms, Preparation
from training.figure.motions.leap import Contact, Key, Leap
from training.figure.motions.leap_planner import plan_leap

Kind = Literal["fake take-off", "stretched out", "arm swings", "half-squats", "heel raises", "arm reach", "dips"]


@attrs.frozen
class Fake:
    """A movement without a flight that shares its beginning, or more, with one that has one.

    Attributes:
        kind: a crouch with the arm swing and then nothing; the same up to the toes, as if to leave ("stretched out");
            swings with soft knees; half-squats; heel raises; arms overhead; quick small dips.
        repeats: of swings, squats, raises and dips.
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
        }[self.kind]  # fmt: skip
        return plan_leap(Leap((Contact(make(body), settle=0.4 / self.tempo),)), body, start)

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
