"""Which drawing is under the mouse, and which of its points."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dancecoach.gui.review.drawing.painting import shown_size, words_size
from dancecoach.gui.widgets.view import Point, View
from dancecoach.notes.drawing import Drawing
from dancecoach.report.figures import Disc, Figure, Lines, Patch, Scene, Words, figures_of

REACH = 8.0
"""How far from a line or point the mouse may be to take it, logical pixels."""

_MANY_POINTS = 8
"""A stroke of more points than these is moved as a whole."""


def handles_of(drawing: Drawing, frame: int) -> tuple[Point, ...]:
    """The points of a drawing that can be moved by themselves."""
    if drawing.kind == "marker":
        return (drawing.point_at(frame),)
    if drawing.kind == "freehand" or len(drawing.points) > _MANY_POINTS:
        return ()
    return drawing.points


def handle_at(drawing: Drawing, frame: int, point: Point, view: View) -> int | None:
    """Position of the point of a drawing that is under the mouse."""
    handles = handles_of(drawing, frame)
    if not handles:
        return None
    apart = (np.asarray(handles) - point) * shown_size(view)
    far = np.hypot(apart[:, 0], apart[:, 1])
    nearest = int(far.argmin())
    return nearest if far[nearest] <= REACH else None


def drawing_at(drawings: Sequence[Drawing], frame: int, point: Point, view: View, scene: Scene) -> Drawing | None:
    """The uppermost of the drawings under the mouse.

    Args:
        drawings: those that are seen, in order of painting.
        frame: on show.
        point: shares of the picture.
        view: how it is shown.
        scene: as for painting.
    """
    size = shown_size(view)
    here = np.asarray(point) * size
    for drawing in reversed(drawings):
        if any(_hits(figure, here) for figure in figures_of(drawing, frame, size, scene)):
            return drawing
    return None


def _hits(figure: Figure, here: NDArray[np.float64]) -> bool:
    if isinstance(figure, Lines):
        return any(distance_to(way, here, closed=figure.closed) <= REACH + figure.width / 2 for way in figure.ways)
    if isinstance(figure, Disc):
        return float(np.hypot(*(figure.centre - here))) <= figure.radius + REACH
    if isinstance(figure, Patch):
        return distance_to(figure.corners, here, closed=True) <= REACH
    return _in_words(figure, here)


def _in_words(words: Words, here: NDArray[np.float64]) -> bool:
    w, h = words_size(words.text, words.height)
    left = words.at[0] - (w / 2 if words.anchor == "middle" else 0.0)
    return bool(left - 3 <= here[0] <= left + w + 3 and words.at[1] - 3 <= here[1] <= words.at[1] + h + 3)


def distance_to(way: NDArray[np.float64], here: NDArray[np.float64], *, closed: bool = False) -> float:
    """How far a point is from a line through points, (N, 2)."""
    if len(way) == 1:
        return float(np.hypot(*(way[0] - here)))
    ends = np.concatenate([way, way[:1]]) if closed else way
    a, step = ends[:-1], np.diff(ends, axis=0)
    square = np.maximum((step**2).sum(axis=1), 1e-12)
    share = np.clip(((here - a) * step).sum(axis=1) / square, 0.0, 1.0)
    apart = a + share[:, None] * step - here
    return float(np.hypot(apart[:, 0], apart[:, 1]).min())
