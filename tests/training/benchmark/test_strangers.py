"""Poses of clips that are none of the dances, read as a set wants them."""

import pytest

from dancecoach.errors import InputError
from dancecoach.pose.formats import save_npz
from dancecoach.pose.skeleton import BODY_13
from training.benchmark.strangers import load_strangers


def test_long_enough_clips_are_read_in_the_sets_skeleton(tmp_path, make_clip):
    (tmp_path / "folk").mkdir()
    save_npz(make_clip(90).track, tmp_path / "folk" / "step.pose.npz")
    save_npz(make_clip(20).track, tmp_path / "short.pose.npz")
    (clip,) = load_strangers(tmp_path, BODY_13)
    assert (clip.name, clip.track.skeleton, len(clip)) == ("folk/step", BODY_13, 90)


def test_a_folder_without_any_is_named(tmp_path):
    with pytest.raises(InputError, match="holds no poses of clips that are long enough; name a folder of `extract`"):
        load_strangers(tmp_path, BODY_13)
