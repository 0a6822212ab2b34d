"""A tumbling pass, element by element: round-off, back handspring, and a rebound, a somersault or a stand after them.

The last of them may be stepped out of: one foot lands, the body comes up over it, and the other foot lands behind.
"""

from typing import Literal, get_args

import attrs

from training.figure.motion import Plan
from training.figure.motions.cartwheel import WHEEL
from training.figure.motions.script import Script
from training.figure.motions.way import Turned
from training.figure.support import LEFT_FOOT, LEFT_HAND, RIGHT_FOOT, RIGHT_HAND

Somersault = Literal["back tuck", "back pike", "back layout"]
Element = Literal["round-off", "back handspring", "rebound"] | Somersault
SOMERSAULTS: tuple[Somersault, ...] = get_args(Somersault)

_IN_THE_AIR: dict[Somersault, dict[str, float]] = {
    "back tuck": {"hip_flex": 118, "knee": 118, "arm_flex": 62, "elbow": 48, "spine_flex": 30, "head_flex": 10},
    "back pike": {"hip_flex": 112, "knee": 6, "arm_flex": 88, "elbow": 12, "spine_flex": 30},
    "back layout": {"hip_flex": -6, "knee": 4, "arm_flex": 30, "arm_abd": 20, "elbow": 20, "spine_flex": -10},
}

_OVER = {"arm_flex": 172, "arm_abd": 10, "elbow": 5, "pronate": 80, "wrist": -65}
_POINT = {"ankle": -36, "toes": -8}
_ABSORB = {"arm_flex": 80, "arm_abd": 16, "elbow": 16, "spine_flex": 12}


@attrs.frozen
class Style:
    """How well a tumbling skill is done.

    Attributes:
        tempo: 1 is usual, more is faster.
        bend: degrees the knees and elbows stay bent where they should be straight (0 to 40).
        apart: degrees the legs stay apart where they should be together (0 to 20).
        pike: degrees the hips stay bent upside down (0 to 40).
        deep: how far the last landing goes down, share of the standing height (0.05 to 0.3).
    """

    tempo: float = 1.0
    bend: float = 4.0
    apart: float = 2.0
    pike: float = 6.0
    deep: float = 0.12


class Pass:
    """A tumbling pass being written: where it is and which way it goes.

    Attributes:
        script: what is written so far.
        style: how it is done.
        at: how far along the way the feet are, shares of the height.
        way: 1 goes ahead of the start, -1 back.
        turned: degrees the body has turned about the axis across the way, backwards positive.
        twist: degrees about its long axis.
        stepped: whether it came down one foot first.
    """

    stepped = False

    def __init__(self, script: Script, style: Style, *, at: float, way: int, twist: float) -> None:
        self.script, self.style, self.at, self.way, self.twist = script, style, at, way, twist
        self.base = 360.0 if twist else 0.0
        self.pace = 1 / style.tempo

    def tip(self, back: float) -> Turned:
        """Turned backwards by so many degrees since it last stood upright."""
        return Turned(self.way * (self.base + back), self.twist)

    def ahead(self, along: float) -> float:
        """A distance along the way from the feet, as the script counts it."""
        return self.at + self.way * along

    def feet(self, time: float, *, land: float) -> None:
        """Both feet land where the pass now is."""
        for foot, place in enumerate(self.script.quiet(self.at, self.twist)):
            self.script.down(foot, time, place, land=land)

    def legs(self, **more: float) -> dict[str, float]:
        """Straight legs together, as well as the style allows."""
        return {"knee": self.style.bend, "hip_abd": 2 + self.style.apart, **_POINT, **more}

    def blocked(self, apart: float) -> dict[str, float]:
        """Legs as the hands push off: together, or already on their way to where one lands first."""
        bent, open_ = 24 + self.style.pike, 30 * min(1.0, apart / 0.24)
        return self.legs(left_hip_flex=bent + open_, right_hip_flex=bent - open_)

    def arms(self, **more: float) -> dict[str, float]:
        """Arms by the ears."""
        return _OVER | {"elbow": 4 + self.style.bend / 2} | more


