"""Where the picture lies: the arithmetic of fit, zoom, pan and mirror."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.gui.widgets.view import MAX_ZOOM, View

sizes = st.tuples(st.integers(1, 8000), st.integers(1, 8000))
shares = st.floats(0, 1)
turns = st.integers(0, 3)


def test_a_wide_picture_fits_the_width_and_is_centred():
    view = View((1280, 720), (640, 640))
    assert view.shown == pytest.approx((640, 360))
    assert view.origin == pytest.approx((0, 140))
    assert view.to_widget(0.5, 0.5) == pytest.approx((320, 320))


def test_the_mirror_swaps_left_and_right_only():
    view = View((100, 100), (100, 100), mirrored=True)
    assert view.to_widget(0.1, 0.2) == pytest.approx((90, 20))


@given(sizes, sizes, st.floats(1, MAX_ZOOM), shares, shares, shares, shares, st.booleans(), turns)
def test_there_and_back(picture, widget, zoom, cx, cy, x, y, mirrored, turned):
    view = View(picture, widget, zoom, (cx, cy), mirrored, turned)
    assert view.to_picture(*view.to_widget(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(st.floats(1, 8), st.floats(0.2, 0.8), st.floats(0.2, 0.8), st.booleans())
def test_zooming_keeps_the_point_under_the_cursor(factor, x, y, mirrored):
    view = View((400, 300), (400, 300), mirrored=mirrored)
    at = (400 * x, 300 * y)
    assert view.zoomed(factor, at).to_picture(*at) == pytest.approx(view.to_picture(*at), abs=1e-6)


@given(sizes, sizes, st.floats(0.1, 40), st.floats(-9000, 9000), st.floats(-9000, 9000), st.booleans(), turns)
def test_no_empty_strip_where_picture_could_be(picture, widget, factor, dx, dy, mirrored, turned):
    view = View(picture, widget, mirrored=mirrored, turns=turned).zoomed(factor, (3, 4)).panned(dx, dy)
    assert 1 <= view.zoom <= MAX_ZOOM
    for start, shown, room in zip(view.origin, view.shown, widget, strict=True):
        if shown >= room:
            assert start <= 1e-3
            assert start + shown >= room - 1e-3
        else:
            assert start == pytest.approx((room - shown) / 2, abs=1e-3)


@pytest.mark.parametrize("turned", range(4))
@pytest.mark.parametrize("mirrored", [False, True])
def test_panning_moves_the_picture_with_the_hand(mirrored, turned):
    view = attrs.evolve(View((100, 100), (100, 100), mirrored=mirrored, turns=turned), zoom=4.0)
    x, y = view.to_widget(0.5, 0.5)
    assert view.panned(10, -7).to_widget(0.5, 0.5) == pytest.approx((x + 10, y - 7))


@pytest.mark.parametrize(
    ("turned", "mirrored", "where"),
    [(0, False, (20, 30)), (1, False, (70, 20)), (2, False, (80, 70)), (3, False, (30, 80)), (1, True, (30, 20))],
)
def test_turning_is_clockwise_and_the_mirror_comes_after_it(turned, mirrored, where):
    view = View((100, 100), (100, 100), mirrored=mirrored, turns=turned)
    assert view.to_widget(0.2, 0.3) == pytest.approx(where)


def test_a_turned_picture_fits_by_its_other_side():
    view = View((1280, 720), (640, 640), turns=1)
    assert view.shown == pytest.approx((360, 640))
    assert view.origin == pytest.approx((140, 0))
