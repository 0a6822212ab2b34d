from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dancecoach.errors import InputError
from training.data.splits import (
    by_source,
    folds_by_clip,
    grouped_folds,
    groups_per_class,
    nested,
    random_windows_leaky,
    refuse_leak,
    split_60_20_20,
    split_80_20,
)

pytest.importorskip("sklearn", reason="scikit-learn is not installed (extra `training`)")

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def grouped_sets(draw):
    """(styles, groups): two to four classes of five to nine groups, each of one to six clips of its class."""
    styles, groups = [], []
    for style in "abcd"[: draw(st.integers(2, 4))]:
        for number, size in enumerate(draw(st.lists(st.integers(1, 6), min_size=5, max_size=9))):
            styles += [style] * size
            groups += [f"{style}{number}"] * size
    order = draw(st.permutations(range(len(styles))))
    return [styles[i] for i in order], [groups[i] for i in order]


@st.composite
def lone_sets(draw):
    """Styles of two to four classes of five to twelve clips."""
    styles = [style for style in "abcd"[: draw(st.integers(2, 4))] for _ in range(draw(st.integers(5, 12)))]
    return draw(st.permutations(styles))


def _of(values, positions):
    return [values[i] for i in positions.tolist()]


def _sides(fold):
    return fold.train.tolist(), fold.test.tolist()


def test_every_clip_is_judged_once_by_a_network_that_has_not_seen_it():
    styles = ["a"] * 7 + ["b"] * 10 + ["c"] * 6
    folds = list(folds_by_clip(styles))
    assert sorted(np.concatenate([f.test for f in folds]).tolist()) == list(range(23))
    for fold in folds:
        assert not set(fold.train) & set(fold.test)
        assert {styles[i] for i in fold.train} == {"a", "b", "c"}
        assert 4 <= len(fold.test) <= 5
        assert {styles[i] for i in fold.test} == {"a", "b", "c"}


def test_folds_by_clip_stay_what_shipped_results_were_measured_on():
    styles = ["b", "a", "a", "b", "a", "b", "a", "a", "b", "b"]
    folds = [fold.test.tolist() for fold in folds_by_clip(styles, 5, 7)]
    assert folds == [[0, 4], [1, 3], [7, 9], [2, 8], [5, 6]]


def test_class_with_one_clip_is_named():
    with pytest.raises(InputError, match="solo: has 1 clip"):
        list(folds_by_clip(["a", "a", "solo"]))


def test_leak_is_named():
    with pytest.raises(InputError, match="performer ann: is in training and in test"):
        refuse_leak(["ann", "bob", ""], ["eve", "ann", ""], "performer")
    refuse_leak(["bob", ""], ["eve", ""], "performer")


@quick
@given(grouped_sets(), st.integers(0, 5))
def test_no_group_stands_on_both_sides_and_every_clip_is_judged_once(made, seed):
    styles, groups = made
    folds = list(grouped_folds(styles, groups, 5, seed))
    assert sorted(i for fold in folds for i in fold.test.tolist()) == list(range(len(styles)))
    for fold in folds:
        assert sorted([*fold.train.tolist(), *fold.test.tolist()]) == list(range(len(styles)))
        assert not set(_of(groups, fold.train)) & set(_of(groups, fold.test))
        assert set(_of(styles, fold.train)) == set(_of(styles, fold.test)) == set(styles)


@quick
@given(lone_sets(), st.integers(0, 5), st.integers(1, 4))
def test_shares_of_a_class_differ_by_one_group_where_groups_are_alike(styles, seed, size):
    everything = [style for style in styles for _ in range(size)]
    groups = [str(i) for i in range(len(styles)) for _ in range(size)]
    shares = [Counter(_of(everything, fold.test)) for fold in grouped_folds(everything, groups, 5, seed)]
    for style in set(styles):
        found = [share[style] for share in shares]
        assert max(found) - min(found) <= size


@quick
@given(grouped_sets(), st.integers(0, 5))
def test_same_seed_same_folds(made, seed):
    first, second = ([_sides(fold) for fold in grouped_folds(*made, 5, seed)] for _ in range(2))
    assert first == second


def test_another_seed_gives_other_folds():
    styles = [s for s in "ab" for _ in range(24)]
    groups = [f"{s}{i // 3}" for s in "ab" for i in range(24)]
    made = {tuple(tuple(f.test.tolist()) for f in grouped_folds(styles, groups, 4, seed)) for seed in range(6)}
    assert len(made) == 6


