"""Faults name the joint, the direction and the amount; at most three a phrase; little differences are not blamed."""

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.faults import BLAMED, MOST_A_PHRASE
from training.figure.camera import Camera
from training.figure.feet import Place
from training.figure.motions import Stand
from training.figure.pose import mirrored_shape

SHORT = 9.0
SIDES = ("left", "right")


def worst(found):
    return max(found.faults, key=lambda fault: fault.cost)


def posed(dance, angles, since=0.0, **how):
    """A clip of a figure that dances, an arm or leg set to angles, with more from a moment on."""
    base, more = angles

    def change(times, columns, shape):
        for name, degrees in base.items():
            shape[:, columns[name]] = degrees
        for name, degrees in more.items():
            shape[:, columns[name]] += degrees * (times >= since)

    return dance(change=change, last_s=SHORT, **how)


# What the reference holds, what is added, then the joint, the way and the sign of the fault.
FAULTS = {
    "arm low": ({"{s}_arm_abd": 90, "{s}_arm_flex": 0, "{s}_elbow": 10}, {"{s}_arm_abd": -30}, "{s}_elbow", "high", -1),
    "arm high": ({"{s}_arm_abd": 60, "{s}_arm_flex": 0, "{s}_elbow": 10}, {"{s}_arm_abd": 30}, "{s}_elbow", "high", 1),
    "elbow bent": (
        {"{s}_arm_abd": 80, "{s}_arm_flex": 0, "{s}_elbow": 15, "{s}_arm_turn": 0},
        {"{s}_elbow": 45},
        "{s}_elbow",
        "bent",
        1,
    ),
    "elbow straight": (
        {"{s}_arm_abd": 10, "{s}_arm_flex": 0, "{s}_elbow": 90},
        {"{s}_elbow": -50},
        "{s}_elbow",
        "bent",
        -1,
    ),
    "arm out": ({"{s}_arm_abd": 10, "{s}_arm_flex": 90, "{s}_elbow": 5}, {"{s}_arm_abd": 45}, "{s}_elbow", "out", 1),
    "leans": ({}, {"spine_side": 25}, "trunk", "left", 1),
    "leans right": ({}, {"spine_side": -25}, "trunk", "left", -1),
}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named(dance, name, side) -> None:
    base, more, joint, way, sign = FAULTS[name]
    base, more = ({key.format(s=side): value for key, value in part.items()} for part in (base, more))
    # Also of a body that faces another way, and a camera that stands elsewhere.
    aside = {"start": Place(heading=0.6)} if side == "right" else {"camera": Camera(distance=5, fov=36, azimuth=-25)}
    right, wrong = posed(dance, (base, {}), **aside), posed(dance, (base, more), **aside)
    fault = worst(compare(right, wrong))
    assert (fault.joint, fault.way) == (joint.format(s=side), way)
    assert np.sign(fault.amount) == sign
    # The collar bone goes along with an arm, so that the arm itself turns a little less or more.
    assert abs(fault.amount) == pytest.approx(abs(next(iter(more.values()))), abs=12)


@pytest.mark.parametrize(("way", "sign", "forward"), [("forward", 1, 60), ("forward", -1, -50)])
def test_depth_is_told_from_larger_differences_on(dance, way, sign, forward) -> None:
    base = {"left_arm_abd": 0, "left_arm_flex": 10, "left_elbow": 5}
    fault = worst(compare(posed(dance, (base, {})), posed(dance, (base, {"left_arm_flex": forward}))))
    assert (fault.joint, fault.way, np.sign(fault.amount)) == ("left_elbow", way, sign)


def test_what_only_depth_would_tell_is_not_told(dance) -> None:
    """An arm held forward a little more or less, seen from the front, looks the same."""
    base = {"left_arm_abd": 0, "left_arm_flex": 90, "left_elbow": 5}
    right = posed(dance, (base, {}))
    arm = right.skeleton.indices("left_elbow", "left_wrist")
    world = right.world.copy()
    world[:, arm, 2] *= 0.5  # an estimator that takes the arm for half as far forward
    found = compare(right, attrs.evolve(right, world=world))
    assert [fault for fault in found.faults if fault.way == "forward"] == []


def test_a_line_seen_back_to_front_is_not_called_turned(dance) -> None:
    side = {"camera": Camera(distance=5, fov=36, azimuth=75), "last_s": SHORT}
    right = dance(**side)
    world = right.world.copy()
    world[120:180, :, 2] *= -1
    found = compare(right, attrs.evolve(right, world=world))
    assert [fault for fault in found.faults if fault.joint in ("shoulders", "hips")] == []


