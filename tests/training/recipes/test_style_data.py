import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.motion.features import FEATURES
from training.data.augment import PLAIN
from training.data.batches import Cutter
from training.data.sequences import Sequences
from training.data.store import write_store
from training.recipes import style_data
from training.recipes.style import StyleTraining, cross_validate
from training.recipes.style_data import Broken, StyleBatches, Unlike


@pytest.fixture
def dances(tmp_path, make_clip, monkeypatch):
    """Three dances of three clips; stored, so that no landmarks have to be read."""
    clips = [
        make_clip(60, rate, f"{name}-{i}", name, seed=i)
        for name, rate in (("slow", 0.5), ("quick", 1.5), ("fast", 3.0))
        for i in range(3)
    ]
    store = write_store(tmp_path / "store", clips, "1")
    monkeypatch.setattr(style_data, "trend_store", lambda folder: store)
    return tmp_path


def test_broken_dances_are_taught_only_where_all_their_clips_are(dances):
    broken = Broken.read(dances, PLAIN)
    assert broken.found.bounds.shape[1] == len(broken.plan) == 9 * 9
    held_out = {"slow-0", "fast-2"}
    names = {name for b in broken.plan for name in b.sources}
    taught = broken.only_of(names - held_out)
    assert 0 < len(taught) < len(broken.plan)
    assert not broken.sources(taught) & held_out
    assert {broken.plan[i].kind for i in taught} == {b.kind for b in broken.plan}
    left_out = set(range(len(broken.plan))) - set(taught.tolist())
    assert all(set(broken.plan[i].sources) & held_out for i in left_out)
    assert broken.summary() == "9 backwards, 9 fast, 9 slow, 27 foreign arm, 27 shuffled"
    assert all(np.isfinite(values).any() for values in broken.values(np.arange(3)))


def test_a_broken_dance_of_a_clip_that_judges_is_refused(dances, monkeypatch):
    monkeypatch.setattr(Broken, "only_of", lambda self, names: np.arange(len(self.plan)))
    with pytest.raises(InputError, match="is in training and in test"):
        cross_validate(dances, StyleTraining(variants=0, augmentation=PLAIN, folds=3))


def _cutter(value, clips=4, length=30):
    """Clips that hold one number everywhere."""
    rows = clips * length
    bounds = (np.arange(clips)[:, None] * length + [0, length])[None].astype(np.int64)
    values = np.full((rows, len(FEATURES)), value, np.float16)
    found = Sequences(values, np.zeros(rows, np.uint8), np.ones(rows, np.float16), bounds)
    return Cutter(found, np.zeros(len(FEATURES), np.float32), np.ones(len(FEATURES), np.float32), length)


def test_batches_have_their_shares_of_what_is_none_of_the_dances():
    truth = np.array([0, 0, 0, 1])
    batches = StyleBatches(_cutter(1.0), np.arange(4), truth, 2, size=20, steps=3, shortest_s=0.5)
    nothing = Unlike(_cutter(9.0), np.zeros(0, np.intp), 0.5)
    batches = attrs.evolve(
        batches, unlike=(Unlike(_cutter(2.0), np.arange(4), 0.2), nothing, Unlike(_cutter(3.0), np.array([2]), 0.15))
    )
    for batch in batches.round(0):
        assert batch.features[:, 0, 0].tolist() == [1.0] * 13 + [2.0] * 4 + [3.0] * 3
        assert set(batch.targets[:13].max(1)) == {1.0}
        assert (batch.targets[13:] == 0.5).all()
        assert batch.features.shape == (20, 30, len(FEATURES))
        assert (batch.mask.sum(1) >= 15).all()
    drawn = np.concatenate([batch.targets[:13, 1] for batch in attrs.evolve(batches, steps=60).round(1)])
    assert drawn.mean() == pytest.approx(0.5, abs=0.06)  # the one clip of its dance comes as often as three of another
