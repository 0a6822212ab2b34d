"""The picture, the hero of every page: one frame with its own skeleton, zoomable, turned and mirrored on wish.

A `QWidget` that paints the frame's own buffer: measured, that is two to four times faster than a pixmap label, a
graphics view or an image plot. The buffer is wrapped, and turned into the screen's own pixel format once per frame
(0.25 ms for 720p) where that is cheaper than letting every repaint do it.
"""

from collections.abc import Sequence

import attrs
import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.canvas_tool import CanvasLayer, CanvasTool, Hand
from dancecoach.gui.widgets.canvas_words import paint_dots, paint_message, paint_tag
from dancecoach.gui.widgets.skeleton_painter import line_width, paint_skeleton
from dancecoach.gui.widgets.view import View
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import Frame, Image

#: Around the picture, in the light theme too: video is judged on dark.
BACKGROUND = QColor("#0E0F12")
#: Above this many pixels it is cheaper to convert only what lands on the screen.
_CONVERT_LIMIT = 3_000_000
_NOTCH = 120
_ZOOM_STEP = 1.2
#: How far the hand goes for one frame while it jogs, logical pixels.
JOG_PIXELS = 6.0


class VideoCanvas(QWidget):
    """Shows one frame and the people in it.

    Signals:
        wheel_steps: whole wheel notches turned without Ctrl; positive is away from the person (towards later frames).
        jogged: frames to go, from dragging sideways with Shift; positive is to the right.
        clicked: a left click that was not a drag, as a point in shares of the picture (of the picture as it is
            stored, not mirrored nor turned).
        painted: the `Frame` that has just reached the screen's buffer, or None.
        view_changed: zoom, pan, fit, mirror or turn changed.
    """

    wheel_steps = Signal(int)
    jogged = Signal(int)
    clicked = Signal(QPointF)
    painted = Signal(object)
    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._poses: tuple[BodyPose, ...] = ()
        self._skeleton: Skeleton | None = None
        self._image: QImage | None = None
        self._pixels: Image | None = None
        self._view = View((16.0, 9.0), (1.0, 1.0))
        self._overlay = True
        self._message = ""
        self._tag = ("", "")
        self._wheel = 0
        self._layers: list[CanvasLayer] = []
        self._tool: CanvasTool | None = None
        self._tool_holds = False
        self._press: QPointF | None = None
        self._dragging = self._jogging = self._unpainted = self._ringed = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 160)
        self.setAccessibleName(self.tr("Picture"))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for a small 16:9 picture."""
        return QSize(960, 540)

    # What is shown

    @property
    def frame(self) -> Frame | None:
        """The frame on show."""
        return self._frame

    @property
    def unpainted(self) -> bool:
        """Whether what is to be shown has not reached the screen's buffer yet."""
        return self._unpainted

    @property
    def poses(self) -> tuple[BodyPose, ...]:
        """The people drawn over it."""
        return self._poses

    @property
    def message(self) -> str:
        """The text in the middle, "" for none."""
        return self._message

    def show_frame(self, frame: Frame | None, poses: Sequence[BodyPose] = (), skeleton: Skeleton | None = None) -> None:
        """Show a frame together with the people found in that very frame.

        Args:
            frame: the picture; its buffer is shared, not copied. None clears the canvas.
            poses: people in it; needs ``skeleton`` when there are any.
            skeleton: the joints of ``poses``.
        """
        if frame is not self._frame:
            self._frame, self._image = frame, None
            if frame is not None and frame.size != self._view.picture:
                self._view = View(frame.size, self._view.widget, mirrored=self._view.mirrored, turns=self._view.turns)
        self._poses, self._skeleton = tuple(poses), skeleton
        self._unpainted = True
        self.update()

    def set_frame(self, frame: Frame | None) -> None:
        """Show a frame without a skeleton: a skeleton never outlives the frame it was found in."""
        self.show_frame(frame)

    def set_message(self, text: str) -> None:
        """Say something in the middle of the picture: nothing here yet, busy, failed; "" takes it away."""
        if text != self._message:
            self._message = text
            self.setAccessibleDescription(text)
            self.update()

    @property
    def tag(self) -> str:
        """The word in the picture's corner, "" for none."""
        return self._tag[0]

    def set_tag(self, text: str, colour: str = "") -> None:
        """Put a word with a dot of a colour (``#RRGGBB``) into the picture's corner; "" takes it away."""
        if (text, colour) != self._tag:
            self._tag = (text, colour)
            self.update()

    # What others put over it

    def add_layer(self, layer: CanvasLayer) -> None:
        """Let somebody paint over picture and people, above the layers there are."""
        self._layers.append(layer)
        self.update()

    @property
    def tool(self) -> CanvasTool | None:
        """Who takes the left button over the picture; None for nobody: it pans, and with Shift goes through time."""
        return self._tool

    @tool.setter
    def tool(self, tool: CanvasTool | None) -> None:
        if tool is not self._tool:
            self._tool, self._tool_holds = tool, False
            self.setMouseTracking(tool is not None)
            self.unsetCursor()
            self.update()

    def _hand(self, event: QMouseEvent) -> Hand:
        at, modifiers = event.position(), event.modifiers()
        return Hand(
            self._view.to_picture(at.x(), at.y()),
            at,
            bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        )

    # How it is shown

    @property
    def overlay_visible(self) -> bool:
        """Whether the skeleton is drawn."""
        return self._overlay

    @overlay_visible.setter
    def overlay_visible(self, value: bool) -> None:
        self._overlay = bool(value)
        self.update()

    @property
    def mirrored(self) -> bool:
        """Whether left and right are swapped, as in a mirror."""
        return self._view.mirrored

    @mirrored.setter
    def mirrored(self, value: bool) -> None:
        self._set_view(attrs.evolve(self._view, mirrored=bool(value)))

    @property
    def turns(self) -> int:
        """Quarter turns clockwise, 0 to 3."""
        return self._view.turns

    @turns.setter
    def turns(self, value: int) -> None:
        self._set_view(attrs.evolve(self._view, turns=value % 4).settled())

    @property
    def zoom(self) -> float:
        """1 shows the whole picture."""
        return self._view.zoom

    @property
    def view(self) -> View:
        """Where the picture lies in the widget."""
        return self._view

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom around a widget point (the middle by default); below 1 zooms out."""
        at = at or QPointF(self.width() / 2, self.height() / 2)
        self._set_view(self._view.zoomed(factor, (at.x(), at.y())))

    def pan_by(self, dx: float, dy: float) -> None:
        """Drag the picture by logical pixels."""
        self._set_view(self._view.panned(dx, dy))

    def fit(self) -> None:
        """Show the whole picture."""
        self._set_view(attrs.evolve(self._view, zoom=1.0, centre=(0.5, 0.5)))

    def _set_view(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self.update()
            self.view_changed.emit()

    # Painting

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Who came here with Tab sees that they did."""
        self._ringed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Forget that."""
        self._ringed = False
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint picture, skeleton and message."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), BACKGROUND)
        if self._frame is not None:
            self._paint_picture(painter, self._frame)
            if self._overlay and self._skeleton is not None and self._poses:
                self._paint_people(painter, self._skeleton)
            if self._layers:
                self._paint_layers(painter, self._frame)
            if self.tag:
                paint_tag(painter, self._seen, self.font(), *self._tag)
            if self._frame.preview:
                paint_dots(painter, self._seen)
        if self._message:
            paint_message(painter, self.rect(), self.font(), self._message, plate=self._frame is not None)
        if self._ringed:
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
        self._unpainted = False
        self.painted.emit(self._frame)

    @property
    def _seen(self) -> QRectF:
        """What is seen of the picture, logical pixels."""
        return QRectF(*self._view.origin, *self._view.shown) & QRectF(self.rect())

    def _paint_picture(self, painter: QPainter, frame: Frame) -> None:
        if self._image is None:
            self._image, self._pixels = _screen_image(frame)
        (x, y), (w, h) = self._view.origin, self._view.shown
        pixels = (w * self.devicePixelRatioF(), h * self.devicePixelRatioF())
        turned = self._view.turned
        exact = abs(pixels[0] - turned[0]) < 0.5 and abs(pixels[1] - turned[1]) < 0.5
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
        painter.save()
        if self._view.mirrored:
            painter.setTransform(QTransform(-1, 0, 0, 1, 2 * x + w, 0), combine=True)
        if self._view.turns:
            painter.translate(x + w / 2, y + h / 2)
            painter.rotate(90.0 * self._view.turns)
            w, h = (h, w) if self._view.turns % 2 else (w, h)
            x, y = -w / 2, -h / 2
        painter.drawImage(QRectF(x, y, w, h), self._image)
        painter.restore()

    def _paint_people(self, painter: QPainter, skeleton: Skeleton) -> None:
        (x, y), (w, h) = self._view.origin, self._view.shown
        painter.save()
        painter.setClipRect(QRectF(x, y, w, h))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        to_widget = self._view.mapping()
        for pose in self._poses:
            paint_skeleton(painter, pose, skeleton, to_widget, line_width(min(w, h)))
        painter.restore()

    def _paint_layers(self, painter: QPainter, frame: Frame) -> None:
        (x, y), (w, h) = self._view.origin, self._view.shown
        for layer in self._layers:
            painter.save()
            painter.setClipRect(QRectF(x, y, w, h))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            layer.paint(painter, self._view, frame)
            painter.restore()

    # Mouse, wheel, size

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the picture fitted."""
        self._view = attrs.evolve(self._view, widget=(max(1, self.width()), max(1, self.height()))).settled()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Step frames; with Ctrl, zoom at the cursor."""
        delta = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_ZOOM_STEP ** (delta / _NOTCH), event.position())
        else:
            # A touchpad sends fractions of a notch; a change of direction starts anew.
            self._wheel = delta if self._wheel * delta < 0 else self._wheel + delta
            steps = int(self._wheel / _NOTCH)
            self._wheel -= steps * _NOTCH
            if steps:
                self.wheel_steps.emit(steps)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom with two fingers on a touchpad."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(max(0.1, 1.0 + event.value()), event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin a click, a drag, or a jog; the tool, where there is one, is asked first."""
        if self._tool is not None and event.button() == Qt.MouseButton.LeftButton and self._frame is not None:
            self._tool_holds = self._tool.press(self._hand(event))
            if self._tool_holds:
                return
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._press, self._dragging = event.position(), False
            self._jogging = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if self._jogging:
                self.setCursor(Qt.CursorShape.SizeHorCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pan once the mouse has left the spot; with Shift, go through the frames."""
        if self._tool is not None and self._tool_holds:
            self._tool.move(self._hand(event))
            return
        if self._tool is not None and self._press is None:
            self.setCursor(self._tool.hover(self._hand(event)))
        if self._press is None:
            return
        moved = event.position() - self._press
        if self._jogging:
            self._jog(moved.x())
            return
        if not self._dragging and moved.manhattanLength() < QApplication.startDragDistance():
            return
        self._dragging, self._press = True, event.position()
        self.pan_by(moved.x(), moved.y())

    def _jog(self, moved: float) -> None:
        """Go as many frames as the hand went steps; what is left of a step counts for the next."""
        frames = int(moved / JOG_PIXELS)
        if frames and self._press is not None:
            self._dragging = True
            self._press += QPointF(frames * JOG_PIXELS, 0)
            self.jogged.emit(frames)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End a drag, or tell of a click in the picture."""
        if self._tool is not None and self._tool_holds and event.button() == Qt.MouseButton.LeftButton:
            self._tool_holds = False
            self._tool.release(self._hand(event))
            return
        if self._jogging:
            self._jogging = False
            self.unsetCursor()
        press, self._press = self._press, None
        if press is None or self._dragging or event.button() != Qt.MouseButton.LeftButton or self._frame is None:
            return
        x, y = self._view.to_picture(press.x(), press.y())
        if 0 <= x <= 1 and 0 <= y <= 1:
            self.clicked.emit(QPointF(x, y))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show the whole picture again, unless the tool has a use for it."""
        if self._tool is not None and event.button() == Qt.MouseButton.LeftButton and self._frame is not None:
            self._tool_holds = self._tool.double(self._hand(event))
            if self._tool_holds:
                event.accept()
                return
        self.fit()
        event.accept()


def _screen_image(frame: Frame) -> tuple[QImage, Image]:
    """The frame as an image that paints fast, and the buffer that must outlive it."""
    pixels = np.ascontiguousarray(frame.image)  # no copy where the frame keeps its promise
    height, width = pixels.shape[:2]
    shared = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_BGR888)
    if width * height > _CONVERT_LIMIT:
        return shared, pixels
    return shared.convertToFormat(QImage.Format.Format_RGB32), pixels