def test_a_trunk_that_bends_forward_is_told_from_the_side(dance) -> None:
    side = {"camera": Camera(distance=5, fov=36, azimuth=80)}
    fault = worst(compare(posed(dance, ({}, {}), **side), posed(dance, ({}, {"spine_flex": 30}), **side)))
    assert (fault.joint, fault.way) == ("trunk", "forward")
    assert fault.amount > BLAMED


@pytest.mark.parametrize("sign", [1, -1])
def test_turned_shoulders_are_told(dance, sign) -> None:
    # Seen half from the side to which it shows.
    half = {"camera": Camera(distance=5, fov=36, azimuth=-45 * sign)}
    found = compare(posed(dance, ({}, {}), **half), posed(dance, ({}, {"spine_turn": 55 * sign}), 4.0, **half))
    turned = [fault for fault in found.faults if fault.joint == "shoulders"]
    assert turned
    assert {fault.way for fault in turned} == {"turned"}
    assert all(np.sign(fault.amount) == sign for fault in turned)


def test_a_mirrored_learner_is_told_of_their_own_side(dance) -> None:
    base, more = {"left_arm_abd": 90, "left_arm_flex": 0, "left_elbow": 10}, {"left_arm_abd": -35}
    found = compare(posed(dance, (base, {})), dance.mirror(posed(dance, (base, more), 4.0)))
    assert found.overlap.mirrored
    fault = worst(found)
    assert (fault.joint, fault.way) == ("right_elbow", "high")
    assert fault.amount < -BLAMED


def test_a_fault_begins_and_ends_when_it_does(dance, reference) -> None:
    wrong = dance(change=dance.added(left_arm_abd=lambda t: -45.0 * ((t > 9) & (t < 11))))
    arm = [fault for fault in compare(reference, wrong).faults if fault.joint.startswith("left_")]
    assert arm
    assert min(fault.start_s for fault in arm) > 8.8
    assert max(fault.end_s for fault in arm) < 11.2


@pytest.mark.parametrize("degrees", [3, 6.9])
def test_less_than_seven_degrees_are_never_blamed(dance, reference, degrees) -> None:
    names = ("left_arm_abd", "right_arm_flex", "left_elbow", "spine_side", "right_hip_abd")
    found = compare(reference, dance(change=dance.added(**dict.fromkeys(names, degrees))))
    assert found.faults == ()
    assert found.score.total > 99


def test_a_phrase_has_three_faults_at_most_one_of_each_limb(dance, reference) -> None:
    def change(times, _columns, shape):
        shape += 35 * np.sin(2 * np.pi * 0.5 * times[:, None] + 2.4 * np.arange(shape.shape[1]))

    found = compare(reference, dance(change=change, noise=0.01))
    assert len(found.faults) > MOST_A_PHRASE
    for line in found.phrases:
        inside = [f for f in found.faults if line.phrase.start_s <= f.reference_start_s < line.phrase.end_s]
        assert len(inside) <= MOST_A_PHRASE
        assert [f.cost for f in inside] == sorted((f.cost for f in inside), reverse=True)
    assert sum(fault.way == "off" for fault in found.faults) <= 0.15 * len(found.faults)
    phrases = [
        next(n for n, line in enumerate(found.phrases) if f.reference_start_s < line.phrase.end_s) for f in found.faults
    ]
    assert phrases == sorted(phrases)


def test_who_stands_turned_is_told_that_and_not_that_every_limb_is_off(dance) -> None:
    def turned(times, columns, shape):
        shape[:, columns["spine_turn"]] += 60.0 * (times > 5)

    half = {"camera": Camera(distance=5, fov=36, azimuth=-45), "last_s": SHORT}
    found = compare(dance(**half), dance(change=turned, **half))
    assert worst(found).joint == "shoulders"


def test_figures_and_their_mirror_images_agree(dance) -> None:
    """The tool that mirrors clips is right: a mirrored movement is the movement with mirrored angles."""
    base = (Stand(6.0),)

    def change(_times, columns, shape):
        shape[:, columns["left_arm_abd"]] = 80

    def image(times, columns, shape):
        change(times, columns, shape)
        shape[:] = mirrored_shape(shape)

    a, b = dance.mirror(dance(base, change=change)), dance(base, change=image)
    arm = a.skeleton.indices("right_elbow", "right_wrist", "left_wrist")
    assert a.world[5, arm] == pytest.approx(b.world[5, arm], abs=0.03)
