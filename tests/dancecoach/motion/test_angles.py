import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.motion.angles import angle_between, angle_names, joint_angles
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13, COCO_17

TIMES = np.arange(3) / 30


def angle(track, name, **more):
    return joint_angles(track, **more)[:, angle_names(track.skeleton).index(name)]


@pytest.mark.parametrize("space", ["world", "picture"])
@pytest.mark.parametrize("bend", [0, 35, 90, 140])
def test_a_figure_seen_from_the_side_has_the_angles_it_was_given(figure, space, bend):
    track = figure.track(figure.points(3, hip=bend, knee=bend, elbow=bend, shoulder=bend, facing=90), TIMES)
    for name, expected in {"knee": 180 - bend, "elbow": 180 - bend, "hip": 180 - bend, "shoulder": bend}.items():
        np.testing.assert_allclose(angle(track, f"left_{name}", space=space), expected, atol=0.05)
        np.testing.assert_allclose(angle(track, f"right_{name}", space=space), expected, atol=0.05)


def test_left_and_right_are_not_mixed_up(figure):
    track = figure.track(figure.points(3, knee=(20, 100), facing=90), TIMES)
    np.testing.assert_allclose(angle(track, "left_knee"), 160, atol=0.05)
    np.testing.assert_allclose(angle(track, "right_knee"), 80, atol=0.05)


def test_space_sees_a_bend_that_the_picture_hides(figure):
    """Seen from the front, a forearm raised half towards the camera looks straight."""
    track = figure.track(figure.points(3, elbow=60), TIMES)
    np.testing.assert_allclose(angle(track, "left_elbow", space="world"), 120, atol=0.05)
    np.testing.assert_allclose(angle(track, "left_elbow", space="picture"), 180, atol=0.05)


@pytest.mark.parametrize("size", [(1920, 1080), (720, 1280), (500, 500)])
def test_the_shape_of_the_picture_does_not_bend_joints(figure, size):
    points = figure.points(3, knee=60, hip=45, facing=90, somersault=33)
    track = attrs.evolve(figure.track(points, TIMES, frame_size=size), world=None)
    np.testing.assert_allclose(angle(track, "left_knee"), 120, atol=0.05)


def test_what_is_not_seen_is_not_measured(figure):
    visibility = np.ones((3, 33))
    visibility[1, BLAZEPOSE_33.index("left_ankle")] = 0.4
    track = figure.track(figure.points(3, knee=30, facing=90), TIMES, visibility=visibility, found=[True, True, False])
    assert np.isnan(angle(track, "left_knee")).tolist() == [False, True, True]
    assert np.isnan(angle(track, "right_knee")).tolist() == [False, False, True]
    assert np.isnan(angle(track, "left_knee", min_visibility=0.3)).tolist() == [False, False, True]


@pytest.mark.parametrize("skeleton", [BLAZEPOSE_33, COCO_17, BODY_13])
def test_every_skeleton_has_its_angles(figure, skeleton):
    track = figure.track(figure.points(3, knee=30, facing=90), TIMES).to_skeleton(skeleton)
    assert joint_angles(track).shape == (3, len(angle_names(skeleton)))
    np.testing.assert_allclose(angle(track, "left_knee"), 150, atol=0.05)


coordinates = st.floats(-100, 100).map(lambda v: round(v, 3))
points3 = st.tuples(coordinates, coordinates, coordinates).map(np.array)


@given(a=points3, b=points3, c=points3, move=points3, scale=st.floats(0.01, 100), turn=st.floats(0, 6.28))
def test_an_angle_does_not_depend_on_place_size_or_turning(a, b, c, move, scale, turn):
    plain = angle_between(a, b, c)
    if min(np.linalg.norm(a - b), np.linalg.norm(c - b)) < 0.01:
        return
    rotation = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    moved = (rotation @ p * scale + move for p in (a, b, c))
    assert 0 <= plain <= 180
    assert angle_between(*moved) == pytest.approx(plain, abs=1e-3)
    assert angle_between(c, b, a) == pytest.approx(plain, abs=1e-9)
    mirror = np.array([-1, 1, 1])
    assert angle_between(a * mirror, b * mirror, c * mirror) == pytest.approx(plain, abs=1e-9)


def test_tiny_angles_are_exact():
    far = np.array([1.0, 1e-7])
    assert angle_between(far, np.zeros(2), np.array([1.0, 0.0])) == pytest.approx(np.degrees(1e-7), rel=1e-6)


def test_points_on_one_another_have_no_angle():
    assert np.isnan(angle_between(np.zeros(2), np.zeros(2), np.ones(2)))


def test_a_mirrored_track_exchanges_left_and_right(figure):
    track = figure.track(figure.points(3, knee=(20, 100), hip=(10, 50), elbow=(5, 90), facing=30), TIMES)
    order = BLAZEPOSE_33.mirrored
    flipped = attrs.evolve(
        track, landmarks=track.landmarks[:, order] * [-1, 1, 1] + [1, 0, 0], world=track.world[:, order] * [-1, 1, 1]
    )
    for side, other in (("left", "right"), ("right", "left")):
        for name in ("knee", "hip", "elbow", "ankle"):
            np.testing.assert_allclose(angle(flipped, f"{side}_{name}"), angle(track, f"{other}_{name}"), atol=1e-3)
