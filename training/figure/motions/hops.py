"""Small hops in a row: on straight legs, from squat to squat, apart and together, on one leg, over a rope."""

from collections.abc import Callable
from typing import Literal, get_args

import attrs

from training.figure.anthropometry import GRAVITY
from training.figure.body import Body
from training.figure.feet import Place, Step, stance
from training.figure.motion import STANCE_WIDTH, Plan
from training.figure.motions.elements import ARMS_OUT, ARMS_UP, HANDS_ON_HIPS, Angles
from training.figure.motions.leap import Air, Contact, Key, Leap
from training.figure.motions.leap_planner import plan_leap

HopKind = Literal["pogo", "jacks", "scissors", "rope", "one leg", "frog", "side to side", "hop and jump"]
HOPS: tuple[HopKind, ...] = get_args(HopKind)
HopArms = Literal["hang", "hips", "swing", "up"]

_LIFT = 0.16
"""How high the free foot of a hop on one leg is held, m."""

_AWAY = 0.35
"""s in which a foot leaves the floor for good, or comes back to it."""


@attrs.frozen
class _Spot:
    """One landing between two hops.

    Attributes:
        depth: bend after it, share of the standing height.
        width: of the stance, hip breadths.
        ahead: left and right foot ahead of the body, m.
        travel: m ahead of the landing before.
        aside: m to the left of it.
        arms: degrees.
    """

    depth: float
    width: float = STANCE_WIDTH
    ahead: tuple[float, float] = (0.0, 0.0)
    travel: float = 0.0
    aside: float = 0.0
    arms: Angles = attrs.field(factory=dict, hash=False)


