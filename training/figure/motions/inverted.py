"""Ways onto the hands and off them again, which handstands and walkovers share. Lengths are shares of the height.

Everything is written for a body whose left leg leads. The hands are on the floor at `HANDS`, ahead of the start; the
pelvis has turned forward by about 180 degrees when it is over them, or back by as much after a back walkover, which
``base`` -360 says.
"""

from collections.abc import Mapping

import numpy as np

from training.figure import mechanics, rotation
from training.figure.body import JOINT, Body
from training.figure.motions.script import Script
from training.figure.motions.way import Turned
from training.figure.pose import Pose, posture, shape_of
from training.figure.support import LEFT_FOOT, LEFT_HAND, RIGHT_FOOT, RIGHT_HAND

Angles = Mapping[str, float]

FOOT, HANDS = 0.42, 0.78
"""Where the foot of the lunge and the hands are."""

STRAIGHT = {"arm_flex": 174, "arm_abd": 6, "elbow": 4, "pronate": 85, "wrist": -80, "ankle": -35, "toes": -8}
"""Arms by the ears and toes pointed."""

UP = {"arm_flex": 168, "arm_abd": 8, "elbow": 4, "pronate": 60}
"""Arms raised on the feet."""

_DOWN = {"arm_flex": 135, "arm_abd": 6, "elbow": 4, "pronate": 85, "wrist": -60}
BRIDGE = {"arm_flex": 194, "arm_abd": 8, "elbow": 6, "pronate": 85, "wrist": -80, "head_flex": -24, "spine_flex": -56}
"""Arms and back of a bridge."""

BEYOND = 0.46
"""How far beyond the hands the feet land when the body falls over."""

_FINGERS = 0.035
"""How far ahead of the wrists a body on its hands is balanced."""


def balanced(body: Body, angles: Angles) -> float:
    """Degrees the body has to be tipped for its centre of mass to be above its hands, a bit towards the fingers."""
    upside_down = rotation.about_x(np.full(1, np.pi))
    pose = Pose(np.zeros((1, 3)), upside_down, shape_of(angles)[None], np.zeros((1, 2), bool))
    figure = posture(body, pose)
    wrists = figure.joints[0, [JOINT["left_wrist"], JOINT["right_wrist"]]].mean(0)
    _, up, ahead = mechanics.centre_of_mass(body, figure)[0] - wrists
    wanted = np.arcsin(_FINGERS * body.height / np.hypot(up, ahead))
    return 180.0 + float(np.rad2deg(wanted - np.arctan2(ahead, up)))


def hands_down(s: Script, time: float, ahead: float) -> None:
    """Both hands take hold a shoulder's breadth apart, fingers ahead."""
    half = 0.5 * s.body.shoulder_breadth / s.body.height + 0.01
    s.down(LEFT_HAND, time, s.spot(ahead, half, -6))
    s.down(RIGHT_HAND, time + 0.03, s.spot(ahead, -half, 6))


def kick_up(s: Script, pace: float, tip: float, passing: Angles) -> float:
    """Arms up, a lunge onto the left foot, hands down and a kick towards ``tip``; gives when the lunge landed."""
    s.key(0.45 * pace, UP | {"spine_flex": -4})
    s.up(LEFT_FOOT, s.now - 0.12 * pace, leave=12)
    lunge = s.key(0.38 * pace, UP | {"left_hip_flex": 45, "left_knee": 40}, Turned(14), height=0.93, ahead=0.24)
    s.down(LEFT_FOOT, lunge - 0.06 * pace, s.quiet(FOOT)[0], land=-10)
    s.up(RIGHT_FOOT, lunge + 0.22 * pace, leave=55)
    kick = {"right_hip_flex": -14, "right_knee": 12, "right_ankle": -35, "spine_flex": 16, "head_flex": -20}
    touch = s.key(
        0.36 * pace,
        _DOWN | kick | {"left_hip_flex": 112, "left_knee": 40},
        Turned(112),
        height=0.87,
        ahead=FOOT - 0.01,
    )
    hands_down(s, touch, HANDS)
    s.up(LEFT_FOOT, touch + 0.16 * pace, leave=50)
    s.key(0.26 * pace, {**STRAIGHT, **passing}, Turned(112 + 0.72 * (tip - 112)), ahead=HANDS - 0.1)
    return lunge


