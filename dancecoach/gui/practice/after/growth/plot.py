"""One course large: a dot for each take, a line through the means of days or weeks."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from statistics import fmean

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolTip, QVBoxLayout, QWidget

from dancecoach.gui.practice.after.growth.words import point_text, short_day
from dancecoach.gui.theme import colours
from dancecoach.pipeline.practice.progress import LEAST_SURE, Point, Span

_LEAST_DAYS = 6.0
_MOST_WORDS = 7
_DAY_S = 86_400.0
_NEAR = 12.0
_MANY = 60


class GrowthPlot(QWidget):
    """Marks from 0 to 100 over days.

    Signals:
        opened: the `Take` whose dot was clicked.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[Point, ...] = ()
        self._spans: tuple[Span, ...] = ()
        self._places: dict[Path, float] = {}
        self._view = pg.PlotWidget()
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setFrameShape(self._view.Shape.NoFrame)
        self._plot: pg.PlotItem = self._view.getPlotItem()
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(False, False)
        self._plot.setYRange(0, 100, padding=0.04)
        self._view.viewport().installEventFilter(self)
        self._view.viewport().setMouseTracking(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self.setAccessibleName(self.tr("Progress"))

    @property
    def points(self) -> tuple[Point, ...]:
        """The takes on show, in order of time."""
        return self._points

    def show_course(self, points: Sequence[Point], spans: Sequence[Span]) -> None:
        """Show another course."""
        self._points, self._spans = tuple(points), tuple(spans)
        self._places = _places(self._points)
        self.redraw()

    def redraw(self) -> None:
        """Draw it in the colours of the theme."""
        look = colours()
        self._view.setBackground(look.panel)
        self._plot.clear()
        for mark in (0, 25, 50, 75, 100):
            self._plot.addItem(pg.InfiniteLine(mark, angle=0, pen=pg.mkPen(look.border)))
        self._draw_line()
        self._draw_doubts()
        self._draw_dots()
        self._name_axes()

    def _draw_line(self) -> None:
        x = [fmean(self._x(point) for point in span.points) for span in self._spans]
        if len(x) > 1:
            self._plot.plot(x, [span.mean for span in self._spans], pen=pg.mkPen(colours().accent, width=2))

    def _draw_doubts(self) -> None:
        sure = [point for point in self._points if point.doubt]
        if not sure:
            return
        colour = pg.mkColor(colours().accent)
        colour.setAlphaF(0.35)
        self._plot.addItem(
            pg.ErrorBarItem(
                x=_array([self._x(point) for point in sure]),
                y=_array([point.mark for point in sure]),
                height=_array([2 * (point.doubt or 0.0) for point in sure]),
                pen=pg.mkPen(colour, width=2),
            )
        )

    def _draw_dots(self) -> None:
        look = colours()
        many = len(self._points) > _MANY
        dots = pg.ScatterPlotItem(size=6 if many else 9, pen=pg.mkPen(look.accent, width=1 if many else 1.5))
        if many:
            dots.setOpacity(0.55)  # the line is what matters then
        dots.setData(
            [self._x(point) for point in self._points],
            [point.mark for point in self._points],
            brush=[pg.mkBrush(look.accent if _sure(point) else look.panel) for point in self._points],
            symbol=["s" if point.within else "o" for point in self._points],
        )
        self._plot.addItem(dots)

    def _name_axes(self) -> None:
        look = colours()
        left, bottom = self._plot.getAxis("left"), self._plot.getAxis("bottom")
        left.setTicks([[(mark, str(mark)) for mark in (0, 50, 100)]])
        left.setWidth(34)
        first, last = self._days()
        middle, half = (first + last) / 2, max((last - first) / 2 + 0.5 * _DAY_S, _LEAST_DAYS / 2 * _DAY_S)
        self._plot.setXRange(middle - half, middle + half, padding=0.05)
        bottom.setTicks([[(_noon(day), short_day(day)) for day in self._named()]])
        for axis in (left, bottom):
            axis.setPen(pg.mkPen(None))
            axis.setTextPen(pg.mkPen(look.muted))
            axis.setStyle(tickLength=0, hideOverlappingLabels=False)

    def _days(self) -> tuple[float, float]:
        if not self._points:
            now = _noon(date.today())
            return now, now
        return _noon(self._points[0].when.date()), _noon(self._points[-1].when.date())

    def _named(self) -> list[date]:
        """Days that are named below: those that have takes, thinned to what can be read."""
        days = sorted({point.when.date() for point in self._points})
        if len(days) < 2:
            return days
        first, last = days[0].toordinal(), days[-1].toordinal()
        least = max(1.0, (last - first) / _MOST_WORDS)
        named = [days[0]]
        for day in days[1:-1]:
            if (day - named[-1]).days >= least and (days[-1] - day).days >= least:
                named.append(day)
        return [*named, days[-1]]

    def _x(self, point: Point) -> float:
        return self._places[point.take.folder]

    # The hand

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A dot says what it is, and a click opens its take."""
        if isinstance(event, QMouseEvent) and event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress):
            point = self.point_near(event.position())
            self._view.viewport().setCursor(
                Qt.CursorShape.ArrowCursor if point is None else Qt.CursorShape.PointingHandCursor
            )
            if event.type() == QEvent.Type.MouseMove:
                QToolTip.showText(event.globalPosition().toPoint(), "" if point is None else point_text(point), self)
            elif point is not None:
                self.opened.emit(point.take)
            return True
        return super().eventFilter(watched, event)

    def point_near(self, at: QPointF) -> Point | None:
        """The take whose dot lies near a place of the plot, pixels; None where none does."""

        def away(point: Point) -> float:
            dot = self.place_of(point)
            return max(abs(dot.x() - at.x()), abs(dot.y() - at.y()))

        nearest = min(self._points, key=away, default=None)
        return nearest if nearest is not None and away(nearest) <= _NEAR else None

    def place_of(self, point: Point) -> QPointF:
        """Where a take's dot is, pixels of the plot."""
        scene: QPointF = self._plot.vb.mapViewToScene(QPointF(self._x(point), point.mark))
        return QPointF(self._view.mapFromScene(scene))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_plot"):
            # Not now: Qt is walking over the scene's items, and taking one away under its feet crashes it.
            QTimer.singleShot(0, self, self.redraw)
        super().changeEvent(event)


def _places(points: Sequence[Point]) -> dict[Path, float]:
    """Where takes stand, seconds: those of a day about its noon, in order, a third of a day wide."""
    found: dict[Path, float] = {}
    for day, group in groupby(points, key=lambda point: point.when.date()):
        same = list(group)
        for place, point in enumerate(same):
            share = place / (len(same) - 1) - 0.5 if len(same) > 1 else 0.0
            found[point.take.folder] = _noon(day) + share * _DAY_S / 3
    return found


def _noon(day: date) -> float:
    """Seconds on a clock without summer time, so that all days are equally long."""
    return (day.toordinal() + 0.5) * _DAY_S


def _sure(point: Point) -> bool:
    return point.coverage is None or point.coverage >= LEAST_SURE


def _array(values: Sequence[float]) -> NDArray[np.float64]:
    return np.array(values, np.float64)
