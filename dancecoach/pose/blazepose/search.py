"""Looking for somebody when nobody is followed: the whole picture, then closer and closer.

The detector sees a body of about a quarter of its window or more. A gymnast filmed from the far end of a hall is
smaller: while nobody is found, each picture is searched whole and in one smaller window, so that after less than a
second of pictures every body of a seventh of the picture's height has had its chance.
"""

from dancecoach.pose.blazepose.detector import Detection
from dancecoach.pose.blazepose.roi import Roi
from dancecoach.pose.blazepose.view import View

_STEP = 0.6
"""Distance between neighbouring windows as a share of their side: a body on the edge of one is inside the next."""


def windows(width: int, height: int) -> list[Roi]:
    """Upright squares over a picture, the larger first, each size row by row."""
    sizes = sorted({max(width, height) / 2, min(width, height) / 2}, reverse=True)
    squares = []
    for size in sizes:
        for y in _centres(height, size):
            squares += [Roi(x, y, size, 0.0) for x in _centres(width, size)]
    return squares


def _centres(length: float, size: float) -> list[float]:
    """Middles of windows that cover a length evenly, no further apart than `_STEP` of their size."""
    room = length - size
    if room <= 0:
        return [length / 2]
    steps = max(1, -int(-room // (_STEP * size)))
    return [size / 2 + room * i / steps for i in range(steps + 1)]


class Search:
    """Goes through the windows of a picture, one a picture, for as long as nobody is found."""

    def __init__(self) -> None:
        self._next = 0

    def find(self, view: View) -> list[Detection]:
        """People in the picture, seen at once or in the window whose turn it is."""
        found = view.everyone()
        if found:
            self.start_again()
            return found
        squares = windows(*view.size)
        window = squares[self._next % len(squares)]
        self._next += 1
        return view.find_in(window)

    def start_again(self) -> None:
        """Begin with the largest window the next time nobody is found."""
        self._next = 0