def step_down(
    s: Script, pace: float, tip: float, passing: Angles, *, hands: float = HANDS, base: float = 0.0
) -> tuple[float, float]:
    """Down again the way it came, the left foot first; gives where it stands and when it is steady."""
    foot = hands - (HANDS - FOOT)
    s.key(0.34 * pace, {**STRAIGHT, **passing}, Turned(base + 112 + 0.7 * (tip - 112)), ahead=hands - 0.1)
    back = s.key(
        0.26 * pace,
        _DOWN | {"left_hip_flex": 112, "left_knee": 32, "right_hip_flex": -8, "right_knee": 10, "spine_flex": 16},
        Turned(base + 116),
        height=0.88,
        ahead=foot - 0.01,
    )
    s.down(LEFT_FOOT, back - 0.04 * pace, s.quiet(foot)[0], land=40)
    hands_up(s, back + 0.05 * pace)
    s.down(RIGHT_FOOT, back + 0.34 * pace, s.quiet(foot - 0.34)[1], land=35)
    s.key(
        0.36 * pace, UP | {"right_hip_flex": -18, "right_knee": 12}, Turned(base + 20), height=0.95, ahead=foot - 0.14
    )
    s.up(RIGHT_FOOT, s.now + 0.12 * pace, leave=25)
    closing = UP | {"arm_flex": 150, "right_hip_flex": 15, "right_knee": 30}
    s.key(0.3 * pace, closing, Turned(base + 2), ahead=foot - 0.04)
    steady = s.now + 0.2 * pace
    s.down(RIGHT_FOOT, s.now + 0.12 * pace, s.quiet(foot)[1])
    s.key(0.55 * pace, {}, Turned(base), ahead=foot)
    return foot, steady


def pike_down(s: Script, pace: float, bend: float) -> tuple[float, float]:
    """Down again with both feet together; gives where it stands and when it is steady."""
    foot = HANDS - 0.31
    folded = STRAIGHT | {"spine_flex": 14, "head_flex": -14, "hip_flex": 74, "knee": 8 + bend, "arm_flex": 158}
    s.key(0.42 * pace, folded, Turned(162), ahead=HANDS - 0.1)
    low = _DOWN | {"spine_flex": 22, "hip_flex": 112, "knee": 16 + bend, "arm_flex": 138}
    down = s.key(0.34 * pace, low, Turned(126))
    for place, limb in zip(s.quiet(foot), (LEFT_FOOT, RIGHT_FOOT), strict=True):
        s.down(limb, down, place, land=35)
    lifting = {"spine_flex": 28, "arm_flex": 108, "elbow": 24}
    s.key(0.26 * pace, low | lifting, Turned(104), height=0.93, ahead=foot - 0.05)
    hands_up(s, s.now - 0.10 * pace)
    s.key(0.42 * pace, {"arm_flex": 70, "spine_flex": 26, "elbow": 20}, Turned(48), height=0.95, ahead=foot - 0.07)
    s.key(0.36 * pace, {"arm_flex": 30, "spine_flex": 4}, Turned(4), height=0.995, ahead=foot)
    steady = s.now
    s.key(0.5, {}, Turned(), ahead=foot)
    return foot, steady


def fall_over(s: Script, pace: float, bend: float) -> float:
    """On over the hands into a bridge, both feet together; gives where they are."""
    feet = HANDS + BEYOND
    hanging = STRAIGHT | {"spine_flex": -36, "head_flex": -24, "hip_flex": -24, "knee": 24 + bend, "arm_flex": 178}
    s.key(0.40 * pace, hanging, Turned(206))
    touch = s.key(
        0.34 * pace,
        BRIDGE | {"spine_flex": -54, "arm_flex": 192, "hip_flex": -34, "knee": 50 + bend, "ankle": -20},
        Turned(267),
    )
    for place, limb in zip(s.quiet(feet), (LEFT_FOOT, RIGHT_FOOT), strict=True):
        s.down(limb, touch + 0.02 * limb, place, land=36)
    s.key(0.34 * pace, BRIDGE | {"hip_flex": -30, "knee": 74}, Turned(280))
    return feet


