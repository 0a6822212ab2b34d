"""Stretches joined into people: who is who after a crossing, and who comes back.

All joins that are possible within some time are weighed against one another at once (the cheapest assignment of ends to
beginnings): by motion, that is whether both lie on one course at one size, and by looks. A join is made only where it
is clearly cheaper than every other that either of its two sides could make; so two people are exchanged only if both
motion and looks are wrong. What is not clear waits for the next round, in which a longer time is allowed: by then the
stretches around it have grown together, and their looks are better known.
"""

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from dancecoach.pose.identity.likeness import Likeness
from dancecoach.pose.identity.tracklets import Bodies, Rows

ROUNDS_S = (0.15, 0.5, 1.5, 5.0, np.inf)
"""Time between two stretches that may be joined in each round."""

NEW = 7.0
"""What it costs, in nats, to take the later stretch for somebody who has just come: no dearer join is made."""

MARGIN = 2.0
"""A join must be so much cheaper than any other of its two sides, nats: 7 to 1."""

_PLACE, _PLACE_S = 0.2, 1.3
"""Spread of the place around the course, in torso lengths, and its growth in a second without a sighting."""

_SIZE, _SIZE_S = 0.12, 0.3
"""The same for the logarithm of the size."""

_MOST_MOTION, _MOST_SIZE = 6.0, 3.0
"""Motion and size alone say no more than this, in nats: people stop, turn back and squat."""

_COURSE_S, _CARRY_S = 0.3, 0.3
"""A course is read off so long a time, and believed for so long."""

_FASTEST = 14.0
"""Torso lengths per second (7 m/s) beyond which nobody goes, within `_FASTEST_S` seconds."""

_FASTEST_S = 1.0
_NEVER = 1e6


@attrs.frozen(eq=False)
class _End:
    """Where a stretch begins or ends: time, place, size, and how fast it goes there (pixels per second)."""

    time: float
    place: NDArray[np.float64]
    torso: float
    velocity: NDArray[np.float64]


def join(bodies: Bodies, stretches: Sequence[Rows], likeness: Likeness) -> list[Rows]:
    """The stretches of each person, joined where it is clear; in the order of their beginnings."""
    people = list(stretches)
    for most_s in ROUNDS_S:
        joined = True
        while joined:
            before = len(people)
            people = _joined_once(bodies, people, likeness, most_s)
            joined = len(people) < before
    return people


def cost_between(bodies: Bodies, earlier: Rows, later: Rows) -> float:
    """Nats against one course leading from the end of some sightings to the beginning of others, their looks aside."""
    return _motion(_end(bodies, earlier, first=False), _end(bodies, later, first=True))


def _joined_once(bodies: Bodies, people: list[Rows], likeness: Likeness, most_s: float) -> list[Rows]:
    costs = _costs(bodies, people, likeness, most_s)
    following = {i: j for i, j in _cheapest(costs) if _clearly(costs, i, j)}
    later = set(following.values())
    joined = []
    for first in range(len(people)):
        if first in later:
            continue
        rows, at = [people[first]], first
        while at in following:
            at = following[at]
            rows.append(people[at])
        joined.append(np.concatenate(rows))
    return joined


def _cheapest(costs: NDArray[np.float64]) -> list[tuple[int, int]]:
    """(earlier, later) of the cheapest set of joins in which each side is used once."""
    count = len(costs)
    # Everybody may also end or begin for the price of somebody new: a square of twice the size has room for it.
    square = np.full((2 * count, 2 * count), 0.0)
    square[:count, :count] = costs
    square[:count, count:] = NEW / 2
    square[count:, :count] = NEW / 2
    rows, columns = linear_sum_assignment(square)
    return [
        (int(i), int(j)) for i, j in zip(rows, columns, strict=True) if i < count and j < count and costs[i, j] < NEW
    ]


def _clearly(costs: NDArray[np.float64], i: int, j: int) -> bool:
    others = np.concatenate([np.delete(costs[i], j), np.delete(costs[:, j], i)])
    return not others.size or bool(others.min() >= costs[i, j] + MARGIN)


def _costs(bodies: Bodies, people: Sequence[Rows], likeness: Likeness, most_s: float) -> NDArray[np.float64]:
    """(N, N) nats against the second being the first, later; `_NEVER` where that cannot be."""
    starts = [_end(bodies, rows, first=True) for rows in people]
    ends = [_end(bodies, rows, first=False) for rows in people]
    looks = [likeness.look(rows) for rows in people]
    costs = np.full((len(people), len(people)), _NEVER)
    for i, end in enumerate(ends):
        for j, start in enumerate(starts):
            if 0 < start.time - end.time <= most_s:
                costs[i, j] = _motion(end, start) + likeness.against(looks[i], looks[j])
    return costs


def _end(bodies: Bodies, rows: Rows, *, first: bool) -> _End:
    """One of the two ends of a stretch."""
    edge = rows[0] if first else rows[-1]
    near = rows[np.abs(bodies.times[rows] - bodies.times[edge]) <= _COURSE_S]
    velocity = np.zeros(2)
    if len(near) > 2:
        times = bodies.times[near] - bodies.times[near].mean()
        velocity = times @ (bodies.trunk[near] - bodies.trunk[near].mean(axis=0)) / (times @ times)
    return _End(float(bodies.times[edge]), bodies.trunk[edge], float(np.median(bodies.torso[near])), velocity)


def _motion(end: _End, start: _End) -> float:
    """Nats against one course leading from an end to a start."""
    gap = start.time - end.time
    torso = max(end.torso, start.torso)
    if gap <= _FASTEST_S and np.linalg.norm(start.place - end.place) / torso > _FASTEST * gap + 1.0:
        return _NEVER
    carry = min(gap / 2, _CARRY_S)
    off = (end.place + end.velocity * carry) - (start.place - start.velocity * carry)
    place = float(np.linalg.norm(off)) / torso / (_PLACE + _PLACE_S * gap)
    size = abs(float(np.log(start.torso / end.torso))) / (_SIZE + _SIZE_S * gap)
    return min(0.5 * place**2, _MOST_MOTION) + min(0.5 * size**2, _MOST_SIZE)
