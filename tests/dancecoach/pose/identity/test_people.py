"""Who is who after a crossing, a meeting, an absence; and that nobody is exchanged where that cannot be told."""

import numpy as np
import pytest

from dancecoach.pose.identity.people import chosen_rows
from dancecoach.pose.identity.seed import Seed

T = 150


def crossing(frames=T):
    """From left to right, and from right to left; behind the other one around the middle."""
    a = np.linspace(0.1, 0.9, frames)
    b = 1.0 - a
    b[np.abs(a - b) < 0.1] = np.nan
    return a, b


def turning_back(frames=T):
    """Both walk to the middle, one is hidden there for a while, and each goes back to where they came from."""
    way = np.concatenate([np.linspace(0.1, 0.48, frames // 2), np.linspace(0.48, 0.1, frames - frames // 2)])
    other = 1.0 - way
    other[np.abs(way - other) < 0.12] = np.nan
    return way, other


def follow(sightings, times, size, seed):
    return chosen_rows(sightings, times, size, [0], seed)


def at(x, frame):
    return Seed(float(x), 0.5, frame / 30)


@pytest.mark.parametrize("course", [crossing, turning_back])
@pytest.mark.parametrize("frame", [3, T - 4])
@pytest.mark.parametrize("whom", [0, 1])
def test_the_chosen_one_is_followed_to_both_ends_of_the_clip(walker, watch, size, course, frame, whom):
    courses = course()
    sightings, times, who = watch(walker(courses[0], 0.1), walker(courses[1], 0.8))
    rows = follow(sightings, times, size, at(courses[whom][frame], frame))
    assert set(who[rows]) == {whom}
    assert len(rows) >= 0.9 * np.isfinite(courses[whom]).sum()
    assert len(set(sightings.frames[rows])) == len(rows)


@pytest.mark.parametrize("frame", [3, T - 4])
def test_nobody_is_exchanged_where_looks_and_motion_do_not_tell(walker, watch, size, frame):
    courses = [np.where(np.abs(x - 0.5) < 0.06, np.nan, x) for x in turning_back()]  # a pillar hides them both
    sightings, times, who = watch(walker(courses[0], 0.5), walker(courses[1], 0.5))
    rows = follow(sightings, times, size, at(courses[1][frame], frame))
    assert set(who[rows]) == {1}
    assert len({bool(t > T // 2) for t in sightings.frames[rows]}) == 1, "it was taken for certain who came out"


def test_who_leaves_and_comes_back_is_known_again_and_the_other_not_taken_for_them(walker, watch, size):
    a = np.concatenate([np.linspace(0.6, 0.95, 40), np.full(70, np.nan), np.linspace(0.95, 0.5, 40)])
    b = 0.3 + 0.05 * np.sin(np.arange(T) / 8)
    sightings, times, who = watch(walker(a, 0.1), walker(b, 0.8, height=140))
    rows = follow(sightings, times, size, at(a[5], 5))
    assert set(who[rows]) == {0}
    assert set(sightings.frames[rows]) == set(np.flatnonzero(np.isfinite(a)))


def test_a_stranger_who_comes_later_is_not_the_chosen_one(walker, watch, size):
    a = np.concatenate([np.linspace(0.6, 0.95, 60), np.full(90, np.nan)])
    b = np.concatenate([np.full(80, np.nan), np.linspace(0.95, 0.5, 70)])
    by = 0.3 + 0.02 * np.sin(np.arange(T) / 8)
    sightings, times, who = watch(walker(a, 0.1), walker(b, 0.8), walker(by, 0.45))
    rows = follow(sightings, times, size, at(a[5], 5))
    assert set(who[rows]) == {0}


def test_a_network_that_slid_onto_who_is_in_front_costs_sightings_not_the_person(walker, watch, size):
    a = np.linspace(0.1, 0.9, T)
    b = 1.0 - a
    near = np.abs(a - b) < 0.06
    b[near] = a[near] + 0.004  # both sightings are of the one in front
    sightings, times, who = watch(walker(a, 0.1), walker(b, 0.8))
    rows = follow(sightings, times, size, at(a[3], 3))
    clear = ~near[sightings.frames[rows]]
    assert set(who[rows][clear]) == {0}
    assert clear.sum() > 0.9 * (~near).sum()


def test_a_sighting_that_begins_on_the_body_of_another_goes_on_as_theirs(walker, watch, size):
    a = np.linspace(0.1, 0.9, T)
    b = 1.0 - a
    b[np.abs(a - b) < 0.15] = np.nan
    again = np.where(np.arange(T) < T // 2 - 6, np.nan, a + 0.016)  # who was hidden is seen in the one in front
    a = np.where(np.arange(T) > T // 2, np.nan, a)
    sightings, times, who = watch(walker(a, 0.1), walker(b, 0.8), walker(again, 0.1))
    for frame, x in ((3, a[3]), (T - 4, again[-4])):
        rows = follow(sightings, times, size, at(x, frame))
        assert set(who[rows]) == {0, 2}
        assert len(rows) > 0.8 * T


def test_a_point_beside_everybody_follows_nobody(walker, watch, size):
    sightings, times, _ = watch(walker(np.full(20, 0.3), 0.1), walker(np.full(20, 0.5), 0.8))
    assert chosen_rows(sightings, times, size, [0], Seed(0.95, 0.1, 0.2)) is None


def test_a_sighting_that_is_nobodys_is_not_followed_where_somebody_is_known(walker, watch, size):
    """The engine saw a mixture of two for three frames: who points there means one of the two."""
    mixture = np.full(T, np.nan)
    mixture[70:73] = 0.42
    sightings, times, who = watch(walker(np.full(T, 0.36), 0.1), walker(np.full(T, 0.6), 0.8), walker(mixture, 0.45))
    rows = follow(sightings, times, size, at(0.41, 71))
    assert len(rows) >= T - 3
    assert set(who[rows]) <= {0, 2}
