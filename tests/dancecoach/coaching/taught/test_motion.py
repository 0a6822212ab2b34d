"""A skill described in the body's own axes is the same from every side, at every speed and size."""

import attrs
import numpy as np
import pytest

from dancecoach.coaching.taught.motion import COLUMNS, IN_FLIGHT, MOMENTS, SIZE, Body, mirrored, motion_of


def table(motion):
    return motion[:-1].reshape(MOMENTS, len(COLUMNS))


@pytest.mark.parametrize("azimuth", [35.0, -50.0, 165.0])
def test_it_does_not_matter_where_the_camera_stands(attempt, azimuth):
    one, other = attempt("back tuck", azimuth=80.0), attempt("back tuck", azimuth=azimuth)
    assert np.nanmax(np.abs(one - other)) < 0.08


def test_nor_how_large_or_how_fast_the_body_is(do, attempt):
    done = do("back tuck")
    track = attrs.evolve(done.track, world=done.track.world * 0.7)
    first, last = done.skill_frames[[0, -1]]
    begin, end = (track.times[i - 1 : i + 1].mean() for i in (first, last + 1))
    same = motion_of(Body.of(track), begin, end)
    assert np.nanmax(np.abs(same - attempt("back tuck"))) < 1e-3
    slow = attrs.evolve(track, times=track.times * 2)
    slower = motion_of(Body.of(slow), begin * 2, end * 2)
    in_flight = slice(2, 2 + IN_FLIGHT)
    assert np.nanmax(np.abs(table(slower)[in_flight] - table(same)[in_flight])) < 1e-6
    assert slower[-1] - same[-1] == pytest.approx(np.log(2))


def test_turns_are_counted_in_their_sense_from_the_take_off(attempt):
    forward = COLUMNS.index("forward")
    landed = 1 + IN_FLIGHT
    back, front, double = (table(attempt(n)) for n in ("back tuck", "front tuck", "double back tuck"))
    assert back[2, forward] == pytest.approx(0.0, abs=1e-6)
    assert back[landed, forward] == pytest.approx(-0.9, abs=0.2)
    assert front[landed, forward] == pytest.approx(0.9, abs=0.2)
    assert double[landed, forward] == pytest.approx(-1.9, abs=0.25)


def test_a_mirror_changes_sides_and_nothing_else(attempt):
    wheel = attempt("cartwheel")
    other = mirrored(wheel)
    assert np.nanmax(np.abs(mirrored(other) - wheel)) == 0.0
    sideways, left, right = (COLUMNS.index(n) for n in ("sideways", "left_wrist_up", "right_wrist_up"))
    np.testing.assert_allclose(table(other)[:, sideways], -table(wheel)[:, sideways])
    np.testing.assert_allclose(table(other)[:, left], table(wheel)[:, right])


def test_who_is_hardly_seen_is_not_described(do):
    done = do("back tuck")
    frames = done.skill_frames
    times = done.track.times
    assert motion_of(Body.of(done.without(frames).track), times[frames[0]], times[frames[-1]]) is None
    assert motion_of(Body.of(done.track), 1.0, 1.0) is None
    flat = attrs.evolve(done.track, world=None)
    assert motion_of(Body.of(flat), times[frames[0]], times[frames[-1]]) is None


def test_a_landing_that_is_not_in_the_clip_is_missing(do):
    done = do("straight jump")
    track = done.cut(0, int(done.skill_frames[-1]) + 2).track
    motion = motion_of(Body.of(track), track.times[done.skill_frames[0]], track.times[done.skill_frames[-1]])
    assert motion.shape == (SIZE,)
    assert np.isnan(table(motion)[-1]).all()
    assert np.isfinite(table(motion)[5]).all()
