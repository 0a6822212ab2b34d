"""Flights one after the other: the landing of one is the take-off of the next."""

import attrs

from training.figure.anthropometry import GRAVITY
from training.figure.body import Body
from training.figure.feet import Place, Step, stance
from training.figure.motion import Plan
from training.figure.motions.elements import ARMS_AHEAD, ARMS_BACK, Angles, Element
from training.figure.motions.jumps import Preparation
from training.figure.motions.landings import Landing
from training.figure.motions.leap import Air, Contact, Key, Leap
from training.figure.motions.leap_planner import plan_leap


@attrs.frozen
class Series:
    """Jumps and somersaults on a trampoline or a sprung floor.

    Attributes:
        elements: what is done in each flight.
        flights: s in the air, one for each.
        bed: how far the trampoline gives for a flight of 1 s, m; 0 is a floor.
        depth: bend of the knees in between, share of the standing height (a trampoline asks for little).
        preparation: before the first flight.
        landing: after the last.
    """

    elements: tuple[Element, ...]
    flights: tuple[float, ...]
    bed: float = 0.25
    depth: float = 0.10
    preparation: Preparation = attrs.field(factory=Preparation)
    landing: Landing = attrs.field(factory=Landing)

    @property
    def name(self) -> str:
        """What it is."""
        kind = "trampoline series" if self.bed else "jump series"
        return f"{kind}: {', '.join(e.name for e in self.elements)}"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        return plan_leap(self.leap(body), body, start)

    def leap(self, body: Body) -> Leap:
        """Its contacts and flights."""
        contacts = [self._first(body)]
        for before, after, flight, again in zip(
            self.elements[:-1], self.elements[1:], self.flights[:-1], self.flights[1:], strict=True
        ):
            contacts.append(self._between(before, after, flight, again))
        last, hops = self.landing.after(
            body, self.elements[-1].touch_down, self.flights[-1], self._give(self.flights[-1])
        )
        airs = [e.air(t) for e, t in zip(self.elements, self.flights, strict=True)]
        return Leap((*contacts, *last), (*airs, *hops))

    def _first(self, body: Body) -> Contact:
        """The bend before the first flight presses the trampoline down."""
        contact = self.preparation.contact(body, self.elements[0].take_off)
        low, off = attrs.evolve(contact.keys[-2], bed=self._give(self.flights[0])), contact.keys[-1]
        return attrs.evolve(contact, keys=(*contact.keys[:-2], low, off))

    def _give(self, flight: float) -> float:
        return self.bed * flight

    def _between(self, before: Element, after: Element, flight: float, again: float) -> Contact:
        """Down, the arms through, and up again."""
        touch, off = before.touch_down, after.take_off
        speed = GRAVITY * max(flight, again) / 2
        bend = self.depth + (0.0 if self.bed else 0.035 * speed)
        height = min(1 - bend, touch.height - 0.03)
        arms: Angles = (ARMS_AHEAD if "arm_turn" in touch.angles else ARMS_BACK) | {"arm_flex": 12, "elbow": 16}
        arms = dict(touch.angles) if "arm_turn" in touch.angles else arms | {"spine_flex": 10 + 40 * bend}
        pitch = min(max(0.55 * touch.pitch, 10.0) + 70 * bend, 48)
        low = Key(0, arms, height, -0.03 - 0.16 * bend, pitch, bed=self._give((flight + again) / 2))
        return Contact((touch, low, off))


@attrs.frozen
class FolkHops:
    """A folk step: dip, small hop to a wide squat on the toes, rise, small hop back to closed feet.

    Stepped, the feet go out one after the other the first time: all of it is one take-off, from the dip to the hop
    that closes them.

    Attributes:
        repeats: how often.
        flight: s of each hop (0.07 to 0.17).
        depth: of the squat, share of the standing height (0.25 to 0.45).
        width: of the squat, hip breadths.
        tempo: 1 is usual, 1.3 quicker by as much.
        arms: degrees.
        uneven: left foot ahead of the right one in the squat, m.
        shift: pelvis over the left foot rather than between both, m.
        heel: heels raised in the squat, degrees.
        sink: bend between the hops with closed feet, share of the standing height.
        stepped: whether the first squat is stepped into.
    """

    repeats: int = 1
    flight: float = 0.11
    depth: float = 0.34
    width: float = 2.6
    tempo: float = 1.0
    arms: Angles = attrs.field(factory=dict, hash=False)
    uneven: float = 0.0
    shift: float = 0.0
    heel: float = 38.0
    sink: float = 0.08
    stepped: bool = False

    @property
    def name(self) -> str:
        """What it is."""
        return "squat hops"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        quick, arms = 1 / self.tempo, self.arms
        dip = Key((0.12 + self.sink) * quick, arms, 1 - self.sink, -0.01, 8)
        push = Key(0.12 * quick, arms, 1.01, 0.01, 3)
        contacts: list[Contact] = [Contact((dip, push))]
        airs: list[Air] = []
        for count in range(self.repeats):
            if self.stepped and not count:
                contacts = [self._stepped(body, quick)]
            else:
                airs.append(Air("squat hop", self.flight, (self._spread(14, 24),)))
                contacts.append(self._squat(quick))
            airs.append(Air("squat hop", self.flight, (self._spread(6, 20),)))
            contacts.append(self._closed(quick))
        end = contacts[-1]
        soft = Key(0.12 * quick, arms, 0.93, -0.01, 8)
        contacts[-1] = Contact((end.keys[0], soft, Key(0.25 * quick, arms, 0.98, 0, 2)), settle=0.3)
        return plan_leap(Leap(tuple(contacts), tuple(airs)), body, start)

    def _spread(self, abduction: float, bend: float) -> Key:
        legs: Angles = {"hip_abd": abduction, "hip_flex": bend, "knee": 1.7 * bend, "ankle": -8}
        return Key(0.5, self.arms | legs)

    def _squat(self, quick: float) -> Contact:
        keys = (
            Key(0, self.arms, 0.95, 0, 8, heel=25),
            Key(
                0.38 * quick, self.arms | {"spine_flex": 6}, 1 - self.depth, -0.02, 14, left=self.shift, heel=self.heel
            ),
            Key(0.40 * quick, self.arms, 0.965, 0.01, 5, heel=30),
        )
        return Contact(keys, width=self.width, toe_out=0.45, ahead=(self.uneven / 2, -self.uneven / 2))

    def _stepped(self, body: Body, quick: float) -> Contact:
        """Dip, one foot out and the other one as it lands, down, and up to the hop."""
        _, low, rise = self._squat(quick).keys
        dip, out = (0.14 + self.sink) * quick, 0.20 * quick
        keys = (
            Key(dip, self.arms, 1 - self.sink, -0.01, 8),
            Key(out, self.arms, 0.96, 0, 6, left=-0.03, heel=8),
            Key(out, self.arms, 0.94, 0, 8, heel=25),
            attrs.evolve(low, left=0.0),
            rise,
        )
        places = stance(body, Place(), self.width, 0.45)
        # Both feet are off for no longer than a frame.
        steps = (
            Step(0, dip - 0.02, dip + out, places[0], height=0.05),
            Step(1, dip + out - 0.02, dip + 2 * out, places[1], height=0.05),
        )
        return Contact(keys, steps)

    def _closed(self, quick: float) -> Contact:
        keys = (
            Key(0, self.arms, 0.99, 0, 4, heel=12),
            Key((0.12 + self.sink) * quick, self.arms, 1 - self.sink, -0.01, 8),
            Key(0.16 * quick, self.arms, 1.01, 0.01, 3),
        )
        return Contact(keys)
