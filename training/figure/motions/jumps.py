"""Jumps and somersaults from a stand: the bend and swing before them, and the whole."""

from typing import Literal

import attrs

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.elements import (
    ARMS_BACK,
    ARMS_UP,
    HANDS_ON_HIPS,
    Angles,
    BodyShape,
    Element,
    JumpElement,
    JumpShape,
    SomersaultElement,
)
from training.figure.motions.landings import Landing
from training.figure.motions.leap import Contact, Key, Leap
from training.figure.motions.leap_planner import plan_leap

Arms = Literal["reach", "swing", "salute", "hips", "squat"]


@attrs.frozen
class Preparation:
    """From quiet stance to the last contact.

    Attributes:
        arms: raised first and swung through ("reach"), swung back and up ("swing"), raised and held before the swing
            ("salute"), at the hips ("hips"), or a bend that is held before the jump ("squat").
        depth: of the bend, share of the standing height (0.12 to 0.4).
        tempo: 1 is usual, 1.3 quicker by as much.
        hold: s of the salute or of the held bend.
    """

    arms: Arms = "reach"
    depth: float = 0.26
    tempo: float = 1.0
    hold: float = 0.4

    def contact(self, body: Body, take_off: Key) -> Contact:
        """The contact that ends in ``take_off``."""
        keys, begins = self.keys(body)
        return Contact((*keys, take_off), begins=begins)

    def keys(self, body: Body) -> tuple[tuple[Key, ...], float]:
        """Poses to the lowest point, and the seconds of them that belong to no take-off."""
        depth, quick = self.depth, 1 / self.tempo
        behind, pitch = -0.26 * depth * sum(body.leg), min(100 * depth, 38)
        back = ARMS_BACK | {"spine_flex": 11}
        passing = back | {"arm_flex": 30, "elbow": 10}
        sink = (
            Key(0.25 * quick, back, 1 - 0.72 * depth, 0.8 * behind, 0.9 * pitch),
            Key(0.14 * quick, passing, 1 - depth, behind, pitch),
        )
        if self.arms == "reach":
            reach: Angles = {"arm_flex": 75, "elbow": 16, "spine_flex": -3}
            return (Key(0.26 * quick, reach, 0.995, 0.005, -1), *sink), 0.0
        if self.arms == "salute":
            up = ARMS_UP | {"spine_flex": -4}
            held = (Key(0.45, up), Key(max(self.hold, 0.15), up))
            return (*held, attrs.evolve(sink[0], after=0.32 * quick), sink[1]), 0.45 + max(self.hold, 0.15)
        if self.arms == "swing":
            return (attrs.evolve(sink[0], after=0.34 * quick), sink[1]), 0.0
        arms = HANDS_ON_HIPS if self.arms == "hips" else ARMS_BACK
        low = Key(0.42 * quick, arms | {"spine_flex": 14}, 1 - depth, behind, pitch)
        if self.arms == "hips":
            # The hands go to the hips before anything begins.
            return (Key(0.4, HANDS_ON_HIPS), low), 0.4
        return (low, attrs.evolve(low, after=max(self.hold, 0.1))), 0.0


@attrs.frozen
class Jump:
    """A jump from both feet to both feet.

    Attributes:
        flight: s in the air (0.3 to 0.7).
        depth: bend before it, share of the standing height.
        swing: whether the arms swing; else the hands stay at the hips.
        travel: m ahead.
        shape: of the body at the top.
        arms: how the jump is prepared; None is "reach" with a swing, "hips" without.
        twists: turns about the long axis, left positive.
        level: 0 low and loose to 1 clean.
        tempo: of bend and swing, 1 is usual.
        hold: s of a salute or held bend before it.
        landing: how it ends.
    """

    flight: float = 0.52
    depth: float = 0.26
    swing: bool = True
    travel: float = 0.0
    shape: JumpShape = "straight"
    arms: Arms | None = None
    twists: float = 0.0
    level: float = 0.8
    tempo: float = 1.0
    hold: float = 0.4
    landing: Landing = attrs.field(factory=Landing)

    @property
    def element(self) -> JumpElement:
        """What is done in the air."""
        return JumpElement(self.level, self.travel, shape=self.shape, swing=self.swing, twists=self.twists)

    @property
    def name(self) -> str:
        """What it is."""
        return self.element.name

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        arms = self.arms or ("reach" if self.swing else "hips")
        preparation = Preparation(arms, self.depth, self.tempo, self.hold)
        return plan_leap(single(body, preparation, self.element, self.flight, self.landing), body, start)


@attrs.frozen
class Somersault:
    """A somersault from both feet to both feet.

    Attributes:
        turns: 1, or 2 for a double.
        flight: s in the air (0.58 to 0.8; a double about 1.0).
        travel: m the way it turns.
        depth: bend before it, share of the standing height.
        shape: of the body.
        forward: whether it turns forward.
        twists: turns about the long axis, left positive; for a pike or layout.
        level: 0 low and loose to 1 clean.
        tempo: of bend and swing, 1 is usual.
        arms: how it is prepared.
        landing: how it ends.
    """

    turns: int = 1
    flight: float = 0.66
    travel: float = 0.25
    depth: float = 0.27
    shape: BodyShape = "tuck"
    forward: bool = False
    twists: float = 0.0
    level: float = 0.8
    tempo: float = 1.0
    arms: Arms = "reach"
    hold: float = 0.4
    landing: Landing = attrs.field(factory=Landing)

    @property
    def element(self) -> SomersaultElement:
        """What is done in the air."""
        way = 1 if self.forward else -1
        return SomersaultElement(
            self.level, way * self.travel, shape=self.shape, turns=way * self.turns, twists=self.twists
        )

    @property
    def name(self) -> str:
        """What it is."""
        return self.element.name

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        # A double needs a longer push: it leaves the floor half as fast again.
        depth = self.depth if self.turns == 1 else max(self.depth, 0.36)
        preparation = Preparation(self.arms, depth, self.tempo, self.hold)
        return plan_leap(single(body, preparation, self.element, self.flight, self.landing), body, start)


def single(body: Body, preparation: Preparation, element: Element, flight: float, landing: Landing) -> Leap:
    """One flight from quiet stance to quiet stance."""
    contacts, hops = landing.after(body, element.touch_down, flight)
    return Leap((preparation.contact(body, element.take_off), *contacts), (element.air(flight), *hops))
