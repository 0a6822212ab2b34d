import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.motion.body import (
    INVERTED_TILT,
    UPRIGHT_TILT,
    body_height,
    facing,
    trunk_rotation,
    trunk_tilt,
    turning,
    unwrap,
)


def times(count, fps=30):
    return np.arange(count) / fps


def track_of(figure, count=10, fps=30, **moves):
    return figure.track(figure.points(count, **moves), times(count, fps))


class TestSize:
    def test_a_figure_of_1_70_m_has_its_height_in_pixels(self, figure):
        track = track_of(figure, knee=40, hip=30, facing=90)
        assert body_height(track) == pytest.approx(1.7 * 200, rel=0.03)

    def test_nobody_has_no_height(self, figure):
        track = figure.track(figure.points(4), times(4), found=[False] * 4)
        assert np.isnan(body_height(track))


class TestTilt:
    @pytest.mark.parametrize(("lean", "tilt"), [(0, 0), (30, 30), (-30, 30), (90, 90), (180, 180), (270, 90)])
    @pytest.mark.parametrize("side", [90, -90])
    def test_a_lean_is_the_tilt(self, figure, lean, tilt, side):
        np.testing.assert_allclose(trunk_tilt(track_of(figure, facing=side, somersault=lean)), tilt, atol=0.1)

    def test_upright_and_inverted(self, figure):
        standing, handstand = track_of(figure, facing=40), track_of(figure, facing=40, somersault=180, shoulder=180)
        lying = track_of(figure, facing=90, somersault=90)
        assert (trunk_tilt(standing) < UPRIGHT_TILT).all()
        assert (trunk_tilt(handstand) > INVERTED_TILT).all()
        assert ((trunk_tilt(lying) > UPRIGHT_TILT) & (trunk_tilt(lying) < INVERTED_TILT)).all()

    def test_a_trunk_that_points_at_the_camera_has_no_angle(self, figure):
        points = figure.points(10, facing=0, somersault=np.array([0] * 8 + [90, 90]))
        tilt = trunk_tilt(figure.track(points, times(10)))
        assert np.isnan(tilt).tolist() == [False] * 8 + [True] * 2

    def test_nobody_has_no_tilt(self, figure):
        track = figure.track(figure.points(3), times(3), found=[True, False, True])
        assert np.isnan(trunk_tilt(track)).tolist() == [False, True, False]


class TestRotation:
    @pytest.mark.parametrize("turns", [1, 2, -1])
    @pytest.mark.parametrize("fps", [24, 30, 60])
    def test_somersaults_are_counted(self, figure, turns, fps):
        """At 0.45 s a turn, the fastest that gymnasts do. Facing right, forward is clockwise."""
        t = np.arange(0, 0.45 * abs(turns) + 1e-9, 1 / fps)
        share = t / t[-1]
        track = figure.track(figure.points(len(t), facing=90, hip=100, knee=110, somersault=360 * turns * share), t)
        rotation = trunk_rotation(track)
        assert rotation[-1] - rotation[0] == pytest.approx(360 * turns, abs=0.1)

    def test_a_back_somersault_to_the_left_is_clockwise(self, figure):
        track = track_of(figure, 30, facing=-90, somersault=-np.linspace(0, 360, 30))
        assert np.ptp(trunk_rotation(track)) == pytest.approx(360, abs=0.1)
        assert trunk_rotation(track)[-1] > 300

    def test_a_turn_that_is_half_hidden_is_not_lost(self, figure):
        found = np.ones(30, bool)
        found[8:26] = False  # 225 degrees
        track = figure.track(figure.points(30, facing=90, somersault=np.linspace(0, 360, 30)), times(30), found=found)
        rotation = trunk_rotation(track)
        assert rotation[-1] == pytest.approx(360, abs=0.1)
        assert np.isnan(rotation[~found]).all()


class TestFacing:
    @pytest.mark.parametrize("angle", [0, 45, 90, 135, 179, -45, -90, -135])
    def test_it_is_the_angle_that_the_figure_was_given(self, figure, angle):
        np.testing.assert_allclose(facing(track_of(figure, facing=angle)), angle, atol=0.1)

    @pytest.mark.parametrize("angle", [0, 90, -120])
    def test_it_holds_upside_down(self, figure, angle):
        """Turned over sideways the chest still points the same way."""
        np.testing.assert_allclose(facing(track_of(figure, facing=angle, cartwheel=180)), angle, atol=0.1)

    def test_one_who_lies_on_the_back_faces_no_side(self, figure):
        assert np.isnan(facing(track_of(figure, facing=0, somersault=-90))).all()

    @pytest.mark.parametrize("turns", [2, -1.5])
    def test_pirouettes_are_counted(self, figure, turns):
        track = track_of(figure, 40, facing=360 * turns * np.linspace(0, 1, 40))
        assert np.ptp(turning(track)) == pytest.approx(abs(360 * turns), abs=0.1)
        assert np.sign(turning(track)[-1]) == np.sign(turns)

    def test_without_metres_no_guess_is_made(self, figure):
        assert np.isnan(facing(attrs.evolve(track_of(figure), world=None))).all()


class TestUnwrap:
    @given(rate=st.floats(-2000, 2000), start=st.floats(-180, 180), fps=st.sampled_from([24, 30, 60]))
    def test_even_turning_is_recovered(self, rate, start, fps):
        if abs(rate) / fps > 175:
            return
        t = times(40, fps)
        true = start + rate * t
        wrapped = (true + 180) % 360 - 180
        np.testing.assert_allclose(unwrap(t, wrapped) - wrapped[0], true - true[0], atol=1e-6)

    @given(values=st.lists(st.one_of(st.floats(-180, 180), st.just(float("nan"))), max_size=30))
    def test_only_whole_turns_are_added(self, values):
        given_ = np.array(values, dtype=float)
        out = unwrap(times(len(given_)), given_)
        turns = (out - given_) / 360
        np.testing.assert_array_equal(np.isnan(out), np.isnan(given_))
        known = np.isfinite(out)
        np.testing.assert_allclose(turns[known], np.round(turns[known]), atol=1e-9)
