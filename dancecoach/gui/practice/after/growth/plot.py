"""One course large: a dot for each take, a line through the means of days or weeks."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from dancecoach.gui.practice.after.growth.words import point_text
from dancecoach.gui.widgets.course_plot import Course, CoursePlot
from dancecoach.pipeline.progress.takes import LEAST_SURE, Point, Span


class GrowthPlot(CoursePlot):
    """Marks from 0 to 100 over days; `opened` tells the `Point` that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, bounds=(0.0, 100.0))

    def show_course(self, points: Sequence[Point], spans: Sequence[Span]) -> None:
        """Show another course."""
        self.show_courses([Course(tuple(points), tuple(spans))])

    def is_sure(self, point: Point) -> bool:
        """Whether enough of the body was seen."""
        return point.coverage is None or point.coverage >= LEAST_SURE

    def symbol_of(self, _course: Course, point: Point) -> str:
        """A square within a longer take."""
        return "s" if point.within else "o"

    def text_of(self, point: Point) -> str:
        """What is told at a dot."""
        return point_text(point)
