"""A skill is known again from a few attempts, and what is none of those taught is none."""

import numpy as np
import pytest

from dancecoach.coaching.taught.judge import Judge, certainties, verdicts
from dancecoach.coaching.taught.motion import mirrored
from dancecoach.coaching.taught.space import skill_space


@pytest.fixture
def judges(attempts):
    names = ("back tuck", "straddle jump", "cartwheel")
    return {name: Judge.taught(skill_space(), attempts(name, 3)) for name in names}


@pytest.mark.parametrize("name", ["back tuck", "straddle jump", "cartwheel"])
def test_another_attempt_from_another_side_is_known(judges, attempt, name):
    motion = attempt(name, azimuth=165.0)
    for side in (motion, mirrored(motion)):
        [said] = verdicts(judges, skill_space().places(side[None]))
        assert said.name == name
        assert said.certainty > 0.8


@pytest.mark.parametrize("name", ["straight jump", "front tuck", "double back tuck", "handstand"])
def test_what_was_not_taught_is_none_of_them(judges, attempt, name):
    [said] = verdicts(judges, skill_space().places(attempt(name, azimuth=165.0)[None]))
    assert said.name == ""
    assert said.certainty < 0.5


def test_certainties_leave_room_for_none_of_them(judges, attempts):
    shares = certainties(judges, skill_space().places(attempts("pike jump")))
    assert set(shares) == set(judges)
    assert (sum(shares.values()) < 1.0).all()
    assert certainties({}, skill_space().places(attempts("pike jump"))) == {}
    assert [one.name for one in verdicts({}, skill_space().places(attempts("pike jump")))] == [""] * 3


def test_more_attempts_make_its_middle_surer(attempts):
    few, more = (Judge.taught(skill_space(), attempts("back tuck", count)) for count in (1, 4))
    assert (more.unsure < few.unsure).all()


def test_nonsense_is_no_skill(judges):
    wild = np.random.default_rng(0).normal(0, 3, (20, len(skill_space().mean)))
    assert [one.name for one in verdicts(judges, skill_space().places(wild))] == [""] * 20


def _scattered(space, spread, count=4, seed=3):
    """(2, N, D) attempts at a made-up skill that differ by so much, where a usual one differs by 1."""
    rng = np.random.default_rng(seed)
    middle = np.sqrt(space.between) * rng.normal(0, 1, len(space.between))
    return np.stack([middle + spread * rng.normal(0, 1, (count, len(middle)))] * 2)


def test_where_all_attempts_are_known_easily_more_is_asked():
    space = skill_space()
    alike, usual = (Judge.of_places(space, _scattered(space, spread)) for spread in (0.1, 3.0))
    assert alike.asked == 1.5
    assert usual.asked == 0.0
    even = space.slope * alike.likelier(_scattered(space, 0.1)) + space.offset
    np.testing.assert_allclose(alike.odds(_scattered(space, 0.1)), even - 1.5)


def test_one_attempt_says_nothing_of_how_alike_they_are(attempts):
    assert Judge.taught(skill_space(), attempts("back tuck", 1)).asked == 0.0


def test_of_many_attempts_some_are_held_out():
    space = skill_space()
    assert 0.0 < Judge.of_places(space, _scattered(space, 0.5, count=200)).asked <= 1.5
