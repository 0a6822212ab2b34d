import attrs
import numpy as np
import pytest

from dancecoach.pose.identity.tracklets import MOST_GAP_S, Bodies, by_frame, tracklets

FRAMES = 60
NO_BORDERS = np.zeros(0, np.int64)


@pytest.fixture
def stretches(watch, size):
    """``stretches(*walkers)``: of each stretch, which walkers are in it, and its first and last frame."""

    def make(*walkers, number=None, borders=NO_BORDERS):
        sightings, times, who = watch(*walkers)
        if number is not None:
            sightings = attrs.evolve(sightings, number=np.asarray(number(who), np.int64))
        bodies = Bodies.of(sightings, times, size)
        found = tracklets(bodies, borders)
        assert sorted(row for rows in found for row in rows.tolist()) == list(range(len(sightings)))
        frames = sightings.frames
        return [(set(who[rows].tolist()), int(frames[rows[0]]), int(frames[rows[-1]])) for rows in found]

    return make


def test_two_who_keep_apart_are_one_stretch_each(walker, stretches):
    a, b = walker(np.linspace(0.2, 0.4, FRAMES), 0.1), walker(np.full(FRAMES, 0.8), 0.9)
    assert stretches(a, b) == [({0}, 0, 59), ({1}, 0, 59)]


def test_where_two_cross_the_stretches_end_and_no_stretch_holds_two_people(walker, stretches):
    a, b = walker(np.linspace(0.2, 0.8, FRAMES), 0.1), walker(np.linspace(0.8, 0.2, FRAMES), 0.9)
    found = stretches(a, b)
    assert all(len(who) == 1 for who, _first, _last in found)
    long = [(who, first, last) for who, first, last in found if last - first > 15]
    assert sorted((min(who), first == 0) for who, first, _last in long) == [
        (0, False),
        (0, True),
        (1, False),
        (1, True),
    ]


def test_a_gap_ends_a_stretch_only_where_it_is_long(walker, stretches):
    short, long = np.full(FRAMES, 0.5), np.full(FRAMES, 0.5)
    short[20:22] = np.nan
    assert MOST_GAP_S >= 3 / 30
    assert stretches(walker(short, 0.5)) == [({0}, 0, 59)]
    long[20:25] = np.nan
    assert stretches(walker(long, 0.5)) == [({0}, 0, 19), ({0}, 25, 59)]


def test_a_leap_ends_a_stretch_unless_the_engine_knew_the_person_all_along(walker, stretches):
    leap = np.where(np.arange(FRAMES) < 30, 0.4, 0.435)  # 22 pixels: 0.5 torso lengths
    assert stretches(walker(leap, 0.5), number=lambda who: who) == [({0}, 0, 59)]
    parted = [({0}, 0, 29), ({0}, 30, 59)]
    assert stretches(walker(leap, 0.5), number=lambda who: np.arange(len(who)) // 30) == parted
    assert stretches(walker(leap, 0.5), number=lambda who: who, borders=np.array([30])) == parted


def test_nobody_seen_is_no_stretch(watch, walker, size):
    sightings, times, _who = watch(walker(np.full(3, 0.5), 0.5))
    nobody = Bodies.of(sightings.at(slice(0, 0)), times, size)
    assert tracklets(nobody, NO_BORDERS) == []
    assert list(by_frame(nobody.sightings.frames)) == []


def test_who_covers_somebody_is_not_clear_and_who_stands_alone_is(watch, walker, size):
    a, b = walker(np.linspace(0.2, 0.5, FRAMES), 0.1), walker(np.full(FRAMES, 0.5), 0.9)
    sightings, times, _who = watch(a, b)
    bodies = Bodies.of(sightings, times, size)
    clear = [bool(bodies.clear[rows].all()) for rows in by_frame(sightings.frames)]
    assert (clear[0], clear[-1]) == (True, False)
    assert clear == sorted(clear, reverse=True), "from some frame on they cover one another"
    assert [rows.tolist() for rows in by_frame(np.array([3, 3, 5, 9]))] == [[0, 1], [2], [3]]
