"""What a drawing looks like at a frame: lines, discs and words, in pixels of a picture of any size.

Videos and pictures draw these with OpenCV, the window with Qt: so both show the same.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.notes.clock import Clock
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.measure import Measure, Scale, Size, measured
from dancecoach.pose.track import PoseTrack

_TEXT_LINES = 20.0
"""A line of text is so many line widths high: see `dancecoach.notes.drawing.Drawing.width`."""

_NUMBER_LINES = 10.0
"""The same of captions, and of the numbers beside angles and distances."""

_LEAST_LINE = 10.0
"""Pixels; smaller letters than these nobody reads."""

_RADIUS = 0.42
"""Of an arc, as a share of the shorter limb."""

Floats = NDArray[np.float64]


@attrs.frozen(eq=False)
class Lines:
    """Lines through points.

    Attributes:
        ways: (N, 2) points of each.
        width: of all.
        closed: whether each comes back to where it began.
    """

    ways: tuple[Floats, ...]
    width: int
    closed: bool = False


@attrs.frozen(eq=False)
class Disc:
    """A filled circle."""

    centre: Floats
    radius: float


@attrs.frozen(eq=False)
class Patch:
    """A filled polygon, (N, 2)."""

    corners: Floats


@attrs.frozen(eq=False)
class Words:
    """A text of one or several lines.

    Attributes:
        text: what to write.
        at: x of the anchor and y of the upper edge.
        height: of a line.
        anchor: what stands at x.
    """

    text: str
    at: tuple[float, float]
    height: float
    anchor: Literal["left", "middle"] = "left"


Figure = Lines | Disc | Patch | Words


@attrs.frozen(eq=False)
class Scene:
    """What drawings need to know besides themselves.

    Attributes:
        clock: for stopwatches; None shows none.
        scale: for distances; None leaves them in pixels.
        track: the followed person, for trails; None shows none.
        picture: width and height of the clip's picture, for measures; None where it is the size that is drawn.
    """

    clock: Clock | None = None
    scale: Scale | None = None
    track: PoseTrack | None = None
    picture: Size | None = None

    def size(self, drawn: Size) -> Size:
        """In which pixels is measured."""
        return self.track.frame_size if self.track is not None else self.picture or drawn


def figures_of(drawing: Drawing, frame: int, size: tuple[float, float], scene: Scene) -> list[Figure]:
    """What a drawing looks like, in order of painting.

    Args:
        drawing: which one.
        frame: on which frame.
        size: width and height of the picture as it is shown, pixels; all figures are in these.
        scene: what else matters.
    """
    shape = _Shape.of(drawing, frame, size, scene)
    _KINDS[drawing.kind](shape)
    if drawing.text and drawing.kind not in {"text", "trail"} and len(shape.points):
        x, y = shape.points[:, 0].mean(), shape.points[:, 1].max()
        shape.write(drawing.text, x, y + shape.width + 4, "middle")
    return shape.figures


def measure_text(measure: Measure) -> str:
    """Such as "152 ± 2°"."""
    if measure.unit == "m":
        return f"{measure.value:.2f} ± {measure.uncertainty:.2f} m"
    unit = "°" if measure.unit == "deg" else " px"
    return f"{measure.value:.0f} ± {max(1.0, measure.uncertainty):.0f}{unit}"


def stopwatch_s(drawing: Drawing, frame: int, clock: Clock) -> float:
    """What a stopwatch shows at a frame, real seconds."""
    begin = drawing.start_frame if drawing.runs_from is None else drawing.runs_from
    now = frame if drawing.runs_to is None else min(frame, drawing.runs_to)
    last = len(clock.times) - 1
    return clock.between(min(begin, last), min(max(now, begin), last))


# Pieces


def arc(centre: NDArray[np.floating[Any]], radius: float, first: float, sweep: float) -> Floats:
    """A part of a circle: from an angle on, degrees, clockwise as the picture is seen."""
    turn = np.radians(first + np.linspace(0.0, sweep, max(3, round(abs(sweep) / 4) + 2)))
    return np.asarray(centre + radius * np.stack([np.cos(turn), np.sin(turn)], axis=-1))


def dashes(a: Floats, b: Floats, width: float) -> tuple[Floats, ...]:
    """A line in pieces."""
    count = int(np.clip(float(np.hypot(*(b - a))) / (5.0 * max(2.0, width)), 2, 300))
    ends = np.linspace(0.0, 1.0, 2 * count)[:, None] * (b - a) + a
    return tuple(ends[2 * i : 2 * i + 2] for i in range(count))


def head(a: Floats, b: Floats, width: float) -> Floats | None:
    """The head of an arrow that comes from ``a`` to ``b``, (3, 2); None where it comes from nowhere."""
    way = b - a
    length = float(np.hypot(*way))
    if length < 1.0:
        return None
    along = way / length * min(4.5 * width + 4, 0.6 * length)
    across = 0.5 * np.array([-along[1], along[0]])
    return np.stack([b, b - along + across, b - along - across])


def between_arms(first: Floats, vertex: Floats, last: Floats, least: float) -> tuple[Floats, Floats]:
    """The arc between two arms, and where its number belongs, at least so far from the vertex."""
    arms = np.stack([first - vertex, last - vertex])
    lengths = np.hypot(arms[:, 0], arms[:, 1])
    radius = max(6.0, _RADIUS * float(lengths.min()))
    begin, end = np.degrees(np.arctan2(arms[:, 1], arms[:, 0]))
    sweep = (end - begin + 180.0) % 360.0 - 180.0
    middle = np.radians(begin + sweep / 2)
    way = max(radius + 0.9 * least, 1.6 * least)
    number_at = np.asarray(vertex + way * np.array([np.cos(middle), np.sin(middle)]))
    return arc(vertex, radius, begin, sweep), number_at


# Kinds


@attrs.frozen(eq=False)
class _Shape:
    """One drawing on its way to figures; points in pixels."""

    drawing: Drawing
    frame: int
    size: tuple[float, float]
    scene: Scene
    points: Floats
    width: int
    line: float
    figures: list[Figure] = attrs.field(factory=list)

    @classmethod
    def of(cls, drawing: Drawing, frame: int, size: tuple[float, float], scene: Scene) -> "_Shape":
        height = size[1]
        points = np.asarray(drawing.points, np.float64).reshape(-1, 2) * size
        lines = _TEXT_LINES if drawing.kind in {"text", "stopwatch"} else _NUMBER_LINES
        line = max(lines * drawing.width * height, _LEAST_LINE)
        return cls(drawing, frame, size, scene, points, max(1, round(drawing.width * height)), line)

    def lines(self, *ways: Floats, closed: bool = False, width: int | None = None) -> None:
        self.figures.append(Lines(ways, width or self.width, closed))

    def write(self, text: str, x: float, y: float, anchor: Literal["left", "middle"] = "left") -> None:
        if text.strip():
            self.figures.append(Words(text, (float(x), float(y)), self.line, anchor))

    def measure(self) -> str:
        """What it measures; "" where it measures nothing."""
        drawn = (round(self.size[0]), round(self.size[1]))
        found = measured(self.drawing, self.scene.size(drawn), self.scene.scale)
        return "" if found is None else measure_text(found)


def _line(shape: _Shape) -> None:
    shape.lines(shape.points)


def _arrow(shape: _Shape) -> None:
    start, tip = shape.points
    way = tip - start
    length = max(float(np.hypot(*way)), 1e-6)
    # The line ends inside the head, so that the tip stays sharp.
    shape.lines(np.stack([start, tip - way / length * min(2.0 * shape.width, 0.5 * length)]))
    corners = head(start, tip, shape.width)
    if corners is not None:
        shape.figures.append(Patch(corners))


def _freehand(shape: _Shape) -> None:
    if len(shape.points) == 1:
        shape.figures.append(Disc(shape.points[0], float(shape.width)))
    else:
        shape.lines(shape.points)


def _ellipse(shape: _Shape) -> None:
    middle, half = shape.points.mean(axis=0), np.abs(np.ptp(shape.points, axis=0)) / 2
    turn = np.linspace(0.0, 2 * np.pi, 73)[:-1, None]
    shape.lines(middle + half * np.concatenate([np.cos(turn), np.sin(turn)], axis=1), closed=True)


def _text(shape: _Shape) -> None:
    shape.write(shape.drawing.text, *shape.points[0])


def _arms(shape: _Shape, first: Floats, vertex: Floats, last: Floats) -> None:
    shape.lines(shape.points)
    way, at = between_arms(first, vertex, last, shape.line)
    shape.lines(way)
    shape.write(shape.measure(), at[0], at[1] - 0.6 * shape.line, "middle")


def _angle(shape: _Shape) -> None:
    _arms(shape, *shape.points)


def _vertical_angle(shape: _Shape) -> None:
    lower, upper = shape.points
    straight = lower - (0.0, float(np.hypot(*(upper - lower))))
    shape.lines(*dashes(lower, straight, shape.width))
    _arms(shape, straight, lower, upper)


def _distance(shape: _Shape) -> None:
    a, b = shape.points
    way = (b - a) / max(float(np.hypot(*(b - a))), 1e-6)
    across = np.array([-way[1], way[0]]) * (2.0 * shape.width + 3)
    shape.lines(shape.points, np.stack([a - across, a + across]), np.stack([b - across, b + across]))
    at = shape.points.mean(axis=0) + across * np.sign(-across[1] or 1.0) * 1.5
    shape.write(shape.measure(), at[0], at[1] - 1.2 * shape.line, "middle")


def _marker(shape: _Shape) -> None:
    drawing = shape.drawing
    way = [p[1:] for p in drawing.path if drawing.start_frame <= p[0] <= shape.frame]
    at = np.asarray(drawing.point_at(shape.frame)) * shape.size
    if way:
        shape.lines(np.concatenate([np.asarray(way) * shape.size, at[None]]), width=max(1, shape.width // 2))
    shape.lines(arc(at, 3.0 * shape.width + 4, 0.0, 360.0))
    shape.figures.append(Disc(at, max(1.5, 0.5 * shape.width)))


def _trail(shape: _Shape) -> None:
    track, drawing = shape.scene.track, shape.drawing
    if track is None or drawing.joint not in track.skeleton.joints:
        return
    first = min(drawing.start_frame, len(track) - 1)
    last = min(shape.frame, drawing.end_frame, len(track) - 1)
    if drawing.span is not None:
        first = max(0, last - drawing.span)
    way = track.landmarks[first : last + 1, track.skeleton.index(drawing.joint), :2] * np.asarray(shape.size)
    known: NDArray[np.bool_] = np.asarray(np.isfinite(way).all(axis=1))
    cuts = np.flatnonzero(np.diff(known.astype(np.int8))) + 1
    pieces = [piece for piece in np.split(way, cuts) if np.isfinite(piece).all() and len(piece) > 1]
    if pieces:
        shape.lines(*pieces)
    if len(way) and known[-1]:
        shape.figures.append(Disc(way[-1], shape.width + 1.0))


def _stopwatch(shape: _Shape) -> None:
    if shape.scene.clock is not None:
        shape.write(f"{stopwatch_s(shape.drawing, shape.frame, shape.scene.clock):.2f} s", *shape.points[0])


def _grid(shape: _Shape) -> None:
    columns, rows = shape.drawing.columns, shape.drawing.rows
    corners = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float64)
    plane = _perspective(corners, shape.points)
    if plane is None:
        return
    ends = [((c, 0), (c, rows)) for c in range(columns + 1)] + [((0, r), (columns, r)) for r in range(rows + 1)]
    flat = np.concatenate([np.asarray(ends, np.float64), np.ones((len(ends), 2, 1))], axis=2) @ plane.T
    with np.errstate(divide="ignore", invalid="ignore"):
        lines = flat[..., :2] / flat[..., 2:]
    shape.lines(*(line for line in lines if np.isfinite(line).all()))


def _perspective(plane: Floats, seen: Floats) -> Floats | None:
    """(3, 3) that leads four points of a plane to where they are seen; None where these lie on one line."""
    rows = []
    for (x, y), (u, v) in zip(plane, seen, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    try:
        found = np.linalg.solve(np.asarray(rows), seen.reshape(-1))
    except np.linalg.LinAlgError:
        return None
    return np.append(found, 1.0).reshape(3, 3)


_KINDS: Mapping[str, Callable[[_Shape], None]] = MappingProxyType(
    {
        "line": _line,
        "arrow": _arrow,
        "freehand": _freehand,
        "ellipse": _ellipse,
        "text": _text,
        "angle": _angle,
        "vertical-angle": _vertical_angle,
        "distance": _distance,
        "marker": _marker,
        "trail": _trail,
        "stopwatch": _stopwatch,
        "grid": _grid,
    }
)