def test_groups_of_one_clip_are_split_by_clip():
    styles = list("aabbabbaabab")
    by_clip = [_sides(fold) for fold in folds_by_clip(styles, 4, 3)]
    assert [_sides(fold) for fold in grouped_folds(styles, None, 4, 3)] == by_clip
    assert [_sides(fold) for fold in grouped_folds(styles, [f"n{i}" for i in range(12)], 4, 3)] == by_clip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grouped_sets(), st.integers(0, 3))
def test_inner_folds_divide_what_the_outer_trains_on(made, seed):
    styles, groups = made
    found = list(nested(styles, groups, seed=seed))
    assert len(found) == 5
    assert sorted(i for fold in found for i in fold.outer.test.tolist()) == list(range(len(styles)))
    for fold in found:
        assert len(fold.inner) == 4
        assert sorted(i for f in fold.inner for i in f.test.tolist()) == sorted(fold.outer.train.tolist())
        for inner in fold.inner:
            assert sorted([*inner.train.tolist(), *inner.test.tolist()]) == sorted(fold.outer.train.tolist())
            assert not set(_of(groups, inner.train)) & set(_of(groups, inner.test))


def test_nested_without_groups_begins_with_the_folds_by_clip():
    styles = list("ab" * 6)
    outer = [_sides(fold.outer) for fold in nested(styles, seed=2)]
    assert outer == [_sides(fold) for fold in folds_by_clip(styles, 5, 2)]


def test_shares_of_a_holdout():
    styles, groups = [s for s in "ab" for _ in range(50)], [f"{s}{i // 2}" for s in "ab" for i in range(50)]
    fold = split_80_20(styles, groups, seed=1)
    assert (len(fold.train), len(fold.test)) == (80, 20)
    three = split_60_20_20(styles, groups, seed=1)
    parts = [three.train, three.validation, three.test]
    assert [len(part) for part in parts] == [60, 20, 20]
    assert sorted(np.concatenate(parts).tolist()) == list(range(100))
    assert [Counter(_of(styles, part))["a"] for part in parts] == [30, 10, 10]
    owners = [set(_of(groups, part)) for part in parts]
    assert sum(map(len, owners)) == len(set.union(*owners))


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (None, "rare: has 4 clips, too few for 5 folds; add clips of it, leave it out, or take fewer"),
        (["x"] * 4 + list("abcdefgh"), "rare: has 1 group of clips, too few for 5 folds"),
    ],
)
def test_class_with_too_few_is_named_with_its_number(groups, said):
    with pytest.raises(InputError, match=said):
        list(grouped_folds(["rare"] * 4 + ["common"] * 8, groups))


def test_class_with_too_few_for_the_inner_folds_is_named():
    with pytest.raises(InputError, match="a: has 4 clips, too few for 6 folds"):
        list(nested(["a"] * 5 + ["b"] * 20, outer=5, inner=6))


def test_a_performer_of_several_classes_is_on_one_side():
    people = [who for who in "stuvwxyz" for _ in range(6)]
    styles = ["waltz", "tango"] * 24
    assert groups_per_class(styles, people) == {"tango": 8, "waltz": 8}
    for fold in grouped_folds(styles, people, 4):
        assert not set(_of(people, fold.train)) & set(_of(people, fold.test))
        assert Counter(_of(styles, fold.test)) == {"waltz": 6, "tango": 6}


def test_a_source_is_judged_by_what_was_learned_from_the_others():
    styles = ["waltz", "rumba", "waltz", "rumba", "salsa", "rumba"]
    sources = ["m", "m", "c", "c", "cmu", "c"]
    found = [_sides(fold) for fold in by_source(styles, sources)]
    # Salsa is only there in one source: it is learned, but never judged.
    assert found == [([0, 1, 4], [2, 3, 5]), ([2, 3, 4, 5], [0, 1])]


def test_what_two_sources_share_is_not_learned():
    styles, sources = ["rumba"] * 4, ["m", "m", "c", "c"]
    first, second = by_source(styles, sources, ["song", "other", "song", "third"])
    assert _sides(first) == ([1], [2, 3])
    assert _sides(second) == ([3], [0, 1])


def test_sources_without_a_common_class_are_refused():
    with pytest.raises(InputError, match="has no class that two sources share"):
        list(by_source(["salsa", "waltz"], ["cmu", "m"]))


def test_random_windows_take_their_share_whatever_the_clip():
    clips = np.repeat(np.arange(20), 100)
    fold = random_windows_leaky(clips.tolist(), seed=4)
    assert len(fold.train) + len(fold.test) == 2000
    assert 0.17 < len(fold.test) / 2000 < 0.23
    assert set(clips[fold.train]) & set(clips[fold.test])
    assert _sides(random_windows_leaky(clips.tolist(), seed=4)) == _sides(fold)
