"""What a coach drew onto a clip, drawn into its pictures."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.notes.clock import Clock
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.measure import Scale, measured
from dancecoach.palette import bgr
from dancecoach.pose.track import PoseTrack
from dancecoach.report.angle_drawing import draw_arc
from dancecoach.report.letters import write_text
from dancecoach.report.strokes import Stroke
from dancecoach.video.frame import Image

_TEXT_LINES = 20.0
"""A line of text is so many line widths high: see `dancecoach.notes.drawing.Drawing.width`."""

_NUMBER_LINES = 10.0
"""The same of captions, and of the numbers beside angles and distances."""


@attrs.frozen(eq=False)
class Scene:
    """What drawings need to know besides themselves.

    Attributes:
        clock: for stopwatches; None shows none.
        scale: for distances; None leaves them in pixels.
        track: the followed person, for trails; None shows none.
    """

    clock: Clock | None = None
    scale: Scale | None = None
    track: PoseTrack | None = None


def draw_drawing(image: Image, drawing: Drawing, frame: int, scene: Scene) -> None:
    """Draw a drawing as it is seen at a frame onto its picture, in place."""
    opacity = drawing.opacity_at(frame)
    if opacity <= 0.0:
        return
    canvas = image if opacity >= 1.0 else image.copy()
    _Job.of(canvas, drawing, frame, scene).draw()
    if canvas is not image:
        cv2.addWeighted(canvas, opacity, image, 1.0 - opacity, 0.0, dst=image)


@attrs.frozen(eq=False)
class _Job:
    """One drawing on one picture; points in pixels."""

    image: Image
    drawing: Drawing
    frame: int
    scene: Scene
    points: NDArray[np.float64]
    stroke: Stroke
    line: float

    @classmethod
    def of(cls, image: Image, drawing: Drawing, frame: int, scene: Scene) -> "_Job":
        height, width = image.shape[:2]
        stroke = Stroke(bgr(drawing.colour), max(1, round(drawing.width * height)))
        points = np.asarray(drawing.points, np.float64).reshape(-1, 2) * (width, height)
        lines = _TEXT_LINES if drawing.kind in {"text", "stopwatch"} else _NUMBER_LINES
        # Smaller letters than these nobody reads.
        line = max(lines * drawing.width * height, 10.0)
        return cls(image, drawing, frame, scene, points, stroke, line)

    def draw(self) -> None:
        _KINDS[self.drawing.kind](self)
        captioned = self.drawing.text and self.drawing.kind not in {"text", "trail"} and len(self.points)
        if captioned:
            x, y = self.points[:, 0].mean(), self.points[:, 1].max()
            self.write(self.drawing.text, x, y + self.stroke.width + 4, "middle")

    def write(self, text: str, x: float, y: float, anchor: str = "left") -> None:
        """Words in the drawing's colour, their upper edge at y."""
        write_text(self.image, text, (x, y), height=self.line, colour=self.stroke.colour, anchor=anchor)  # type: ignore[arg-type]

    def measure(self) -> str:
        """What it measures, such as "152 ± 2°"; "" where it measures nothing."""
        height, width = self.image.shape[:2]
        size = self.scene.track.frame_size if self.scene.track is not None else (width, height)
        found = measured(self.drawing, size, self.scene.scale)
        if found is None:
            return ""
        if found.unit == "m":
            return f"{found.value:.2f} ± {found.uncertainty:.2f} m"
        unit = "°" if found.unit == "deg" else " px"
        return f"{found.value:.0f} ± {max(1.0, found.uncertainty):.0f}{unit}"


def _line(job: _Job) -> None:
    job.stroke.lines(job.image, [job.points])


def _arrow(job: _Job) -> None:
    start, tip = job.points
    way = tip - start
    length = max(float(np.hypot(*way)), 1e-6)
    # The line ends inside the head, so that the tip stays sharp.
    job.stroke.lines(job.image, [np.stack([start, tip - way / length * min(2.0 * job.stroke.width, 0.5 * length)])])
    job.stroke.tip(job.image, start, tip)


def _freehand(job: _Job) -> None:
    if len(job.points) == 1:
        job.stroke.disc(job.image, job.points[0], job.stroke.width)
    else:
        job.stroke.lines(job.image, [job.points])


def _ellipse(job: _Job) -> None:
    middle, half = job.points.mean(axis=0), np.abs(np.ptp(job.points, axis=0)) / 2
    turn = np.linspace(0.0, 2 * np.pi, 73)[:-1, None]
    job.stroke.lines(job.image, [middle + half * np.concatenate([np.cos(turn), np.sin(turn)], axis=1)], closed=True)


