"""Courses beside one another: told apart by colour and by shape, uncertainties drawn, dots opened by a click."""

from datetime import datetime, timedelta

import attrs
import pytest
from PySide6.QtCore import Qt

from dancecoach.gui.theme import apply_theme
from dancecoach.gui.widgets.course_plot import SYMBOLS, Course, CoursePlot, course_colour
from dancecoach.pipeline.progress.course import spans_of

pytestmark = pytest.mark.gui

FIRST = datetime(2026, 3, 2, 18).astimezone()


@attrs.frozen
class Dot:
    when: datetime
    mark: float
    doubt: float | None = None


def course(number, *marks):
    points = tuple(Dot(FIRST + timedelta(days=3 * day), mark, 0.02) for day, mark in enumerate(marks))
    return Course(points, spans_of(points), number)


@pytest.fixture
def plot(qtbot, qapp):
    apply_theme(qapp, "dark")
    made = CoursePlot()
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.show()
    yield made
    apply_theme(qapp, "dark")


def colours_in(plot):
    image = plot.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_each_course_has_its_colour_in_both_themes(plot, qapp, qtbot):
    plot.show_courses([course(0, 0.5, 0.6, 0.55), course(1, 0.4, 0.42), course(2, 0.7, 0.71)])
    dark = [course_colour(number) for number in range(3)]
    qtbot.waitUntil(lambda: set(map(str.lower, dark)) <= colours_in(plot), timeout=30_000)
    apply_theme(qapp, "light")
    light = [course_colour(number) for number in range(3)]
    assert not set(light) & set(dark)
    qtbot.waitUntil(lambda: set(map(str.lower, light)) <= colours_in(plot), timeout=30_000)


def test_shapes_and_colours_are_all_different(plot):
    count = len(SYMBOLS)
    assert len(set(SYMBOLS)) == count
    assert len({course_colour(number) for number in range(count)}) == count


def test_two_courses_with_equal_values_are_both_there_and_can_be_clicked(plot, qtbot):
    one, two = course(0, 0.5, 0.6), course(1, 0.5, 0.4)
    plot.show_courses([one, two])
    qtbot.waitUntil(lambda: plot.place_of(one.points[1]).x() > 100, timeout=30_000)
    for wanted in (one.points[1], two.points[1]):
        with qtbot.waitSignal(plot.opened, timeout=30_000) as opened:
            place = plot.place_of(wanted).toPoint()
            qtbot.mouseClick(plot._view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert opened.args[0] is wanted


def test_a_point_is_marked_with_a_ring(plot, qtbot):
    one = course(0, 0.5, 0.6)
    plot.show_courses([one])
    before = plot.grab().toImage()
    plot.mark(one.points[0])
    qtbot.waitUntil(lambda: plot.grab().toImage() != before, timeout=30_000)
    plot.mark(Dot(FIRST, 0.3))  # of another course: none
    qtbot.waitUntil(lambda: plot.grab().toImage() == before, timeout=30_000)


def test_nothing_can_be_shown(plot):
    plot.show_courses([])
    assert plot.points == ()
    assert plot.point_near(plot.rect().center().toPointF()) is None
