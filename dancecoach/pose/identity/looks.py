"""What a person looks like: the colours of head, upper and lower trunk, thighs and shins.

A few hundred points are taken from inside each part, as the landmarks place it, and counted by their lightness and by
their two axes of colour (CIE L*a*b*, the colours squeezed so that greys are told from one another as finely as bright
reds from orange). Square roots of shares: the distance of two such vectors is Hellinger's distance of the histograms,
which is not ruled by the one strongest colour. A part outside the picture is NaN.
"""

import itertools
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.video.frame import Image

Looks = NDArray[np.float32]

BINS = 8
"""Of each of the three axes."""

_SQUEEZE = 22.0
"""Units of a* and b* (of 8-bit pictures) over which the scale of colour is even."""

_LEAST_INSIDE = 0.5
"""Share of a part's points in the picture below which nothing is said about it."""


def _between(a: str, b: str, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N, 33) weights of points along the line from one joint to another."""
    weights = np.zeros((len(shares), len(BLAZEPOSE_33)))
    weights[:, BLAZEPOSE_33.index(a)] += 1 - shares
    weights[:, BLAZEPOSE_33.index(b)] += shares
    return weights


def _trunk(top: float, bottom: float) -> NDArray[np.float64]:
    """(N, 33) weights of a grid in the trunk; shares of the way from shoulders to hips."""
    across = np.linspace(0.15, 0.85, 8)
    rows = []
    for down in np.linspace(top, bottom, 7):
        left = (1 - down) * _between("left_shoulder", "left_hip", np.zeros(1)) + down * _between(
            "left_hip", "left_hip", np.zeros(1)
        )
        right = (1 - down) * _between("right_shoulder", "right_hip", np.zeros(1)) + down * _between(
            "right_hip", "right_hip", np.zeros(1)
        )
        rows += [(1 - share) * left + share * right for share in across]
    return np.concatenate(rows)


def _both(a: str, b: str, first: float, last: float) -> NDArray[np.float64]:
    """(N, 33) weights along a limb of either side, denser than the picture's pixels in a small body."""
    shares = np.linspace(first, last, 24)
    return np.concatenate([_between(f"{side}_{a}", f"{side}_{b}", shares) for side in ("left", "right")])


_PARTS: Final = (
    np.concatenate([_between("left_ear", "right_ear", np.linspace(-0.2, 1.2, 16)), _both("ear", "eye", 0.0, 1.0)]),
    _trunk(0.1, 0.5),
    _trunk(0.55, 0.95),
    _both("hip", "knee", 0.2, 0.95),
    _both("knee", "ankle", 0.1, 0.9),
)
"""Points of each part as weights of the joints."""

_ALL: Final = np.concatenate(_PARTS)
_ENDS: Final = np.cumsum([0, *map(len, _PARTS)])

SIZE: Final = len(_PARTS) * 3 * BINS
"""Numbers of a look."""


def looks_of(image: Image, landmarks: NDArray[np.float32]) -> Looks:
    """(`SIZE`,) what the person with these landmarks looks like.

    Args:
        image: (H, W, 3) uint8 blue, green, red.
        landmarks: (33, 3) as in `PoseTrack.landmarks`.
    """
    height, width = image.shape[:2]
    points = np.floor(_ALL @ (landmarks[:, :2].astype(np.float64) * (width, height)))
    inside = np.asarray(((points >= 0) & (points < (width, height))).all(axis=1))
    at = np.where(inside[:, None], points, 0).astype(np.intp)
    colours = cv2.cvtColor(image[at[:, 1], at[:, 0]][None], cv2.COLOR_BGR2LAB)[0].astype(np.float64)
    scaled = np.empty_like(colours)
    scaled[:, 0] = colours[:, 0] / 255
    scaled[:, 1:] = np.tanh((colours[:, 1:] - 128) / _SQUEEZE) / 2 + 0.5
    parts = [_histogram(scaled[a:b][inside[a:b]], b - a) for a, b in itertools.pairwise(_ENDS.tolist())]
    return np.concatenate(parts).astype(np.float32)


def _histogram(values: NDArray[np.float64], wanted: int) -> NDArray[np.float64]:
    """(3 * `BINS`,) roots of the shares of each axis' bins; a value counts in the two bins that are nearest."""
    if len(values) < _LEAST_INSIDE * wanted:
        return np.full(3 * BINS, np.nan)
    place = np.clip(values * BINS - 0.5, 0, BINS - 1)
    low = np.minimum(place.astype(np.intp), BINS - 2)
    share = place - low
    counts = np.zeros((3, BINS))
    for axis in range(3):
        np.add.at(counts[axis], low[:, axis], 1 - share[:, axis])
        np.add.at(counts[axis], low[:, axis] + 1, share[:, axis])
    return np.sqrt(counts / len(values)).ravel()