def _text(job: _Job) -> None:
    job.write(job.drawing.text, *job.points[0])


def _angle(job: _Job) -> None:
    first, vertex, last = job.points
    job.stroke.lines(job.image, [job.points])
    at = draw_arc(job.image, first, vertex, last, job.stroke, least=job.line)
    job.write(job.measure(), at[0], at[1] - 0.6 * job.line, "middle")


def _vertical_angle(job: _Job) -> None:
    lower, upper = job.points
    straight = lower - (0.0, float(np.hypot(*(upper - lower))))
    job.stroke.dashed(job.image, lower, straight)
    job.stroke.lines(job.image, [job.points])
    at = draw_arc(job.image, straight, lower, upper, job.stroke, least=job.line)
    job.write(job.measure(), at[0], at[1] - 0.6 * job.line, "middle")


def _distance(job: _Job) -> None:
    a, b = job.points
    way = (b - a) / max(float(np.hypot(*(b - a))), 1e-6)
    across = np.array([-way[1], way[0]]) * (2.0 * job.stroke.width + 3)
    job.stroke.lines(job.image, [job.points, np.stack([a - across, a + across]), np.stack([b - across, b + across])])
    at = job.points.mean(axis=0) + across * np.sign(-across[1] or 1.0) * 1.5
    job.write(job.measure(), at[0], at[1] - 1.2 * job.line, "middle")


def _marker(job: _Job) -> None:
    height, width = job.image.shape[:2]
    size = np.array([width, height], np.float64)
    way = [p[1:] for p in job.drawing.path if job.drawing.start_frame <= p[0] <= job.frame]
    at = np.asarray(job.drawing.point_at(job.frame)) * size
    if way:
        thin = attrs.evolve(job.stroke, width=max(1, job.stroke.width // 2))
        thin.lines(job.image, [np.concatenate([np.asarray(way) * size, at[None]])])
    reach = 3.0 * job.stroke.width + 4
    job.stroke.arc(job.image, at, reach, 0.0, 360.0)
    job.stroke.disc(job.image, at, max(1.5, 0.5 * job.stroke.width))


def _trail(job: _Job) -> None:
    track, name = job.scene.track, job.drawing.joint
    if track is None or name not in track.skeleton.joints:
        return
    first = min(job.drawing.start_frame, len(track) - 1)
    last = min(job.frame, job.drawing.end_frame, len(track) - 1)
    height, width = job.image.shape[:2]
    way = track.landmarks[first : last + 1, track.skeleton.index(name), :2] * (width, height)
    known: NDArray[np.bool_] = np.asarray(np.isfinite(way).all(axis=1))
    cuts = np.flatnonzero(np.diff(known.astype(np.int8))) + 1
    pieces = [piece for piece in np.split(way, cuts) if np.isfinite(piece).all() and len(piece) > 1]
    job.stroke.lines(job.image, pieces)
    if len(way) and known[-1]:
        job.stroke.disc(job.image, way[-1], job.stroke.width + 1.0)


def _stopwatch(job: _Job) -> None:
    clock, drawing = job.scene.clock, job.drawing
    if clock is None:
        return
    begin = drawing.start_frame if drawing.runs_from is None else drawing.runs_from
    now = job.frame if drawing.runs_to is None else min(job.frame, drawing.runs_to)
    last = len(clock.times) - 1
    job.write(f"{clock.between(min(begin, last), min(max(now, begin), last)):.2f} s", *job.points[0])


def _grid(job: _Job) -> None:
    drawing = job.drawing
    corners = np.array([(0, 0), (drawing.columns, 0), (drawing.columns, drawing.rows), (0, drawing.rows)], np.float32)
    plane = cv2.getPerspectiveTransform(corners, job.points.astype(np.float32))
    ends = [((c, 0), (c, drawing.rows)) for c in range(drawing.columns + 1)]
    ends += [((0, r), (drawing.columns, r)) for r in range(drawing.rows + 1)]
    lines = cv2.perspectiveTransform(np.asarray(ends, np.float32).reshape(-1, 1, 2), plane).reshape(-1, 2, 2)
    job.stroke.lines(job.image, [line for line in lines if np.isfinite(line).all()])


_KINDS: Mapping[str, Callable[[_Job], None]] = MappingProxyType(
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
