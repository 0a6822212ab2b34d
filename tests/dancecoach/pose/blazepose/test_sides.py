"""Left stays left."""

import numpy as np
import pytest

from dancecoach.pose.blazepose.roi import Roi
from dancecoach.pose.blazepose.sides import Sides, across
from dancecoach.pose.skeleton import BLAZEPOSE_33

LEFT, RIGHT = BLAZEPOSE_33.indices("left_shoulder", "right_shoulder")
ROI = Roi(300, 200, 200, 0.0)


def turned(body, degrees):
    """The body turned about its long axis; 0 faces the camera."""
    angle = np.radians(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    out = body.copy()
    out[:, 0], out[:, 2] = cos * body[:, 0] + sin * body[:, 2], -sin * body[:, 0] + cos * body[:, 2]
    return out


def kept(sides, true, raw, time_s):
    """Whether the sighting comes out with the sides of the true one."""
    return np.allclose(across(sides.keep(raw, time_s)), across(true))


@pytest.fixture
def look(sighting, body):
    def at(degrees, roll=0.0):
        return sighting(turned(body, degrees), ROI, roll)

    return at


@pytest.mark.parametrize("facing", [0, 45, 90, 135, 180])
def test_a_few_swapped_frames_are_put_right(look, facing):
    sides, true = Sides(), look(facing)
    for i in range(40):
        raw = true.mirrored() if i in (15, 16, 17, 25, 30, 31) else true
        assert kept(sides, true, raw, i / 30), i


@pytest.mark.parametrize(
    ("fps", "turns_per_s"),
    [(10, 0.5), (10, 1.5), (10, 2.5), (15, 0.5), (15, 3.0), (30, 0.5), (30, 3.0), (60, 0.5), (60, 3.0)],
)
def test_a_real_turn_is_no_swap(look, fps, turns_per_s):
    """Up to 90 degrees between two pictures; from there on a turn cannot be told from a swap."""
    sides = Sides()
    for i in range(2 * fps):
        raw = look(360 * turns_per_s * i / fps)
        assert kept(sides, raw, raw, i / fps), i


def test_a_swap_within_a_turn_is_put_right(look):
    sides = Sides()
    for i in range(30):
        true = look(360 * 1.0 * i / 30)
        assert kept(sides, true, true.mirrored() if i in (14, 15, 16) else true, i / 30), i


@pytest.mark.parametrize("facing", [0, 90, 180])
def test_a_somersault_is_no_swap(look, facing):
    sides = Sides()
    for i in range(30):
        raw = look(facing, roll=2 * np.pi * i / 13.5 if facing == 90 else 0.0)
        assert kept(sides, raw, raw, i / 30), i


def test_the_network_in_two_minds_is_no_reference(look, sighting, body):
    """On the way from one naming to the other the body collapses to a line for a frame or two."""
    sides, true = Sides(), look(180)
    narrow = [sighting(turned(body, 180) * (k, 1, 1), ROI, 0.0) for k in (0.35, -0.3)]
    for i in range(20):
        assert kept(sides, true, true, i / 30)
    for i, raw in enumerate([*narrow, true.mirrored(), true.mirrored(), *narrow[::-1]]):
        sides.keep(raw, (20 + i) / 30)
    for i in range(26, 40):
        assert kept(sides, true, true, i / 30), i


def test_the_network_is_right_in_the_long_run(look):
    sides, wrong, right = Sides(), look(180).mirrored(), look(180)
    for i in range(5):
        sides.keep(wrong, i / 30)
    outcomes = [kept(sides, right, right, (5 + i) / 30) for i in range(30)]
    assert outcomes.index(True) <= 5, "held against the network no longer than it was seen before"
    assert all(outcomes[outcomes.index(True) :])


def test_sides_are_never_held_longer_than_half_a_second(look):
    sides, wrong, right = Sides(), look(0).mirrored(), look(0)
    for i in range(300):
        sides.keep(wrong, i / 30)
    outcomes = [kept(sides, right, right, 10 + i / 30) for i in range(30)]
    assert 12 <= outcomes.index(True) <= 16


def test_an_old_reference_is_forgotten(look):
    sides, true = Sides(), look(0)
    sides.keep(true, 0.0)
    assert kept(sides, true.mirrored(), true.mirrored(), 5.0)


def test_a_swap_that_creeps_in_over_many_pictures(sighting, body):
    """240 pictures a second: each is close to the one before, while the network changes its mind."""
    sides, true = Sides(), sighting(turned(body, 180), ROI, 0.0)
    for i in range(120):
        sides.keep(true, i / 240)
    drift = [*np.linspace(1, -1, 9), *([-1] * 20), *np.linspace(-1, 1, 9)]
    for i, k in enumerate(drift):
        raw = sighting(turned(body, 180) * (k, 1, k), ROI, 0.0)
        out = across(sides.keep(raw, (120 + i) / 240))
        if abs(k) == 1:
            assert np.allclose(out, across(true)), i


def test_a_doubtful_unclear_sighting_is_no_reference(look):
    sides, true = Sides(), look(180)
    for i in range(20):
        sides.keep(true, i / 30)
    sides.keep(look(85), 20 / 30, doubtful=True)
    for i in range(21, 30):
        assert kept(sides, true, true, i / 30), i


def test_a_doubtful_clear_sighting_is_a_reference(look):
    """A turn in a blur: every picture is doubtful and close to the one before."""
    sides = Sides()
    for i in range(30):
        raw = look(10 * i)
        assert np.allclose(across(sides.keep(raw, i / 30, doubtful=True)), across(raw)), i
