"""What cameras can tell: all that lies across their lines of sight, a third of what lies along them."""

import numpy as np
import pytest

from dancecoach.coaching.dance.sight import DEPTH, degrees_across, degrees_seen, seen_axes, sights_of

ACROSS, UP, AWAY = np.eye(3)


def test_without_depth_nothing_is_taken_away() -> None:
    assert seen_axes(None) == pytest.approx(np.eye(3))
    assert degrees_seen(ACROSS, AWAY, None) == pytest.approx(90)


def test_two_cameras_on_one_side_take_two_parts_of_depth_away() -> None:
    assert ACROSS @ seen_axes(0.0) == pytest.approx(ACROSS)
    assert UP @ seen_axes(0.0) == pytest.approx(UP)
    assert AWAY @ seen_axes(0.0) == pytest.approx(DEPTH * AWAY)


@pytest.mark.parametrize("turn", [-90.0, 90.0])
def test_cameras_at_right_angles_each_take_their_own(turn) -> None:
    assert abs(sights_of(turn)[1]) == pytest.approx(ACROSS, abs=1e-9)
    for axis in (ACROSS, AWAY):
        assert np.linalg.norm(axis @ seen_axes(turn)) == pytest.approx(np.sqrt(DEPTH))
    assert UP @ seen_axes(turn) == pytest.approx(UP)


@pytest.mark.parametrize("turn", [-140.0, -30.0, 0.0, 70.0])
def test_never_more_is_seen_than_there_is(turn) -> None:
    rng = np.random.default_rng(0)
    first, second = (v / np.linalg.norm(v, axis=1, keepdims=True) for v in rng.normal(size=(2, 50, 3)))
    seen, whole = degrees_seen(first, second, turn), degrees_seen(first, second, None)
    assert (seen <= whole + 1e-9).all()
    assert (seen > 0).all()


def test_the_distance_of_two_ends_tells_the_angle() -> None:
    assert degrees_across(np.array([0.0, 1.0, 2.0, 2.1])) == pytest.approx([0, 60, 180, 180])
