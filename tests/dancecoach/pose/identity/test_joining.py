import numpy as np
import pytest

from dancecoach.pose.identity.joining import NEW, cost_between, join
from dancecoach.pose.identity.likeness import Likeness
from dancecoach.pose.identity.tracklets import Bodies, tracklets

FRAMES = 120


@pytest.fixture
def joined(watch, size):
    """``joined(*walkers)``: of each person found, which walkers they are made of, and how many sightings they have."""

    def make(*walkers):
        sightings, times, who = watch(*walkers)
        bodies = Bodies.of(sightings, times, size)
        parts = tracklets(bodies, np.zeros(0, np.int64))
        people = join(bodies, parts, Likeness(bodies, parts))
        assert all((np.diff(sightings.frames[rows]) > 0).all() for rows in people), "nobody is in two places"
        return [(set(who[rows].tolist()), len(rows)) for rows in people]

    return make


def hidden(x, first, last):
    x = np.array(x, float)
    x[first:last] = np.nan
    return x


def test_two_who_cross_are_the_same_two_after_it(walker, joined):
    front = np.linspace(0.2, 0.8, FRAMES)
    behind = np.where(np.abs(2 * front - 1) < 0.1, np.nan, 1 - front)
    assert joined(walker(front, 0.1), walker(behind, 0.9)) == [({0}, FRAMES), ({1}, int(np.isfinite(behind).sum()))]


def test_who_was_hidden_for_a_while_is_known_again_by_course_and_looks(walker, joined):
    a = walker(hidden(np.linspace(0.2, 0.5, FRAMES), 50, 70), 0.1)
    b = walker(np.full(FRAMES, 0.8), 0.9)
    assert joined(a, b) == [({0}, FRAMES - 20), ({1}, FRAMES)]


def test_somebody_else_who_comes_elsewhere_is_somebody_else(walker, joined):
    first, then = hidden(np.full(FRAMES, 0.2), 50, FRAMES), hidden(np.full(FRAMES, 0.85), 0, 60)
    assert joined(walker(first, 0.1), walker(then, 0.9)) == [({0}, 50), ({1}, 60)]


def test_of_two_who_look_alike_and_may_have_changed_places_nobody_is_joined(walker, joined):
    """Both vanish in the middle and come out of it side by side: neither motion nor looks tell who is who."""
    a = walker(hidden(np.r_[np.linspace(0.3, 0.5, 50), np.full(20, 0.5), np.linspace(0.5, 0.7, 50)], 48, 72), 0.5)
    b = walker(hidden(np.r_[np.linspace(0.7, 0.5, 50), np.full(20, 0.5), np.linspace(0.5, 0.3, 50)], 48, 72), 0.5)
    for who, _count in joined(a, b):
        assert len(who) == 1


def test_a_course_that_goes_on_costs_little_and_one_nobody_can_go_is_never_taken(watch, walker, size):
    sightings, times, _who = watch(walker(np.linspace(0.2, 0.8, 60), 0.5))
    bodies = Bodies.of(sightings, times, size)
    early, late = np.arange(25), np.arange(30, 60)
    assert cost_between(bodies, early, late) < 1
    jumped = Bodies.of(*watch(walker(np.where(np.arange(60) < 28, 0.1, 0.95), 0.5))[:2], size)
    assert cost_between(jumped, np.arange(25), np.arange(30, 60)) > NEW
