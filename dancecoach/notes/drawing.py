"""One drawing on the picture: what it is, where, and from which frame to which it can be seen."""

from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import attrs

from dancecoach.i18n import _
from dancecoach.notes import checks
from dancecoach.notes.checks import Point

PathPoint = tuple[int, float, float]
"""Frame, and x and y in shares of the picture."""

MAX_POINTS = 20_000
MAX_TEXT = 2_000
MAX_FRAME = 1 << 40

KINDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "line": (2, 2),
        "arrow": (2, 2),
        "freehand": (1, MAX_POINTS),
        "ellipse": (2, 2),
        "text": (1, 1),
        "angle": (3, 3),
        "vertical-angle": (2, 2),
        "distance": (2, 2),
        "marker": (1, 1),
        "trail": (0, 0),
        "stopwatch": (1, 1),
        "grid": (4, 4),
    }
)
"""The kinds, and how many points each has, at least and at most.

* line, arrow: start and tip.
* freehand: the stroke.
* ellipse: two opposite corners of the box around it.
* text: its upper left corner.
* angle: a point on one arm, the vertex, a point on the other arm.
* vertical-angle: the lower end of a line and the other one, measured against the vertical.
* distance: the two ends.
* marker: a point that may follow something through the clip (``path``).
* trail: the way of a joint of the followed person (``joint``); where that is, the poses say.
* stopwatch: its upper left corner.
* grid: four corners on a plane, in order around it, with ``columns`` and ``rows`` between them; a ``plain`` one is
  upright, its first corner upper left.
"""


def _check_points(drawing: "Drawing", field: Any, value: Any) -> None:
    checks.points(drawing, field, value)
    least, most = KINDS[drawing.kind]
    if not least <= len(value) <= most:
        many = str(least) if least == most else f"{least} - {most}"
        raise checks.wrong(field.name, value, _("give a {kind} {many} points").format(kind=drawing.kind, many=many))


def _check_path(drawing: "Drawing", field: Any, value: Any) -> None:
    remedy = _("give frames in order, each with a point")
    if not isinstance(value, tuple) or len(value) > MAX_POINTS or not all(_is_path_point(item) for item in value):
        raise checks.wrong(field.name, value, remedy)
    if any(a[0] >= b[0] for a, b in pairwise(value)):
        raise checks.wrong(field.name, value, remedy)


def _is_path_point(item: Any) -> bool:
    if not isinstance(item, tuple) or len(item) != 3 or isinstance(item[0], bool) or not isinstance(item[0], int):
        return False
    return 0 <= item[0] <= MAX_FRAME and checks.is_point(item[1:])


def _check_end(drawing: "Drawing", field: Any, value: Any) -> None:
    checks.whole(drawing.start_frame, MAX_FRAME)(drawing, field, value)


