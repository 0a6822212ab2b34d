import attrs
import numpy as np
import pytest

from dancecoach.pose.identity.likeness import BLOCK, ENOUGH, MOST_NATS, NATS, Likeness
from dancecoach.pose.identity.tracklets import Bodies

FRAMES = 96


@pytest.fixture
def two(watch, walker, size):
    """Bodies of two people of unlike clothes who keep apart, and the rows of each."""
    sightings, times, who = watch(walker(np.full(FRAMES, 0.2), 0.1), walker(np.full(FRAMES, 0.8), 0.9))
    return Bodies.of(sightings, times, size), [np.flatnonzero(who == i) for i in (0, 1)]


def test_one_person_at_two_times_is_likelier_than_two_people(two):
    bodies, (anna, bo) = two
    likeness = Likeness(bodies, [anna, bo])
    early, late = likeness.look(anna[:48]), likeness.look(anna[48:])
    same, other = likeness.against(early, late), likeness.against(early, likeness.look(bo[48:]))
    assert same < NATS
    assert other > same + 2
    assert other <= MOST_NATS
    assert likeness.against(late, early) == pytest.approx(same)


def test_few_sightings_say_less(two):
    bodies, (anna, bo) = two
    likeness = Likeness(bodies, [anna, bo])
    many = likeness.look(anna)
    assert many.blocks >= ENOUGH
    few, enough = likeness.look(bo[: BLOCK // 2]), likeness.look(bo)
    assert few.blocks == 0.5
    assert 0 < likeness.against(many, few) < likeness.against(many, enough)


def test_of_looks_that_are_not_known_nothing_is_said(two):
    bodies, (anna, bo) = two
    likeness = Likeness(bodies, [anna, bo])
    look = likeness.look(anna)
    unknown = attrs.evolve(look, mean=np.full_like(look.mean, np.nan))
    assert likeness.against(look, unknown) == 0.0
    left, right = look.mean.copy(), look.mean.copy()
    left[::2], right[1::2] = np.nan, np.nan
    assert likeness.against(attrs.evolve(look, mean=left), attrs.evolve(look, mean=right)) == 0.0


def test_clear_sightings_tell_the_looks_where_there_are_some(two):
    bodies, (anna, bo) = two
    clear = bodies.clear.copy()
    clear[anna[10:]] = False
    bodies = attrs.evolve(bodies, clear=clear)
    likeness = Likeness(bodies, [anna, bo])
    assert np.allclose(likeness.look(anna).mean, bodies.sightings.looks[anna[:10]].mean(0))
    hidden = likeness.look(anna[20:30])
    assert (hidden.blocks, bool(np.isfinite(hidden.mean).all())) == (0.0, True)


def test_without_anybody_beyond_doubt_it_can_be_asked_all_the_same(two):
    bodies, (anna, bo) = two
    likeness = Likeness(bodies, [])
    assert np.isfinite(likeness.against(likeness.look(anna), likeness.look(bo)))
