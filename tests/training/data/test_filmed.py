"""Pictures of the video that a clip was seen in."""

import os
import shutil

import attrs
import cv2
import numpy as np
import pytest

from dancecoach.errors import InputError, VideoError
from dancecoach.pose.skeleton import BODY_13
from training.data.augment import FIELD_AUGMENTATION, augmented
from training.data.pictures import FILMED, clip_pictures, looks, picture_frames, pictures_of, skeleton_picture


@pytest.fixture
def filmed(drawn_clip, make_clip, tmp_path):
    """A clip with its video: the truth stands for the engine."""
    drawn = drawn_clip(duration=2.5)
    video = tmp_path / "clip.mp4"
    shutil.copy(drawn.path, video)
    track = drawn.truth.to_track().to_skeleton(BODY_13)
    return attrs.evolve(make_clip(len(track)), track=track, video=video)


def test_a_clips_own_video_is_looked_at_around_the_person(filmed):
    frames, pictures = clip_pictures(filmed, 1.0, 48)
    assert frames == list(picture_frames(filmed.track)) == [0, 30, 60]
    assert pictures.shape == (3, 48, 48, 3)
    assert 0 <= pictures.min() < pictures.max() <= 1
    drawn = attrs.evolve(filmed, video=None)
    np.testing.assert_array_equal(clip_pictures(drawn, 1.0, 48)[1][0], skeleton_picture(drawn.track, 0, 48))
    assert np.abs(pictures[0] - clip_pictures(drawn, 1.0, 48)[1][0]).mean() > 0.1


def test_pictures_are_of_the_wanted_instant_and_in_red_green_blue(filmed):
    capture = cv2.VideoCapture(str(filmed.video))
    frames = [capture.read()[1] for _ in range(46)]
    capture.release()
    height, width = frames[0].shape[:2]
    joints = filmed.track.landmarks[45, :, :2]
    (left, top), (right, bottom) = joints.min(0) * (width, height), joints.max(0) * (width, height)
    side = 1.4 * max(right - left, bottom - top)
    middle = (left + right) / 2, (top + bottom) / 2
    grown = [cv2.getRectSubPix(f, (round(side), round(side)), middle) for f in (frames[45], frames[20])]
    same, other = (cv2.resize(g, (40, 40), interpolation=cv2.INTER_AREA)[..., ::-1] / 255 for g in grown)
    inside = slice(12, 28)  # beyond the border one is black
    picture = pictures_of(filmed, [45], 40)[0]
    near, far = (np.abs(picture - p)[inside, inside].mean() for p in (same, other))
    assert near < 0.02
    assert far > 2 * near
    assert np.abs(picture - same[..., ::-1])[inside, inside].mean() > 2 * near


def test_dark_and_blurred_pictures_are_left_out_but_can_be_shown(filmed, monkeypatch):
    from training.data import pictures as module

    plain = cv2.GaussianBlur
    read = module._shot

    def worse(image, box, size):
        number = len(seen)
        seen.append(number)
        return read({0: image // 8, 1: plain(image, (0, 0), 4)}.get(number, image), box, size)

    seen = []
    monkeypatch.setattr(module, "_shot", worse)
    assert clip_pictures(filmed, 1.0, 32)[0] == [60]
    assert len(pictures_of(filmed, [0, 30, 60], 32)) == 3


def test_a_picture_that_a_person_called_noise_is_left_out_and_no_neighbour_takes_its_place(filmed):
    marked = attrs.evolve(filmed, noise=(1.0,))
    assert clip_pictures(marked, 1.0, 32)[0] == [0, 60]
    assert clip_pictures(attrs.evolve(marked, video=None), 0.5, 32)[0] == [0, 15, 45, 60]


def test_a_video_that_has_gone_or_changed_or_is_damaged_is_named(filmed, drawn_clip):
    gone = attrs.evolve(filmed, video=filmed.video.with_name("gone.mp4"))
    with pytest.raises(VideoError, match=r"gone\.mp4: has gone, and pictures are looked at; put it back, or run"):
        clip_pictures(gone, 1.0, 32)
    clip_pictures(filmed, 1.0, 32)
    shutil.copy(drawn_clip(duration=0.5).path, filmed.video)
    os.utime(filmed.video, ns=(1, 1))
    with pytest.raises(VideoError, match=r"clip\.mp4: ends before its poses do"):
        clip_pictures(filmed, 1.0, 32)
    filmed.video.write_bytes(b"x" * 1000)
    with pytest.raises(VideoError, match=r"clip\.mp4"):
        clip_pictures(filmed, 1.0, 32)


def test_filmed_and_drawn_pictures_are_not_mixed_and_varied_copies_have_no_film(filmed, make_clip):
    assert looks([filmed, filmed]) == FILMED
    assert looks([make_clip(10)]) == looks([]) == ""
    copy = augmented(filmed, FIELD_AUGMENTATION, np.random.default_rng(0))
    assert copy.video is None
    with pytest.raises(InputError, match=r"copy: has no video, while others have theirs.*--augment"):
        looks([filmed, attrs.evolve(copy, name="copy")])


def test_somebody_at_the_border_or_tiny_is_cut_with_black_around(filmed):
    corner = filmed.track.landmarks.copy()
    corner[..., :2] = 0.999
    at_border = attrs.evolve(filmed, track=attrs.evolve(filmed.track, landmarks=corner))
    picture = pictures_of(at_border, [0], 32)[0]
    assert picture.shape == (32, 32, 3)
    assert picture[-8:, -8:].max() == 0
    assert picture[4, 4].max() > 0
    corner[..., :2] *= 1e6
    far = attrs.evolve(filmed, track=attrs.evolve(filmed.track, landmarks=corner))
    assert clip_pictures(far, 1.0, 32)[0] == [], "nothing can be seen there"
