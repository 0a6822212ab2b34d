"""Where a picture lies in a widget is told, and kept through sizes."""

import pytest
from PySide6.QtCore import QPointF


def test_another_picture_size_starts_fitted_and_stays_mirrored(canvas, picture):
    canvas.mirrored = True
    canvas.show_frame(picture())
    canvas.zoom_by(3)
    canvas.show_frame(picture(640, 360))
    assert canvas.zoom == 1
    assert canvas.mirrored


def test_a_turned_picture_stays_turned_when_the_size_changes(canvas, picture):
    canvas.turns = 5
    canvas.show_frame(picture(64, 48))
    assert canvas.turns == 1
    assert canvas.view.shown == pytest.approx((180, 240))


def test_each_change_of_the_view_is_told_once(canvas, picture):
    canvas.show_frame(picture())
    told = []
    canvas.view_changed.connect(lambda: told.append(canvas.view))
    canvas.zoom_by(2, QPointF(80, 60))
    canvas.pan_by(10, 0)
    canvas.mirrored = True
    canvas.turns = 2
    canvas.fit()
    assert len(told) == 5
    assert told[-1] == canvas.view
    canvas.fit()
    canvas.mirrored, canvas.turns = True, 6
    assert len(told) == 5


def test_it_zooms_around_a_point_or_the_middle(canvas, picture):
    canvas.show_frame(picture())
    canvas.zoom_by(2, QPointF(80, 60))
    assert canvas.view.to_widget(0.25, 0.25) == pytest.approx((80, 60))
    canvas.fit()
    canvas.zoom_by(2)
    assert canvas.view.to_widget(0.5, 0.5) == pytest.approx((160, 120))


def test_a_picture_stays_fitted_in_a_widget_of_another_size(canvas, picture):
    canvas.show_frame(picture())
    canvas.resize(640, 480)
    assert canvas.view.shown == pytest.approx((640, 480))
