import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.motion.kinematics import acceleration, centre_of_mass, speed, velocity
from dancecoach.motion.points import picture_points, world_points
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13, COCO_17


def uneven(count, fps=30, seed=0):
    """Frame times of a phone: jitter, and some frames left out."""
    rng = np.random.default_rng(seed)
    t = np.arange(int(count * 1.2)) / fps + rng.uniform(-0.2, 0.2, int(count * 1.2)) / fps
    return np.sort(rng.choice(t, count, replace=False))


class TestDerivatives:
    @given(
        coefficients=st.tuples(*[st.floats(-5, 5)] * 3),
        fps=st.sampled_from([24, 29.97, 50, 120, 240]),
        seed=st.integers(0, 20),
    )
    def test_a_parabola_is_differentiated_exactly_at_any_times(self, coefficients, fps, seed):
        """Free fall: nothing is smoothed away, at the ends neither."""
        a, b, c = coefficients
        t = uneven(60, fps, seed)
        y = a + b * t + c * t**2
        np.testing.assert_allclose(velocity(t, y), b + 2 * c * t, atol=1e-6)
        np.testing.assert_allclose(acceleration(t, y), 2 * c, atol=1e-4)

    @pytest.mark.parametrize("fps", [25, 30, 60, 120])
    def test_noise_is_damped_more_at_high_rates_than_plain_differences_do(self, fps):
        t = np.arange(0, 4, 1 / fps)
        noise = np.random.default_rng(0).normal(0, 0.003, len(t))
        plain = np.gradient(noise, t).std()
        assert velocity(t, noise).std() < plain * (1.01 if fps < 30 else 0.8 if fps < 60 else 0.45)

    @pytest.mark.parametrize(("hertz", "kept"), [(1, 0.965), (2, 0.89)])
    def test_a_swing_keeps_its_speed(self, hertz, kept):
        t = np.arange(0, 3, 1 / 30)
        v = velocity(t, np.sin(2 * np.pi * hertz * t))[5:-5]
        assert kept < v.max() / (2 * np.pi * hertz) < 1.01

    def test_gaps_stay_gaps_and_do_not_spread(self):
        t = np.arange(60) / 30
        y = 3.0 * t
        y[20:24] = np.nan
        v = velocity(t, y)
        assert np.flatnonzero(np.isnan(v)).tolist() == [20, 21, 22, 23]
        np.testing.assert_allclose(v[np.isfinite(v)], 3.0, atol=1e-9)

    def test_columns_with_different_gaps(self):
        t = np.arange(40) / 30
        y = np.stack([t, 2 * t, 3 * t], axis=-1).reshape(40, 1, 3).repeat(2, axis=1)
        y[10:13, 0] = np.nan
        v = velocity(t, y)
        assert v.shape == (40, 2, 3)
        assert np.isnan(v[10:13, 0]).all()
        np.testing.assert_allclose(v[:, 1], np.broadcast_to([1, 2, 3], (40, 3)), atol=1e-9)

    def test_lone_frames_in_a_long_gap_have_no_speed(self):
        t = np.array([0.0, 0.03, 0.07, 2.0, 4.0, 4.03, 4.07])
        v = velocity(t, t)
        assert np.isnan(v).tolist() == [False, False, False, True, False, False, False]

    @pytest.mark.parametrize("count", [0, 1, 2])
    def test_too_few_frames_have_no_speed(self, count):
        assert np.isnan(velocity(np.arange(count) / 30, np.zeros((count, 3)))).all()

    def test_nothing_known(self):
        assert np.isnan(velocity(np.arange(9) / 30, np.full((9, 2), np.nan))).all()

    def test_ten_minutes_are_quick(self):
        t = np.arange(18_000) / 30
        y = np.random.default_rng(0).normal(size=(18_000, 33, 3))
        start = time.perf_counter()
        velocity(t, y)
        assert time.perf_counter() - start < 10.0


@given(scale=st.floats(0.1, 10), move=st.floats(-10, 10))
def test_speed_in_body_heights_does_not_depend_on_the_picture(scale, move):
    t = np.arange(20) / 30
    points = np.stack([t, t**2], axis=-1)
    np.testing.assert_allclose(speed(t, points * scale + move, 1.7 * scale), speed(t, points, 1.7), rtol=1e-5)


