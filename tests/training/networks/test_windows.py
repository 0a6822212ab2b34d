import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.pose.skeleton import BODY_13
from training.data.clips import body_joints, body_track
from training.networks.windows import body_points, coco_keypoints, placed_points, raw_landmarks, windows


def rows(clip):
    return np.arange(len(clip), dtype=np.float32)[:, None]


def moved(clip, shift, scale):
    joints = body_joints(clip.track).astype(float)
    joints[..., :2] = joints[..., :2] * scale + shift
    return attrs.evolve(clip, track=body_track(clip.track.times, joints, clip.track.frame_size))


def test_windows_cover_a_clip_to_its_last_frame(make_clip):
    found = windows([make_clip(23), make_clip(10)], np.array([1, 0]), rows, 10, 5)
    assert found.inputs[:, 0, 0].tolist() == [0, 5, 10, 13, 0]
    assert found.inputs[3, -1, 0] == 22
    assert found.clip.tolist() == [0, 0, 0, 0, 1]
    assert found.truth.tolist() == [1, 1, 1, 1, 0]
    assert found.of_clips(np.array([1])).tolist() == [4]


def test_a_short_clip_is_named_or_padded(make_clip):
    with pytest.raises(InputError, match="tiny: has 4 frames, a window needs 10"):
        windows([make_clip(4, name="tiny")], np.array([0]), rows, 10, 5)
    padded = windows([make_clip(4)], np.array([0]), rows, 10, 5, pad=True)
    assert padded.inputs[0, :, 0].tolist() == [0, 1, 2, 3, 3, 3, 3, 3, 3, 3]


def test_frames_without_a_person_repeat_the_last_one(make_clip):
    clip = make_clip(6)
    joints = body_joints(clip.track)
    joints[[0, 3, 4]] = np.nan
    clip = attrs.evolve(clip, track=body_track(clip.track.times, joints, clip.track.frame_size))
    values = raw_landmarks(clip)
    assert (values[0] == 0).all()
    assert np.array_equal(values[3], values[2])
    assert np.array_equal(values[4], values[2])
    assert not np.array_equal(values[5], values[2])
    assert np.isfinite(values).all()


def test_body_points_do_not_depend_on_place_and_size(make_clip):
    clip = make_clip(20)
    assert body_points(moved(clip, 0.2, 0.5)) == pytest.approx(body_points(clip), abs=1e-4)


def test_placed_points_keep_the_way_through_the_picture(make_clip):
    clip = make_clip(20)
    joints = body_joints(clip.track)
    joints[10:, :, 1] -= 0.1  # up, as in a jump
    jumped = attrs.evolve(clip, track=body_track(clip.track.times, joints, clip.track.frame_size))
    hip = BODY_13.index("left_hip")
    assert placed_points(jumped)[15, hip, 1] < placed_points(jumped)[5, hip, 1] - 0.2
    assert body_points(jumped)[15, hip, 1] == pytest.approx(body_points(jumped)[5, hip, 1], abs=0.05)


def test_keypoints_fall_back_to_the_joints_there_are(make_clip):
    assert coco_keypoints(make_clip(5)).shape == (5, 13, 3)