def round_off(s: Script, style: Style, foot: float, apart: float = 0.0) -> Pass:
    """From a lunge on the left foot at ``foot`` to both feet on the floor, ``apart`` s apart, facing back."""
    pace = 1 / style.tempo
    one, two = foot + 0.44, foot + 0.66
    reach = WHEEL | {
        "left_arm_flex": 142, "right_arm_flex": 168, "right_arm_abd": 20, "spine_turn": -16, "spine_side": 10,
        "right_hip_abd": 22, "right_hip_flex": -14, "right_knee": 8 + style.bend, "left_hip_flex": 100, "left_knee": 25,
    }  # fmt: skip
    first = s.key(0.28 * pace, reach, Turned(106, -46), height=0.87, ahead=foot + 0.03)
    s.down(LEFT_HAND, first, s.spot(one, 0.0, 78))
    s.down(RIGHT_HAND, first + 0.10 * pace, s.spot(two, 0.0, 120))
    s.up(LEFT_FOOT, first + 0.09 * pace, leave=45)
    over = Pass(s, style, at=two + 0.52, way=1, twist=-180.0)
    split = over.arms() | over.legs(right_hip_abd=24, left_hip_abd=26, left_hip_flex=30, head_flex=-14)
    s.key(0.18 * pace, split, Turned(150, -92), ahead=one)
    joined = over.arms() | over.legs(hip_flex=style.pike, head_flex=-10, spine_flex=2)
    s.key(0.19 * pace, joined, Turned(194, -142), ahead=two)
    off = s.key(0.11 * pace, over.arms(arm_flex=164) | over.blocked(apart), Turned(222, -180), ahead=two)
    s.up(LEFT_HAND, off - 0.05 * pace)
    s.up(RIGHT_HAND, off)
    return _snap_down(over, 0.21, apart)


def _snap_down(over: Pass, flight: float, apart: float) -> Pass:
    """From the hands to both feet."""
    s = over.script
    if apart:
        over.at -= over.way * 0.10
        far = min(1.0, apart / 0.24)
        down = over.arms(arm_flex=152, spine_flex=16, head_flex=-4) | over.legs()
        return _step_out(over, flight - 0.03 * far, apart, down, lean=50 + 22 * far)
    down = over.arms(arm_flex=150, spine_flex=20, head_flex=4) | over.legs(hip_flex=52, knee=14 + over.style.bend)
    time = s.key(flight, down | {"ankle": 0}, over.tip(-48), height=0.9, ahead=over.ahead(-0.10))
    over.feet(time, land=18)
    return over


def _step_out(over: Pass, after: float, apart: float, down: dict[str, float], *, lean: float) -> Pass:
    """Onto the left foot after ``after`` s, up over it, and ``apart`` s later onto the right one, farther on."""
    s, far = over.script, min(1.0, apart / 0.24)
    legs = {
        "left_hip_flex": lean + 24, "left_knee": 16 + over.style.bend, "left_ankle": 0,
        "right_hip_flex": (lean - 6) * (1 - far) - 16 * far, "right_knee": 12 + over.style.bend,
    }  # fmt: skip
    first = s.key(after, down | legs, over.tip(-lean), height=0.90, ahead=over.ahead(-0.07))
    s.down(LEFT_FOOT, first, s.quiet(over.at, over.twist)[0], land=20)
    over.at += over.way * (0.10 + 0.26 * far)
    rising = over.arms(arm_flex=160, spine_flex=2) | {"right_hip_flex": -14 * far, "right_knee": 12, "right_ankle": -12}
    second = s.key(
        apart, rising, over.tip(-lean * (0.72 - 0.5 * far)), height=0.93, ahead=over.ahead(-0.13 - 0.08 * far)
    )
    s.down(RIGHT_FOOT, second, s.quiet(over.at, over.twist)[1], land=26)
    over.stepped = True
    return over