@attrs.frozen
class Drawing:
    """Something drawn, on one frame or on all from one to another.

    Attributes:
        kind: one of `KINDS`.
        points: in shares of the picture, as many as the kind has.
        start_frame: first frame on which it is wholly there.
        end_frame: the last one, inclusive.
        colour: ``#RRGGBB``.
        width: of its lines, as a share of the picture's height; of text and stopwatch, a twentieth of a line's height.
        fade: number of frames before and after over which it comes and goes.
        text: of a text; a caption for every other kind.
        path: of a marker: where it is from frame to frame; between two of them it goes straight.
        joint: of a trail: a joint of the skeleton, such as "left_wrist".
        span: of a trail: over how many frames back it reaches; None for all since ``start_frame``.
        columns: of a grid, number of its cells from the first corner to the second.
        rows: of a grid, from the second corner to the third.
        plain: of a grid: whether it stays upright when a corner is moved, and does not lie on a plane in the picture.
        runs_from: of a stopwatch, the frame where it shows 0; None for ``start_frame``.
        runs_to: of a stopwatch, the frame where it halts; None where it runs on.
        id: number within the notes; 0 before it is there.
    """

    kind: str = attrs.field(validator=checks.one_of(KINDS))
    points: tuple[Point, ...] = attrs.field(converter=checks.as_points, validator=_check_points)
    start_frame: int = attrs.field(converter=checks.as_whole, validator=checks.whole(0, MAX_FRAME))
    end_frame: int = attrs.field(converter=checks.as_whole, validator=_check_end)
    colour: str = attrs.field(default="#FFD400", validator=checks.colour)
    width: float = attrs.field(default=0.005, validator=checks.number(0.0005, 0.2))
    fade: int = attrs.field(default=0, validator=checks.whole(0, 100_000))
    text: str = attrs.field(default="", validator=checks.text(MAX_TEXT))
    path: tuple[PathPoint, ...] = attrs.field(default=(), converter=checks.as_points, validator=_check_path)
    joint: str = attrs.field(default="", validator=checks.text(80))
    span: int | None = attrs.field(
        default=None, converter=checks.as_whole, validator=checks.optional(checks.whole(1, MAX_FRAME))
    )
    columns: int = attrs.field(default=4, validator=checks.whole(1, 200))
    rows: int = attrs.field(default=4, validator=checks.whole(1, 200))
    plain: bool = attrs.field(default=False, validator=checks.yes_or_no)
    runs_from: int | None = attrs.field(
        default=None, converter=checks.as_whole, validator=checks.optional(checks.whole(0, MAX_FRAME))
    )
    runs_to: int | None = attrs.field(
        default=None, converter=checks.as_whole, validator=checks.optional(checks.whole(0, MAX_FRAME))
    )
    id: int = attrs.field(default=0, validator=checks.whole(0))

    @property
    def first_visible(self) -> int:
        """The first frame on which something of it is seen."""
        return max(0, self.start_frame - self.fade)

    @property
    def last_visible(self) -> int:
        """The last frame on which something of it is seen."""
        return self.end_frame + self.fade

    def opacity_at(self, frame: int) -> float:
        """How much of it is seen: 1 on its frames, less while it comes and goes, 0 elsewhere."""
        away = max(self.start_frame - frame, frame - self.end_frame, 0)
        return max(0.0, 1.0 - away / (self.fade + 1))

    def point_at(self, frame: int) -> Point:
        """Where a marker is; before and after its path it stays at the ends, and without one at its point."""
        if not self.path:
            return self.points[0]
        after = bisect_right(self.path, frame, key=lambda item: item[0])
        if after in {0, len(self.path)}:
            return self.path[max(after - 1, 0)][1:]
        (a, ax, ay), (b, bx, by) = self.path[after - 1 : after + 1]
        share = (frame - a) / (b - a)
        return ax + share * (bx - ax), ay + share * (by - ay)

    def moved(self, dx: float, dy: float) -> "Drawing":
        """All of it elsewhere, in shares of the picture."""
        return attrs.evolve(
            self,
            points=tuple((x + dx, y + dy) for x, y in self.points),
            path=tuple((frame, x + dx, y + dy) for frame, x, y in self.path),
        )

    def with_point(self, index: int, point: Point) -> "Drawing":
        """One of its points elsewhere; a plain grid's corners beside it go along."""
        points = list(self.points)
        points[index] = point
        if self.plain and self.kind == "grid":
            level, above = index ^ 1, 3 - index
            points[level] = points[level][0], point[1]
            points[above] = point[0], points[above][1]
        return attrs.evolve(self, points=tuple(points))

    def with_path_point(self, frame: int, point: Point) -> "Drawing":
        """A marker that is there at a frame."""
        kept = [item for item in self.path if item[0] != frame]
        return attrs.evolve(self, path=tuple(sorted([*kept, (frame, *point)])))

    def shifted(self, frames: int, count: int) -> "Drawing | None":
        """The same so many frames later, as far as a clip of ``count`` frames has them; None where it has none."""
        start, end = max(self.start_frame + frames, 0), min(self.end_frame + frames, count - 1)
        if start > end:
            return None
        return attrs.evolve(
            self,
            start_frame=start,
            end_frame=end,
            path=tuple((f + frames, x, y) for f, x, y in self.path if 0 <= f + frames < count),
            runs_from=None if self.runs_from is None else min(max(self.runs_from + frames, 0), count - 1),
            runs_to=None if self.runs_to is None else min(max(self.runs_to + frames, 0), count - 1),
        )
