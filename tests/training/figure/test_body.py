import numpy as np
import pytest

from dancecoach.pose.skeleton import BLAZEPOSE_33
from training.figure.anthropometry import PAIRED_SEGMENTS, SEGMENTS
from training.figure.body import JOINT, PARENT, Body
from training.figure.pose import Pose, posture, shape_of


def standing(body):
    pose = Pose(np.zeros((1, 3)), np.eye(3)[None], np.zeros((1, len(shape_of({})))), np.ones((1, 2), bool))
    return posture(body, pose)


@pytest.mark.parametrize("sex", ["female", "male"])
def test_segment_shares_make_a_whole_body(sex):
    total = sum(s.mass * (2 if name in PAIRED_SEGMENTS else 1) for name, s in SEGMENTS[sex].items())
    assert total == pytest.approx(1.0, abs=0.002)


def test_segments_weigh_what_the_body_weighs(bodies):
    for body in bodies.values():
        assert body.segments.mass.sum() == pytest.approx(body.mass)
        assert (np.linalg.eigvalsh(body.segments.inertia) > 0).all()


def test_standing_height_is_the_body_height(bodies):
    for body in bodies.values():
        top = standing(body).joints[0, JOINT["head"], 1] + 0.105 * body.height + body.hip_height
        assert top == pytest.approx(body.height, rel=0.003)


def test_the_centre_of_mass_of_a_standing_body_is_where_anatomy_puts_it():
    # Women 0.53 to 0.57 of the height, men a little higher (Palmer 1944; Winter, ch. 4).
    from training.figure.mechanics import centre_of_mass

    for sex in ("female", "male"):
        body = Body(height=1.7, sex=sex)
        height = centre_of_mass(body, standing(body))[0, 1] + body.hip_height
        assert 0.53 < height / body.height < 0.59


def test_moment_of_inertia_of_a_standing_body_is_of_the_published_size():
    # About its own left-right axis a straight man of 75 kg and 1.78 m has some 11 to 15 kg m^2 (Hay 1993).
    from training.figure.mechanics import momentum

    body = Body(height=1.78, mass=75, sex="male")
    figure = standing(body)
    two = type(figure)(np.repeat(figure.joints, 2, 0), np.repeat(figure.turns, 2, 0))
    inertia = momentum(body, two, np.array([0.0, 1.0])).inertia[0]
    assert 10 < inertia[0, 0] < 16
    assert 0.7 < inertia[1, 1] < 2.0


def test_left_and_right_landmarks_mirror_one_another(bodies):
    for body in bodies.values():
        points = standing(body).landmarks(body)[0]
        mirrored = points[BLAZEPOSE_33.mirrored] * (-1, 1, 1)
        assert points == pytest.approx(mirrored, abs=1e-9)
        assert (points[BLAZEPOSE_33.pairs[:, 0], 0] > 0).all(), "left is +x"


def test_faces_look_ahead_and_feet_point_ahead():
    points = standing(Body()).landmarks(Body())[0]
    assert points[BLAZEPOSE_33.index("nose"), 2] > points[BLAZEPOSE_33.index("left_ear"), 2]
    assert points[BLAZEPOSE_33.index("left_foot_index"), 2] > points[BLAZEPOSE_33.index("left_heel"), 2]


def test_bones_keep_their_length_in_every_movement(any_move):
    for joint, parent in enumerate(PARENT):
        if parent < 0:
            continue
        length = np.linalg.norm(any_move.joints[:, joint] - any_move.joints[:, parent], axis=1)
        assert np.ptp(length) < 1e-9
        assert length[0] == pytest.approx(np.linalg.norm(any_move.body.offsets[joint]))
