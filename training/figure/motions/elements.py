"""What is done in the air: the shapes of jumps and somersaults, and the poses they leave and meet the floor in."""

from abc import ABC, abstractmethod
from typing import Literal

import attrs

from training.figure.motions.leap import Air, Key

JumpShape = Literal["straight", "tuck", "pike", "straddle", "split", "stag"]
BodyShape = Literal["tuck", "pike", "layout"]
Angles = dict[str, float]

ARMS_UP: Angles = {"arm_flex": 166, "arm_abd": 10, "elbow": 8, "pronate": 0}
ARMS_BACK: Angles = {"arm_flex": -42, "elbow": 12, "arm_abd": 10, "head_flex": 6}
ARMS_AHEAD: Angles = {"arm_flex": 78, "arm_abd": 18, "elbow": 28}
ARMS_OUT: Angles = {"arm_flex": 12, "arm_abd": 84, "elbow": 8}
HANDS_ON_HIPS: Angles = {"arm_flex": -22, "arm_abd": 42, "elbow": 98, "arm_turn": 46}

_POINTED: Angles = {"hip_abd": 3, "ankle": -42, "toes": -10}


def blend(loose: Angles, full: Angles, share: float) -> Angles:
    """Angles on the way from ``loose`` to ``full``; what only one of them names counts as 0 in the other."""
    return {n: (1 - share) * loose.get(n, 0.0) + share * full.get(n, 0.0) for n in {**loose, **full}}


@attrs.frozen
class Element(ABC):
    """One thing that is done in the air.

    Attributes:
        level: 0 low and loose to 1 clean.
        travel: m ahead.
    """

    level: float = 0.8
    travel: float = 0.0

    @property
    @abstractmethod
    def name(self) -> str:
        """What it is."""

    @property
    @abstractmethod
    def take_off(self) -> Key:
        """The pose of the last contact."""

    @property
    @abstractmethod
    def touch_down(self) -> Key:
        """The pose of the first contact."""

    @abstractmethod
    def air(self, flight: float) -> Air:
        """The flight, ``flight`` s long."""


_RISE = 0.0016
"""Share of its standing height by which the pelvis is higher for each degree that the heels are up."""

_JUMPS: dict[JumpShape, Angles] = {
    "straight": {"hip_flex": 4, "knee": 6},
    "tuck": {"hip_flex": 112, "knee": 118, "hip_abd": 6, "spine_flex": 16, "arm_flex": 58, "arm_abd": 12, "elbow": 42},
    "pike": {"hip_flex": 92, "knee": 4, "spine_flex": 30, "arm_flex": 92, "arm_abd": 10, "elbow": 6},
    "straddle": {"hip_flex": 84, "hip_abd": 48, "knee": 4, "spine_flex": 26, "arm_flex": 84, "arm_abd": 38, "elbow": 5},
    "split": {"left_hip_flex": 84, "right_hip_flex": -52, "hip_abd": 2, "knee": 4, "spine_flex": -6, **ARMS_OUT},
    "stag": {"left_hip_flex": 88, "left_knee": 112, "right_hip_flex": -46, "right_knee": 8, **ARMS_OUT},
}  # fmt: skip


@attrs.frozen
class JumpElement(Element):
    """A jump without somersault.

    Attributes:
        shape: what the body does at the top.
        swing: whether the arms swing; else the hands stay at the hips.
        twists: turns about the long axis, left positive.
    """

    shape: JumpShape = "straight"
    swing: bool = True
    twists: float = 0.0

    @property
    def name(self) -> str:
        """What it is."""
        if self.twists:
            return "half-turn jump" if abs(self.twists) == 0.5 else "full-turn jump"
        return f"{self.shape} jump"

    @property
    def take_off(self) -> Key:
        """Stretched, on the toes."""
        up = ARMS_UP | {"arm_flex": 100 + 40 * self.level} if self.swing else HANDS_ON_HIPS
        return Key(0, up | {"spine_flex": -4}, 1.065 - 0.02 * (1 - self.level), 0.035, 4, yaw=45 * self.twists, heel=44)

    @property
    def touch_down(self) -> Key:
        """On the balls of the feet, a little bent: the heels come down within the bend that follows."""
        heel = 18 + 16 * self.level
        height = 0.99 - 0.03 * (1 - self.level) + _RISE * heel
        return Key(0, self._down, height, -0.02, 8, yaw=-25 * self.twists, heel=heel)

    @property
    def _down(self) -> Angles:
        return ARMS_AHEAD if self.swing else HANDS_ON_HIPS

    def air(self, flight: float) -> Air:
        """Out, the shape, and back in time for the floor."""
        up = ARMS_UP | {"arm_flex": 110 + 54 * self.level} if self.swing else HANDS_ON_HIPS
        bent = 22 * (1 - self.level)
        # A low jump leaves no time for a large shape.
        amount = (0.5 + 0.5 * self.level) * min(1.0, max(0.25, (flight - 0.18) / 0.30))
        # Nor for pointed toes: they would touch the floor.
        pointed = blend({"hip_abd": 3}, _POINTED, min(1.0, max(0.1, (flight - 0.22) / 0.26)))
        straight = pointed | {"knee": 8 + bent, "hip_flex": 5 + bent / 2}
        full = pointed | _JUMPS[self.shape]
        top = blend(up | straight, up | full, amount)
        if self.shape == "straight":
            top = up | straight | ({"arm_flex": 60, "elbow": 60} if self.twists else {})
        elif self.shape != "tuck":
            top |= {n: v + bent * 1.4 for n, v in top.items() if n.endswith("knee")}
        late = self._down | straight | {"knee": 16 + bent, "hip_flex": 14 + bent / 2, "toes": 0}
        late["ankle"] = 0.55 * pointed["ankle"]
        keys = (Key(0.12, up | straight), Key(0.42, top), Key(0.58, top), Key(0.87, late))
        return Air(self.name, flight, keys, twists=self.twists, travel=self.travel)