def stay_in_bridge(s: Script, rest: float) -> float:
    """The bridge is held, not quite still; gives when it is steady."""
    begin = s.now
    for i in range(max(1, round(rest / 0.6))):
        sway = 1.0 if i % 2 else -1.0
        s.key(0.6, BRIDGE | {"arm_flex": 194 + sway, "spine_flex": -56 + sway}, Turned(280 + 1.2 * sway))
    return min(begin + 0.5, s.now)


def rise_over(s: Script, pace: float, feet: float) -> float:
    """Up out of the bridge, hips first, with both feet where they are; gives when it is steady."""
    push = {"arm_flex": 182, "arm_abd": 10, "elbow": 8, "spine_flex": -54, "head_flex": -30}
    s.key(0.34 * pace, push, Turned(296), height=0.80, ahead=feet - 0.04)
    hands_up(s, s.now - 0.02)
    s.key(0.34 * pace, push | {"arm_flex": 170, "spine_flex": -46}, Turned(324), height=0.90, ahead=feet + 0.07)
    s.key(0.36 * pace, push | {"arm_flex": 150, "spine_flex": -18, "head_flex": -8}, Turned(350), height=0.97,
          ahead=feet + 0.03)  # fmt: skip
    s.key(0.26 * pace, {"arm_flex": 120, "arm_abd": 18, "spine_flex": 4}, Turned(362), height=0.99, ahead=feet)
    steady = s.now
    s.key(0.55, {}, Turned(360), ahead=feet)
    return steady


def lie_down(s: Script, feet: float, rest: float) -> float:
    """Out of the bridge onto the back, a rest, and up by way of sitting; gives when it lies steadily."""
    curled = {"arm_flex": 110, "arm_abd": 16, "elbow": 70, "spine_flex": -8, "head_flex": 20}
    s.key(0.12, BRIDGE | {"spine_flex": -54}, Turned(280))
    hands_up(s, s.now)
    # The hands are off the floor, and behind, before the shoulders near it.
    tucked = curled | {"arm_flex": 128, "elbow": 8, "spine_flex": -44}
    s.key(0.26, tucked, Turned(278), height=0.74, ahead=feet - 0.14)
    s.key(0.16, tucked | {"arm_flex": 110, "elbow": 30}, Turned(277), height=0.55, ahead=feet - 0.24)
    s.key(0.36, curled, Turned(272), height=0.22, ahead=feet - 0.34)
    flat = {"arm_flex": 4, "arm_abd": 38, "elbow": 10, "spine_flex": 2, "head_flex": 6}
    lying = s.key(0.35, flat, Turned(270), height=0.15, ahead=feet - 0.35)
    s.key(max(rest, 0.5), flat | {"head_turn": 20, "arm_abd": 44}, Turned(270), height=0.15, ahead=feet - 0.35)
    reach = {"arm_flex": 62, "arm_abd": 24, "elbow": 50, "spine_flex": 34}
    s.key(0.6, reach | {"spine_flex": 40}, Turned(318), height=0.15, ahead=feet - 0.36)
    s.key(0.4, reach, Turned(378), height=0.19, ahead=feet - 0.32)
    s.key(0.45, reach | {"arm_flex": 75}, Turned(404), height=0.38, ahead=feet - 0.14)
    s.key(0.55, reach | {"arm_flex": 40}, Turned(390), height=0.78, ahead=feet - 0.07)
    s.key(0.5, {}, Turned(360), ahead=feet)
    return lying + 0.5


def hands_up(s: Script, time: float) -> None:
    """Both hands let go."""
    for hand in (LEFT_HAND, RIGHT_HAND):
        s.up(hand, time)
