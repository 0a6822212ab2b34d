"""Prediction in seconds, whatever the frame rate."""

import numpy as np
import pytest

from dancecoach.pose.blazepose.motion_model import MotionModel
from dancecoach.pose.blazepose.roi import Roi

RATES = [10, 24, 25, 30, 60, 120, 240]


def flown(fps, roi_at, seconds=0.6):
    model = MotionModel(roi_at(0.0), 0.0)
    for i in range(round(seconds * fps) + 1):
        model.update(roi_at(i / fps), i / fps)
    return model


def somersault(t):
    """0.45 s a turn, rising and travelling."""
    return Roi(300 + 150 * t, 200 - 400 * t + 490 * t * t, 200, 2 * np.pi * t / 0.45)


@pytest.mark.parametrize("fps", RATES)
def test_velocities_are_per_second(fps):
    model = flown(fps, lambda t: Roi(100 + 300 * t, 50 - 80 * t, 200, 9.0 * t))
    assert model.velocity == pytest.approx((300, -80), rel=0.02)
    assert model.spin == pytest.approx(9.0, rel=0.02)


@pytest.mark.parametrize("fps", RATES)
def test_double_somersault_is_predicted(fps):
    model = flown(fps, somersault, 0.9)
    later = model.time_s + 1 / fps
    expected, true = model.predict(later), somersault(later)
    assert abs(expected.angle - true.angle) < 0.15, "whole turns are counted"
    assert expected.distance(true) < (0.03 if fps >= 24 else 0.08) * true.size


@pytest.mark.parametrize("fps", [10, 30, 240])
def test_prediction_does_not_depend_on_the_frame_rate(fps):
    model = flown(fps, lambda t: Roi(100 + 200 * t, 0, 100, 5 * t))
    ahead = model.predict(model.time_s + 0.1)
    assert ahead.x == pytest.approx(100 + 200 * (model.time_s + 0.1), rel=0.02)
    assert ahead.angle == pytest.approx(5 * (model.time_s + 0.1), rel=0.02)


def test_dropped_frames():
    times = np.delete(np.arange(40) / 30, [7, 8, 9, 20, 25, 26])
    model = MotionModel(somersault(0), 0.0)
    for t in times:
        expected = model.predict(t)
        if t > 0.15:
            assert abs(expected.angle - somersault(t).angle) < 0.5
        model.update(somersault(t), t)


def test_a_long_gap_is_not_crossed_at_full_speed():
    model = flown(30, lambda t: Roi(300 * t, 0, 100, 10 * t))
    assert model.predict(model.time_s + 5).x == pytest.approx(model.roi.x + 300 * 0.25, rel=0.05)


def test_jitter_is_not_amplified_and_a_step_is_followed():
    rng = np.random.default_rng(0)
    model = MotionModel(Roi(100, 100, 200, 0), 0.0)
    angles = []
    for i in range(1, 90):
        model.update(Roi(100, 100, 200, rng.normal(0, 0.01)), i / 30)
        angles.append(model.roi.angle)
    assert np.std(angles[30:]) < 0.009
    model.update(Roi(180, 100, 200, 1.0), 3.0)
    assert model.roi.angle == pytest.approx(1.0, abs=0.02)
    assert model.roi.x == pytest.approx(180, abs=2)


def test_first_sighting_is_taken_whole():
    model = MotionModel(Roi(0, 0, 50, 0), 0.0)
    model.update(Roi(10, 20, 90, 0.02), 0.0)
    assert model.roi == Roi(10, 20, 90, pytest.approx(0.02))
    assert model.velocity == (0, 0)


def test_a_doubtful_sighting_hardly_changes_velocities():
    model = flown(30, lambda t: Roi(0, 0, 100, 8 * t))
    model.update(Roi(0, 0, 100, model.roi.angle + 2.0), model.time_s + 1 / 30, doubtful=True)
    assert 7 < model.spin < 20


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_growth_is_followed(fps):
    """A body that runs towards the camera doubles in half a second."""
    model = flown(fps, lambda t: Roi(0, 0, 100 * 2 ** (2 * t), 0))
    later = model.time_s + 1 / fps
    assert model.predict(later).size == pytest.approx(100 * 2 ** (2 * later), rel=0.12)


def test_impossible_growth_is_limited():
    model = flown(30, lambda t: Roi(0, 0, 100, 0))
    model.update(Roi(0, 0, 1000, 0), model.time_s + 1 / 30)
    assert model.roi.size < 130


def pulldown(seconds=0.8):
    """Times at which a 30 fps file shows 24 pictures a second: (shown, is it new)."""
    return [(i / 30, i % 5 != 4) for i in range(int(30 * seconds))]


def test_a_repeated_picture_does_not_step_the_velocity():
    model, picture, spins = MotionModel(Roi(0, 0, 100, 0), 0.0), 0, []
    for time_s, new in pulldown():
        if new:
            model.update(Roi(0, 0, 100, 0.3 * picture), time_s)
            picture += 1
        else:
            model.hold(time_s)
        spins.append(model.spin)
    assert np.ptp(spins[8:]) < 0.05 * spins[-1]


def test_a_standstill_ends_the_velocities():
    model = flown(30, lambda t: Roi(300 * t, 0, 100, 8 * t))
    end = model.time_s
    for i in range(1, 30):
        model.hold(end + i / 30)
    assert abs(model.spin) < 0.1
    assert model.predict(end + 1.1).x == pytest.approx(model.roi.x, abs=1)
