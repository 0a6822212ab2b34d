import attrs
import numpy as np
import pytest

from dancecoach.pipeline.checks import Seen, share_outside, what_to_say
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo

HEIGHTS = {
    "nose": 0.1, "eye": 0.08, "ear": 0.09, "mouth": 0.12, "shoulder": 0.22, "elbow": 0.37, "wrist": 0.5, "pinky": 0.52,
    "index": 0.52, "thumb": 0.51, "hip": 0.51, "knee": 0.72, "ankle": 0.9, "heel": 0.92, "foot": 0.93,
}  # fmt: skip


def standing(frames=100, *, scale=1.0, drop=0.0, size=(1280, 720), people=1) -> PoseTrack:
    """A standing person; ``scale`` shrinks them around the middle, ``drop`` moves them down by a share."""
    y = np.array([next(h for word, h in HEIGHTS.items() if word in joint) for joint in BLAZEPOSE_33.joints])
    landmarks = np.full((frames, 33, 3), 0.5, np.float32)
    landmarks[..., 1] = (y - 0.5) * scale + 0.5 + drop
    return PoseTrack(
        times=np.arange(frames) / 30,
        landmarks=landmarks,
        visibility=np.ones((frames, 33)),
        found=np.ones(frames, bool),
        frame_size=size,
        skeleton=BLAZEPOSE_33,
        source="test",
        people=np.full(frames, people),
    )


def lose(track: PoseTrack, frames: slice) -> PoseTrack:
    landmarks, found = track.landmarks.copy(), track.found.copy()
    landmarks[frames], found[frames] = np.nan, False
    return attrs.evolve(track, landmarks=landmarks, found=found)


def said(track: PoseTrack, *, fps=30.0, vfr=False, brightness=150.0) -> str:
    info = ClipInfo("clip.mp4", len(track), len(track) / fps, fps, vfr, *track.frame_size)
    return "\n".join(what_to_say(Seen(info, track, np.full(len(track), brightness, np.float32))))


def test_a_good_clip_has_nothing_to_say():
    assert said(standing()) == ""


def test_a_variable_frame_rate_is_no_fault():
    assert said(standing(), vfr=True) == ""


def test_nobody():
    assert said(lose(standing(), slice(None))).startswith("Nobody was found")


def test_found_now_and_then():
    assert "found in only 43 % of the frames" in said(lose(standing(), slice(43, None)))
    assert said(lose(standing(), slice(90, None))) == ""


def test_a_second_person_is_named_and_who_is_followed():
    text = said(standing(people=2))
    assert text == (
        "There are up to 2 people in the picture (more than one in 100 % of the frames); "
        "the larger and more central one is followed."
    )


@pytest.mark.parametrize(("frames_with_two", "is_said"), [(3, False), (30, True)])
def test_somebody_who_walks_past_is_not_said(frames_with_two, is_said):
    people = np.ones(100, np.int16)
    people[:frames_with_two] = 2
    assert ("people in the picture" in said(attrs.evolve(standing(), people=people))) == is_said


def test_an_engine_that_does_not_count_says_nothing_of_others():
    assert said(standing(people=-1)) == ""
    assert said(attrs.evolve(standing(), people=None)) == ""


def test_cut_feet_and_head():
    assert said(standing(drop=0.12)).startswith("The feet are outside the picture in 100 % of the frames")
    assert said(standing(drop=-0.12)).startswith("The head is outside the picture in 100 % of the frames")


def test_one_toe_across_the_edge_is_no_cut():
    assert share_outside(standing(drop=0.075), ("left_ankle", "left_heel", "left_foot_index")) == 0.0


def test_a_skeleton_without_heels_is_judged_by_its_ankles():
    track = standing(drop=0.12).to_skeleton(BODY_13)
    assert "The feet are outside" in said(track)


def test_a_small_person():
    assert "pixels tall" in said(standing(size=(160, 90)))
    assert said(standing(scale=0.3)) == ""


def test_dark():
    assert "The picture is dark" in said(standing(), brightness=30.0)


def test_few_frames():
    assert "only 15 frames a second" in said(standing(), fps=15.0)
    assert said(standing(), fps=23.976) == ""


def test_landmarks_without_pictures_are_judged_without_light():
    track = standing()
    info = ClipInfo("pose.npz", len(track), 3.3, 30.0, False, 1280, 720)
    assert what_to_say(Seen(info, track)) == ()
