"""What comes after the last flight: standing it, sinking deep, stepping, hopping, falling."""

from typing import Literal

import attrs
import numpy as np

from training.figure.anthropometry import GRAVITY
from training.figure.body import SIDES, Body
from training.figure.feet import Place, Step, stance
from training.figure.motion import STANCE_WIDTH
from training.figure.motions.elements import ARMS_OUT, Angles
from training.figure.motions.leap import Air, Contact, Key

Ending = Literal["held", "deep", "stepped", "hopped", "fallen back", "fallen forward"]


@attrs.frozen
class Landing:
    """How a flight ends.

    Attributes:
        ending: what happens.
        depth: further bend than the speed asks for, share of the standing height (-0.05 to 0.3).
        hold: s at the lowest point, or on the floor after a fall.
        steps: of a stepped landing, 1 to 3; a closing step follows the first ones.
        ahead: direction of steps and hops: 1 forward, -1 backward; amounts scale them.
        tempo: 1 is usual, 1.3 quicker by as much.
        lean: of the trunk at the lowest point, 1 is a gymnast's, 0.3 nearly upright.
        apart: s from the first foot to the other one, which comes down a stride ``ahead`` (0.1 to 0.35); 0 lands on
            both at once. Of a landing that is held.
        first: the foot that lands first, 0 left, 1 right.
    """

    ending: Ending = "held"
    depth: float = 0.0
    hold: float = 0.0
    steps: int = 1
    ahead: float = 1.0
    tempo: float = 1.0
    lean: float = 0.8
    apart: float = 0.0
    first: int = 0

    def after(
        self, body: Body, touch: Key, flight: float, bed: float = 0.0
    ) -> tuple[tuple[Contact, ...], tuple[Air, ...]]:
        """The contacts from ``touch`` to quiet stance, and the small flights between them.

        Args:
            body: who lands.
            touch: the pose of the first contact.
            flight: s in the air before it.
            bed: how far what is landed on gives, m.
        """
        low = self._low(touch, GRAVITY * flight / 2, bed)
        if self.ending == "hopped":
            return self._hop(touch, low)
        if self.apart:
            return (self._stride(body, touch, low),), ()
        make = {"stepped": self._step, "fallen back": self._sit, "fallen forward": self._kneel}.get(
            self.ending, self._stand
        )
        return (make(body, touch, low),), ()

    def _low(self, touch: Key, speed: float, bed: float) -> Key:
        """The lowest point; a faster fall is caught on a longer way."""
        deep = {"deep": 0.30, "hopped": -0.04}.get(self.ending, 0.0)
        bend = float(np.clip(0.045 + 0.06 * min(speed, 4.5) + self.depth + deep, 0.06, 0.58))
        height = max(min(1 - bend, touch.height - 0.03 - 0.03 * speed), 0.70 if self.ending == "stepped" else 0.42)
        pitch = min(max(touch.pitch * 0.8, self.lean * (10 + 80 * bend)), 54 - 90 * max(0.0, 0.6 - height))
        arms = dict(touch.angles) | {"spine_flex": self.lean * (12 + 30 * bend)}
        if "arm_turn" not in arms:
            # Arms that hung from a bent trunk would go through the floor.
            arms["arm_flex"] = max(arms.get("arm_flex", 0.0), 34 + pitch + 60 * max(0.0, 0.75 - height))
        return Key(0, arms, height, -0.04 - 0.20 * self.lean * bend, pitch, bed=bed)

    def _stand(self, body: Body, touch: Key, low: Key) -> Contact:
        keys = [touch, low]
        if self.hold:
            keys.append(attrs.evolve(low, after=self.hold, angles={**low.angles, **ARMS_OUT}))
        up: Angles = {"arm_flex": 24, "elbow": 18, "arm_abd": 14}
        rise = (0.22 + 0.42 * (1 - low.height)) / self.tempo
        keys.append(Key(rise, up, 0.975, -0.005, 5, bed=low.bed * 0.1))
        return Contact(tuple(keys), settle=0.4)

    def _stride(self, body: Body, touch: Key, low: Key) -> Contact:
        """On one foot, the other one a stride on, and the feet together there."""
        way, other = (1.0 if self.ahead > 0 else -1.0), SIDES[1 - self.first]
        stride = way * (0.10 + 0.14 * min(1.0, self.apart / 0.25)) * body.height
        up = 0.5 + 0.5 * min(1.0, self.apart / 0.22)
        swung: Angles = {
            f"{other}_hip_flex": (46 + 30 * way) * up, f"{other}_knee": 98 * up, f"{other}_ankle": 16,
        }  # fmt: skip
        aside = 0.03 * (1 if self.first == 0 else -1)
        bent = max(low.height, 0.86)
        begin, pace = self.apart + 0.14, 0.34 / self.tempo
        # Half-way the other foot is still clear of the floor, however far the body has sunk.
        clear: Angles = swung | {f"{other}_hip_flex": 42 + 26 * way, f"{other}_knee": 92, f"{other}_ankle": 24}
        sinking = attrs.evolve(
            low, after=0.5 * self.apart, height=0.45 * touch.height + 0.55 * bent, forward=0.2 * stride + low.forward,
            pitch=min(low.pitch, 30.0), angles={**low.angles, **clear}, left=aside,
        )  # fmt: skip
        keys = (
            attrs.evolve(touch, angles={**touch.angles, **swung}, left=aside, heel=max(touch.heel, 12.0)),
            sinking,
            attrs.evolve(sinking, height=bent, forward=0.45 * stride + 0.5 * low.forward),
            Key(0.22 / self.tempo, {"arm_flex": 40, "arm_abd": 30, "elbow": 16}, 0.955, 0.72 * stride, 8),
            Key(0.30 / self.tempo, {"arm_flex": 24, "elbow": 18, "arm_abd": 14}, 0.985, stride, 3),
        )
        arrives, ahead = [0.0, 0.0], [0.0, 0.0]
        arrives[1 - self.first], ahead[1 - self.first] = self.apart, stride
        close = stance(body, Place(z=stride), STANCE_WIDTH)[self.first]
        step = Step(self.first, begin, begin + pace, close, height=0.06, roll=0.4 if way > 0 else 0.0)
        return Contact(
            keys, (step,), Place(z=stride), ahead=(ahead[0], ahead[1]), arrives=(arrives[0], arrives[1]),
            settle=0.4, ends=step.end,
        )  # fmt: skip

    def _step(self, body: Body, touch: Key, low: Key) -> Contact:
        """Steps that give way to what speed is left, then the feet together."""
        pace, length = 0.30 / self.tempo, 0.24 * self.ahead * body.height / 1.7
        count = self.steps + 1
        end = Place(z=length * (self.steps - 0.4 if self.steps > 1 else 1.0))
        steps, keys, feet = [], [touch, low], [0.0, 0.0]
        begin = 0.10
        for i in range(count):
            side, last = (i + 1) % 2, i >= count - 1
            at = end if last or (self.steps > 1 and i == count - 2) else Place(z=length * (i + 1))
            place = stance(body, at, STANCE_WIDTH)[side]
            steps.append(
                Step(side, begin, begin + 0.85 * pace, place, height=0.05, roll=0.3 if self.ahead > 0 else 0.0)
            )
            feet[side] = at.z
            begin += pace
            share = (i + 1) / count
            height = low.height + (0.975 - low.height) * share
            keys.append(
                Key(
                    pace,
                    {"arm_flex": 30, "arm_abd": 30 * (1 - share) + 10, "elbow": 20},
                    height,
                    sum(feet) / 2 - 0.09 * (1 - share),
                    low.pitch * (1 - share) * 0.8,
                )
            )
        # The first step begins with the contact, the keys after the lowest point.
        second = steps[min(1, count - 1)].end
        return Contact(tuple(keys), tuple(steps), exit=end, settle=0.4, ends=second)

    def _hop(self, touch: Key, low: Key) -> tuple[tuple[Contact, ...], tuple[Air, ...]]:
        """A small flight that nobody asked for."""
        arms: Angles = {"arm_flex": 40, "arm_abd": 40, "elbow": 20}
        flight = 0.13 + 0.05 * abs(self.ahead)
        leave = Key(0, arms, 1.02, 0.03 * self.ahead, 6)
        air = Air("", flight, (Key(0.5, arms | {"hip_flex": 18, "knee": 30, "ankle": -4}),), travel=0.16 * self.ahead)
        again = Key(0, arms, 0.98, -0.03 * self.ahead, 8)
        soft = Key(0.12, arms, 0.90, -0.03, 16)
        rise = Key(0.30, {"arm_flex": 20, "elbow": 18}, 0.975, 0, 4)
        return (Contact((touch, low, leave)), Contact((again, soft, rise), settle=0.4)), (air,)

    def _sit(self, body: Body, touch: Key, low: Key) -> Contact:
        """Down backwards onto the seat, the hands behind."""
        behind: Angles = {"arm_flex": -52, "arm_abd": 22, "elbow": 14, "spine_flex": 8, "head_flex": 14, "wrist": 0}
        seat, far = 0.105 * body.height / 0.9 / body.hip_height * 0.94, -0.295 * body.height
        keys = (
            touch,
            attrs.evolve(low, angles={"arm_flex": 30, "arm_abd": 46, "elbow": 24}, forward=-0.12),
            Key(0.28 / self.tempo, behind | {"arm_flex": -20}, 0.42, 0.55 * far, 6),
            Key(0.20 / self.tempo, behind, seat, far, -24),
            Key(0.10 + self.hold, behind, seat, far, -24),
            Key(0.45, {"arm_flex": 40, "elbow": 30, "spine_flex": 24}, seat + 0.03, 0.92 * far, 2),
            Key(0.45, {"arm_flex": 96, "elbow": 20, "spine_flex": 34}, 0.44, 0.30 * far, 30),
            Key(0.55, {"arm_flex": 24, "elbow": 20}, 0.975, -0.01, 6),
        )
        return Contact(keys, settle=0.45, ends=self._rest(4, keys, touch))

    def _kneel(self, body: Body, touch: Key, low: Key) -> Contact:
        """Forward onto the hands and knees."""
        reach: Angles = {"arm_flex": 90, "arm_abd": 10, "elbow": 10, "spine_flex": 10, "head_flex": -26}
        down, far = 0.275 * body.height / body.hip_height, 0.285 * body.height
        keys = (
            touch,
            attrs.evolve(low, angles={"arm_flex": 70, "arm_abd": 20, "elbow": 24}, forward=0.08, pitch=40, heel=18),
            Key(0.24 / self.tempo, reach, 0.58, 0.6 * far, 58, heel=45),
            Key(0.18 / self.tempo, reach | {"elbow": 24}, down, far, 72, heel=78),
            Key(0.10 + self.hold, reach | {"elbow": 24}, down, far, 72, heel=78),
            Key(0.50, reach | {"arm_flex": 112, "elbow": 20}, 0.40, 0.42 * far, 56, heel=64),
            Key(0.40, {"arm_flex": 84, "elbow": 24, "spine_flex": 24}, 0.50, 0.0, 50, heel=20),
            Key(0.55, {"arm_flex": 20, "elbow": 20}, 0.975, -0.01, 6),
        )
        return Contact(keys, settle=0.45, ends=self._rest(4, keys, touch))

    def _rest(self, index: int, keys: tuple[Key, ...], touch: Key) -> float | None:
        """Who stays down has landed when all is still; who gets up at once, when upright."""
        if self.hold < 0.8:
            return None
        return 0.15 + sum(k.after or 0.12 for k in keys[1:index]) + 0.25
