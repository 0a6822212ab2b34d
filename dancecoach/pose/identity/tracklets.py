"""Stretches in which there is no doubt that it is one and the same person.

From one picture to the next everybody is given to where they were expected (Hungarian method over the joints'
distances). A stretch ends where that is in doubt: where somebody else would have fitted nearly as well, as when two
people cross; where the joints leapt; and where it is another person by their looks, as when the network slid from
somebody who is being hidden onto who hides them.
"""

from collections.abc import Iterator
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from dancecoach.pose.identity.sightings import Sightings
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13

Rows = NDArray[np.intp]

MOST_GAP_S = 0.12
"""Time between two sightings of one stretch, at most."""

MOST_LEAP, MOST_LEAP_KNOWN = 0.35, 0.8
"""How far the joints may be from where they were expected, in torso lengths; with nobody else in reach and the engine
sure that it is the same person (a somersault), the second."""

RIVAL, RIVAL_TORSO = 2.0, 0.12
"""Somebody else would have fitted nearly as well when they are not this much (factor, plus torso lengths) farther."""

CLEAR = 0.1
"""People whose trunks cover one another by less than this share of the smaller are seen without the other's colours."""

_LEAST_WIDTH = 0.35
"""Width of a trunk seen from the side, in torso lengths."""

_HISTORY = 5

_BODY: Final = BLAZEPOSE_33.mapping_to(BODY_13)
_SHOULDERS: Final = BLAZEPOSE_33.indices("left_shoulder", "right_shoulder")
_HIPS: Final = BLAZEPOSE_33.indices("left_hip", "right_hip")


@attrs.frozen(eq=False)
class Bodies:
    """Where the bodies of M sightings are, in pixels.

    Attributes:
        sightings: whose they are.
        times: (M,) seconds.
        joints: (M, 13, 2).
        trunk: (M, 2) middle of shoulders and hips.
        torso: (M,) length of the torso, or what it must be at least by the body's extent.
        clear: (M,) bool: nobody else is close.
    """

    sightings: Sightings
    times: NDArray[np.float64]
    joints: NDArray[np.float64]
    trunk: NDArray[np.float64]
    torso: NDArray[np.float64]
    clear: NDArray[np.bool_]

    @classmethod
    def of(cls, sightings: Sightings, times: NDArray[np.float64], size: tuple[int, int]) -> "Bodies":
        """Of sightings in a clip whose frames have these times and this (width, height)."""
        pixels = sightings.landmarks[..., :2].astype(np.float64) * size
        top, bottom = pixels[:, _SHOULDERS].mean(1), pixels[:, _HIPS].mean(1)
        joints = pixels[:, _BODY]
        extent = np.linalg.norm(np.ptp(joints, axis=1), axis=1) if len(joints) else np.zeros(0)
        torso = np.maximum(np.maximum(np.linalg.norm(top - bottom, axis=1), 0.22 * extent), 1.0)
        trunk = (top + bottom) / 2
        boxes = _boxes(pixels[:, [*_SHOULDERS, *_HIPS]], torso)
        return cls(sightings, times[sightings.frames], joints, trunk, torso, _clear(sightings.frames, boxes))


def _boxes(corners: NDArray[np.float64], torso: NDArray[np.float64]) -> NDArray[np.float64]:
    """(M, 2, 2) left top and right bottom of the trunks, whose corners are (M, 4, 2)."""
    low, high = corners.min(axis=1), corners.max(axis=1)
    grow = np.maximum(_LEAST_WIDTH * torso[:, None] - (high - low), 0) / 2
    return np.stack([low - grow, high + grow], axis=1)


