import attrs
import numpy as np
import pytest

from dancecoach.coaching.measures.posture import posture_of
from dancecoach.pose.skeleton import BLAZEPOSE_33

FRAMES = 31
TIMES = np.arange(FRAMES) / 30


def posture(figure, *, visibility=1.0, found=None, **pose):
    points = figure.points(FRAMES, **pose)
    return posture_of(figure.track(points, TIMES, visibility=visibility, found=found))


def test_hips_and_knees_are_the_mean_of_the_sides_that_are_seen(figure):
    both = posture(figure, hip=(40, 80), knee=(100, 60))
    assert both.hip == pytest.approx(np.full(FRAMES, 120.0), abs=0.5)
    assert both.knee == pytest.approx(np.full(FRAMES, 100.0), abs=0.5)
    visibility = np.ones((FRAMES, 33))
    visibility[5, BLAZEPOSE_33.index("left_knee")] = 0.1
    visibility[6, list(BLAZEPOSE_33.indices("left_knee", "right_knee"))] = 0.1
    left_hidden = posture(figure, hip=(40, 80), knee=(100, 60), visibility=visibility)
    assert (left_hidden.hip[5], left_hidden.knee[5]) == pytest.approx((100.0, 120.0), abs=0.5)
    assert np.isnan([left_hidden.hip[6], left_hidden.knee[6]]).all()


@pytest.mark.parametrize("turns", [1.0, -1.0, 2.0])
def test_somersaults_are_counted_through_whole_turns_and_gaps(figure, turns):
    found = np.ones(FRAMES, bool)
    turning = posture(figure, somersault=np.linspace(0, 360 * turns, FRAMES), found=found)
    assert turning.forward[-1] == pytest.approx(360 * turns, abs=1)
    assert turning.sideways == pytest.approx(np.zeros(FRAMES), abs=1)
    found[10:13] = False
    with_gap = posture(figure, somersault=np.linspace(0, 360 * turns, FRAMES), found=found)
    assert with_gap.forward[-1] == pytest.approx(360 * turns * (FRAMES - 1 - 4) / (FRAMES - 1), abs=1)


def test_a_cartwheel_goes_sideways(figure):
    turning = posture(figure, cartwheel=np.linspace(0, 360, FRAMES))
    assert turning.sideways[-1] == pytest.approx(360, abs=1)
    assert turning.forward == pytest.approx(np.zeros(FRAMES), abs=1)
    assert turning.tilt[[0, 15, 30]] == pytest.approx([0, 180, 0], abs=1)


def test_legs_are_spread_to_front_and_back(figure):
    split = posture(figure, hip=(60, -50))
    assert split.spread == pytest.approx(np.full(FRAMES, 110.0), abs=1)
    assert (split.spread_sideways < 0.1).all()
    assert posture(figure).spread == pytest.approx(np.zeros(FRAMES), abs=1)


def test_without_metres_angles_are_those_of_the_picture_and_turns_are_not_known(figure):
    track = figure.track(figure.points(FRAMES, facing=90, hip=30, knee=60), TIMES)
    flat = posture_of(attrs.evolve(track, world=None))
    assert flat.knee == pytest.approx(np.full(FRAMES, 120.0), abs=0.5)
    for unknown in (flat.forward, flat.sideways, flat.spread, flat.spread_sideways):
        assert unknown.shape == (FRAMES,)
        assert np.isnan(unknown).all()