def back_handspring(over: Pass, *, standing: bool, apart: float = 0.0) -> Pass:
    """From both feet over the hands to both feet, ``apart`` s apart."""
    s, pace, style = over.script, over.pace, over.style
    if standing:
        swing = {"arm_flex": 85, "elbow": 8}
        s.key(0.45 * pace, swing, over.tip(0), ahead=over.ahead(-0.01))
        s.key(
            0.30 * pace,
            {"arm_flex": -30, "elbow": 8, "spine_flex": 12},
            over.tip(-20),
            height=0.8,
            ahead=over.ahead(0.09),
        )
        s.key(
            0.13 * pace,
            {"arm_flex": 40, "elbow": 6, "spine_flex": 4},
            over.tip(-6),
            height=0.79,
            ahead=over.ahead(0.16),
        )
    else:
        s.key(0.09 * pace, over.arms(arm_flex=140, spine_flex=8), over.tip(-14), height=0.86, ahead=over.ahead(0.04))
        s.key(0.07 * pace, over.arms(arm_flex=150), over.tip(4), height=0.87, ahead=over.ahead(0.14))
    leaving = over.arms(arm_flex=150, spine_flex=-10, head_flex=-16) | over.legs(hip_flex=-4, knee=10 + style.bend)
    off = s.key(0.17 * pace, leaving, over.tip(32), height=0.955, ahead=over.ahead(0.255))
    for foot in (LEFT_FOOT, RIGHT_FOOT):
        s.up(foot, off, leave=48)
    arched = over.arms(arm_flex=178, spine_flex=-30, head_flex=-30)
    bent = over.legs(hip_flex=-18, knee=22 + style.bend)
    s.key(0.12 * pace, arched | bent, over.tip(72), height=1.08, ahead=over.ahead(0.42))
    hands = over.at + over.way * 0.93
    on = s.key(0.12 * pace, arched | bent, over.tip(114))
    half = 0.5 * s.body.shoulder_breadth / s.body.height
    for hand, side in ((LEFT_HAND, 1), (RIGHT_HAND, -1)):
        # Fingers point back to where the feet were.
        s.down(hand, on, s.spot(hands, side * (-half if over.twist else half), over.twist))
    over.at = hands + over.way * 0.50
    s.key(0.15 * pace, over.arms(spine_flex=-14, head_flex=-16) | over.legs(hip_flex=-8 + style.pike), over.tip(168))
    blocked = over.arms(arm_flex=164, spine_flex=8) | over.blocked(apart)
    away = s.key(0.14 * pace, blocked, over.tip(218))
    for hand in (LEFT_HAND, RIGHT_HAND):
        s.up(hand, away)
    over.base += 360
    return _snap_down(over, 0.20, apart)


def rebound(over: Pass, flight: float = 0.42) -> Pass:
    """Straight up again out of a short contact."""
    s, style = over.script, over.style
    s.key(0.08, over.arms(arm_flex=140, spine_flex=12), over.tip(-16), height=0.90, ahead=over.ahead(-0.01))
    off = s.key(0.09, over.arms(arm_flex=160), over.tip(0), height=1.05, ahead=over.ahead(0.05))
    for foot in (LEFT_FOOT, RIGHT_FOOT):
        s.up(foot, off, leave=50)
    s.key(
        0.5 * flight, over.arms(arm_flex=168) | over.legs(hip_flex=2), over.tip(-2), height=1.2, ahead=over.ahead(0.1)
    )
    over.at += over.way * 0.20
    landing = {"arm_flex": 110, "arm_abd": 20, "elbow": 10, "hip_flex": 16, "knee": 18, "ankle": -10}
    over.feet(
        s.key(0.5 * flight, landing | {"hip_abd": 2 + style.apart}, over.tip(-6), height=0.98, ahead=over.ahead(-0.03)),
        land=24,
    )
    return over


