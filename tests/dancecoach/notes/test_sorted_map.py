from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dancecoach.notes.sorted_map import SortedMap

KEYS = st.integers(-30, 30)
DICTS = st.dictionaries(KEYS, st.integers(0, 3), max_size=30)


def of(values):
    return SortedMap(sorted(values.items()))


@settings(max_examples=60, deadline=None)
@given(DICTS, KEYS, st.integers(0, 3))
def test_it_is_a_dictionary_in_order(values, key, value):
    got = of(values)
    assert dict(got.items()) == values
    assert [k for k, _ in got.items()] == sorted(values)
    assert len(got) == len(values)
    assert got.get(key) == values.get(key)
    assert (key in got) == (key in values)
    assert dict(got.put(key, value).items()) == values | {key: value}
    assert dict(got.items()) == values, "an edit must leave the map as it was"
    if key in values:
        assert dict(got.remove(key).items()) == {k: v for k, v in values.items() if k != key}
    else:
        with pytest.raises(KeyError):
            got.remove(key)


@settings(max_examples=60, deadline=None)
@given(DICTS, KEYS, KEYS)
def test_ranges_and_neighbours(values, a, b):
    got, low, high = of(values), min(a, b), max(a, b)
    inside = {k: v for k, v in values.items() if low <= k <= high}
    assert dict(got.items(low, high)) == inside
    assert dict(got.without_between(low, high).items()) == {k: v for k, v in values.items() if k not in inside}
    assert got.floor(a) == max(((k, v) for k, v in values.items() if k <= a), default=None)
    assert got.ceiling(a) == min(((k, v) for k, v in values.items() if k >= a), default=None)


@settings(max_examples=60, deadline=None)
@given(DICTS, DICTS)
def test_maps_that_hold_the_same_are_equal_however_they_were_made(before, after):
    a, b = of(before), of(after)
    expected = {k: (before.get(k), after.get(k)) for k in before | after if before.get(k) != after.get(k)}
    assert {k: (x, y) for k, x, y in a.differences(b)} == expected
    assert (a == b) == (before == after)
    for key, _old, new in list(a.differences(b)):
        a = a.remove(key) if new is None else a.put(key, new)
    assert a == b


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(KEYS, st.integers(0, 20)), max_size=30, unique_by=lambda r: r[0]), KEYS)
def test_ranges_that_hold_a_point(ranges, point):
    ends = {start: start + length for start, length in ranges}
    got = SortedMap(sorted(ends.items()), reach=lambda end: end)
    assert list(got.reaching(point, point)) == [ends[s] for s in sorted(ends) if s <= point <= ends[s]]
    for start in list(ends)[::2]:
        got = got.remove(start)
        del ends[start]
    assert list(got.reaching(point, point)) == [ends[s] for s in sorted(ends) if s <= point <= ends[s]]


def test_an_edit_looks_at_few_keys_only():
    """Shared all but the branch: the differences of two versions of a large map are found without walking it."""
    large = SortedMap((i, i) for i in range(20_000))
    depths, nodes = 0, [(large._root, 1)]
    while nodes:
        node, depth = nodes.pop()
        depths = max(depths, depth)
        nodes += [(branch, depth + 1) for branch in (node.left, node.right) if branch is not None]
    assert depths < 50
    edited = large.put(7, -1)
    shared = {id(node) for node in walk(large)} & {id(node) for node in walk(edited)}
    assert len(shared) > 20_000 - 50


def walk(tree):
    nodes = [tree._root]
    while nodes:
        node = nodes.pop()
        yield node
        nodes += [branch for branch in (node.left, node.right) if branch is not None]


def test_ranks_do_not_follow_the_keys():
    nodes = sorted(walk(SortedMap((i, 0) for i in range(100))), key=lambda node: node.key)
    rising = sum(a.rank < b.rank for a, b in pairwise(nodes))
    assert 25 < rising < 75


def test_keys_out_of_order_and_maps_without_a_reach_are_refused():
    with pytest.raises(ValueError, match="ascend"):
        SortedMap([(2, "b"), (1, "a")])
    with pytest.raises(TypeError, match="reach"):
        SortedMap([(1, "a")]).reaching(1, 1)
    assert SortedMap([(1, "a")]) != {1: "a"}
    assert repr(SortedMap([(1, "a")])) == "SortedMap([(1, 'a')])"
