import cv2
import numpy as np
import pytest

from dancecoach.errors import Cancelled, InputError
from dancecoach.progress import CancelToken
from dancecoach.report.painter import FramePainter, Parts
from dancecoach.report.sequence import empty_scene, highest, instants_of, make_sequence
from dancecoach.report.steady import CameraPath, common_frame
from dancecoach.video.file import VideoFile


def shirt(filmed, frame):
    """A patch of what is seen at the chest."""
    points, skeleton = filmed.track.pixels()[frame], filmed.track.skeleton
    x, y = points[skeleton.indices("left_shoulder", "right_hip")].mean(axis=0)
    with VideoFile(filmed.path) as video:
        image = video.frame(frame).image
    return (slice(int(y) - 3, int(y) + 4), slice(int(x) - 2, int(x) + 3)), image


def test_instants_are_take_off_top_and_touch_down_and_others_between(leap):
    skill = leap.analysis.skills[0]
    frames = instants_of(skill, leap.track, 5)
    assert frames[0] == skill.takeoff_frame
    assert frames[-1] == skill.touchdown_frame
    assert len(frames) == 5
    top = highest(leap.track, skill.takeoff_frame, skill.touchdown_frame)
    assert top in frames
    assert len(instants_of(skill, leap.track, 24)) <= skill.touchdown_frame - skill.takeoff_frame + 1


def test_every_instant_is_seen_where_it_was_on_the_empty_scene(leap):
    skill = leap.analysis.skills[0]
    frames = (skill.takeoff_frame - 8, skill.touchdown_frame + 1)
    with VideoFile(leap.path) as video:
        made = make_sequence(video, leap.track, frames, labels=False)
    assert made.mode == "together"
    assert made.image.shape == (320, 480, 3)
    for frame in frames:
        place, image = shirt(leap, frame)
        assert np.abs(made.image[place].astype(int) - image[place]).mean() < 12
    # Where she is between these and in none of them, there is the wall.
    top = leap.track.pixels()[highest(leap.track, *frames)]
    x, y = top[leap.track.skeleton.indices("left_hip", "right_hip")].mean(axis=0).astype(int)
    with VideoFile(leap.path) as video:
        wall = video.frame(0).image[y - 3 : y + 4, x - 3 : x + 4].astype(int)
    assert np.abs(made.image[y - 3 : y + 4, x - 3 : x + 4] - wall).mean() < 12


def test_instants_that_hide_each_other_make_a_strip(leap):
    with VideoFile(leap.path) as video:
        made = make_sequence(video, leap.track, (20, 21, 22, 23))
    assert made.mode == "strip"
    assert "hide each other" in made.said
    assert made.image.shape[1] > made.image.shape[0]


def test_a_camera_that_pans_is_reckoned_with(panned, leap):
    skill = leap.analysis.skills[0]
    frames = (skill.takeoff_frame - 8, skill.touchdown_frame + 1)
    with VideoFile(panned.path) as video:
        made = make_sequence(video, panned.track, frames, mode="together", labels=False)
    assert made.mode == "together"
    assert "camera moved" in made.said
    moved = 90 * (frames[1] - frames[0]) / (len(leap.track) - 1)
    assert made.image.shape[1] == pytest.approx(340 + moved, abs=4)


def test_the_way_of_the_camera_is_the_way_of_its_pictures():
    rng = np.random.default_rng(2)
    wall = cv2.GaussianBlur(rng.integers(0, 255, (400, 900, 3), np.uint8), (0, 0), 3)
    path = CameraPath()
    for i in range(12):
        path.add(np.ascontiguousarray(wall[i : 300 + i, 8 * i : 600 + 8 * i]), None)
    assert not path.lost
    assert not path.still
    np.testing.assert_allclose(path.ways[-1], [[1, 0, 88], [0, 1, 11], [0, 0, 1]], atol=0.6)
    _move, size = common_frame(path.ways, (600, 300))
    assert size == pytest.approx((688, 311), abs=2)


def test_a_camera_that_sees_nothing_is_lost():
    path = CameraPath()
    for _ in range(3):
        path.add(np.full((200, 300, 3), 120, np.uint8), None)
    assert path.lost
    assert path.still


def test_the_empty_scene_is_what_most_pictures_show():
    layers = []
    for i in range(5):
        picture, free = np.full((10, 20, 3), 100, np.uint8), np.ones((10, 20), np.uint8)
        picture[:, 4 * i : 4 * i + 4] = 250
        free[:, 4 * i : 4 * i + 4] = 0
        layers.append((picture, free))
    np.testing.assert_array_equal(empty_scene(layers), 100)


def test_the_skeleton_may_be_drawn_into_it(leap):
    frames = instants_of(leap.analysis.skills[0], leap.track, 3)
    with VideoFile(leap.path) as video:
        plain, drawn = (
            make_sequence(video, leap.track, frames, mode="strip", painter=painter)
            for painter in (None, FramePainter(leap.track, Parts()))
        )
    assert (plain.image != drawn.image).any()


def test_what_cannot_be_shown_is_said(leap):
    with VideoFile(leap.path) as video:
        with pytest.raises(InputError, match="choose 1 to 24"):
            make_sequence(video, leap.track, [])
        cancel = CancelToken()
        cancel.cancel()
        with pytest.raises(Cancelled):
            make_sequence(video, leap.track, [1, 5], cancel=cancel)
