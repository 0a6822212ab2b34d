import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from training.data.clips import body_joints, body_track
from training.data.inspection import doubts, refuse_one_class


def test_sound_clips_leave_no_doubt(make_clip):
    assert list(doubts([make_clip(fps=30.0), make_clip(fps=29.97), make_clip(frames=1)])) == []
    assert list(doubts([])) == []


def test_mixed_frame_rates_are_named(make_clip):
    (said,) = doubts([make_clip(name="a", fps=30.0), make_clip(name="b", fps=25.0), make_clip(name="c", fps=60.0)])
    assert said.startswith("Clips of 25 (b) to 60 frames a second (c) are mixed")
    assert said.endswith("python -m training extract.")


def _with_joints(clip, joints):
    return attrs.evolve(clip, track=body_track(clip.track.times, joints, clip.track.frame_size))


def test_clips_in_which_nothing_moves_are_named(make_clip):
    still = [
        _with_joints(clip, np.repeat(body_joints(clip.track)[:1], len(clip), axis=0))
        for clip in (make_clip(name=name) for name in "abcde")
    ]
    (said,) = doubts([*still, make_clip(name="moves")])
    assert said.startswith("a, b, c and 2 more: nothing moves")


def test_clips_that_hardly_show_anybody_are_named(make_clip):
    joints = body_joints(make_clip().track).copy()
    joints[10:] = np.nan
    (said,) = doubts([_with_joints(make_clip(name="empty street"), joints)])
    assert said.startswith("empty street: somebody is found in less than half of the frames")


def test_one_class_is_nothing_to_tell_apart():
    refuse_one_class(("polka", "waltz"), "clips")
    with pytest.raises(InputError, match=r"^clips: holds one dance only \(polka\); add clips of another one\.$"):
        refuse_one_class(("polka",), "clips")
    with pytest.raises(InputError, match="holds no dance"):
        refuse_one_class((), "clips")
