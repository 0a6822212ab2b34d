"""Running: with flights between the steps, and idle all the same; and the hurdle that a run ends in."""

from collections.abc import Mapping

import attrs

from training.figure.anthropometry import GRAVITY
from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan, standing_height
from training.figure.motions.script import Script
from training.figure.motions.tumbling_pass import Element, Style, continued, round_off
from training.figure.motions.way import Turned
from training.figure.support import LEFT_FOOT, RIGHT_FOOT

_SIDE = ("left", "right")


@attrs.frozen
class Gait:
    """A way of running.

    Attributes:
        length: of a step, share of the height (0.5 to 1.0).
        cadence: steps per second (2.4 to 3.6).
        duty: share of a step that the foot is on the floor (0.55 to 0.8); the rest is flight.
        knee: degrees the swinging knee bends.
        arms: degrees the arms swing to either side.
        lean: degrees the body leans ahead.
    """

    length: float = 0.72
    cadence: float = 2.9
    duty: float = 0.64
    knee: float = 95.0
    arms: float = 38.0
    lean: float = 9.0


class Runner:
    """A run being written, step by step.

    Attributes:
        script: what is written so far.
        gait: how it runs.
        at: where the last foot was put down, share of the height.
        side: the foot that comes next.
    """

    def __init__(self, script: Script, gait: Gait) -> None:
        self.script, self.gait, self.at, self.side = script, gait, 0.0, LEFT_FOOT

    def start(self) -> None:
        """From standing into the first flight: a lean and a push."""
        s, gait = self.script, self.gait
        s.key(0.3, {"arm_flex": 8, "elbow": 45}, Turned(gait.lean), height=0.975, ahead=0.05)
        s.up(LEFT_FOOT, s.now - 0.04, leave=20)
        s.key(0.24, self._pose(RIGHT_FOOT, 0.5), Turned(1.4 * gait.lean), height=0.965, ahead=0.2)
        s.key(0.12, self._pose(RIGHT_FOOT, 0.9), Turned(1.4 * gait.lean), height=0.985, ahead=0.34)
        s.up(RIGHT_FOOT, s.now, leave=50)
        self._fly(0.4)
        self.at = 0.34 + 0.4 * gait.length * 0.36 + 0.14

    def step(self, share: float = 1.0, *, fly: bool = True, arms: Mapping[str, float] | None = None) -> None:
        """A foot lands, carries the body over, and leaves.

        Args:
            share: of the gait's step length.
            fly: whether a flight follows.
            arms: degrees that replace the usual ones at the end of the step.
        """
        s, gait, side = self.script, self.gait, self.side
        length = share * gait.length
        time = gait.duty / gait.cadence
        s.down(side, s.now, self.spot(), land=-6)
        middle, leave = self._pose(side, 0.45), self._pose(side, 1.0) | dict(arms or {})
        s.key(0.45 * time, middle, Turned(gait.lean), height=0.925, ahead=self.at + 0.01)
        s.key(0.55 * time, leave, Turned(gait.lean), height=0.975, ahead=self.at + 0.5 * gait.duty * length)
        self.side = 1 - side
        if fly:
            s.up(side, s.now, leave=52)
            self._fly(share)
            self.at += length

    def _fly(self, share: float) -> None:
        """To the landing of the next foot; the pelvis is thrown as the time in the air asks."""
        s, gait = self.script, self.gait
        time = (1 - gait.duty) / gait.cadence
        rise = GRAVITY * time**2 / 8 / standing_height(s.body)
        here = s.ahead
        over = share * gait.length * (1 - gait.duty)
        s.key(0.5 * time, self._flying(), Turned(gait.lean), height=0.968 + rise, ahead=here + 0.5 * over)
        s.key(0.5 * time, self._pose(1 - self._last(), 0.0), Turned(gait.lean), height=0.965, ahead=here + over)

    def _last(self) -> int:
        return 1 - self.side

    def spot(self) -> Place:
        """Where the next foot lands; running feet land nearly in one line."""
        body = self.script.body
        aside = 0.3 * body.hip_breadth / body.height
        return self.script.spot(
            self.at, aside if self.side == LEFT_FOOT else -aside, 4 if self.side == LEFT_FOOT else -4
        )

    def _pose(self, side: int, share: float) -> dict[str, float]:
        """Arms and legs while ``side`` stands, 0 when it lands to 1 when it leaves."""
        gait, on, off = self.gait, _SIDE[side], _SIDE[1 - side]
        swing = gait.arms * (1 - 2 * share)
        sign = 1 if side == LEFT_FOOT else -1
        return {
            f"{off}_arm_flex": 8 + swing, f"{on}_arm_flex": 8 - swing, "elbow": 82, "arm_abd": 14, "pronate": 30,
            "spine_turn": sign * 10 * (1 - 2 * share), "spine_flex": 4,
            f"{on}_hip_flex": 38 - 54 * share, f"{on}_knee": 22 + 34 * share * (1 - share) * 4 * 0.5,
            f"{off}_hip_flex": -10 + 62 * share, f"{off}_knee": gait.knee * (0.75 + share * (1 - share) * 1.4),
            f"{off}_ankle": -18, f"{on}_ankle": 6 - 34 * share,
        }  # fmt: skip

    def _flying(self) -> dict[str, float]:
        """In the middle of a flight: the foot that left behind, the next one ahead."""
        on, off = _SIDE[self.side], _SIDE[1 - self.side]
        return self._pose(self.side, 0.0) | {
            f"{on}_hip_flex": 48, f"{on}_knee": 52, f"{off}_hip_flex": -14, f"{off}_knee": 38, f"{off}_ankle": -34,
        }  # fmt: skip

    def stop(self) -> float:
        """Two short steps that brake, then both feet side by side; gives where."""
        s = self.script
        s.down(self.side, s.now, self.spot(), land=-14)
        brake = {"arm_flex": 10, "arm_abd": 22, "elbow": 55}
        s.key(0.16, brake, Turned(2), height=0.90, ahead=self.at - 0.05)
        first, other = self.side, 1 - self.side
        self.at, self.side = self.at + 0.28, other
        s.down(other, s.now + 0.1, self.spot(), land=-8)
        s.key(0.2, brake, Turned(-2), height=0.93, ahead=self.at - 0.14)
        end = self.at + 0.04
        s.up(first, s.now + 0.02, leave=25)
        s.down(first, s.now + 0.3, s.quiet(end)[first])
        s.key(0.24, {"arm_flex": 6, "elbow": 35}, Turned(1), height=0.985, ahead=end - 0.03)
        s.up(other, s.now + 0.1)
        s.down(other, s.now + 0.34, s.quiet(end)[other])
        s.key(0.5, {}, Turned(), ahead=end)
        return end


