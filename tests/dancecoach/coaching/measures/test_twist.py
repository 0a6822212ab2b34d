import attrs
import numpy as np
import pytest

from dancecoach.coaching.measures.twist import twisted
from dancecoach.pose.skeleton import BLAZEPOSE_33

FRAMES = 31
TIMES = np.arange(FRAMES) / 30


@pytest.mark.parametrize("turns", [1.0, -1.0, 0.5, 2.0])
def test_turns_to_the_left_of_the_body_are_positive(figure, turns):
    track = figure.track(figure.points(FRAMES, facing=np.linspace(0, 360 * turns, FRAMES)), TIMES)
    found = twisted(track)
    assert (found[0], found[-1]) == (0.0, pytest.approx(turns, abs=0.01))
    assert np.diff(found) == pytest.approx(np.full(FRAMES - 1, turns / (FRAMES - 1)), abs=0.01)


def test_a_somersault_is_no_twist(figure):
    track = figure.track(figure.points(FRAMES, somersault=np.linspace(0, 360, FRAMES)), TIMES)
    assert twisted(track) == pytest.approx(np.zeros(FRAMES), abs=0.01)


def test_left_taken_for_right_is_no_twist(figure):
    points = figure.points(FRAMES, facing=np.linspace(0, 90, FRAMES))
    mirrored = points.copy()
    for a, b in BLAZEPOSE_33.pairs:
        mirrored[:, [a, b]] = points[:, [b, a]]
    points[10:15] = mirrored[10:15]
    assert twisted(figure.track(points, TIMES))[-1] == pytest.approx(0.25, abs=0.02)


def test_gaps_count_as_no_turning_and_without_metres_nothing_is_known(figure):
    found = np.ones(FRAMES, bool)
    found[12:18] = False
    track = figure.track(figure.points(FRAMES, facing=np.linspace(0, 180, FRAMES)), TIMES, found=found)
    assert twisted(track)[-1] == pytest.approx(0.5 * (FRAMES - 1 - 7) / (FRAMES - 1), abs=0.01)
    assert twisted(attrs.evolve(track, world=None)) is None