def _clear(frames: NDArray[np.int64], boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    clear = np.ones(len(frames), np.bool_)
    for rows in by_frame(frames):
        low, high = boxes[rows, 0], boxes[rows, 1]
        shared = np.minimum(high[:, None], high[None]) - np.maximum(low[:, None], low[None])
        areas = (high - low).prod(axis=1)
        share = np.clip(shared, 0, None).prod(axis=2) / np.minimum(areas[:, None], areas[None])
        np.fill_diagonal(share, 0.0)
        clear[rows] = share.max(axis=1) < CLEAR
    return clear


def by_frame(frames: NDArray[np.int64]) -> Iterator[Rows]:
    """The rows of each frame that has any, in order."""
    if len(frames):
        yield from np.split(np.arange(len(frames)), np.flatnonzero(np.diff(frames)) + 1)


def tracklets(bodies: Bodies, borders: NDArray[np.int64]) -> list[Rows]:
    """The rows of each stretch, in the order of their beginnings.

    Args:
        bodies: everybody seen.
        borders: frames at which the engine began anew: its numbers mean nothing across them.
    """
    run = _Run(bodies, borders)
    for rows in by_frame(bodies.sightings.frames):
        run.take(rows)
    return sorted((np.array(rows, np.intp) for rows in run.ended()), key=lambda rows: int(rows[0]))


class _Run:
    """Stretches growing from frame to frame."""

    def __init__(self, bodies: Bodies, borders: NDArray[np.int64]) -> None:
        self._bodies, self._borders = bodies, borders
        self._open: list[list[int]] = []
        self._done: list[list[int]] = []

    def take(self, rows: Rows) -> None:
        """Give the sightings of a frame to the stretches."""
        now = self._bodies.times[rows[0]]
        late = [s for s in self._open if now - self._bodies.times[s[-1]] > MOST_GAP_S]
        self._done += late
        going = [s for s in self._open if not any(s is other for other in late)]
        away = self._distances(going, rows)
        mine, theirs = linear_sum_assignment(np.minimum(away, 10.0)) if going else ((), ())
        given: dict[int, list[int]] = {}
        for i, j in zip(mine, theirs, strict=True):
            if self._sure(away, int(i), int(j), going[i], int(rows[j])):
                given[int(j)] = going[i]
        self._open = []
        for place, row in enumerate(rows.tolist()):
            stretch = given.get(place) or []
            stretch.append(row)
            self._open.append(stretch)
        self._done += [s for s in going if not any(s is other for other in given.values())]

    def ended(self) -> list[list[int]]:
        """All stretches, once there are no more frames."""
        return [*self._done, *self._open]

    def _distances(self, going: list[list[int]], rows: Rows) -> NDArray[np.float64]:
        """(S, R) mean distance of the joints from where they were expected, in torso lengths."""
        bodies = self._bodies
        away = np.empty((len(going), len(rows)))
        for i, stretch in enumerate(going):
            last = stretch[-1]
            moved = bodies.joints[rows] - bodies.joints[last]
            ahead = self._velocity(stretch) * (bodies.times[rows[0]] - bodies.times[last])
            size = np.maximum(bodies.torso[last], bodies.torso[rows])
            still, going_on = (np.linalg.norm(moved - shift, axis=-1).mean(axis=1) for shift in (0.0, ahead))
            away[i] = np.minimum(still, going_on) / size
        return away

    def _velocity(self, stretch: list[int]) -> NDArray[np.float64]:
        """(2,) pixels per second of the trunk over the last sightings."""
        rows = stretch[-_HISTORY:]
        if len(rows) < 2:
            return np.zeros(2)
        trunk, times = self._bodies.trunk, self._bodies.times
        return np.asarray((trunk[rows[-1]] - trunk[rows[0]]) / (times[rows[-1]] - times[rows[0]]))

    def _sure(self, away: NDArray[np.float64], i: int, j: int, stretch: list[int], row: int) -> bool:
        mine = away[i, j]
        others = np.concatenate([np.delete(away[i], j), np.delete(away[:, j], i)])
        if others.size and others.min() < RIVAL * mine + RIVAL_TORSO:
            return False
        sightings, last = self._bodies.sightings, stretch[-1]
        known = sightings.number[last] == sightings.number[row] and not np.any(
            (self._borders > sightings.frames[last]) & (self._borders <= sightings.frames[row])
        )
        return bool(mine < (MOST_LEAP_KNOWN if known else MOST_LEAP))