def back_somersault(over: Pass, kind: Somersault, flight: float = 0.76, apart: float = 0.0) -> Pass:
    """Out of a short contact up, over in the air, and onto both feet, ``apart`` s apart."""
    s, style = over.script, over.style
    s.key(0.08, over.arms(arm_flex=140, spine_flex=12), over.tip(-16), height=0.90, ahead=over.ahead(-0.01))
    off = s.key(0.10, over.arms(arm_flex=172), over.tip(8), height=1.05, ahead=over.ahead(0.05))
    for foot in (LEFT_FOOT, RIGHT_FOOT):
        s.up(foot, off, leave=50)
    held = over.legs() | {"arm_abd": 12, "pronate": 30} | _IN_THE_AIR[kind]
    held |= {"hip_flex": held["hip_flex"] - (0 if kind == "back layout" else style.pike / 2)}
    # The smaller the body, the faster it turns.
    turned = {"back tuck": (52, 190, 304), "back pike": (56, 186, 300), "back layout": (90, 180, 266)}[kind]
    travel = 0.55
    for share, back in zip((0.25, 0.5, 0.76), turned, strict=True):
        height = 1.0 + 2.4 * share * (1 - share)
        angles = held if share < 0.7 else _opened(held)
        at = off + share * flight
        s.key(at - s.now, angles, over.tip(back), height=height, ahead=over.ahead(0.05 + share * travel))
    over.at += over.way * (0.05 + travel)
    over.base += 360
    landing = {"arm_flex": 80, "arm_abd": 24, "elbow": 12, "hip_flex": 30, "knee": 26, "ankle": 0}
    if apart:
        return _step_out(over, off + flight - s.now, apart, landing | {"hip_abd": 2 + style.apart}, lean=36.0)
    landed = s.key(
        off + flight - s.now,
        landing | {"hip_abd": 2 + style.apart},
        over.tip(-14),
        height=0.94,
        ahead=over.ahead(-0.06),
    )
    over.feet(landed, land=14)
    return over


def _opened(held: dict[str, float]) -> dict[str, float]:
    """Halfway out of a somersault's shape."""
    return held | {name: held[name] * 0.5 for name in ("hip_flex", "knee")} | {"spine_flex": 6, "arm_flex": 50}


def stand_up(over: Pass, skill: str, *, begin: float = 0.0, first: float = 0.0) -> Plan:
    """Take the landing up, present, and stand."""
    s, deep = over.script, over.style.deep
    if over.stepped:
        return _close(over, skill, begin=begin, first=first)
    s.key(0.18, _ABSORB, over.tip(-20 - 60 * deep), height=1 - deep, ahead=over.ahead(-0.03))
    s.key(0.38, {"arm_flex": 130, "arm_abd": 22, "elbow": 8}, over.tip(0), height=0.995, ahead=over.ahead(0.0))
    steady = s.now
    s.key(0.35, {"arm_flex": 158, "arm_abd": 26, "elbow": 6}, over.tip(0), ahead=over.ahead(0.0))
    s.key(0.55, {}, over.tip(0), ahead=over.ahead(0.0))
    return s.plan(s.spot(over.at, heading=over.twist), skill, begin=begin, first=first, steady=steady)


def _close(over: Pass, skill: str, *, begin: float, first: float) -> Plan:
    """Up in a lunge with the arms high, and the front foot comes back to the other one."""
    s, up = over.script, {"arm_flex": 158, "arm_abd": 20, "elbow": 6}
    s.key(0.20, up, over.tip(-6), height=0.955, ahead=over.ahead(-0.13))
    s.up(LEFT_FOOT, s.now - 0.02, leave=24)
    closing = up | {"left_hip_flex": 16, "left_knee": 34}
    s.key(0.30, closing, over.tip(-1), height=0.985, ahead=over.ahead(-0.03))
    s.down(LEFT_FOOT, s.now + 0.14, s.quiet(over.at, over.twist)[0])
    steady = s.now + 0.14
    s.key(0.35, up | {"arm_abd": 26}, over.tip(0), ahead=over.ahead(0.0))
    s.key(0.50, {}, over.tip(0), ahead=over.ahead(0.0))
    return s.plan(s.spot(over.at, heading=over.twist), skill, begin=begin, first=first, steady=steady)


def continued(
    over: Pass, then: tuple[Element, ...], name: str, *, begin: float = 0.0, first: float = 0.0, apart: float = 0.0
) -> Plan:
    """Add the elements that follow, the last one landing with the feet ``apart`` s apart, and stand up."""
    for i, element in enumerate(then):
        over = _added(over, element, apart if i == len(then) - 1 else 0.0)
    return stand_up(over, name, begin=begin, first=first)


def _added(over: Pass, element: Element, apart: float) -> Pass:
    if element == "rebound":
        return rebound(over)
    if element in _IN_THE_AIR:
        return back_somersault(over, element, apart=apart)
    return back_handspring(over, standing=False, apart=apart)
