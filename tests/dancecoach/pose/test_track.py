import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13, COCO_17
from dancecoach.pose.track import PoseTrack


def test_arrays_have_their_types_and_cannot_be_changed(make_track):
    track = make_track()
    types = {"times": "f8", "landmarks": "f4", "visibility": "f4", "found": "?", "world": "f4", "people": "i2"}
    for name, kind in types.items():
        array = getattr(track, name)
        assert array.dtype == np.dtype(kind)
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    assert len(track) == 20
    assert track.found_fraction == pytest.approx(0.9)


def test_the_callers_array_stays_writable(make_track):
    times = np.arange(20.0)
    attrs.evolve(make_track(), times=times)
    times[0] = -1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("landmarks", np.zeros((20, 33, 2))),
        ("landmarks", np.zeros((19, 33, 3))),
        ("visibility", np.zeros((20, 17))),
        ("found", np.ones(21, bool)),
        ("world", np.zeros((20, 13, 3))),
        ("people", np.zeros(3)),
        ("times", np.zeros(20)),
        ("times", np.arange(20.0)[::-1]),
        ("times", np.full(20, np.nan)),
        ("times", np.arange(19.0)),
    ],
)
def test_what_does_not_fit_together_is_refused_by_name(make_track, name, value):
    with pytest.raises(InputError, match=name if name != "times" or len(value) == 20 else "landmarks"):
        attrs.evolve(make_track(), **{name: value})


@pytest.mark.parametrize("size", [(0, 10), (10, -1)])
def test_a_picture_has_a_size(make_track, size):
    with pytest.raises(InputError, match="picture size"):
        attrs.evolve(make_track(), frame_size=size)


def test_a_found_frame_has_landmarks(make_track):
    with pytest.raises(InputError, match="found"):
        attrs.evolve(make_track(), found=np.ones(20, bool))


def test_pixels(make_track):
    track = make_track()
    np.testing.assert_allclose(track.pixels()[0, 5], track.landmarks[0, 5, :2] * [640, 360], rtol=1e-6)
    assert np.isnan(track.pixels()[3]).all()


def test_another_skeleton_has_the_same_joints_in_its_order(make_track):
    track = make_track()
    body = track.to_skeleton(BODY_13)
    for name in BODY_13.joints:
        there, here = BLAZEPOSE_33.index(name), BODY_13.index(name)
        np.testing.assert_array_equal(body.landmarks[:, here], track.landmarks[:, there])
        np.testing.assert_array_equal(body.visibility[:, here], track.visibility[:, there])
        np.testing.assert_array_equal(body.world[:, here], track.world[:, there])
    assert track.to_skeleton(BLAZEPOSE_33) is track


def test_joints_that_a_skeleton_lacks_are_not_known(make_track):
    wide = make_track(skeleton=BODY_13).to_skeleton(COCO_17)
    eye = COCO_17.index("left_eye")
    assert np.isnan(wide.landmarks[:, eye]).all()
    assert (wide.visibility[:, eye] == 0).all()
    assert wide.found_fraction == pytest.approx(0.9)


def body(value, *, world=True):
    points = np.full((13, 3), value, np.float32)
    return BodyPose(points, np.full(13, 0.5, np.float32), points if world else None, 0.9)


def test_poses_become_a_track_and_nobody_stays_nobody():
    track = PoseTrack.from_poses(
        [0.0, 0.1, 0.2], [body(1.0), None, body(2.0)], frame_size=(4, 3), skeleton=BODY_13, source="x", people=[1, 0, 2]
    )
    assert track.found.tolist() == [True, False, True]
    assert track.landmarks[2, 0, 0] == 2
    assert np.isnan(track.landmarks[1]).all()
    assert np.isnan(track.world[1]).all()
    assert (track.visibility[1] == 0).all()
    assert track.people.tolist() == [1, 0, 2]


@pytest.mark.parametrize("poses", [[], [None, None], [body(1.0, world=False), None]])
def test_without_metres_there_is_no_world(poses):
    track = PoseTrack.from_poses(np.arange(len(poses)) / 10, poses, frame_size=(4, 3), skeleton=BODY_13, source="x")
    assert track.world is None
    assert track.people is None
    assert track.found_fraction == (0.5 if any(poses) else 0.0)
