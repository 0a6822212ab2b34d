"""Clips of arms, as files of landmarks, and packs in folders of the test's own."""

import pytest

from dancecoach import resources
from dancecoach.pipeline.teaching.request import Example
from dancecoach.pose.formats import save_npz


@pytest.fixture
def arms(arms_pack, tmp_path, monkeypatch):
    """The one pack at hand, "arms", ships; the person's own data are in the test's folder. Its file."""
    monkeypatch.setattr(resources, "assets_folder", lambda: tmp_path / "assets")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return arms_pack(tmp_path / "assets" / "models" / "style_arms.onnx")


@pytest.fixture
def examples(posing, tmp_path):
    """``examples(style, seeds, person="")``: files of landmarks."""

    def make(style, seeds, person="", frames=90):
        found = []
        for seed in seeds:
            path = tmp_path / f"{style}-{seed}.npz"
            save_npz(posing(style, seed, frames), path)
            found.append(Example(path.stem, path, person=person))
        return tuple(found)

    return make
