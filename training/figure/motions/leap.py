"""Leaving the floor: a bend and swing, a flight, a landing.

Everything that flies is put together the same way by `leap`: the last contact and the first contact are poses with
the feet on the floor, the flight between them follows from mechanics, and the movement before and after is led so
that the pelvis keeps its speed through both contacts.
"""

from collections.abc import Mapping

import attrs
import numpy as np

from training.figure.anthropometry import GRAVITY
from training.figure.body import Body
from training.figure.curve import Curve
from training.figure.feet import Place
from training.figure.flight import Flown, fly
from training.figure.motion import LEGS, Flight, Grounded, Plan, Span, quiet_feet, standing_height
from training.figure.pose import Pose, shape_of
from training.figure.rotation import Array

_FASTEST = 700.0
"""Degrees per second that a joint may carry over from the floor into the air."""


@attrs.frozen
class Key:
    """A pose on the way.

    Attributes:
        after: s since the key before; in flight, the share of the flight that is over.
        angles: degrees; on the floor leg angles are ignored, in flight all count.
        height: of the pelvis, share of its standing height (floor only).
        forward: of the pelvis from the feet, m (floor only).
        pitch: pelvis tipped forward, degrees (floor only).
    """

    after: float
    angles: Mapping[str, float] = attrs.field(factory=dict, hash=False)
    height: float = 1.0
    forward: float = 0.0
    pitch: float = 0.0

    @property
    def pelvis(self) -> Array:
        """(6,) `motion.PELVIS` channels."""
        return np.array([0.0, self.height, self.forward, np.deg2rad(self.pitch), 0.0, 0.0])


@attrs.frozen
class Leap:
    """A flight with what comes before and after it.

    Attributes:
        skill: name of what is done in the air.
        prepare: from quiet stance to the lowest point.
        take_off: the pose of the last contact; ``after`` is not used, the push lasts as long as it must.
        air: shapes in flight.
        touch_down: the pose of the first contact.
        recover: from there to quiet stance, which is not named.
        flight: s.
        turns: somersaults, back negative.
        travel: how far the feet land ahead of where they left, m.
        settle: s from the last ``recover`` key to quiet stance.
    """

    skill: str
    prepare: tuple[Key, ...]
    take_off: Key
    air: tuple[Key, ...]
    touch_down: Key
    recover: tuple[Key, ...]
    flight: float
    turns: float = 0.0
    travel: float = 0.0
    settle: float = 0.5

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        return _Planner(self, body, start).plan()


