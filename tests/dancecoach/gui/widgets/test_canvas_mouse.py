"""The canvas says what the mouse did: wheel, click, drag, jog, two fingers; a tool is asked first."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication

from dancecoach.gui.widgets.canvas_mouse import JOG_PIXELS


def move(widget, x, y, held=Qt.MouseButton.LeftButton):
    at, none = QPointF(x, y), Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, widget.mapToGlobal(at), none, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def wheel(widget, delta, modifiers=Qt.KeyboardModifier.NoModifier, at=(160, 120)):
    point = QPointF(*at)
    event = QWheelEvent(
        point, widget.mapToGlobal(point), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_wheel_steps_whole_notches_and_adds_up_a_touchpads(canvas):
    steps = []
    canvas.wheel_steps.connect(steps.append)
    for delta in (120, -240, 50, 50, 50, -10):
        wheel(canvas, delta)
    assert steps == [1, -2, 1]


def test_the_wheel_with_ctrl_zooms_at_the_cursor(canvas, picture):
    canvas.show_frame(picture())
    steps = []
    canvas.wheel_steps.connect(steps.append)
    before = canvas.view.to_picture(80, 60)
    wheel(canvas, 240, Qt.KeyboardModifier.ControlModifier, (80, 60))
    assert canvas.zoom == pytest.approx(1.44)
    assert canvas.view.to_picture(80, 60) == pytest.approx(before)
    assert steps == []


def test_a_click_is_told_in_shares_of_the_unmirrored_picture(canvas, qtbot, picture):
    canvas.show_frame(picture())
    canvas.mirrored = True
    with qtbot.waitSignal(canvas.clicked) as clicked:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(80, 60))
    assert clicked.args[0].x() == pytest.approx(0.75)
    assert clicked.args[0].y() == pytest.approx(0.25)


def test_a_drag_pans_and_is_no_click(canvas, qtbot, picture):
    canvas.show_frame(picture())
    canvas.zoom_by(4)
    clicks = []
    canvas.clicked.connect(clicks.append)
    before = canvas.view.centre
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(160, 120))
    for x in (150, 120, 100):
        move(canvas, x, 120)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 120))
    assert canvas.view.centre[0] > before[0]
    assert clicks == []


def test_dragging_with_shift_goes_through_the_frames_and_leaves_the_picture_where_it_is(canvas, qtbot, picture):
    canvas.show_frame(picture())
    went, clicks = [], []
    canvas.jogged.connect(went.append)
    canvas.clicked.connect(clicks.append)
    shift, left = Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.LeftButton
    qtbot.mousePress(canvas, left, shift, QPoint(100, 100))
    for x in (104, 112, 150, 130):
        qtbot.mouseMove(canvas, QPoint(x, 100))
    qtbot.mouseRelease(canvas, left, shift, QPoint(130, 100))
    assert sum(went) == pytest.approx(30 / JOG_PIXELS, abs=1)
    assert max(went) > 0 > min(went)
    assert (clicks, canvas.zoom) == ([], 1.0)


def test_two_fingers_zoom(canvas, picture):
    canvas.show_frame(picture())
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, QPointF(80, 60),
        QPointF(80, 60), QPointF(80, 60), 0.5, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)
    assert canvas.zoom == pytest.approx(1.5)
    assert canvas.view.to_widget(0.25, 0.25) == pytest.approx((80, 60))


class Pencil:
    """Takes a press where it is told to, and notes all that it hears."""

    def __init__(self, takes=True):
        self.takes, self.heard = takes, []

    def press(self, hand):
        self.heard.append(("press", hand.point, hand.shift))
        return self.takes

    def move(self, hand):
        self.heard.append(("move", hand.point))

    def release(self, hand):
        self.heard.append(("release", hand.point))

    def hover(self, hand):
        self.heard.append(("hover", hand.point))
        return Qt.CursorShape.CrossCursor

    def double(self, hand):
        self.heard.append(("double", hand.point))
        return self.takes


@pytest.fixture
def zoomed(canvas, picture):
    """A canvas that can be panned, with the clicks it told of."""
    canvas.show_frame(picture())
    canvas.zoom_by(2)
    canvas.clicks = []
    canvas.clicked.connect(canvas.clicks.append)
    return canvas


def drag(qtbot, widget, *, to, shift=False):
    left = Qt.MouseButton.LeftButton
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    qtbot.mousePress(widget, left, modifier, QPoint(160, 120))
    move(widget, *to)
    qtbot.mouseRelease(widget, left, modifier, QPoint(*to))


def test_a_tool_that_takes_the_press_gets_the_whole_drag_in_shares_of_the_picture(zoomed, qtbot):
    zoomed.tool = pencil = Pencil()
    before = zoomed.view
    drag(qtbot, zoomed, to=(240, 60), shift=True)
    middle, there = pytest.approx((0.5, 0.5)), pytest.approx((0.625, 0.375))
    assert pencil.heard == [("press", middle, True), ("move", there), ("release", there)]
    assert (zoomed.view, zoomed.clicks) == (before, [])


def test_a_press_that_the_tool_leaves_pans(zoomed, qtbot):
    zoomed.tool = pencil = Pencil(takes=False)
    before = zoomed.view.centre
    drag(qtbot, zoomed, to=(100, 120))
    assert [heard[0] for heard in pencil.heard] == ["press"]
    assert zoomed.view.centre[0] > before[0]


def test_a_tool_says_what_the_cursor_is_until_it_is_put_away(zoomed):
    zoomed.tool = Pencil()
    move(zoomed, 160, 120, held=Qt.MouseButton.NoButton)
    assert zoomed.cursor().shape() is Qt.CursorShape.CrossCursor
    zoomed.tool = None
    assert zoomed.cursor().shape() is Qt.CursorShape.ArrowCursor
    assert not zoomed.hasMouseTracking()


def test_without_a_picture_there_is_nothing_for_a_tool(canvas, qtbot):
    canvas.tool = pencil = Pencil()
    drag(qtbot, canvas, to=(100, 120))
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(160, 120))
    assert pencil.heard == []


@pytest.mark.parametrize(("takes", "zoom"), [(True, 2), (False, 1)])
def test_a_double_click_fits_the_picture_unless_the_tool_takes_it(zoomed, qtbot, takes, zoom):
    zoomed.tool = pencil = Pencil(takes)
    qtbot.mouseDClick(zoomed, Qt.MouseButton.LeftButton, pos=QPoint(160, 120))
    assert pencil.heard[-1] == ("double", pytest.approx((0.5, 0.5)))
    assert zoomed.zoom == zoom


def test_a_click_beside_the_picture_is_none(canvas, qtbot, picture):
    canvas.show_frame(picture(320, 100))
    clicks = []
    canvas.clicked.connect(clicks.append)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(160, 20))
    assert clicks == []
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(160, 120))
    assert len(clicks) == 1
