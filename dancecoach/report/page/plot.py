"""Curves over time as shapes that any page can draw: bands for the phases, lines for both sides, words on the axes."""

import math
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import PhaseSegment
from dancecoach.palette import PHASES
from dancecoach.report.drawing import phase_word

Ink = Literal["ink", "muted", "faint", "left", "right"]
"""What a shape is drawn in; the page chooses the colour, so that it is seen on light and dark ground."""

INKS: dict[Ink, str] = {"ink": "#1B1F24", "muted": "#5B6470", "faint": "#D5D9DE", "left": "#C7611B", "right": "#0E7FB0"}
"""On white paper: the sides' colours of the window are too light there."""

LEFT_ROOM, BOTTOM_ROOM, TOP_ROOM = 30.0, 16.0, 16.0
_LOW, _HIGH = 0.0, 180.0


@attrs.frozen
class Band:
    """A filled rectangle, points from the upper left corner."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@attrs.frozen
class Line:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    ink: Ink
    width: float = 1.0
    dashed: bool = False


@attrs.frozen
class Word:
    """A word; ``y`` is its base line."""

    x: float
    y: float
    text: str
    ink: Ink = "muted"
    size: float = 7.5
    anchor: Literal["start", "middle", "end"] = "start"


Shape = Band | Line | Word


@attrs.frozen
class Plot:
    """A drawn plot.

    Attributes:
        title: what it shows.
        size: (width, height), points.
        shapes: in order of drawing; x to the right, y down.
    """

    title: str
    size: tuple[float, float]
    shapes: tuple[Shape, ...]


@attrs.frozen(eq=False)
class Curves:
    """What is plotted.

    Attributes:
        times: (N,) s from the plot's zero.
        left: (N,) degrees, NaN where not known.
        right: (N,) likewise.
    """

    times: NDArray[np.floating[Any]]
    left: NDArray[np.floating[Any]]
    right: NDArray[np.floating[Any]]


def plot_of(
    title: str, curves: Curves, phases: Sequence[PhaseSegment], zero_s: float, size: tuple[float, float] = (256, 104)
) -> Plot:
    """A joint's two angles over time, with the phases behind them.

    Args:
        title: the joint's name.
        curves: what is plotted.
        phases: segments, in the clip's time.
        zero_s: the plot's zero in the clip's time, s.
        size: points.
    """
    area = _Area(float(curves.times[0]), max(float(curves.times[-1]), float(curves.times[0]) + 1e-3), size)
    shapes = [*_bands(area, phases, zero_s), *_axes(area)]
    sides: tuple[tuple[Ink, NDArray[np.floating[Any]]], ...] = (("right", curves.right), ("left", curves.left))
    for ink, values in sides:
        shapes += [Line(points, ink, 1.6) for points in _pieces(area, curves.times, values)]
    shapes.append(Word(LEFT_ROOM, 10, title, "ink", 8.5))
    return Plot(title, size, tuple(shapes))


@attrs.frozen
class _Area:
    """Where on the plot a moment and an angle are."""

    first_s: float
    last_s: float
    size: tuple[float, float]

    def x(self, time_s: float) -> float:
        share = (time_s - self.first_s) / (self.last_s - self.first_s)
        return round(LEFT_ROOM + min(max(share, 0.0), 1.0) * (self.size[0] - LEFT_ROOM - 4), 2)

    def y(self, degrees: float) -> float:
        share = (degrees - _LOW) / (_HIGH - _LOW)
        return round(self.size[1] - BOTTOM_ROOM - share * (self.size[1] - BOTTOM_ROOM - TOP_ROOM), 2)


def _bands(area: _Area, phases: Sequence[PhaseSegment], zero_s: float) -> Iterator[Shape]:
    for segment, after in zip_longest(phases, phases[1:]):
        end_s = segment.end_s if after is None else after.start_s
        x0, x1 = area.x(segment.start_s - zero_s), area.x(end_s - zero_s)
        if x1 > x0 and segment.phase != "idle":
            yield Band(x0, area.y(_HIGH), x1 - x0, area.y(_LOW) - area.y(_HIGH), PHASES[segment.phase])


def _axes(area: _Area) -> Iterator[Shape]:
    left, right = area.x(area.first_s), area.x(area.last_s)
    for degrees in (0, 90, 180):
        yield Line(((left, area.y(degrees)), (right, area.y(degrees))), "faint", 0.6)
        yield Word(left - 4, area.y(degrees) + 2.6, f"{degrees}°", anchor="end")
    step = time_step(area.last_s - area.first_s)
    for number in range(math.ceil(area.first_s / step - 1e-9), math.floor(area.last_s / step + 1e-9) + 1):
        moment = number * step
        text = f"{moment:g} s"
        yield Line(((area.x(moment), area.y(0)), (area.x(moment), area.y(0) + 2.5)), "muted", 0.6)
        yield Word(min(area.x(moment), right - 6), area.size[1] - 4.5, text, anchor="middle")
    if area.first_s <= 0 <= area.last_s:
        yield Line(((area.x(0), area.y(0)), (area.x(0), area.y(_HIGH))), "muted", 0.6, dashed=True)


def time_step(span_s: float) -> float:
    """A round number of seconds that goes four to eight times into a span."""
    for step in (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120, 300):
        if span_s / step <= 7:
            return step
    return 600.0


def _pieces(
    area: _Area, times: NDArray[np.floating[Any]], values: NDArray[np.floating[Any]]
) -> Iterator[tuple[tuple[float, float], ...]]:
    """The curve without the stretches where nothing is known, thinned to what can be seen."""
    known = np.flatnonzero(np.isfinite(values))
    for run in np.split(known, np.flatnonzero(np.diff(known) > 1) + 1):
        chosen = run[:: max(1, len(run) // 500)]
        if len(chosen) > 1:
            yield tuple((area.x(float(times[i])), area.y(float(values[i]))) for i in chosen)


def phase_key(plots: Sequence[Plot]) -> list[tuple[str, str]]:
    """(word, colour) of the phases that are seen behind the curves."""
    seen = {shape.colour for plot in plots for shape in plot.shapes if isinstance(shape, Band)}
    return [(phase_word(name), colour) for name, colour in PHASES.items() if colour in seen]
