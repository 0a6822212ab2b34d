import numpy as np
import pytest

from dancecoach.pose.skeleton import BODY_13
from training.data import others
from training.data.others import Unlike, others_store

JOINTS = ["head", *(n.replace("left_", "l_").replace("right_", "r_") for n in BODY_13.joints[1:])]


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    """Keep the user's cache out of it."""
    monkeypatch.setattr(others, "user_cache_path", lambda name: tmp_path / "cache" / name)


def _captures(folder):
    folder.mkdir()
    positions = np.tile(np.random.default_rng(0).random((1, len(JOINTS), 3)), (30, 1, 1)) + np.array([0, 0.5, 0])
    for label in ("rumba", "salsa", "tango", "waltz"):
        np.savez(
            folder / f"{label}-1.npz", positions=positions.astype(np.float32), joints=JOINTS, fps=30.0, label=label
        )
    return folder


def test_kinds_and_people_are_taught_or_judge_but_not_both(tmp_path, drawn_folder):
    store = others_store(Unlike(_captures(tmp_path / "captures"), drawn_folder))
    sides = {(str(e["split"]), str(e["kind"]), str(e["performer"])) for e in store.entries}
    captured = {(split, kind) for split, kind, _ in sides if not kind.startswith("drawn")}
    assert captured == {("train", "rumba"), ("test", "salsa"), ("train", "tango"), ("test", "waltz")}
    drawn = {(split, performer) for split, kind, performer in sides if kind.startswith("drawn")}
    assert drawn == {("train", "train one"), ("test", "validation one"), ("test", "test one")}
    assert all(np.isfinite(clip.track.landmarks).any() for clip in store)


def test_folder_that_changed_is_read_again_and_its_dances_are_none_of_them(tmp_path):
    folder = _captures(tmp_path / "captures")
    assert [c.kind for c in others_store(Unlike(folder, dances=("salsa", "waltz")))] == ["rumba", "tango"]
    (folder / "tango-1.npz").unlink()
    assert [c.kind for c in others_store(Unlike(folder, dances=("salsa", "waltz")))] == ["rumba"]
    assert len(others_store(Unlike(folder))) == 3
    assert not list(folder.glob("*.json"))  # nothing is written beside what may be anybody's