class _Planner:
    """Finds the flight and the movement around it that fit one another.

    The floor part must end with the speed the flight begins with, and the flight begins with the legs' speed of the
    floor part: three rounds bring both together.
    """

    def __init__(self, leap: Leap, body: Body, start: Place) -> None:
        self.leap, self.body, self.start = leap, body, start
        self.end = start.moved(forward=leap.travel)
        rise = (leap.take_off.height - leap.prepare[-1].height) * standing_height(body)
        # A push of constant force covers the rise at half the final speed.
        push = float(np.clip(1.9 * rise / (GRAVITY * leap.flight / 2), 0.16, 0.5))
        before = np.cumsum([0.0, *(k.after for k in leap.prepare), push])
        after = np.cumsum([0.0, *(k.after for k in leap.recover), leap.settle])
        self.before, self.off = before, float(before[-1])
        self.down = self.off + leap.flight
        self.after = self.down + after
        self.shape = self._upper_body()
        self.slopes = np.zeros((2, 6))
        self.slopes[0, 1] = GRAVITY * leap.flight / 2 / standing_height(body)
        self.slopes[1, 1] = -self.slopes[0, 1]

    def plan(self) -> Plan:
        for _ in range(4):
            grounds = self._ground(0), self._ground(1)
            legs = self._legs(grounds)
            flown = self._fly(grounds, legs)
            self._match(flown)
        parts = _Parts(self.off, self.down, grounds, flown)
        # The swing begins where the figure first moves; it is over when it stands.
        spans = (
            Span("take-off", 0.0, self.off),
            Span("skill", self.off, self.down),
            Span("landing", self.down, float(self.after[-1]) - 0.4 * self.leap.settle),
        )
        flight = Flight(self.leap.skill, self.off, self.down, self.leap.turns)
        return Plan(float(self.after[-1]), self.end, parts, spans, (flight,))

    def _upper_body(self) -> Curve:
        """One curve for everything but the legs, through the floor, the air and the floor again."""
        leap = self.leap
        air = [self.off + k.after * leap.flight for k in leap.air]
        keys = [{}, *(k.angles for k in (*leap.prepare, leap.take_off, *leap.air, leap.touch_down, *leap.recover)), {}]
        times = np.concatenate([self.before, air, self.after])
        return Curve(times, np.stack([shape_of(k) for k in keys]))

    def _ground(self, which: int) -> Grounded:
        """The part before (0) or after (1) the flight."""
        leap = self.leap
        if which == 0:
            rows = [Key(0), *leap.prepare, leap.take_off]
            curve = Curve(self.before, np.stack([k.pelvis for k in rows]), end_slope=self.slopes[0])
        else:
            rows = [leap.touch_down, *leap.recover, Key(0)]
            curve = Curve(self.after, np.stack([k.pelvis for k in rows]), start_slope=self.slopes[1])
        place = self.end if which else self.start
        return Grounded(self.body, place, quiet_feet(self.body, place), (), curve, self.shape)

    def _legs(self, grounds: tuple[Grounded, Grounded]) -> Curve:
        """The legs' angles in flight, with the speeds they have on the floor at both ends."""
        step = 2e-3
        pushing = grounds[0](np.array([self.off - step, self.off])).shape
        landing = grounds[1](np.array([self.down, self.down + step])).shape
        slopes = [np.clip(np.diff(part, axis=0)[0] / step, -_FASTEST, _FASTEST) for part in (pushing, landing)]
        times = [self.off, *(self.off + k.after * self.leap.flight for k in self.leap.air), self.down]
        values = np.stack([pushing[1], *(shape_of(k.angles) for k in self.leap.air), landing[0]])
        return Curve(np.array(times), values, slopes[0], slopes[1])

    def _fly(self, grounds: tuple[Grounded, Grounded], legs: Curve) -> Flown:
        def shape(times: Array) -> Array:
            return np.where(LEGS, legs(times + self.off), self.shape(times + self.off))

        first, last = grounds[0](np.array([self.off])), grounds[1](np.array([self.down]))
        return fly(self.body, shape, first, last, duration=self.leap.flight, turns=self.leap.turns)

    def _match(self, flown: Flown) -> None:
        """Take over the pelvis's speed at both ends of the flight."""
        step, tall = 2e-3, standing_height(self.body)
        for end, times in enumerate(([0.0, step], [flown.duration - step, flown.duration])):
            pose = flown.pose(np.array(times))
            ahead = np.array([np.sin(self.start.heading), 0, np.cos(self.start.heading)])
            speed = np.diff(pose.place, axis=0)[0] / step
            self.slopes[end, 1], self.slopes[end, 2] = speed[1] / tall, speed @ ahead
            turn = pose.turn[0].T @ pose.turn[1]
            rate = (turn[2, 1] - turn[1, 2]) / 2 / step
            self.slopes[end, 3] = np.clip(rate, -9, 9) if end == 0 else np.clip(rate, -3, 3)


@attrs.frozen(eq=False)
class _Parts:
    """Floor, air, floor as one."""

    off: float
    down: float
    grounds: tuple[Grounded, Grounded]
    flown: Flown

    def __call__(self, times: Array) -> Pose:
        """Poses at ``times``, s."""
        before, after = times <= self.off, times >= self.down
        air = ~(before | after)
        parts = (
            (before, self.grounds[0], 0.0),
            (air, self.flown.pose, self.off),
            (after, self.grounds[1], 0.0),
        )
        chosen = [(rows, make(times[rows] - shift)) for rows, make, shift in parts if rows.any()]
        count, width = len(times), chosen[0][1].shape.shape[1]
        out = Pose(np.empty((count, 3)), np.empty((count, 3, 3)), np.empty((count, width)), np.empty((count, 2), bool))
        for rows, pose in chosen:
            out.place[rows], out.turn[rows] = pose.place, pose.turn
            out.shape[rows], out.contact[rows] = pose.shape, pose.contact
        return out


def _sink(back: Mapping[str, float], depth: float, behind: float, pitch: float) -> tuple[Key, Key]:
    """Down to the lowest point; the arms are back before it and pass the hips at it, as a swing has to."""
    passing = {**back, "arm_flex": 30.0, "elbow": 10.0}
    return (
        Key(0.28, back, 1 - 0.72 * depth, 0.8 * behind, 0.9 * pitch),
        Key(0.17, passing, 1 - depth, behind, pitch),
    )


_SWING_BACK = {"arm_flex": -42, "elbow": 12, "arm_abd": 10, "head_flex": 6}
_SWUNG_UP = {"arm_flex": 166, "arm_abd": 10, "elbow": 8, "pronate": 0}
_STRAIGHT = {"hip_abd": 3, "ankle": -42, "toes": -10}


