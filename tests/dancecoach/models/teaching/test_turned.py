"""A body as it would be seen from another side."""

import attrs
import numpy as np
import pytest

from dancecoach.models.style import style_values
from dancecoach.models.teaching.turned import DEGREES, LONGEST_S, other_sides, turned
from dancecoach.motion.features import FEATURES, mirrored

WIDTH = FEATURES.index("shoulder_width")


@pytest.fixture
def seen(figure):
    """``seen(facing)``: three seconds of somebody who swings an arm, and faces somewhere."""

    def make(facing=0.0, **more):
        times = np.arange(90) / 30
        swing = (60 + 40 * np.sin(2 * np.pi * times), 10)
        return figure.track(figure.points(90, shoulder=swing, elbow=30, facing=facing), times, **more)

    return make


@pytest.mark.parametrize("degrees", DEGREES)
def test_a_turned_body_is_seen_as_one_that_had_turned(seen, degrees):
    front = seen()
    other = turned(front, degrees)
    # The engine's picture of the turned body, filmed from far away.
    likest = min(
        (float(np.nanmax(np.abs(style_values(other) - style_values(seen(facing))))), facing)
        for facing in (-degrees, degrees)
    )
    assert likest[0] < 1e-2
    assert (other.world, other.skeleton) == (None, front.skeleton)


def test_from_the_side_the_shoulders_are_narrow_and_from_behind_the_other_way_round(seen):
    widths = {degrees: float(np.nanmean(style_values(turned(seen(), degrees))[:, WIDTH])) for degrees in (90, 180)}
    front = float(np.nanmean(style_values(seen())[:, WIDTH]))
    assert abs(widths[90]) < 0.05 * front
    assert widths[180] == pytest.approx(-front, rel=0.01)


def test_sizes_in_the_picture_do_not_matter(seen):
    near, far = (style_values(turned(seen(pixels_per_metre=size), 90)) for size in (200.0, 50.0))
    np.testing.assert_allclose(near, far, atol=1e-3)


def test_all_sides_are_there_in_a_mirror_too(seen):
    sides = other_sides(seen())
    assert len(sides) == 1 + 2 * len(DEGREES)
    np.testing.assert_array_equal(sides[0], mirrored(style_values(seen())))
    np.testing.assert_array_equal(sides[2], mirrored(sides[1]))


def test_without_metres_there_is_the_mirror_alone(seen):
    flat = attrs.evolve(seen(), world=None)
    assert turned(flat, 90) is None
    assert len(other_sides(flat)) == 1


def test_where_nobody_is_seen_there_is_nothing(seen):
    assert other_sides(seen(found=np.zeros(90, bool))) == ()
    assert turned(seen(found=np.zeros(90, bool)), 90) is None


def test_frames_without_a_person_stay_so(seen):
    found = np.ones(90, bool)
    found[10:20] = False
    assert turned(seen(found=found), 90).found.tolist() == found.tolist()


def test_hidden_joints_do_not_tell_the_size(seen):
    """A leg that is guessed far off the picture leaves the size as it is."""
    track = seen()
    landmarks, visibility = track.landmarks.copy(), track.visibility.copy()
    landmarks[:, 25:33, 0] += 3.0
    visibility[:, 25:33] = 0.2
    guessed = turned(attrs.evolve(track, landmarks=landmarks, visibility=visibility), 90)
    np.testing.assert_allclose(guessed.landmarks[:, :25, :2], turned(track, 90).landmarks[:, :25, :2], atol=1e-4)


def test_of_a_long_clip_the_middle_is_turned(figure):
    frames = 90 * 5 + 1
    facing = np.linspace(0, 300, frames)
    track = figure.track(figure.points(frames, shoulder=60, facing=facing), np.arange(frames) / 5)
    sides = other_sides(track)
    assert {len(side) for side in sides} == {int(LONGEST_S * 30) + 1}
    within = style_values(track)[:, WIDTH]
    # The mirrored middle shows the shoulders as they were there.
    np.testing.assert_allclose(sides[0][100:-100, WIDTH], within[450 + 100 : 450 + 1801 - 100], atol=0.02)


def test_a_long_clip_in_which_nobody_is_seen_for_long_is_turned_where_somebody_is(figure):
    found = np.zeros(600, bool)
    found[:60] = True
    track = figure.track(figure.points(600, shoulder=60), np.arange(600) / 5, found=found)
    assert min(len(side) for side in other_sides(track)) > 300
