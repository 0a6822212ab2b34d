import numpy as np

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motions.jumps import Jump
from training.figure.pose import ANGLES


def test_borders_of_a_flight_belong_to_the_floor_and_nothing_jumps_there():
    plan = Jump().plan(Body(), Place())
    off, down = plan.pose.borders
    moment = 1e-6
    times = np.array([off - moment, off, off + moment, (off + down) / 2, down - moment, down, down + moment])
    pose = plan.pose(times)
    assert pose.shape.shape == (7, len(ANGLES))
    assert pose.contact.all(1).tolist() == [True, True, False, False, False, True, True]
    assert not pose.contact[2:5].any()
    for one, other in ((0, 2), (4, 6)):
        np.testing.assert_allclose(pose.place[one], pose.place[other], atol=1e-3)
        np.testing.assert_allclose(pose.turn[one], pose.turn[other], atol=1e-2)
    assert pose.place[3, 1] > pose.place[[1, 5], 1].max()
