import numpy as np
import pytest

from dancecoach.errors import InputError
from training.data.splits import folds_by_clip, refuse_leak


def test_every_clip_is_judged_once_by_a_network_that_has_not_seen_it():
    styles = ["a"] * 7 + ["b"] * 10 + ["c"] * 6
    folds = list(folds_by_clip(styles))
    assert sorted(np.concatenate([f.test for f in folds]).tolist()) == list(range(23))
    for fold in folds:
        assert not set(fold.train) & set(fold.test)
        assert {styles[i] for i in fold.train} == {"a", "b", "c"}
        assert 4 <= len(fold.test) <= 5
        assert {styles[i] for i in fold.test} == {"a", "b", "c"}


def test_class_with_one_clip_is_named():
    with pytest.raises(InputError, match="solo: has 1 clip"):
        list(folds_by_clip(["a", "a", "solo"]))


def test_leak_is_named():
    with pytest.raises(InputError, match="performer ann: is in training and in test"):
        refuse_leak(["ann", "bob", ""], ["eve", "ann", ""], "performer")
    refuse_leak(["bob", ""], ["eve", ""], "performer")
