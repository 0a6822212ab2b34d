"""Left and right put right over a whole clip: where a pose engine exchanged the two sides for some frames.

Engines look at one frame at a time and take the left leg for the right one where the body is seen from the side,
from behind or upside down. With the whole clip at hand this is a question of the cheapest path: in each frame a
group of joints is either as given or exchanged, and what makes a path dear is

* distance: the joints move further than they had to;
* change of velocity: they leave the course that they were on. Legs that pass one another keep their course, and
  it is this that tells a true crossing from a swap at the moment when both are equally near;
* limb length: an elbow that hangs on the other side's shoulder makes an upper arm of the wrong length;
* a fixed price for each change between the two, so that noise and clapping hands do not pay for one.

The path is found with Viterbi's algorithm, exactly. Unit of all costs: body heights, per joint.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.size import clip_body_size
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack

Costs = NDArray[np.float64]

CHANGE_PRICE = 0.12
"""Least price of a change. A swap costs three times the distance between the sides: where that is under 4 % of the
height none is seen, and none does harm."""

BOUNCE_SPEED = 3.0
"""Body heights per second: hands or feet that meet and part at less than this closing speed are never exchanged."""

LENGTH_WEIGHT = 0.2
"""Weight of the limb lengths against continuity."""

HABIT_PRICE = 0.05
"""Per exchanged second: of two nearly equal paths the one that leaves more as it was. The engine is mostly right."""

END_PRICE = 0.3
"""For beginning or ending exchanged, at the clip's ends and at gaps: there one change does where a swap in the middle
needs two, so that a single disordered moment could turn round everything before it."""

MEMORY_S = 0.25
"""Nothing follows from where a joint was longer ago than this."""


class _Group(NamedTuple):
    """Joints that are exchanged together, by how their names begin behind the side."""

    moved: tuple[str, ...]
    judged: tuple[str, ...]  # the large ones: a face or a hand would only dilute the evidence
    link: tuple[str, str] | None = None  # the limb by which they hang on the trunk


_GROUPS = (
    _Group(("",), ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")),
    _Group(("eye", "ear", "mouth", "shoulder", "hip"), ("shoulder", "hip")),
    _Group(("elbow", "wrist", "pinky", "index", "thumb"), ("elbow", "wrist"), ("shoulder", "elbow")),
    _Group(("knee", "ankle", "heel", "foot"), ("knee", "ankle"), ("hip", "knee")),
)


def find_swaps(track: PoseTrack) -> NDArray[np.bool_]:
    """(T, J) joints that belong to the other side (both of a pair are marked).

    The whole body is looked at first, then trunk, arms and legs by themselves on what that gives.
    """
    marked = np.zeros(track.landmarks.shape[:2], np.bool_)
    frames = np.flatnonzero(track.found)
    size = clip_body_size(track.pixels(), track.skeleton)
    if len(frames) < 3 or not size > 0:
        return marked
    times = track.times[frames]
    points = track.pixels()[frames].astype(np.float64) / size
    solid = None if track.world is None else track.world[frames].astype(np.float64)
    for group in _GROUPS:
        judged, moved = _pairs(track.skeleton, group.judged), _pairs(track.skeleton, group.moved)
        states = _state_costs(times, _length_costs(solid, track.skeleton, group.link))
        swapped = _cheapest_path(_motion_costs(points[:, judged], times), states)
        for array in (points, solid):
            if array is not None:
                exchange(array, moved, swapped)
        marked[np.ix_(frames[swapped], moved.ravel())] ^= True
    return marked


def exchange(array: NDArray[Any], pairs: NDArray[np.intp], at: NDArray[np.bool_]) -> None:
    """Exchange the sides of some pairs (P, 2) in the frames ``at`` (T,) of an array (T, J, ...), in place."""
    left, right = pairs[:, 0], pairs[:, 1]
    rows = np.flatnonzero(at)[:, None]
    array[rows, left], array[rows, right] = array[rows, right], array[rows, left]


def _pairs(skeleton: Skeleton, parts: tuple[str, ...]) -> NDArray[np.intp]:
    """(P, 2) pairs of the joints whose name begins with one of ``parts`` behind the side."""
    names = skeleton.joints
    # "index" is a finger and "foot_index" a toe: the part is looked for at the beginning.
    return np.array(
        [pair for pair in skeleton.pairs if names[pair[0]].removeprefix("left_").startswith(parts)], dtype=np.intp
    ).reshape(-1, 2)


class _Motion(NamedTuple):
    """What moving costs: ``distance[d]`` (T,), ``bend[d', d]`` (T,), ``price`` (T,).

    d is 1 where this frame changes between given and exchanged, d' the same of the frame before. By symmetry
    nothing else matters.
    """

    distance: Costs
    bend: Costs
    price: Costs


def _motion_costs(sides: NDArray[np.float64], times: NDArray[np.float64]) -> _Motion:
    """Costs from (T, P, 2, D) positions of the pairs, in body heights; 0 where nothing follows from the past."""
    count = len(times)
    step = np.diff(times, prepend=times[0])
    fresh = (step <= MEMORY_S) & (np.arange(count) > 0)
    other = sides[:, :, ::-1]
    before = np.roll(sides, 1, axis=0)
    two_before = np.roll(sides, 2, axis=0)
    ratio = np.ones(count)
    ratio[2:] = step[2:] / step[1:-1]
    follows = fresh & np.roll(fresh, 1) & (np.arange(count) > 1)
    distance = np.stack([_mean_distance(now - before, fresh) for now in (sides, other)])
    bend = np.zeros((2, 2, count))
    for d0, past in enumerate((two_before, two_before[:, :, ::-1])):
        expected = before + (before - past) * ratio[:, None, None, None]
        for d1, now in enumerate((sides, other)):
            bend[d0, d1] = _mean_distance(now - expected, follows)
    # BOUNCE_SPEED is a closing speed: each side turns round by half of it, and the bend is twice that.
    price = np.where(fresh, np.maximum(CHANGE_PRICE, BOUNCE_SPEED * step), 0.0)
    return _Motion(distance, bend, price)


def _mean_distance(ways: NDArray[np.float64], valid: NDArray[np.bool_]) -> Costs:
    """(T,) mean length of (T, P, 2, D) ways, unknown ones left out; 0 where not valid."""
    lengths = np.linalg.norm(ways, axis=-1).reshape(len(ways), -1)
    known = np.isfinite(lengths)
    mean = np.where(known, lengths, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return np.where(valid, mean, 0.0)


def _length_costs(solid: NDArray[np.float64] | None, skeleton: Skeleton, link: tuple[str, str] | None) -> Costs | None:
    """(2, T) what the limb's length speaks against being as given [0] and exchanged [1]; None where it says nothing.

    Only lengths in space count: in the picture a limb has any length up to its own.
    """
    if solid is None or link is None:
        return None
    near, far = (skeleton.indices(f"left_{part}", f"right_{part}") for part in link)
    given = np.linalg.norm(solid[:, near] - solid[:, far], axis=-1)
    crossed = np.linalg.norm(solid[:, near] - solid[:, far[::-1]], axis=-1)
    usual = np.nanmedian(given) if np.isfinite(given).any() else np.nan
    height = clip_body_size(solid, skeleton)
    both = np.stack([np.abs(lengths - usual).mean(axis=1) / height for lengths in (given, crossed)])
    return np.asarray(np.nan_to_num(LENGTH_WEIGHT * both))


def _state_costs(times: NDArray[np.float64], lengths: Costs | None) -> Costs:
    """(2, T) what being as given [0] and exchanged [1] costs in each frame."""
    step = np.diff(times, prepend=times[0])
    begins = (step > MEMORY_S) | (np.arange(len(times)) == 0)
    ends = np.roll(begins, -1)
    costs = np.zeros((2, len(times))) if lengths is None else lengths.copy()
    costs[1] += HABIT_PRICE * np.minimum(step, MEMORY_S) + END_PRICE * (begins.astype(int) + ends)
    return costs


def _cheapest_path(motion: _Motion, states: Costs) -> NDArray[np.bool_]:
    """(T,) where the group is exchanged on the cheapest path.

    A state is (d, s): whether this frame changed, and whether it is exchanged. Its predecessors are (d', s ^ d)
    for both d'. Plain floats: with four states this is faster than arrays.
    """
    count = len(motion.price)
    hold = states.T.tolist()
    # cost[t][d'][d] of moving from frame t - 1 to t
    moves = (motion.bend + motion.distance + np.stack([np.zeros(count), motion.price])).transpose(2, 0, 1).tolist()
    total = [[hold[0][0], hold[0][1]], [float("inf"), float("inf")]]  # [d][s]; the first frame changes nothing
    back: list[list[list[int]]] = []
    for t in range(1, count):
        here, move = hold[t], moves[t]
        following = [[0.0, 0.0], [0.0, 0.0]]
        choice = [[0, 0], [0, 0]]
        for d in (0, 1):
            for s in (0, 1):
                a, b = total[0][s ^ d] + move[0][d], total[1][s ^ d] + move[1][d]
                choice[d][s] = int(b < a)
                following[d][s] = min(a, b) + here[s]
        total = following
        back.append(choice)
    d, s = min(((d, s) for s in (0, 1) for d in (0, 1)), key=lambda state: total[state[0]][state[1]])
    path = np.zeros(count, np.bool_)
    for t in range(count - 1, 0, -1):
        path[t] = bool(s)
        d, s = back[t - 1][d][s], s ^ d
    path[0] = bool(s)
    return path
