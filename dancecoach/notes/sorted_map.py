"""An ordered map from whole numbers that is never changed: an edit gives another that shares nearly all of it.

A treap (R. Seidel, C. R. Aragon, "Randomized search trees", Algorithmica 16 (1996), 464-497) whose priorities are
scrambled keys: the shape depends on the keys alone. So two maps are compared, and told apart, along the few
branches that they do not share, and looking up, putting and removing take the logarithm of the size.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Generic, TypeVar

V = TypeVar("V")

_MASK = (1 << 64) - 1


def _rank(key: int) -> int:
    """The key's priority: a bijection of 64 bits (splitmix64), so that no two keys share one."""
    x = (key + 0x9E3779B97F4A7C15) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


class _Node(Generic[V]):
    """A key and what lies below it. Never changed once made."""

    __slots__ = ("key", "left", "own", "rank", "reach", "right", "size", "value")

    def __init__(  # noqa: PLR0917 - made a dozen times for each edit: names would be a tenth of its time
        self, key: int, rank: int, value: V, own: int, left: "_Node[V] | None", right: "_Node[V] | None"
    ) -> None:
        self.size: int
        self.reach: int
        self.key, self.rank, self.value, self.own = key, rank, value, own
        self.left, self.right = left, right
        size, reach = 1, own
        if left is not None:
            size += left.size
            reach = max(reach, left.reach)
        if right is not None:
            size += right.size
            reach = max(reach, right.reach)
        self.size, self.reach = size, reach

    def over(self, left: "_Node[V] | None", right: "_Node[V] | None") -> "_Node[V]":
        """The same key over other branches."""
        return _Node(self.key, self.rank, self.value, self.own, left, right)


_Tree = _Node[V] | None
Difference = tuple[int, V | None, V | None]


class SortedMap(Generic[V]):
    """Values by whole number, in order.

    Args:
        items: (key, value) in ascending order of keys, each once.
        reach: how far a value goes, for `reaching`; without it nobody may ask.

    Raises:
        ValueError: the keys are not in order.
    """

    __slots__ = ("_reach", "_root")

    def __init__(self, items: Iterable[tuple[int, V]] = (), reach: Callable[[V], int] | None = None) -> None:
        self._reach = reach
        nodes = [_Node(key, _rank(key), value, self._own(value), None, None) for key, value in items]
        if any(a.key >= b.key for a, b in pairwise(nodes)):
            raise ValueError("the keys of a sorted map ascend")
        self._root = _built(nodes, 0, len(nodes))

    def __len__(self) -> int:
        """Number of keys."""
        return 0 if self._root is None else self._root.size

    def __contains__(self, key: int) -> bool:
        return self._find(key) is not None

    def __getitem__(self, key: int) -> V:
        node = self._find(key)
        if node is None:
            raise KeyError(key)
        return node.value

    def get(self, key: int) -> V | None:
        """The value of a key; None where there is none."""
        node = self._find(key)
        return None if node is None else node.value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SortedMap):
            return NotImplemented
        return len(self) == len(other) and next(self.differences(other), None) is None

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"SortedMap({list(self.items())!r})"

    def put(self, key: int, value: V) -> "SortedMap[V]":
        """The map with this value at that key, in place of any other."""
        return self._with(_put(self._root, _Node(key, _rank(key), value, self._own(value), None, None)))

    def remove(self, key: int) -> "SortedMap[V]":
        """The map without that key.

        Raises:
            KeyError: it is not there.
        """
        return self._with(_removed(self._root, key))

    def without_between(self, first: int, last: int) -> "SortedMap[V]":
        """The map without the keys from first to last, both included."""
        below, rest = _split(self._root, first)
        _between, above = _split(rest, last + 1)
        return self._with(_merged(below, above))

    def items(self, first: int | None = None, last: int | None = None) -> Iterator[tuple[int, V]]:
        """(key, value) in order, from one key to another, both included; None for from the start, or to the end."""
        return ((node.key, node.value) for node in _walk(self._root, first, last))

    def values(self) -> Iterator[V]:
        """The values in order of their keys."""
        return (node.value for node in _walk(self._root, None, None))

    def floor(self, key: int) -> tuple[int, V] | None:
        """(key, value) of the greatest key that is not greater; None where there is none."""
        node, found = self._root, None
        while node is not None:
            if node.key <= key:
                node, found = node.right, node
            else:
                node = node.left
        return None if found is None else (found.key, found.value)

    def ceiling(self, key: int) -> tuple[int, V] | None:
        """(key, value) of the least key that is not less; None where there is none."""
        node, found = self._root, None
        while node is not None:
            if node.key >= key:
                node, found = node.left, node
            else:
                node = node.right
        return None if found is None else (found.key, found.value)

    def reaching(self, last: int, at_least: int) -> Iterator[V]:
        """Values with a key not above ``last`` that reach ``at_least`` or farther, in order of keys.

        With starts as keys and ends as reach these are the ranges that hold a point. Takes the logarithm of the size
        for each one found.
        """
        if self._reach is None:
            raise TypeError("this map was made without a reach")
        return _reaching(self._root, last, at_least)

    def differences(self, after: "SortedMap[V]") -> Iterator[Difference[V]]:
        """(key, value here, value there) where another map differs, None where one has no such key; in no order."""
        return _differences(self._root, after._root)

    def _own(self, value: V) -> int:
        return 0 if self._reach is None else self._reach(value)

    def _with(self, root: _Tree[V]) -> "SortedMap[V]":
        if root is self._root:
            return self
        other: SortedMap[V] = SortedMap.__new__(type(self))
        other._root, other._reach = root, self._reach
        return other

    def _find(self, key: int) -> _Tree[V]:
        node = self._root
        while node is not None and node.key != key:
            node = node.left if key < node.key else node.right
        return node


