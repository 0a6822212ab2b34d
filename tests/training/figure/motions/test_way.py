import numpy as np
import pytest

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motions.script import Script
from training.figure.motions.way import RATE, Turned, gaps
from training.figure.support import ALWAYS, Hold

FEET = (0, 1)


def _hold(limb, start, end):
    return Hold(limb, start, end, Place())


@pytest.mark.parametrize(
    ("holds", "found"),
    [
        ([], [(0.0, 2.0)]),
        ([_hold(0, -ALWAYS, ALWAYS)], []),
        ([_hold(0, -ALWAYS, 0.5), _hold(1, 1.0, ALWAYS)], [(0.5, 1.0)]),
        ([_hold(1, 1.0, ALWAYS), _hold(0, -ALWAYS, 1.2)], []),
        ([_hold(0, -ALWAYS, 1.5), _hold(1, 0.2, 0.4)], [(1.5, 2.0)]),
        ([_hold(0, -ALWAYS, 0.5), _hold(2, 0.5, ALWAYS)], [(0.5, 2.0)]),
    ],
)
def test_gaps_are_where_none_of_these_limbs_holds(holds, found):
    assert gaps(tuple(holds), FEET, 2.0) == found


def test_the_pelvis_goes_where_the_keys_say_and_times_lie_on_the_grid():
    body = Body()
    script = Script(body, Place(x=0.5, z=-0.2, heading=np.pi / 2))
    squat = script.key(0.4987, {"hip_flex": 60.0, "knee": 90.0}, Turned(tip=20.0), height=0.7, ahead=0.05)
    assert squat == round(0.4987 * RATE) / RATE
    end = script.key(0.5, {}, Turned(), height=1.0, ahead=0.0)
    pose = script.plan(script.start).pose(np.array([0.0, squat, end]))
    standing, low, again = pose.place
    np.testing.assert_allclose(again, standing, atol=2e-3)
    # Facing along x, ahead is x; 0.7 of the standing height is 0.3 of it lower.
    assert low[0] - standing[0] == pytest.approx(0.05 * body.height, abs=5e-3)
    assert standing[1] - low[1] == pytest.approx(0.3 * standing[1], rel=0.05)
    assert low[2] == pytest.approx(standing[2], abs=5e-3)