_BODY: dict[BodyShape, Angles] = {
    "tuck": {
        "hip_flex": 128, "knee": 138, "hip_abd": 10, "ankle": -15, "spine_flex": 38, "head_flex": 22,
        "arm_flex": 52, "arm_abd": 8, "elbow": 62, "pronate": 0,
    },
    "pike": {
        "hip_flex": 118, "knee": 6, "hip_abd": 2, "ankle": -40, "spine_flex": 42, "head_flex": 18,
        "arm_flex": 88, "arm_abd": 14, "elbow": 20,
    },
    "layout": {
        "hip_flex": -6, "knee": 5, "hip_abd": 2, "ankle": -42, "spine_flex": -8, "head_flex": -8,
        "arm_flex": 14, "arm_abd": 62, "elbow": 18,
    },
}  # fmt: skip

_APART: Angles = {"left_arm_abd": 68, "right_arm_abd": -68}
"""One arm up and one down: tilts a body that somersaults, so that it twists."""


@attrs.frozen
class SomersaultElement(Element):
    """A somersault.

    Attributes:
        shape: of the body.
        turns: somersaults, forward positive.
        twists: turns about the long axis, left positive; needs a layout or pike.
    """

    shape: BodyShape = "tuck"
    turns: int = -1
    twists: float = 0.0

    @property
    def name(self) -> str:
        """What it is."""
        words = ["double"] if abs(self.turns) == 2 else ["triple"] if abs(self.turns) == 3 else []
        words += ["back" if self.turns < 0 else "front", self.shape]
        if self.twists:
            words.append({0.5: "half", 1.0: "full", 1.5: "rudi", 2.0: "double full"}[abs(self.twists)])
        return " ".join(words)

    @property
    def take_off(self) -> Key:
        """Stretched and leaning the way it goes."""
        up = ARMS_UP | {"arm_flex": 132 if abs(self.turns) == 1 else 112}
        if self.turns < 0:
            return Key(0, up | {"spine_flex": -15, "head_flex": -14}, 1.055, -0.045, -12, heel=40)
        return Key(0, up | {"spine_flex": 6, "head_flex": 6}, 1.06, 0.05, 13, heel=46)

    @property
    def touch_down(self) -> Key:
        """Hips still bent, more so for who is low."""
        loose = 1 - self.level
        heel = 6 + 14 * self.level
        rise = _RISE * heel
        opened = {"arm_flex": 62, "arm_abd": 14, "elbow": 12, "pronate": 0, "spine_flex": 10 + 12 * loose}
        if self.turns < 0 and not self.twists:
            return Key(0, opened, 0.90 - 0.10 * loose + rise, -0.10, 36 + 20 * loose, heel=heel)
        arms = opened | {"arm_flex": 50, "arm_abd": 34}
        return Key(0, arms, 0.92 - 0.12 * loose + rise, -0.13, 10 + 16 * loose, heel=heel)

    def air(self, flight: float) -> Air:
        """Up, into the shape, out of it."""
        many = abs(self.turns) > 1
        leaving = ARMS_UP | _POINTED | {"arm_flex": 152, "hip_flex": 6, "knee": 20}
        leaving |= {"spine_flex": -6, "head_flex": -12} if self.turns < 0 else {"spine_flex": 16, "head_flex": 12}
        opening_at = 0.93 if many else 0.90
        keys = (Key(0.10, leaving), *self._held(many=many), Key(opening_at, self._opening()))
        return Air(self.name, flight, keys, turns=self.turns, twists=self.twists, travel=self.travel)

    def _held(self, *, many: bool) -> tuple[Key, ...]:
        """The shape, and within it the arms that make a twist."""
        closed = self._closed()
        if self.twists and (many or self.turns > 0 or abs(self.twists) % 1):
            # After half a twist arms that come together again would add to the tilt: it comes from the floor alone.
            wrapped = closed | {"arm_flex": 30, "arm_abd": 16, "elbow": 84}
            return Key(0.26, wrapped), Key(0.76, wrapped)
        if self.twists:
            out = closed | ARMS_OUT
            bent = out | {"elbow": 25}
            return Key(0.22, out), Key(0.36, bent, drive=_APART), Key(0.66, bent, drive=_APART), Key(0.80, out)
        if self.shape == "layout":
            return Key(0.3, closed), Key(0.7, closed)
        return Key(0.27 if many else 0.33, closed), Key(0.78 if many else 0.66, closed)

    def _closed(self) -> Angles:
        loose = 1 - self.level
        full = _BODY[self.shape]
        looser: dict[BodyShape, Angles] = {
            "tuck": {"hip_flex": -22, "knee": -28, "hip_abd": 10, "spine_flex": -14},
            "pike": {"hip_flex": -18, "knee": 34, "spine_flex": -10},
            "layout": {"hip_flex": 26, "knee": 30, "spine_flex": 10},
        }
        return {n: v + loose * looser[self.shape].get(n, 0.0) for n, v in full.items()}

    def _opening(self) -> Angles:
        opened = {"arm_flex": 62, "arm_abd": 14, "elbow": 12, "pronate": 0, "spine_flex": 10}
        bend: dict[BodyShape, Angles] = {
            "tuck": {"hip_flex": 62, "knee": 48},
            "pike": {"hip_flex": 64, "knee": 16},
            "layout": {"hip_flex": 34, "knee": 18},
        }
        return opened | {"hip_abd": 5, "ankle": -5, "head_flex": 4} | bend[self.shape]