@attrs.frozen
class Hops:
    """Hops one after the other; every landing runs straight into the next take-off.

    Attributes:
        kind: pogo jumps on nearly straight legs; jumping jacks; feet ahead and behind by turns; a skipping rope;
            on one leg; from deep squat to deep squat; from side to side; small hops and then a high one.
        repeats: how many hops ("jacks", "scissors" and "side to side" take two of them each).
        flight: s of each in the air (0.07 to 0.25).
        depth: bend in between, share of the standing height.
        size: of what the legs do: 1 is usual, less is smaller.
        tempo: 1 is usual, 1.3 quicker by as much.
        arms: what they do where the kind does not say.
        side: the leg, or the way, that comes first: 0 left, 1 right.
    """

    kind: HopKind = "pogo"
    repeats: int = 4
    flight: float = 0.14
    depth: float = 0.05
    size: float = 1.0
    tempo: float = 1.0
    arms: HopArms = "hang"
    side: int = 0

    @property
    def name(self) -> str:
        """What it is."""
        return f"hops: {self.kind}"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        spots, flights = self._spots(), self._flights()
        contacts = [self._first(body)]
        for i, spot in enumerate(spots[:-1]):
            contacts.append(self._between(body, spot, flights[i], flights[i + 1]))
        contacts.append(self._last(body, spots[-1], flights[-1]))
        airs = tuple(self._air(spot, flight) for spot, flight in zip(spots, flights, strict=True))
        return plan_leap(Leap(tuple(contacts), airs), body, start)

    def _spots(self) -> list[_Spot]:
        """Where each hop lands; the last one with the feet as in quiet stance."""
        make: dict[HopKind, Callable[[], list[_Spot]]] = {
            "jacks": self._jacks, "scissors": self._scissors, "side to side": self._sideways,
        }  # fmt: skip
        if self.kind in make:
            return make[self.kind]()
        return [_Spot(self.depth, arms=self._carried(i)) for i in range(self.repeats)]

    def _flights(self) -> list[float]:
        count = len(self._spots())
        if self.kind == "hop and jump":
            return [self.flight] * (count - 1) + [0.26 + self.flight]
        return [self.flight] * count

    def _jacks(self) -> list[_Spot]:
        apart = _Spot(self.depth, 1.4 + 2.2 * self.size, arms=ARMS_UP if self.arms == "up" else ARMS_OUT)
        return [apart, _Spot(self.depth, arms=self._carried(0))] * self.repeats

    def _scissors(self) -> list[_Spot]:
        """One foot ahead, then the other one, at last together."""
        far, out = 0.17 * self.size * (1 if self.side == 0 else -1), []
        for i in range(2 * self.repeats - 1):
            way = far if i % 2 == 0 else -far
            out.append(_Spot(self.depth, ahead=(way, -way), arms=self._carried(i)))
        return [*out, _Spot(self.depth, arms=self._carried(0))]

    def _sideways(self) -> list[_Spot]:
        way = 0.22 * self.size * (1 if self.side == 0 else -1)
        return [
            _Spot(self.depth, aside=way if i % 2 == 0 else -way, arms=self._carried(i)) for i in range(2 * self.repeats)
        ]

    def _carried(self, count: int) -> Angles:
        if self.kind == "rope":
            return {"arm_flex": -6, "arm_abd": 26, "elbow": 72, "arm_turn": -24}
        swung: Angles = {"arm_flex": 48, "elbow": 24} if count % 2 == 0 else {"arm_flex": -18, "elbow": 18}
        arms: dict[HopArms, Angles] = {
            "hang": {"arm_abd": 12, "elbow": 12}, "hips": HANDS_ON_HIPS, "swing": swung, "up": ARMS_UP,
        }  # fmt: skip
        return arms[self.arms]

    @property
    def _lifted(self) -> int | None:
        """The foot that is held up."""
        return 1 - self.side if self.kind == "one leg" else None

    @property
    def _over(self) -> float:
        """Where the pelvis is over the standing foot, m to the left."""
        return 0.0 if self._lifted is None else (0.05 if self.side == 0 else -0.05)

    def _held(self, start: float, end: float, body: Body) -> tuple[Step, ...]:
        """The free foot off the floor from ``start`` to ``end`` s; highest half-way."""
        if self._lifted is None:
            return ()
        place = stance(body, Place(), STANCE_WIDTH)[self._lifted]
        return (Step(self._lifted, start, end, place, height=_LIFT * body.height / 1.7),)

    def _low(self, spot: _Spot, after: float) -> Key:
        bend, heel = spot.depth, 12 + 26 * min(1.0, spot.depth / 0.3)
        behind, pitch = -0.10 * bend, 5 + 34 * bend
        arms = spot.arms | {"spine_flex": 3 + 16 * bend}
        return Key(after, arms, 0.99 - bend, behind, pitch, left=self._over, heel=heel)

    def _off(self, spot: _Spot, flight: float, after: float) -> Key:
        # A higher hop leaves from further up on the toes.
        rise = min(1.0, flight / 0.3)
        return Key(after, spot.arms, 0.985 + 0.055 * rise, 0.008, 3, left=self._over, heel=14 + 24 * rise)

    def _first(self, body: Body) -> Contact:
        """The bend before the first hop."""
        flight = self._flights()[0]
        spot = _Spot(max(0.05, 0.6 * self.depth), arms=self._carried(1))
        down, up = self._times(spot.depth, flight)
        keys = (self._low(spot, max(down, 0.16)), self._off(spot, flight, up))
        total = sum(k.after for k in keys)
        lead = Key(_AWAY, {}, 0.995, left=self._over)
        if self._lifted is None:
            return Contact((attrs.evolve(keys[0], heel=0.0), keys[1]))
        return Contact((lead, *keys), self._held(0.12, 2 * (total + _AWAY) - 0.12, body))

    def _between(self, body: Body, spot: _Spot, before: float, again: float) -> Contact:
        down, up = self._times(spot.depth, before)[0], self._times(spot.depth, again)[1]
        touch = Key(0, spot.arms, 0.985, 0, 4, left=self._over, heel=16)
        keys = (touch, self._low(spot, down), self._off(spot, again, up))
        steps = self._held(-0.5, down + up + 0.5, body)
        return Contact(
            keys, steps, width=spot.width, toe_out=0.12 + 0.08 * max(0.0, spot.width - 1.4), ahead=spot.ahead
        )

    def _last(self, body: Body, spot: _Spot, flight: float) -> Contact:
        touch = Key(0, spot.arms, 0.985, 0, 4, left=self._over, heel=16)
        # Who comes down deep came down for the next hop; the last one is only caught.
        caught = _Spot(min(spot.depth, 0.02 + 0.3 * flight) + 0.03, arms=spot.arms)
        low = attrs.evolve(self._low(caught, 0.10 + 0.3 * flight), heel=0.0)
        rise = Key(0.26 / self.tempo, {"elbow": 14}, 0.985, 0, 2, left=0.5 * self._over)
        return Contact((touch, low, rise), self._held(-0.3, 0.32, body), settle=0.3)

    def _times(self, depth: float, flight: float) -> tuple[float, float]:
        """Seconds to the lowest point and from it, no quicker than the flight's own speed brings the body there."""
        speed = GRAVITY * flight / 2
        return (0.075 + 0.78 * depth) / self.tempo, max((0.085 + 0.70 * depth) / self.tempo, 0.5 * depth / speed)

    def _air(self, spot: _Spot, flight: float) -> Air:
        """Legs on their way to the next stance, toes no lower than the hop is high."""
        apart = 4 * (spot.width - STANCE_WIDTH)
        loose = 6 + 26 * min(1.0, spot.depth / 0.3)
        legs: Angles = {"hip_abd": 2 + apart, "hip_flex": 0.7 * loose, "knee": 1.3 * loose, "ankle": -8}
        if self._lifted is not None:
            free = ("left", "right")[self._lifted]
            legs |= {f"{free}_hip_flex": 22, f"{free}_knee": 62, f"{free}_ankle": -14}
        return Air("hop", flight, (Key(0.5, spot.arms | legs),), travel=spot.travel, aside=spot.aside)
