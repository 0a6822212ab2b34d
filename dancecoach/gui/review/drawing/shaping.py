"""What the pen says of a kind of drawing alone: how long a joint path is, how a grid is divided and lies."""

from collections.abc import Sequence
from typing import Any

from dancecoach.gui.review.drawing.toolbox import Pen, width_of
from dancecoach.gui.review.model import ReviewModel
from dancecoach.notes.checks import Point
from dancecoach.notes.drawing import Drawing
from dancecoach.settings import Settings

WHOLE: tuple[Point, ...] = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
"""The corners of the picture."""

REMEMBERED = {"trail_s": "trail_s", "cells": "grid_cells", "plain": "grid_plain"}
"""What of a pen the program remembers, and under which settings."""


def pen_of(settings: Settings) -> Pen:
    """The pen as the person last had it."""
    return Pen(**{name: getattr(settings, key) for name, key in REMEMBERED.items()})


def frames_of(seconds: float, model: ReviewModel) -> int | None:
    """How many frames seconds of real action are, at the clip's mean rate; None for 0, which is all."""
    return max(1, round(seconds / _step_s(model))) if seconds else None


def seconds_of(span: int | None, model: ReviewModel) -> float:
    """How much real action a joint path shows that reaches so many frames back; 0 for all."""
    return 0.0 if span is None else span * _step_s(model)


def _step_s(model: ReviewModel) -> float:
    """Seconds of real action from frame to frame."""
    times = model.times
    return (times[-1] - times[0]) / (len(times) - 1) / model.slowed if len(times) > 1 else 1.0


def grid_values(pen: Pen, points: Sequence[Point], model: ReviewModel) -> dict[str, Any]:
    """How a grid between these corners is divided: a plain one into squares, as near as can be."""
    rows = pen.cells
    if pen.plain and model.info is not None:
        (ax, ay), (bx, by) = _box(points)
        wide, high = (bx - ax) * model.info.width, (by - ay) * model.info.height
        rows = min(200, max(1, round(pen.cells * high / wide))) if wide > 0 else rows
    return {"columns": pen.cells, "rows": rows, "plain": pen.plain}


def corners(first: Point, second: Point) -> tuple[Point, ...]:
    """The four corners of an upright grid, between two opposite ones."""
    (ax, ay), (bx, by) = _box((first, second))
    return ((ax, ay), (bx, ay), (bx, by), (ax, by))


def redrawn(drawing: Drawing, changed: dict[str, Any], pen: Pen, model: ReviewModel) -> dict[str, Any]:
    """The attributes that a drawing gets when a pen's are changed; {} for none.

    Args:
        drawing: one that is selected.
        changed: attributes of the pen. On which frames it draws is only for what is drawn from now on.
        pen: with these already.
        model: the clip.
    """
    values = {name: value for name, value in changed.items() if name in {"colour", "fade"}}
    if "width" in changed:
        values["width"] = width_of(drawing.kind, changed["width"])
    if "trail_s" in changed and drawing.kind == "trail":
        values["span"] = frames_of(pen.trail_s, model)
    if changed.keys() & {"cells", "plain"} and drawing.kind == "grid":
        points = corners(*_box(drawing.points)) if pen.plain else drawing.points
        values |= {"points": points, **grid_values(pen, points, model)}
    return values


def _box(points: Sequence[Point]) -> tuple[Point, Point]:
    """Upper left and lower right corner around points."""
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys)), (max(xs), max(ys))