class TestCentreOfMass:
    @pytest.mark.parametrize("skeleton", [BLAZEPOSE_33, COCO_17, BODY_13])
    def test_it_lies_at_hip_height_in_the_anatomical_position(self, figure, skeleton):
        """At 55 to 57 % of standing height over the sole (measured on living people); hips are at 53 %."""
        points = figure.points(1)[:, [BLAZEPOSE_33.index(n) for n in skeleton.joints]]
        centre = centre_of_mass(points, skeleton)[0]
        share = 0.53 - centre[1] / 1.7
        assert 0.53 < share < 0.585
        assert abs(centre[0]) < 1e-9

    def test_raised_arms_lift_it_by_their_share(self, figure):
        """10 % of the mass moves up by twice its distance from the shoulder."""
        down, up = (centre_of_mass(figure.points(1, shoulder=s), BLAZEPOSE_33)[0, 1] for s in (0, 180))
        assert down - up == pytest.approx(1.7 * 2 * (0.056 * 0.436 * 0.186 + 0.044 * (0.186 + 0.682 * 0.146)), rel=1e-6)

    def test_a_tuck_brings_it_forward(self, figure):
        centre = centre_of_mass(figure.points(1, hip=120, knee=130, facing=90), BLAZEPOSE_33)[0]
        assert centre[0] > 0.05

    def test_a_thrown_body_falls_however_it_turns(self, figure):
        """Somersault and limbs moving: the mass's path is the parabola it was thrown on."""
        t = uneven(40, 60)
        raw = figure.points(40, somersault=400 * t, hip=60 * np.sin(5 * t), facing=80)
        raw -= centre_of_mass(raw, BLAZEPOSE_33)[:, None]
        path = np.stack([0.5 * t, -3 * t + 0.5 * 9.81 * t**2, 0 * t], axis=-1)
        points = raw + path[:, None]
        fall = acceleration(t, centre_of_mass(points, BLAZEPOSE_33))
        np.testing.assert_allclose(fall, np.broadcast_to([0, 9.81, 0], (40, 3)), atol=1e-3)

    @given(move=st.floats(-5, 5), scale=st.floats(0.1, 10))
    def test_it_moves_and_grows_with_the_body(self, move, scale):
        points = np.random.default_rng(0).normal(size=(2, 33, 3))
        np.testing.assert_allclose(
            centre_of_mass(points * scale + move, BLAZEPOSE_33), centre_of_mass(points, BLAZEPOSE_33) * scale + move
        )

    def test_a_missing_arm_hardly_matters_and_missing_legs_do(self, figure):
        points = figure.points(1)
        whole = centre_of_mass(points, BLAZEPOSE_33)
        points[:, BLAZEPOSE_33.indices("left_elbow", "left_wrist")] = np.nan
        assert np.abs(centre_of_mass(points, BLAZEPOSE_33) - whole).max() < 0.04
        points[:, BLAZEPOSE_33.indices("left_knee", "right_knee")] = np.nan
        assert np.isnan(centre_of_mass(points, BLAZEPOSE_33)).all()

    def test_missing_ears_are_replaced_by_the_nose(self, figure):
        points = figure.points(1)
        whole = centre_of_mass(points, BLAZEPOSE_33)
        points[:, BLAZEPOSE_33.index("left_ear")] = np.nan
        assert 0 < np.abs(centre_of_mass(points, BLAZEPOSE_33) - whole).max() < 0.02


class TestPoints:
    def test_pixels_are_square(self, figure):
        points = figure.points(2, shoulder=90, facing=90)
        track = figure.track(points, np.arange(2) / 30, pixels_per_metre=100.0)
        np.testing.assert_allclose(picture_points(track) - [640, 360], points[..., :2] * 100, atol=0.01)

    def test_hidden_joints_and_absent_people_are_nan(self, figure):
        visibility = np.ones((2, 33))
        visibility[0, 5] = np.nan
        track = figure.track(figure.points(2), np.arange(2) / 30, visibility=visibility, found=[True, False])
        assert np.isnan(picture_points(track, 0.5)[0, 5]).all()
        assert np.isnan(world_points(track)[1]).all()
