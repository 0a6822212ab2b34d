"""One person out of several: which of the people in each frame a track is made of.

Where the tool numbered the people through the clip, its numbers are used; else people are linked from frame to frame
by the distance between their joints. Followed is who is largest over the clip, size times frames times confidence.
Tools lose people and number them anew, so where the person is missing somebody close by takes their place, if they
were never in the picture together.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.formats.sightings import Sighting

_REACH = 0.4
"""How far the joints may move on average in one frame, in sizes of the body: half of it for a somersault at 30 fps."""
_LONGEST_REACH = 5
"""A person may have moved as far as in this many frames, however long they were not seen."""
_FORGOTTEN = 60
"""Frames after which somebody who comes back is linked no more."""


@attrs.define(eq=False)
class _Seen:
    """Where somebody was last."""

    points: NDArray[np.float32]  # (J, 2)
    size: float
    frame: int


def follow(people: Iterable[Sighting], step: int = 1) -> tuple[dict[int, Sighting], int, int]:
    """The sightings of one person.

    Args:
        people: everybody in every frame.
        step: how far the numbers of neighbouring frames are apart.

    Returns:
        Frame number -> the person; how many people there are at most in a frame; in how many frames more than one.
    """
    frames: dict[int, list[Sighting]] = defaultdict(list)
    for person in people:
        frames[person.frame].append(person)
    order = sorted(frames)
    most = max((len(frames[f]) for f in order), default=0)
    if most <= 1:
        return {f: frames[f][0] for f in order}, most, 0
    named = all(p.identity is not None for f in order for p in frames[f])
    names = [[_name(p) for p in frames[f]] for f in order] if named else _linked(frames, order, step)
    chosen = _one(frames, order, names, step)
    return chosen, most, sum(len(frames[f]) > 1 for f in order)


def _name(person: Sighting) -> int:
    return -1 if person.identity is None else person.identity


def body_size(points: NDArray[np.float32]) -> float:
    """Diagonal of the box around the (J, 2 or more) joints that are known; 0 when none is."""
    known = points[~np.isnan(points[:, 0]), :2]
    return float(np.hypot(*np.ptp(known, axis=0))) if len(known) else 0.0


def _linked(frames: dict[int, list[Sighting]], order: Sequence[int], step: int) -> list[list[int]]:
    """A number for each person of each frame, the same as long as they are followed."""
    active: dict[int, _Seen] = {}
    names, following = [], 0
    for frame in order:
        people = frames[frame]
        active = {n: seen for n, seen in active.items() if frame - seen.frame <= _FORGOTTEN * step}
        mine = [-1] * len(people)
        for who, name in _nearest(people, active, frame, step):
            mine[who] = name
        for who, person in enumerate(people):
            if mine[who] < 0:
                mine[who], following = following, following + 1
            active[mine[who]] = _Seen(person.points[:, :2], body_size(person.points), frame)
        names.append(mine)
    return names


def _nearest(people: list[Sighting], active: dict[int, _Seen], frame: int, step: int) -> list[tuple[int, int]]:
    """Pairs (position in ``people``, name), the closest first, nobody twice."""
    if not active:
        return []
    known = list(active)
    away = _distances([p.points[:, :2] for p in people], [active[n] for n in known], frame, step)
    pairs: list[tuple[int, int]] = []
    while np.isfinite(away).any():
        who, whom = np.unravel_index(int(np.nanargmin(np.where(np.isfinite(away), away, np.nan))), away.shape)
        pairs.append((int(who), known[whom]))
        away[who, :] = away[:, whom] = np.inf
    return pairs


def _distances(points: list[NDArray[np.float32]], seen: list[_Seen], frame: int, step: int) -> NDArray[np.float64]:
    """(people, seen) mean distance of the joints known in both as a share of the reach; infinite beyond it."""
    now, before = np.stack(points).astype(np.float64), np.stack([s.points for s in seen]).astype(np.float64)
    moved = np.linalg.norm(now[:, None] - before[None], axis=3)
    shared = ~np.isnan(moved)
    mean = np.where(shared, moved, 0.0).sum(axis=2) / np.maximum(shared.sum(axis=2), 1)
    gaps = np.array([min(max(abs(frame - s.frame) // step, 1), _LONGEST_REACH) for s in seen])
    reach = _REACH * gaps * np.array([max(s.size, 1e-9) for s in seen])
    share = mean / reach[None]
    return np.where(shared.any(axis=2) & (share <= 1), share, np.inf)


def _one(
    frames: dict[int, list[Sighting]], order: Sequence[int], names: list[list[int]], step: int
) -> dict[int, Sighting]:
    """The most prominent name's person in each frame, and their like where they are missing."""
    weight: dict[int, float] = defaultdict(float)
    together: dict[int, set[int]] = defaultdict(set)
    for frame, mine in zip(order, names, strict=True):
        for person, name in zip(frames[frame], mine, strict=True):
            weight[name] += body_size(person.points) * max(person.score, 1e-3)
            together[name].update(mine)
    leader = max(weight, key=lambda name: weight[name])
    first = next(i for i, mine in enumerate(names) if leader in mine)
    chain = _Chain({leader}, together, step)
    chosen: dict[int, Sighting] = {}
    for positions in (range(first, len(order)), range(first, -1, -1)):
        chain.last = None
        for i in positions:
            found = chain.take(frames[order[i]], names[i])
            if found is not None:
                chosen[order[i]] = found
    return chosen


@attrs.define(eq=False)
class _Chain:
    """The names that one person had, one after the other.

    Attributes:
        same: the names so far.
        together: for each name those that it was in a frame with.
        step: how far the numbers of neighbouring frames are apart.
        last: where the person was last.
    """

    same: set[int]
    together: dict[int, set[int]]
    step: int
    last: _Seen | None = None

    def take(self, people: list[Sighting], names: list[int]) -> Sighting | None:
        """The person among those of a frame: by name, else whoever may be them."""
        known = [person for person, name in zip(people, names, strict=True) if name in self.same]
        found = max(known, key=lambda p: body_size(p.points)) if known else self._like(people, names)
        if found is not None:
            self.last = _Seen(found.points[:, :2], body_size(found.points), found.frame)
        return found

    def _like(self, people: list[Sighting], names: list[int]) -> Sighting | None:
        """Whoever is close enough and was never beside the person."""
        rivals = set[int]().union(*(self.together[name] for name in self.same))
        free = [i for i, name in enumerate(names) if name not in rivals]
        if not free or self.last is None:
            return None
        places = [people[i].points[:, :2] for i in free]
        away = _distances(places, [self.last], people[0].frame, self.step)[:, 0]
        nearest = int(np.argmin(away))
        if not np.isfinite(away[nearest]):
            return None
        self.same.add(names[free[nearest]])
        return people[free[nearest]]