def _built(nodes: list[_Node[V]], start: int, stop: int) -> _Tree[V]:
    if stop - start < 2:
        return nodes[start] if stop > start else None
    middle = (start + stop) // 2
    return _merged(_built(nodes, start, middle), _built(nodes, middle, stop))


def _put(node: _Tree[V], new: _Node[V]) -> _Node[V]:
    if node is None:
        return new
    if new.key == node.key:
        return new.over(node.left, node.right)
    if new.key < node.key:
        left = _put(node.left, new)
        if left.rank > node.rank:
            return left.over(left.left, node.over(left.right, node.right))
        return node.over(left, node.right)
    right = _put(node.right, new)
    if right.rank > node.rank:
        return right.over(node.over(node.left, right.left), right.right)
    return node.over(node.left, right)


def _removed(node: _Tree[V], key: int) -> _Tree[V]:
    if node is None:
        raise KeyError(key)
    if key == node.key:
        return _merged(node.left, node.right)
    if key < node.key:
        return node.over(_removed(node.left, key), node.right)
    return node.over(node.left, _removed(node.right, key))


def _merged(left: _Tree[V], right: _Tree[V]) -> _Tree[V]:
    """One tree of two, all keys of the left one being less."""
    if left is None:
        return right
    if right is None:
        return left
    if left.rank > right.rank:
        return left.over(left.left, _merged(left.right, right))
    return right.over(_merged(left, right.left), right.right)


def _split(node: _Tree[V], key: int) -> tuple[_Tree[V], _Tree[V]]:
    """What lies below a key, and the rest."""
    if node is None:
        return None, None
    if node.key < key:
        below, rest = _split(node.right, key)
        return (node if below is node.right else node.over(node.left, below)), rest
    below, rest = _split(node.left, key)
    return below, (node if rest is node.left else node.over(rest, node.right))


def _walk(node: _Tree[V], first: int | None, last: int | None) -> Iterator[_Node[V]]:
    """Nodes in order; a list of those still to come instead of recursion, which would pass each one up all levels."""
    waiting: list[_Node[V]] = []
    while node is not None or waiting:
        while node is not None:
            if first is None or node.key >= first:
                waiting.append(node)
                node = node.left
            else:
                node = node.right
        if not waiting:
            return
        found = waiting.pop()
        if last is not None and found.key > last:
            return
        yield found
        node = found.right


def _reaching(node: _Tree[V], last: int, at_least: int) -> Iterator[V]:
    waiting: list[_Node[V]] = []
    while True:
        while node is not None and node.reach >= at_least:
            if node.key <= last:
                waiting.append(node)
            node = node.left
        if not waiting:
            return
        found = waiting.pop()
        if found.own >= at_least:
            yield found.value
        node = found.right


def _differences(a: _Tree[V], b: _Tree[V]) -> Iterator[Difference[V]]:
    if a is b:
        return
    if a is None or (b is not None and b.rank > a.rank):
        # The root of b has the highest rank of all, so its key cannot be in a.
        assert b is not None
        below, above = _split(a, b.key)
        yield b.key, None, b.value
        yield from _differences(below, b.left)
        yield from _differences(above, b.right)
    elif b is None or a.rank > b.rank:
        below, above = _split(b, a.key)
        yield a.key, a.value, None
        yield from _differences(a.left, below)
        yield from _differences(a.right, above)
    else:
        if a.value is not b.value and a.value != b.value:
            yield a.key, a.value, b.value
        yield from _differences(a.left, b.left)
        yield from _differences(a.right, b.right)
