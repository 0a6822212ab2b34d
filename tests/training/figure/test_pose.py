import numpy as np
import pytest

from training.figure import rotation
from training.figure.body import JOINT, Body
from training.figure.pose import ANGLES, Pose, mirrored_shape, posture, shape_of


def figure(angles):
    pose = Pose(np.zeros((1, 3)), np.eye(3)[None], shape_of(angles, {})[None], np.ones((1, 2), bool))
    return posture(Body(), pose).joints[0]


def direction(joints, start, end):
    return rotation.unit(joints[JOINT[end]] - joints[JOINT[start]])


@pytest.mark.parametrize(
    ("angles", "start", "end", "expected"),
    [
        ({"arm_flex": 90}, "left_shoulder", "left_elbow", (0, 0, 1)),
        ({"arm_flex": 180}, "left_shoulder", "left_elbow", (0, 1, 0)),
        ({"arm_abd": 90}, "left_shoulder", "left_elbow", (1, 0, 0)),
        ({"arm_abd": 90}, "right_shoulder", "right_elbow", (-1, 0, 0)),
        ({"elbow": 90}, "right_elbow", "right_wrist", (0, 0, 1)),
        ({"hip_flex": 90}, "left_hip", "left_knee", (0, 0, 1)),
        ({"hip_abd": 45}, "right_hip", "right_knee", (-(0.5**0.5), -(0.5**0.5), 0)),
        ({"knee": 90}, "left_knee", "left_ankle", (0, 0, -1)),
    ],
)
def test_angles_mean_what_their_names_say(angles, start, end, expected):
    assert direction(figure(angles), start, end) == pytest.approx(np.array(expected), abs=1e-9)


def test_bends_of_the_trunk_go_where_they_say():
    assert figure({"spine_flex": 40})[JOINT["head"], 2] > 0.1
    assert figure({"spine_side": 30})[JOINT["head"], 0] > 0.1
    turned = figure({"spine_turn": 60})
    assert turned[JOINT["left_shoulder"], 2] < -0.05, "turned left, the left shoulder goes back"


def test_shoulders_rise_with_the_arms():
    down, up = figure({}), figure({"arm_flex": 175})
    assert 0.02 < (up - down)[JOINT["left_shoulder"], 1] < 0.08


def test_a_mirrored_shape_is_the_mirror_image():
    rng = np.random.default_rng(1)
    shape = rng.uniform(-40, 80, (5, len(ANGLES)))
    flip = np.array([-1.0, 1.0, 1.0])
    swap = [JOINT[_other(name)] for name in JOINT]
    poses = [
        Pose(np.zeros((5, 3)), np.tile(np.eye(3), (5, 1, 1)), s, np.ones((5, 2), bool))
        for s in (shape, mirrored_shape(shape))
    ]
    one, two = (posture(Body(), p).joints for p in poses)
    assert two == pytest.approx(one[:, swap] * flip, abs=1e-9)


def _other(name):
    if name.startswith("left_"):
        return "right_" + name[5:]
    return "left_" + name[6:] if name.startswith("right_") else name


def test_swing_and_its_inverse_agree():
    angles = np.random.default_rng(0).uniform(-1.2, 1.2, (40, 3))
    assert np.stack(rotation.swing_angles(rotation.swing(*angles.T)), 1) == pytest.approx(angles)


def test_an_unknown_angle_is_refused():
    with pytest.raises(KeyError):
        shape_of({"tail_flex": 3.0})
