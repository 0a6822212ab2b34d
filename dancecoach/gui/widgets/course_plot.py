"""Values over days: a dot for each with its uncertainty, and a line through the means of days or weeks.

Several courses stand beside one another, told apart by colour and by shape. Nothing here knows skills or dances: who
shows a course says what its dots mean (`CoursePlot.text_of`).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from statistics import fmean
from typing import Any

import attrs
import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolTip, QVBoxLayout, QWidget

from dancecoach.gui.theme import DARK, colours
from dancecoach.gui.widgets.days import short_day
from dancecoach.gui.widgets.plot_scale import DAY_S, named_days, nice_ticks, noon
from dancecoach.pipeline.progress.course import Span

SYMBOLS = ("o", "s", "t1", "d", "star", "p", "h", "x")
"""Shapes of dots, so that courses are told apart without colours too."""

_DARK = ("#E69F00", "#5CC29A", "#E08BC0", "#F0E442", "#FF8A50", "#9BB7FF", "#C3C8D0")
_LIGHT = ("#9A5F00", "#00795A", "#A33E7E", "#6E6100", "#B8400E", "#5B3FB0", "#565D68")
_LEAST_DAYS = 6.0
_NEAR = 12.0
_MANY = 60


def course_colour(number: int) -> str:
    """The colour of one of several courses, in this theme: the accent first."""
    look = colours()
    others = _DARK if look == DARK else _LIGHT
    return look.accent if number == 0 else others[(number - 1) % len(others)]


@attrs.frozen(eq=False)
class Course:
    """One of the courses on show.

    Attributes:
        points: what `dancecoach.pipeline.progress.course` calls dots, in order of time.
        spans: the same by days or weeks.
        number: says its colour and its shape.
    """

    points: Sequence[Any]
    spans: Sequence[Span[Any]]
    number: int = 0


class CoursePlot(QWidget):
    """Values over days.

    Args:
        parent: owner.
        bounds: lowest and highest value there can be, both always in sight; None follows the values.

    Signals:
        opened: the point whose dot was clicked.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, bounds: tuple[float, float] | None = None) -> None:
        super().__init__(parent)
        self._courses: tuple[Course, ...] = ()
        self._places: dict[int, float] = {}
        self._marked: Any = None
        self._bounds = bounds
        self._view = pg.PlotWidget()
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setFrameShape(self._view.Shape.NoFrame)
        self._plot: pg.PlotItem = self._view.getPlotItem()
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(False, False)
        self._view.viewport().installEventFilter(self)
        self._view.viewport().setMouseTracking(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self.setAccessibleName(self.tr("Progress"))

    # What is on show

    @property
    def points(self) -> tuple[Any, ...]:
        """All points on show, course by course, in order of time."""
        return tuple(point for course in self._courses for point in course.points)

    def show_courses(self, courses: Sequence[Course]) -> None:
        """Show others."""
        self._courses, self._marked = tuple(courses), None
        self._places = {place: x for course in self._courses for place, x in _places(course.points)}
        self.redraw()

    def mark(self, point: Any) -> None:
        """Put a ring around a point; None for none."""
        if point is not self._marked:
            self._marked = point
            self.redraw()

    # What points mean

    def is_sure(self, _point: Any) -> bool:
        """Whether a dot is filled."""
        return True

    def symbol_of(self, course: Course, _point: Any) -> str:
        """The shape of a dot."""
        return SYMBOLS[course.number % len(SYMBOLS)]

    def text_of(self, point: Any) -> str:
        """What is told at a dot."""
        return f"{point.mark:g}"

    def tick_text(self, value: float) -> str:
        """A number at the left."""
        return f"{value:g}"

    # Drawing

    def redraw(self) -> None:
        """Draw it in the colours of the theme."""
        look = colours()
        self._view.setBackground(look.panel)
        self._plot.clear()
        low, high, ticks, named = self._levels()
        self._plot.setYRange(low, high, padding=0.04)
        for value in ticks:
            self._plot.addItem(pg.InfiniteLine(value, angle=0, pen=pg.mkPen(look.border)))
        for course in self._courses:
            self._draw_doubts(course)
        for course in self._courses:
            self._draw_line(course)
            self._draw_dots(course)
        self._draw_mark()
        self._name_axes(named)

    def _levels(self) -> tuple[float, float, list[float], list[float]]:
        """Lowest and highest level in sight, those with a line, and those that are named."""
        if self._bounds is not None:
            low, high = self._bounds
            return low, high, list(np.linspace(low, high, 5)), [low, (low + high) / 2, high]
        ends = [
            point.mark + sign * (point.doubt or 0.0)
            for course in self._courses for point in course.points for sign in (-1, 1)
        ]  # fmt: skip
        ticks = nice_ticks(min(ends, default=0.0), max(ends, default=1.0))
        return ticks[0], ticks[-1], ticks, ticks

    def _draw_line(self, course: Course) -> None:
        x = [fmean(self._x(point) for point in span.points) for span in course.spans]
        if len(x) > 1:
            pen = pg.mkPen(course_colour(course.number), width=2)
            self._plot.plot(x, [span.mean for span in course.spans], pen=pen)

    def _draw_doubts(self, course: Course) -> None:
        sure = [point for point in course.points if point.doubt]
        if not sure:
            return
        colour = pg.mkColor(course_colour(course.number))
        colour.setAlphaF(0.35)
        self._plot.addItem(
            pg.ErrorBarItem(
                x=_array([self._x(point) for point in sure]),
                y=_array([point.mark for point in sure]),
                height=_array([2 * (point.doubt or 0.0) for point in sure]),
                pen=pg.mkPen(colour, width=2),
            )
        )

    def _draw_dots(self, course: Course) -> None:
        if not course.points:
            return
        look, colour, many = colours(), course_colour(course.number), len(self.points) > _MANY
        dots = pg.ScatterPlotItem(size=6 if many else 9, pen=pg.mkPen(colour, width=1 if many else 1.5))
        if many:
            dots.setOpacity(0.55)  # the line is what matters then
        dots.setData(
            [self._x(point) for point in course.points],
            [point.mark for point in course.points],
            brush=[pg.mkBrush(colour if self.is_sure(point) else look.panel) for point in course.points],
            symbol=[self.symbol_of(course, point) for point in course.points],
        )
        self._plot.addItem(dots)

    def _draw_mark(self) -> None:
        if self._marked is None or id(self._marked) not in self._places:
            return
        ring = pg.ScatterPlotItem(size=20, pen=pg.mkPen(colours().text, width=2), brush=pg.mkBrush(None))
        ring.setData([self._x(self._marked)], [self._marked.mark])
        self._plot.addItem(ring)

    def _name_axes(self, named: Sequence[float]) -> None:
        look = colours()
        left, bottom = self._plot.getAxis("left"), self._plot.getAxis("bottom")
        words = [(value, self.tick_text(value)) for value in named]
        left.setTicks([words])
        bottom.setHeight(self.fontMetrics().height() + 8)
        left.setWidth(max(34, 8 + max(self.fontMetrics().horizontalAdvance(word) for _, word in words)))
        first, last = self._days()
        middle, half = (first + last) / 2, max((last - first) / 2 + 0.5 * DAY_S, _LEAST_DAYS / 2 * DAY_S)
        self._plot.setXRange(middle - half, middle + half, padding=0.05)
        bottom.setTicks([[(noon(day), short_day(day)) for day in named_days(self._all_days())]])
        for axis in (left, bottom):
            axis.setPen(pg.mkPen(None))
            axis.setTextPen(pg.mkPen(look.muted))
            axis.setStyle(tickLength=0, hideOverlappingLabels=False)

    def _all_days(self) -> list[date]:
        return sorted({point.when.date() for point in self.points})

    def _days(self) -> tuple[float, float]:
        days = self._all_days() or [date.today()]
        return noon(days[0]), noon(days[-1])

    def _x(self, point: Any) -> float:
        return self._places[id(point)]

    # The hand

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A dot says what it is, and a click opens it."""
        if isinstance(event, QMouseEvent) and event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress):
            point = self.point_near(event.position())
            self._view.viewport().setCursor(
                Qt.CursorShape.ArrowCursor if point is None else Qt.CursorShape.PointingHandCursor
            )
            if event.type() == QEvent.Type.MouseMove:
                text = "" if point is None else self.text_of(point)
                QToolTip.showText(event.globalPosition().toPoint(), text, self)
            elif point is not None:
                self.opened.emit(point)
            return True
        return super().eventFilter(watched, event)

    def point_near(self, at: QPointF) -> Any:
        """The point whose dot lies near a place of the plot, pixels; None where none does."""

        def away(point: Any) -> float:
            dot = self.place_of(point)
            return max(abs(dot.x() - at.x()), abs(dot.y() - at.y()))

        nearest = min(self.points, key=away, default=None)
        return nearest if nearest is not None and away(nearest) <= _NEAR else None

    def place_of(self, point: Any) -> QPointF:
        """Where a point's dot is, pixels of the plot."""
        scene: QPointF = self._plot.vb.mapViewToScene(QPointF(self._x(point), point.mark))
        return QPointF(self._view.mapFromScene(scene))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_plot"):
            # Not now: Qt is walking over the scene's items, and taking one away under its feet crashes it.
            QTimer.singleShot(0, self, self.redraw)
        super().changeEvent(event)


def _places(points: Sequence[Any]) -> Iterator[tuple[int, float]]:
    """Where points stand, seconds: those of a day about its noon, in order, a third of a day wide."""
    for day, group in groupby(points, key=lambda point: point.when.date()):
        same = list(group)
        for place, point in enumerate(same):
            share = place / (len(same) - 1) - 0.5 if len(same) > 1 else 0.0
            yield id(point), noon(day) + share * DAY_S / 3


def _array(values: Sequence[float]) -> NDArray[np.float64]:
    return np.array(values, np.float64)
