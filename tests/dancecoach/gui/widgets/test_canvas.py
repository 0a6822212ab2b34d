"""The canvas paints the frame it was given, with its own skeleton, and says what the mouse did."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication

from dancecoach.gui.widgets.canvas import JOG_PIXELS, VideoCanvas
from dancecoach.palette import SIDES
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame


def picture(width=320, height=240, index=0, colour=(200, 30, 60)):
    image = np.zeros((height, width, 3), np.uint8)
    image[:, : width // 2] = colour
    return Frame(image, index / 30, index)


def body(visibility=0.9):
    landmarks = np.zeros((13, 3), np.float32)
    for i, name in enumerate(BODY_13.joints):
        landmarks[i, :2] = {"left": 0.75, "right": 0.25, "middle": 0.5}[BODY_13.side(name)], 0.05 + 0.07 * i
    return BodyPose(landmarks, np.full(13, visibility, np.float32), None, 0.9)


@pytest.fixture
def canvas(qtbot):
    widget = VideoCanvas()
    qtbot.addWidget(widget)
    widget.resize(320, 240)
    widget.show()
    return widget


def painted(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return pixels[:, : image.width(), :3].copy()  # blue, green, red


def close_to(pixels, colour, tolerance=12):
    wanted = QColor(colour)
    return (np.abs(pixels.astype(int) - (wanted.blue(), wanted.green(), wanted.red())) <= tolerance).all(axis=-1)


def test_the_pixels_are_the_frames_own(canvas):
    canvas.show_frame(picture())
    shown = painted(canvas)
    assert shown[120, 80].tolist() == [200, 30, 60]
    assert shown[120, 240].tolist() == [0, 0, 0]


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (321, 241), (17, 1000)])
def test_odd_sizes_are_painted_right(canvas, size):
    image = np.full((size[1], size[0], 3), (10, 200, 90), np.uint8)
    canvas.show_frame(Frame(image, 0.0, 0))
    shown = painted(canvas)
    (x, y), (w, h) = canvas.view.origin, canvas.view.shown
    assert w / h == pytest.approx(size[0] / size[1])
    inside = (shown == (10, 200, 90)).all(axis=-1)
    assert inside[round(y + 1) : round(y + h - 1), round(x + 1) : round(x + w - 1)].all()
    assert inside.sum() == pytest.approx(w * h, rel=0.2, abs=500)


def test_a_buffer_that_is_not_in_one_piece_is_no_crash(canvas):
    wide = np.zeros((240, 400, 3), np.uint8)
    wide[:, :320] = (10, 200, 90)
    canvas.show_frame(Frame(wide[:, :320], 0.0, 0))
    assert (painted(canvas) == (10, 200, 90)).all()


def test_a_large_frame_is_not_converted_but_painted_right(canvas):
    frame = picture(2560, 1440)
    canvas.show_frame(frame)
    assert painted(canvas)[120, 80].tolist() == [200, 30, 60]


def test_the_frame_is_kept_alive_but_not_written_to(canvas):
    frame = picture()
    frame.image.flags.writeable = False
    canvas.show_frame(frame)
    painted(canvas)
    assert canvas.frame is frame


def test_mirroring_swaps_the_sides_of_picture_and_skeleton(canvas):
    canvas.show_frame(picture(), [body()], BODY_13)
    plain = painted(canvas)
    canvas.mirrored = True
    assert np.abs(painted(canvas)[:, ::-1].astype(int) - plain).mean() < 2


def test_left_is_warm_and_right_is_cool(canvas):
    canvas.show_frame(picture(colour=(0, 0, 0)), [body()], BODY_13)
    shown = painted(canvas)
    assert close_to(shown[:, 200:], SIDES["left"]).sum() > 50
    assert close_to(shown[:, :120], SIDES["right"]).sum() > 50
    assert not close_to(shown[:, :120], SIDES["left"]).any()


def test_doubtful_joints_are_hollow_and_thinner(canvas):
    def amount(visibility):
        canvas.show_frame(picture(colour=(0, 0, 0)), [body(visibility)], BODY_13)
        shown = painted(canvas)
        x, y = round(0.75 * 320), round((0.05 + 0.07 * 1) * 240)  # the left shoulder, on the dark half
        return (shown.max(axis=-1) > 60).sum(), shown[y - 1 : y + 2, x - 1 : x + 2].max()

    sure, sure_centre = amount(0.9)
    doubtful, _ = amount(0.2)
    assert sure_centre > 150
    assert 0 < doubtful < 0.7 * sure


def test_the_overlay_can_be_hidden(canvas):
    canvas.show_frame(picture(), [body()], BODY_13)
    with_body = painted(canvas)
    canvas.overlay_visible = False
    without = painted(canvas)
    assert (with_body != without).any()
    canvas.overlay_visible = True
    assert (painted(canvas) == with_body).all()


def test_a_new_frame_never_wears_the_old_skeleton(canvas):
    canvas.show_frame(picture(index=0), [body()], BODY_13)
    canvas.set_frame(picture(index=1))
    assert canvas.poses == ()


def test_missing_joints_are_left_out(canvas):
    half = body()
    half.landmarks[5:] = np.nan
    canvas.show_frame(picture(), [half], BODY_13)
    painted(canvas)


def test_it_tells_which_frame_was_painted(canvas, qtbot):
    frame = picture()
    with qtbot.waitSignal(canvas.painted, check_params_cb=lambda shown: shown is frame):
        canvas.show_frame(frame)


def test_a_message_is_seen_and_read_out(canvas):
    before = painted(canvas)
    canvas.set_message("Nothing here yet")
    assert (painted(canvas) != before).any()
    assert canvas.accessibleDescription() == "Nothing here yet"


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


def test_the_wheel_with_ctrl_zooms_at_the_cursor(canvas):
    canvas.show_frame(picture())
    steps = []
    canvas.wheel_steps.connect(steps.append)
    before = canvas.view.to_picture(80, 60)
    wheel(canvas, 240, Qt.KeyboardModifier.ControlModifier, (80, 60))
    assert canvas.zoom == pytest.approx(1.44)
    assert canvas.view.to_picture(80, 60) == pytest.approx(before)
    assert steps == []


def test_a_click_is_told_in_shares_of_the_unmirrored_picture(canvas, qtbot):
    canvas.show_frame(picture())
    canvas.mirrored = True
    with qtbot.waitSignal(canvas.clicked) as clicked:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(80, 60))
    assert clicked.args[0].x() == pytest.approx(0.75)
    assert clicked.args[0].y() == pytest.approx(0.25)


def test_a_drag_pans_and_is_no_click(canvas, qtbot):
    canvas.show_frame(picture())
    canvas.zoom_by(4)
    clicks = []
    canvas.clicked.connect(clicks.append)
    before = canvas.view.centre
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(160, 120))
    for x in (150, 120, 100):
        _drag(canvas, QPointF(x, 120))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 120))
    assert canvas.view.centre[0] > before[0]
    assert clicks == []


def _drag(widget, point):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    left = Qt.MouseButton.LeftButton
    QApplication.sendEvent(
        widget,
        QMouseEvent(
            QEvent.Type.MouseMove, point, widget.mapToGlobal(point), left, left, Qt.KeyboardModifier.NoModifier
        ),
    )


def test_another_picture_size_starts_fitted_and_stays_mirrored(canvas):
    canvas.mirrored = True
    canvas.show_frame(picture())
    canvas.zoom_by(3)
    canvas.show_frame(picture(640, 360))
    assert canvas.zoom == 1
    assert canvas.mirrored


def test_a_preview_is_marked_until_the_exact_frame_is_there(canvas):
    black = np.zeros((240, 320, 3), np.uint8)
    canvas.show_frame(Frame(black, 0.0, 0, preview=True))
    corner = np.s_[10:30, 266:310]
    assert painted(canvas)[corner].max() > 200
    canvas.show_frame(Frame(black, 0.0, 0))
    assert painted(canvas).max() == 0


# Turning, jogging, two fingers


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_turning_turns_picture_and_skeleton_alike(canvas, turns, mirrored):
    canvas.resize(240, 240)
    canvas.show_frame(picture(240, 240), [body()], BODY_13)
    plain = painted(canvas)
    canvas.turns, canvas.mirrored = turns, mirrored
    wanted = np.rot90(plain, -turns)
    wanted = wanted[:, ::-1] if mirrored else wanted
    assert np.abs(painted(canvas).astype(int) - wanted).mean() < 2


def test_a_turned_picture_stays_turned_when_the_size_changes(canvas):
    canvas.turns = 5
    canvas.show_frame(picture(64, 48))
    assert canvas.turns == 1
    assert canvas.view.shown == pytest.approx((180, 240))


def test_dragging_with_shift_goes_through_the_frames_and_leaves_the_picture_where_it_is(canvas, qtbot):
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


def test_two_fingers_zoom(canvas):
    canvas.show_frame(picture())
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, QPointF(80, 60),
        QPointF(80, 60), QPointF(80, 60), 0.5, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)
    assert canvas.zoom == pytest.approx(1.5)
    assert canvas.view.to_widget(0.25, 0.25) == pytest.approx((80, 60))
