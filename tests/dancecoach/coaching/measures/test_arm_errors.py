import itertools
from typing import get_args

import pytest

from dancecoach.coaching.alignment import MomentName
from dancecoach.coaching.measures.arm_errors import ArmAngle, arm_error
from dancecoach.coaching.viewpoint import Viewpoint

ALL = list(itertools.product(get_args(MomentName), get_args(ArmAngle)))


@pytest.mark.parametrize(("moment", "angle"), ALL)
def test_every_moment_has_an_error_and_the_largest_where_the_side_is_not_known(moment, angle):
    errors = [arm_error(moment, angle, Viewpoint(side, 1)) for side in (0.0, 30.0, 45.0, 60.0, 90.0)]
    assert min(errors) > 5.0
    assert arm_error(moment, angle, None) == max(errors)


def test_the_error_is_that_of_the_side():
    def at(side_on):
        return arm_error("peak", "elbow", Viewpoint(side_on, -1))

    assert [at(side) for side in (0, 29.9, 30, 44.9, 45, 60, 90)] == [17.5, 17.5, 22.0, 22.0, 26.5, 29.0, 29.0]


def test_shoulders_are_seen_better_than_elbows_from_the_side():
    side = Viewpoint(80.0, 1)
    assert all(arm_error(m, "shoulder", side) < arm_error(m, "elbow", side) for m in get_args(MomentName))
