"""Skills of drawn figures: what they are called, and what an engine makes of them."""

import attrs
import numpy as np
import pytest

from dancecoach.coaching.taught.motion import SIZE
from training.data.drawn import DrawnClip
from training.figure.camera import Camera
from training.figure.motions import Stand
from training.figure.motions.cartwheel import Cartwheel
from training.figure.motions.jumps import Jump, Somersault
from training.figure.scene import Actor, Scene, Stage
from training.skills.drawn import DrawnSkill, exact_skills, named_moments, seen_skills, track_disturbed, with_errors


@pytest.fixture(scope="module")
def truth():
    moves = (Stand(0.5), Somersault(), Stand(0.5), Jump(flight=0.5), Stand(0.5))
    camera = Camera(azimuth=70.0, distance=7.5, target=(0.0, 1.2, 0.0))
    found = Stage(Scene(actors=(Actor(moves=moves),), camera=camera, size=(640, 640))).truth()
    return attrs.evolve(found, moves=("stand", "back tuck", "stand", "straight jump", "stand"))


def test_flights_are_called_by_their_skill(truth):
    names = named_moments(truth)
    assert [name for name, _begin, _end in names] == ["back tuck", "straight jump"]
    for (_name, begin, end), flight in zip(names, truth.flights, strict=True):
        assert (begin, end) == pytest.approx((flight.start, flight.end), abs=0.05)


def test_what_is_on_the_hands_is_called_by_its_move():
    camera = Camera(azimuth=10.0, distance=7.5, target=(0.0, 1.2, 0.0))
    wheel = Stage(Scene(actors=(Actor(moves=(Stand(0.5), Cartwheel(), Stand(0.5))),), camera=camera)).truth()
    assert [name for name, *_ in named_moments(attrs.evolve(wheel, moves=("stand", "cartwheel")))] == ["cartwheel"]
    # Two skills of which one has no name: neither is told.
    assert named_moments(attrs.evolve(wheel, moves=("2 cartwheels",))) == []


def test_what_the_engine_saw_stands_beside_what_was_done(truth):
    clip = DrawnClip(3, track_disturbed(truth.to_track(), np.random.default_rng(0)), truth)
    tuck, jump = seen_skills(clip)
    assert (tuck.name, jump.name, tuck.clip) == ("back tuck", "straight jump", -4)
    assert tuck.motion.shape == tuck.exact.shape == (SIZE,)
    assert 0.0 < np.nanmean(np.abs(tuck.motion - tuck.exact)) < 0.2
    astray = attrs.evolve(clip, track=attrs.evolve(clip.track, landmarks=clip.track.landmarks + 0.5))
    assert list(seen_skills(astray)) == []


def test_errors_of_what_is_most_alike_are_put_on_exact_skills():
    flat = np.zeros((2, SIZE))
    near = DrawnSkill("a", "", -1, flat[0] + 0.1, flat[0])
    seen = [attrs.evolve(near, clip=-1 - i) for i in range(8)]
    seen += [DrawnSkill("b", "", -20, flat[0] + 50.0, flat[0] + 40.0)]
    [one] = with_errors([DrawnSkill("a", "", 1, flat[1])], seen, np.random.default_rng(0))
    np.testing.assert_allclose(one.motion, 0.1)
    assert with_errors([near], [], np.random.default_rng(0)) == [near]


def test_figures_by_chance_are_the_same_for_the_same_seed():
    first, again = (list(exact_skills([0, 1], "train", seed=11, variants=1)) for _ in range(2))
    assert first
    assert [one.name for one in first] == [one.name for one in again]
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one.motion, other.motion)
