import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.pose.size import SHARES, body_size, clip_body_size
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13, COCO_17


def stick(skeleton, height=1.0):
    """(J, 2) a body with the proportions of the table, arms hanging; joints outside the table are not known."""
    down = {"shoulder": 0.0, "elbow": 0.186, "wrist": 0.332, "hip": 0.288, "knee": 0.533, "ankle": 0.779}
    points = np.full((len(skeleton), 2), np.nan)
    for i, name in enumerate(skeleton.joints):
        if name.split("_")[-1] in down and "_" in name:
            points[i] = [0.1 if name.startswith("left") else -0.1, down[name.split("_")[-1]]]
    return points * height


@pytest.mark.parametrize("skeleton", [BLAZEPOSE_33, COCO_17, BODY_13])
def test_a_body_of_the_tables_proportions_has_its_height(skeleton):
    assert body_size(stick(skeleton, 1.7), skeleton) == pytest.approx(1.7)
    assert clip_body_size(stick(skeleton, 1.7)[None], skeleton) == pytest.approx(1.7)


@given(scale=st.floats(0.1, 1000), x=st.floats(-100, 100), turn=st.floats(0, 6.3))
def test_it_scales_with_the_picture_and_ignores_place_and_turning(scale, x, turn):
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    points = stick(BODY_13) @ rotation.T * scale + x
    assert body_size(points, BODY_13) == pytest.approx(scale, rel=1e-6)


def test_foreshortened_limbs_and_a_wrong_joint_hardly_matter_over_a_clip():
    clip = np.repeat(stick(BODY_13)[None], 50, axis=0)
    lean = np.abs(np.cos(np.linspace(0, 3, 50)))  # towards the camera and back
    clip[..., 1] *= lean[:, None]
    clip[7, BODY_13.index("left_wrist")] = [9.0, 9.0]
    assert clip_body_size(clip, BODY_13) == pytest.approx(1.0, abs=0.05)


def test_nothing_known_is_nan():
    nobody = np.full((4, 13, 2), np.nan)
    assert np.isnan(body_size(nobody, BODY_13)).all()
    assert np.isnan(clip_body_size(nobody, BODY_13))
    assert np.isnan(clip_body_size(nobody[:0], BODY_13))


def test_a_segment_that_is_never_seen_is_left_out():
    clip = np.repeat(stick(BODY_13)[None], 3, axis=0)
    clip[:, BODY_13.indices("left_ankle", "right_ankle")] = np.nan
    assert clip_body_size(clip, BODY_13) == pytest.approx(1.0)
    assert len(SHARES) == 5