@attrs.frozen
class Jump:
    """A countermovement jump, with or without a swing of the arms.

    Attributes:
        flight: s in the air (0.3 to 0.65).
        depth: bend before it, share of the standing height.
        swing: whether the arms swing; else the hands stay at the hips.
        travel: m ahead.
    """

    flight: float = 0.52
    depth: float = 0.26
    swing: bool = True
    travel: float = 0.0

    @property
    def name(self) -> str:
        """What it is."""
        return "jump"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        hips = {"arm_flex": -22, "arm_abd": 42, "elbow": 98, "arm_turn": -30}
        low = (_SWING_BACK if self.swing else hips) | {"spine_flex": 14}
        up = _SWUNG_UP if self.swing else hips
        down = {"arm_flex": 78, "arm_abd": 18, "elbow": 28} if self.swing else hips
        back = -0.3 * self.depth * sum(body.leg)
        prepare: tuple[Key, ...] = (Key(0.55, low, 1 - self.depth, back, 120 * self.depth),)
        if self.swing:
            reach = {"arm_flex": 70, "elbow": 20}
            prepare = (Key(0.42, reach, 1.0), *_sink(low, self.depth, back, 120 * self.depth))
        return Leap(
            "jump",
            prepare,
            Key(0, up | {"spine_flex": -4} | ({"arm_flex": 138} if self.swing else {}), 1.065, 0.035, 4),
            (
                Key(0.45, up | _STRAIGHT | {"knee": 9, "hip_flex": 5}),
                Key(0.85, down | _STRAIGHT | {"knee": 16, "hip_flex": 14, "ankle": -24}),
            ),
            Key(0, down, 0.99, -0.02, 8),
            (
                Key(0.24, down | {"spine_flex": 12}, 0.80, -0.06, 32),
                Key(0.35, {"arm_flex": 20, "elbow": 20}, 0.97, 0, 4),
            ),
            self.flight,
            travel=self.travel,
            settle=0.4,
        ).plan(body, start)


_TUCK = {
    "hip_flex": 128, "knee": 138, "hip_abd": 10, "ankle": -15, "spine_flex": 38, "head_flex": 22,
    "arm_flex": 52, "arm_abd": 8, "elbow": 62, "pronate": 0,
}  # fmt: skip

_LEAVING = {"arm_flex": 158, "spine_flex": -6, "head_flex": -12, "hip_flex": 6, "knee": 22}


@attrs.frozen
class Somersault:
    """A back somersault, tucked, from two feet to two feet.

    Attributes:
        turns: 1, or 2 for a double.
        flight: s in the air (0.58 to 0.75; a double about 1.0).
        travel: m backwards.
        depth: bend before it, share of the standing height.
    """

    turns: int = 1
    flight: float = 0.66
    travel: float = 0.25
    depth: float = 0.27

    @property
    def name(self) -> str:
        """What it is."""
        return "back tuck" if self.turns == 1 else "double back tuck"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        # A double needs a longer push: it leaves the floor half as fast again.
        depth = self.depth if self.turns == 1 else max(self.depth, 0.36)
        back = -0.28 * depth * sum(body.leg)
        reach = {"arm_flex": 85, "elbow": 10, "spine_flex": -3}
        closed = 0.34 if self.turns == 1 else 0.27
        opened = {"arm_flex": 62, "arm_abd": 14, "elbow": 12, "pronate": 0, "spine_flex": 10}
        opening = opened | {"hip_flex": 62, "knee": 48, "hip_abd": 5, "ankle": -5, "head_flex": 4}
        return Leap(
            "back tuck" if self.turns == 1 else "double back tuck",
            (
                Key(0.45, reach, 1.0, 0.01, -2),
                *_sink(_SWING_BACK | {"spine_flex": 16}, depth, back, min(118 * depth, 36)),
            ),
            Key(
                0,
                _SWUNG_UP | {"arm_flex": 132 if self.turns == 1 else 112, "spine_flex": -14, "head_flex": -14},
                1.06,
                -0.03,
                -9,
            ),
            (
                Key(
                    0.10,
                    _SWUNG_UP
                    | _STRAIGHT
                    | {"arm_flex": 158, "spine_flex": -6, "head_flex": -12, "hip_flex": 6, "knee": 22},
                ),
                Key(closed, _TUCK),
                Key(0.66 if self.turns == 1 else 0.78, _TUCK),
                Key(0.90 if self.turns == 1 else 0.93, opening),
            ),
            Key(0, opened, 0.90, -0.10, 38),
            (
                Key(0.20, {"arm_flex": 70, "arm_abd": 18, "elbow": 18, "spine_flex": 22}, 0.70, -0.12, 48),
                Key(0.42, {"arm_flex": 110, "arm_abd": 22, "elbow": 10}, 0.98, 0.0, 4),
            ),
            self.flight,
            turns=-self.turns,
            travel=-self.travel,
            settle=0.6,
        ).plan(body, start)
