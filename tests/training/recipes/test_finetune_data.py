"""Corrected clips are read as the app lays them out."""

import json

import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.pose.formats import save_npz
from training.recipes.finetune_data import read_corrected

pytestmark = pytest.mark.slow


def lay_out(folder, clips, **changes):
    entries = []
    for number, clip in enumerate(clips):
        save_npz(clip.track, folder / f"{number}.npz")
        np.save(folder / f"{number}.npy", clip.labels)
        entries.append({"name": clip.name, "person": "", "poses": f"{number}.npz", "labels": f"{number}.npy"})
    (folder / "clips.json").write_text(json.dumps([entry | changes for entry in entries]))


def test_clips_are_read_as_the_app_lays_them_out(corrected, tmp_path):
    lay_out(tmp_path, corrected)
    for one, other in zip(read_corrected(tmp_path), corrected, strict=True):
        assert one.name == other.name
        np.testing.assert_array_equal(one.labels, other.labels)


@pytest.mark.parametrize("changes", [{"labels": "gone.npy"}, {"poses": 3}, {"labels": "clips.json"}])
def test_damaged_ones_are_refused(corrected, tmp_path, changes):
    lay_out(tmp_path, corrected, **changes)
    with pytest.raises(InputError, match="holds no corrected clips"):
        read_corrected(tmp_path)


def test_too_few_are_refused(corrected, tmp_path):
    lay_out(tmp_path, corrected[:2])
    with pytest.raises(InputError, match="holds 2 clips, where 3 are needed"):
        read_corrected(tmp_path)
