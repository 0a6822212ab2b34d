import attrs
import numpy as np

from dancecoach.pose.skeleton import BODY_13
from training.data.clips import body_joints, body_track
from training.data.pictures import picture_frames, skeleton_picture


def test_one_picture_a_second_of_what_can_be_seen(make_clip):
    clip = make_clip(120)
    joints = body_joints(clip.track)
    joints[25:40] = np.nan
    joints[60:70, :, 2] = 0.1
    track = body_track(clip.track.times, joints, clip.track.frame_size)
    assert list(picture_frames(track)) == [0, 40, 70, 100]
    assert list(picture_frames(attrs.evolve(track, found=np.zeros(120, bool)))) == []


def test_picture_shows_the_body_where_it_stands(make_clip):
    track = make_clip(10).track
    picture = skeleton_picture(track, 3, 80)
    assert picture.shape == (80, 80, 3)
    assert 0 <= picture.min() < picture.max() <= 1
    x, y = (track.landmarks[3, BODY_13.index("left_hip"), :2] - 0.5) * (48, 80) + 40
    assert picture[round(float(y)), round(float(x))].max() > 0.3
    assert picture[:, :12].max() == 0  # beside the upright picture


def test_joints_far_outside_the_picture_do_no_harm(make_clip):
    track = make_clip(10).track
    far = attrs.evolve(track, landmarks=track.landmarks * 1e6)
    assert skeleton_picture(far, 0, 32).shape == (32, 32, 3)
