"""Quick work of knees and heels with the feet on the floor: what a jump's hips and arms do, without the jump."""

from typing import Literal, get_args

import attrs

from training.figure.anthropometry import GRAVITY
from training.figure.body import Body
from training.figure.feet import Place, Step, stance
from training.figure.motion import STANCE_WIDTH, Plan, standing_height
from training.figure.motions.elements import ARMS_OUT, ARMS_UP, HANDS_ON_HIPS, Angles
from training.figure.motions.fakes import unhurried
from training.figure.motions.leap import Contact, Key, Leap
from training.figure.motions.leap_planner import plan_leap

BounceKind = Literal["weight bounce", "quick squat", "toe bounce", "heel drop", "relevé", "plié pulse"]
BOUNCES: tuple[BounceKind, ...] = get_args(BounceKind)
BounceArms = Literal["swing", "throw", "pump", "hang", "hips", "up", "out"]

_OPEN_S = 0.42
"""s in which a foot steps out to a wide stance, or back."""


@attrs.frozen
class Bounces:
    """The hips go up and down on every beat and the feet stay: idle, however fast.

    Attributes:
        kind: from foot to foot with soft knees; squats without a pause; heels off the floor by a spring of the knees;
            slowly up to the toes and dropped onto the heels; a small bend and up to the toes; pulses in a bend.
        repeats: beats.
        beat: s of each (0.25 to 0.6).
        size: share of the way that the hips can fall in the time (0.3 to 1).
        arms: swung as before a jump, thrown up with every rise, pumped with bent elbows, or kept.
        wide: distance the feet are opened before it, hip breadths; 0 leaves them.
    """

    kind: BounceKind = "weight bounce"
    repeats: int = 6
    beat: float = 0.42
    size: float = 0.7
    arms: BounceArms = "swing"
    wide: float = 0.0

    @property
    def name(self) -> str:
        """What it is."""
        return f"bounces: {self.kind}"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        keys = self._beats(self._fall(body))
        if self.wide:
            low = 0.97 - 0.02 * self.wide
            open_ = Key(0.7 * _OPEN_S, self._carried(down=False), low, left=0.5 * self._out(body))
            keys = (Key(0.15, {}, 0.985, left=-0.04), attrs.evolve(open_, after=_OPEN_S), *keys)
            keys = (*keys, open_, Key(_OPEN_S, {"elbow": 16}, 0.985, left=-0.03))
        keys = unhurried(body, keys)
        return plan_leap(Leap((Contact(keys, self._steps(body, keys), settle=0.35),)), body, start)

    def _fall(self, body: Body) -> float:
        """What hips that go up and down evenly fall in a beat with nothing but gravity to pull them; a share."""
        return self.size * GRAVITY * self.beat**2 / (2 * 3.1416**2) / standing_height(body)

    def _beats(self, fall: float) -> tuple[Key, ...]:
        make = {
            "weight bounce": self._weight, "quick squat": self._squat, "toe bounce": self._toes,
            "heel drop": self._drop, "relevé": self._releve, "plié pulse": self._pulse,
        }[self.kind]  # fmt: skip
        aside = 0.5 * self._wide_out
        return tuple(
            attrs.evolve(key, left=key.left + aside) for count in range(self.repeats) for key in make(fall, count)
        )

    @property
    def _wide_out(self) -> float:
        return 0.16 * max(self.wide - STANCE_WIDTH, 0.0)

    def _out(self, body: Body) -> float:
        """How far the left foot goes out, m."""
        return body.hip_breadth * max(self.wide - STANCE_WIDTH, 0.0)

    def _key(self, share: float, height: float, *, down: bool, left: float = 0.0, roll: float = 0.0) -> Key:
        bend = max(1 - height, 0.0)
        arms = self._carried(down=down)
        return Key(share * self.beat, arms, height, -0.18 * bend, 4 + 70 * bend, left=left, roll=roll)

    def _weight(self, fall: float, count: int) -> tuple[Key, ...]:
        side = 0.05 if count % 2 else -0.05
        low = self._key(0.5, 0.985 - fall, down=True, left=side, roll=40 * side)
        return low, self._key(0.5, 0.985, down=False, left=0.4 * side)

    def _squat(self, fall: float, count: int) -> tuple[Key, ...]:
        return self._key(0.5, 0.995 - fall, down=True), self._key(0.5, 0.995, down=False)

    def _toes(self, fall: float, count: int) -> tuple[Key, ...]:
        rise = min(0.7 * fall, 0.06)
        return self._key(0.5, 0.995 - 0.4 * fall, down=True), self._key(0.5, 1 + rise, down=False)

    def _drop(self, fall: float, count: int) -> tuple[Key, ...]:
        top = 1.0 + min(0.32 * fall, 0.055)
        landed = self._key(0.36, 0.995 - 0.2 * fall, down=True)
        return self._key(0.64, top, down=False), landed

    def _releve(self, fall: float, count: int) -> tuple[Key, ...]:
        top = 1.0 + min(0.45 * fall, 0.06)
        return self._key(0.5, 0.99 - 0.55 * fall, down=True), self._key(0.5, top, down=False)

    def _pulse(self, fall: float, count: int) -> tuple[Key, ...]:
        rest = 0.86 - 0.1 * self.size
        low = self._key(0.5, rest - 0.6 * fall, down=True)
        if not count:
            low = attrs.evolve(low, after=max(low.after, 0.45))
        return low, self._key(0.5, rest, down=False)

    def _carried(self, *, down: bool) -> Angles:
        far = min(1.0, self.beat / 0.5)
        moving: dict[BounceArms, tuple[Angles, Angles]] = {
            "swing": ({"arm_flex": -38 * far, "elbow": 14}, {"arm_flex": 70 * far, "elbow": 18}),
            "throw": ({"arm_flex": 40 - 60 * far, "elbow": 16}, {"arm_flex": 40 + 115 * far, "elbow": 10}),
            "pump": ({"arm_flex": -18, "arm_abd": 16, "elbow": 96}, {"arm_flex": -18 + 50 * far, "elbow": 84}),
        }  # fmt: skip
        if self.arms in moving:
            return moving[self.arms][0 if down else 1]
        kept: dict[BounceArms, Angles] = {
            "hang": {"arm_abd": 10, "elbow": 14}, "hips": HANDS_ON_HIPS, "up": ARMS_UP, "out": ARMS_OUT,
        }  # fmt: skip
        return kept[self.arms]

    def _steps(self, body: Body, keys: tuple[Key, ...]) -> tuple[Step, ...]:
        """The left foot out before the first beat and back after the last one."""
        if not self.wide:
            return ()
        home = stance(body, Place(), STANCE_WIDTH)[0]
        far = attrs.evolve(home, x=home.x + self._out(body), heading=home.heading + 0.3)
        ends = [0.0]
        for key in keys:
            ends.append(ends[-1] + key.after)
        return Step(0, ends[1], ends[2], far, height=0.04), Step(0, ends[-2], ends[-1], home, height=0.04)
