import numpy as np
import pytest

from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.size import body_size
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.smoothing import LandmarkSmoother, OneEuro

GRAVITY = 9.81 / 1.7  # body heights per second squared


@pytest.fixture
def standing():
    """(33, 3) a standing body, one unit of the picture high from the head joints to the toes, centred."""
    points = np.zeros((33, 3))
    levels = {"shoulder": 0.2, "elbow": 0.38, "wrist": 0.53, "hip": 0.49, "knee": 0.735, "ankle": 0.98}
    for i, name in enumerate(BLAZEPOSE_33.joints):
        part = name.split("_")[-1]
        points[i, 1] = levels.get(part, 0.1 if i < 11 else 0.99 if i > 27 else 0.55)
        points[i, 0] = 0.12 * ((name.startswith("left_")) - (name.startswith("right_")))
    return points * 0.6 + [0.5, 0.2, 0.0]


@pytest.fixture
def height(standing):
    return float(body_size(standing[:, :2], BLAZEPOSE_33))


def pose(points, **more):
    return BodyPose(points.astype(np.float32), np.ones(len(points), np.float32), None, 0.9, **more)


def smooth(frames, times, settings=None, aspect=1.0):
    smoother = LandmarkSmoother(settings, aspect=aspect)
    return np.array([smoother(pose(f), t).landmarks for f, t in zip(frames, times, strict=True)], np.float64)


def jump(times, speed=1.5):
    """Height of the body (body heights) through dip, push, flight and landing; the take-off's time."""
    push = 2 * 0.17 / speed
    takeoff, flight = 1.3 + push, 2 * speed / GRAVITY
    since = times - takeoff
    y = np.zeros_like(times)
    dip, pushing, flying, after = (
        (times >= 1) & (since < -push),
        (since >= -push) & (since < 0),
        (since >= 0) & (since < flight),
        since >= flight,
    )
    y[dip] = -0.06 * (1 - np.cos(np.pi * (times[dip] - 1) / 0.3))
    y[pushing] = -0.12 + 0.5 * speed / push * (since[pushing] + push) ** 2
    y[flying] = 0.05 + speed * since[flying] - 0.5 * GRAVITY * since[flying] ** 2
    y[after] = 0.05 * np.exp(-(since[after] - flight) / 0.05)
    return y, takeoff


@pytest.mark.parametrize(("fps", "most"), [(24, 0.55), (30, 0.5), (60, 0.45)])
def test_jitter_at_rest_is_halved(standing, height, fps, most):
    times = np.arange(0, 5, 1 / fps)
    raw = standing + np.random.default_rng(0).normal(0, 0.003 * height, (len(times), 33, 3))
    steady = smooth(raw, times)[fps:]
    raw = raw[fps:]
    assert np.diff(steady, axis=0).std() < 0.5 * np.diff(raw, axis=0).std()
    assert steady.std(axis=0).mean() < most * raw.std(axis=0).mean()


@pytest.mark.parametrize("fps", [24, 30, 60, 120])
def test_a_take_off_is_not_dragged(standing, height, fps):
    """Under 0.9 of a frame and 12 ms behind while the body leaves the floor with 2.5 m/s."""
    times = np.arange(0, 3, 1 / fps)
    y, takeoff = jump(times)
    frames = np.repeat(standing[None], len(times), axis=0)
    frames[..., 1] -= y[:, None] * height
    steady = smooth(frames, times)
    behind = y + (steady[..., 1] - standing[:, 1]).mean(axis=1) / height
    just_off = (times >= takeoff) & (times < takeoff + 0.1)
    speed = 1.5 - GRAVITY * (times[just_off] - takeoff)
    lag_s = behind[just_off] / speed
    assert (lag_s < min(0.9 / fps, 0.012)).all()
    assert np.abs(behind[times < takeoff + 0.1]).max() < 0.02
    assert np.abs(behind).max() < 0.05  # the stop at the landing


def test_the_size_in_the_picture_makes_no_difference(standing):
    times = np.arange(60) / 30
    moved = standing + np.random.default_rng(1).normal(0, 0.003, (60, 33, 3)).cumsum(axis=0)
    near, far = smooth(moved, times), smooth(moved * 0.2 + 0.4, times)
    np.testing.assert_allclose(near * 0.2 + 0.4, far, atol=1e-5)


def test_the_shape_of_the_picture_is_accounted_for(standing):
    times = np.arange(60) / 30
    moved = standing + np.random.default_rng(1).normal(0, 0.003, (60, 33, 3)).cumsum(axis=0)
    squeezed = moved / [2.0, 1.0, 2.0]
    np.testing.assert_allclose(smooth(moved, times) / [2.0, 1.0, 2.0], smooth(squeezed, times, aspect=2.0), atol=1e-5)


def test_a_changing_frame_rate_gives_the_same_curve(standing):
    """Slow motion sampled at 30 fps and at an uneven rate agrees at the common times."""
    even = np.arange(0, 3, 1 / 30)
    uneven = np.sort(np.concatenate([even, even[45:] + 1 / 90]))

    def curve(times):
        frames = np.repeat(standing[None], len(times), axis=0)
        frames[..., 0] += 0.05 * np.sin(2 * times)[:, None]
        return smooth(frames, times)

    shared = curve(uneven)[np.isin(uneven, even)]
    np.testing.assert_allclose(shared, curve(even), atol=0.004)


@pytest.mark.parametrize("jump_s", [-1.0, 0.0, 0.4])
def test_a_jump_in_time_starts_anew(standing, jump_s):
    smoother = LandmarkSmoother(aspect=1.0)
    for i in range(10):
        smoother(pose(standing), i / 30)
    moved = pose(standing + 0.1)
    np.testing.assert_array_equal(smoother(moved, 9 / 30 + jump_s).landmarks, moved.landmarks)


def test_another_person_and_reset_start_anew(standing):
    smoother = LandmarkSmoother(aspect=1.0)
    smoother(pose(standing), 0.0)
    other = pose(standing + 0.1, person=1)
    np.testing.assert_allclose(smoother(other, 1 / 30).landmarks, other.landmarks, atol=1e-7)
    smoother.reset()
    np.testing.assert_allclose(smoother(pose(standing), 2 / 30).landmarks, standing, atol=1e-6)


def test_unknown_joints_stay_unknown_and_start_where_they_appear(standing):
    smoother = LandmarkSmoother(aspect=1.0)
    hidden = standing.copy()
    hidden[15] = np.nan
    smoother(pose(standing), 0.0)
    out = smoother(pose(hidden), 1 / 30)
    assert np.isnan(out.landmarks[15]).all()
    assert np.isfinite(np.delete(out.landmarks, 15, axis=0)).all()
    out = smoother(pose(standing + 0.2), 2 / 30)
    np.testing.assert_allclose(out.landmarks[15], standing[15] + 0.2, atol=1e-6)


def test_a_still_body_is_left_where_it_is_and_the_rest_of_the_pose_alone(standing):
    smoother = LandmarkSmoother(OneEuro(min_cutoff=0.1))
    given = BodyPose(standing.astype(np.float32), np.full(33, 0.4, np.float32), standing.astype(np.float32), 0.7, 5)
    for i in range(5):
        out = smoother(given, i / 30)
    np.testing.assert_allclose(out.landmarks, given.landmarks, atol=1e-6)
    np.testing.assert_allclose(out.world, given.world, atol=1e-6)
    assert (out.score, out.person) == (0.7, 5)
    np.testing.assert_array_equal(out.visibility, given.visibility)
