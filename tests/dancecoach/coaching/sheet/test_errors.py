import pytest

from dancecoach.coaching.sheet.errors import FAST_FPS, FAST_SHARE, FROM_THE_FRONT, error_of
from dancecoach.coaching.skill_sheet import Unseen
from dancecoach.coaching.viewpoint import Viewpoint

SIDE, FRONT = Viewpoint(80.0, 1), Viewpoint(FROM_THE_FRONT - 0.1, 1)


def test_what_happens_towards_the_camera_is_not_measured_from_the_front():
    assert error_of("takeoff_knee", FRONT, 30) is Unseen.FROM_THE_FRONT
    assert error_of("takeoff_knee", Viewpoint(FROM_THE_FRONT, 1), 30) == 9.5
    assert error_of("takeoff_knee", Viewpoint(45.0, -1), 30) == 6.0
    assert error_of("twist", FRONT, 30) == 0.27


def test_where_the_side_is_not_known_only_what_is_seen_from_everywhere_is_measured_at_its_worst():
    assert error_of("takeoff_knee", None, 30) is Unseen.VIEW_UNKNOWN
    assert error_of("twist", None, 30) == 0.27
    assert error_of("steps", None, 30) == 1.0


@pytest.mark.parametrize(("name", "share"), [("takeoff_knee", FAST_SHARE), ("takeoff_hip", 1.0)])
def test_more_frames_a_second_make_the_error_of_some_angles_smaller(name, share):
    slow, fast = error_of(name, SIDE, FAST_FPS - 0.1), error_of(name, SIDE, FAST_FPS)
    assert fast == pytest.approx(share * slow)


def test_feet_that_come_down_one_after_the_other_need_more_frames_a_second():
    assert error_of("touchdown_knee_difference", SIDE, 30) is Unseen.TOO_SLOW
    assert error_of("touchdown_knee_difference", SIDE, 60) == 11.0
    assert error_of("touchdown_knee_difference", FRONT, 60) is Unseen.FROM_THE_FRONT
