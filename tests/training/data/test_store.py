import numpy as np
import pytest

from dancecoach.errors import InputError
from training.data.store import ClipStore, stored, write_store


def test_clips_come_back_as_they_were(tmp_path, make_clip):
    clips = [make_clip(40, name="a", style="waltz"), make_clip(25, name="b")]
    store = write_store(tmp_path / "store", clips, "key")
    assert len(store) == 2
    assert store.key == "key"
    for clip, back in zip(clips, ClipStore(tmp_path / "store"), strict=True):
        assert (back.name, back.style, back.track.frame_size) == (clip.name, clip.style, clip.track.frame_size)
        np.testing.assert_array_equal(back.track.landmarks, clip.track.landmarks)
        np.testing.assert_array_equal(back.track.times, clip.track.times)
    assert store.where(style="waltz").tolist() == [0]


def test_store_is_written_again_only_when_something_changed(tmp_path, make_clip):
    stored(tmp_path, iter([make_clip(name="old")]), "1")
    assert stored(tmp_path, iter([make_clip(name="new")]), "1")[0].name == "old"
    assert stored(tmp_path, iter([make_clip(name="new")]), "2")[0].name == "new"


def test_damaged_store_is_refused_by_name(tmp_path, make_clip):
    write_store(tmp_path, [make_clip()], "1")
    np.save(tmp_path / "labels.npy", np.zeros(3, np.uint8))
    with pytest.raises(InputError, match="holds no store of clips"):
        ClipStore(tmp_path)
    assert stored(tmp_path, iter([make_clip(name="new")]), "1")[0].name == "new"