@attrs.frozen
class Run:
    """A run that comes to a stop: idle.

    Attributes:
        steps: full steps between starting and stopping.
        gait: how it runs.
    """

    steps: int = 4
    gait: Gait = attrs.field(factory=Gait)

    name = "run"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s = Script(body, start)
        runner = Runner(s, self.gait)
        runner.start()
        for i in range(self.steps):
            runner.step(min(1.0, 0.7 + 0.15 * i))
        end = runner.stop()
        return s.plan(s.spot(end))


@attrs.frozen
class RunToRoundOff:
    """A run, a hurdle, a round-off and what follows.

    Attributes:
        steps: full steps of the run.
        gait: how it runs.
        then: what follows the round-off.
        style: how the skills are done.
        apart: s from the first to the second foot of the last landing; 0 lands both at once.
    """

    steps: int = 3
    gait: Gait = attrs.field(factory=Gait)
    then: tuple[Element, ...] = ("rebound",)
    style: Style = attrs.field(factory=Style)
    apart: float = 0.0

    @property
    def name(self) -> str:
        """What it is called."""
        return ", ".join(("round-off", *self.then))

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s = Script(body, start)
        runner = Runner(s, self.gait)
        runner.start()
        # The hurdle hops from the right foot onto the right foot.
        for i in range(self.steps + (self.steps + 1) % 2):
            runner.step(min(1.0, 0.7 + 0.15 * i))
        begin, foot = _hurdle(runner)
        first = s.now
        over = round_off(s, self.style, foot, 0.0 if self.then else self.apart)
        return continued(over, self.then, self.name, begin=begin, first=first, apart=self.apart)


def _hurdle(runner: Runner) -> tuple[float, float]:
    """A hop on the right foot, and a step out on the left; gives when it began and the left foot's place."""
    s, gait = runner.script, runner.gait
    begin = s.now
    up = {"arm_flex": 158, "arm_abd": 14, "elbow": 10}
    s.down(RIGHT_FOOT, s.now, runner.spot(), land=-6)
    s.key(
        0.10,
        {"arm_flex": 10, "elbow": 30, "left_hip_flex": 40, "left_knee": 90},
        Turned(6),
        height=0.92,
        ahead=runner.at + 0.02,
    )
    lift = up | {"arm_flex": 110, "left_hip_flex": 70, "left_knee": 85, "left_ankle": -25}
    s.key(0.11, lift, Turned(3), height=1.0, ahead=runner.at + 0.22)
    s.up(RIGHT_FOOT, s.now, leave=50)
    flight, hop = 0.24, 0.24 * 0.85 * gait.length * gait.cadence
    rise = GRAVITY * flight**2 / 8 / standing_height(s.body)
    high = up | {
        "left_hip_flex": 65,
        "left_knee": 80,
        "left_ankle": -25,
        "right_hip_flex": -4,
        "right_knee": 20,
        "right_ankle": -35,
    }
    s.key(0.5 * flight, high, Turned(3), height=1.0 + rise, ahead=s.ahead + hop / 2)
    s.key(
        0.5 * flight,
        up | {"left_hip_flex": 52, "left_knee": 30, "right_hip_flex": 8, "right_knee": 12},
        Turned(4),
        height=0.99,
        ahead=s.ahead + hop / 2,
    )
    runner.at = s.ahead - 0.04
    runner.side = RIGHT_FOOT
    s.down(RIGHT_FOOT, s.now, runner.spot(), land=10)
    foot = runner.at + 0.62
    s.key(0.20, up | {"left_hip_flex": 50, "left_knee": 18}, Turned(12), height=0.93, ahead=runner.at + 0.30)
    s.down(LEFT_FOOT, s.now, s.quiet(foot)[0], land=-4)
    s.up(RIGHT_FOOT, s.now + 0.06, leave=50)
    return begin, foot
