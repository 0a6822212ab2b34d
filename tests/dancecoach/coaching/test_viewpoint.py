import numpy as np
import pytest

from dancecoach.coaching.viewpoint import Viewpoint, Views, beside
from dancecoach.motion.angles import angle_between
from dancecoach.motion.points import picture_points
from dancecoach.pose.skeleton import BLAZEPOSE_33

TIMES = np.arange(12) / 30


def seen(figure, **pose):
    return figure.track(figure.points(len(TIMES), **pose), TIMES)


@pytest.mark.parametrize(
    ("facing", "side_on", "towards"),
    [(60, 60, 1), (-60, 60, -1), (90, 90, 1), (10, 10, 1), (120, 60, 1), (-150, 30, -1)],
)
def test_front_and_back_are_seen_from_equally_far_aside(figure, facing, side_on, towards):
    view = Views.of(seen(figure, facing=facing)).between(0.0, 1.0)
    assert view.side_on == pytest.approx(side_on, abs=0.5)
    assert view.towards == towards
    assert view.share == pytest.approx(np.sin(np.radians(side_on)), abs=0.01)


def test_frames_that_take_front_for_back_change_nothing():
    facing = np.where(np.arange(12) % 3 == 0, 180.0 - 40.0, 40.0)
    assert Views(TIMES, facing).between(0.0, 1.0).side_on == pytest.approx(40.0)


def test_who_faces_left_as_often_as_right_or_is_hardly_seen_has_no_viewpoint(figure):
    facing = np.where(np.arange(12) < 6, 80.0, -80.0)
    assert Views.of(seen(figure, facing=facing)).between(0.0, 1.0) is None
    assert Views.of(seen(figure, facing=facing)).between(0.0, 5 / 30).towards == 1
    few = np.where(np.arange(12) < 2, 50.0, np.nan)
    assert Views(TIMES, few).between(0.0, 1.0) is None
    assert Views(TIMES, np.full(12, 50.0)).between(0.0, 1 / 30) is None
    assert Views(TIMES, np.full(12, 50.0)).between(0.0, 2 / 30) == Viewpoint(pytest.approx(50.0), 1)


@pytest.mark.parametrize("facing", [90, 45, -30, 135])
def test_angles_are_true_in_a_picture_stretched_to_the_side(figure, facing):
    track = seen(figure, facing=facing, hip=70, knee=100)
    points = picture_points(track)
    hip, knee, ankle = BLAZEPOSE_33.indices("left_hip", "left_knee", "left_ankle")

    def bent(picture):
        return angle_between(picture[:, hip], picture[:, knee], picture[:, ankle])[0]

    view = Views.of(track).between(0.0, 1.0)
    assert bent(beside(points, view)) == pytest.approx(80, abs=1)
    if abs(facing) != 90:
        assert abs(bent(points) - 80) > 5


def test_ahead_of_the_body_is_to_the_right_wherever_it_faces(figure):
    toe, heel = BLAZEPOSE_33.indices("left_foot_index", "left_heel")
    for facing in (80, -80, 110, -110):
        track = seen(figure, facing=facing)
        points = beside(picture_points(track), Views.of(track).between(0.0, 1.0))
        assert (points[:, toe, 0] > points[:, heel, 0]).all(), facing


def test_from_the_front_the_picture_is_stretched_no_more_than_errors_allow():
    points = np.ones((1, 1, 2))
    assert beside(points, Viewpoint(0.0, 1))[0, 0, 0] == beside(points, Viewpoint(15.0, 1))[0, 0, 0]
    assert beside(points, Viewpoint(0.0, -1))[0, 0, 0] == -beside(points, Viewpoint(0.0, 1))[0, 0, 0]
