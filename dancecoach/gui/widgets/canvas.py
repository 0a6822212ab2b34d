"""The picture, the hero of every page: one frame with its own skeleton, zoomable, turned and mirrored on wish.

A `QWidget` that paints the frame's own buffer: measured, that is two to four times faster than a pixmap label, a
graphics view or an image plot. Where the picture lies is said in `zoomable`, how it is painted in `canvas_paint` and
`canvas_words`, what the mouse does on it in `canvas_mouse`.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from dancecoach.gui.widgets.canvas_mouse import CanvasMouse
from dancecoach.gui.widgets.canvas_paint import FrameImage, paint_layers, paint_people, paint_ring, seen_of
from dancecoach.gui.widgets.canvas_tool import CanvasLayer, CanvasTool
from dancecoach.gui.widgets.canvas_words import paint_dots, paint_message, paint_tag
from dancecoach.gui.widgets.zoomable import ZoomableWidget
from dancecoach.palette import SIDES, Side
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import Frame

#: Around the picture, in the light theme too: video is judged on dark.
BACKGROUND = QColor("#0E0F12")


class VideoCanvas(ZoomableWidget):
    """Shows one frame and the people in it.

    Attributes:
        sides: the colour of each side of the people.

    Signals:
        wheel_steps: whole wheel notches turned without Ctrl; positive is away from the person (towards later frames).
        jogged: frames to go, from dragging sideways with Shift; positive is to the right.
        clicked: a left click that was not a drag, as a point in shares of the picture (of the picture as it is
            stored, not mirrored nor turned).
        painted: the `Frame` that has just reached the screen's buffer, or None.
    """

    wheel_steps = Signal(int)
    jogged = Signal(int)
    clicked = Signal(QPointF)
    painted = Signal(object)
    sides: Mapping[Side, str] = SIDES

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._poses: tuple[BodyPose, ...] = ()
        self._skeleton: Skeleton | None = None
        self._image: FrameImage | None = None
        self._overlay = True
        self._message = ""
        self._tag = ("", "")
        self._layers: list[CanvasLayer] = []
        self._unpainted = self._ringed = False
        self._mouse = CanvasMouse(self)
        self._mouse.wheel_steps.connect(self.wheel_steps)
        self._mouse.jogged.connect(self.jogged)
        self._mouse.clicked.connect(self.clicked)
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

    def show_frame(self, frame: Frame | None, poses: Sequence[BodyPose] = (), skeleton: Skeleton | None = None) -> None:
        """Show a frame together with the people found in that very frame.

        Args:
            frame: the picture; its buffer is shared, not copied. None clears the canvas.
            poses: people in it; needs ``skeleton`` when there are any.
            skeleton: the joints of ``poses``.
        """
        if frame is not self._frame:
            self._frame, self._image = frame, None
            if frame is not None:
                self._be_of_size(frame.size)
        self._poses, self._skeleton = tuple(poses), skeleton
        self._unpainted = True
        self.update()

    def set_frame(self, frame: Frame | None) -> None:
        """Show a frame without a skeleton: a skeleton never outlives the frame it was found in."""
        self.show_frame(frame)

    @property
    def overlay_visible(self) -> bool:
        """Whether the skeleton is drawn."""
        return self._overlay

    @overlay_visible.setter
    def overlay_visible(self, value: bool) -> None:
        self._overlay = bool(value)
        self.update()

    # What is said on it

    @property
    def message(self) -> str:
        """The text in the middle, "" for none."""
        return self._message

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
        return self._mouse.tool

    @tool.setter
    def tool(self, tool: CanvasTool | None) -> None:
        if tool is not self._mouse.tool:
            self._mouse.tool = tool
            self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint all of it, and tell that it was."""
        painter = QPainter(self)
        self._paint(painter, event.rect())
        painter.end()
        self._unpainted = False
        self.painted.emit(self._frame)

    def _paint(self, painter: QPainter, part: QRect) -> None:
        """Paint picture, skeleton and message, on dark."""
        painter.fillRect(part, BACKGROUND)
        if self._frame is not None:
            self._paint_picture(painter, self._frame)
            self._paint_people(painter)
            paint_layers(painter, self._view, self._layers, self._frame)
            if self.tag:
                paint_tag(painter, seen_of(self._view, self.rect()), self.font(), *self._tag)
            if self._frame.preview:
                paint_dots(painter, seen_of(self._view, self.rect()))
        if self._message:
            paint_message(painter, self.rect(), self.font(), self._message, plate=self._frame is not None)
        if self._ringed:
            paint_ring(painter, self.rect())

    def _paint_picture(self, painter: QPainter, frame: Frame) -> None:
        if self._image is None:
            self._image = FrameImage(frame)
        self._image.paint(painter, self._view, self.devicePixelRatioF())

    def _paint_people(self, painter: QPainter) -> None:
        if self._overlay and self._skeleton is not None and self._poses:
            paint_people(painter, self._view, self._poses, self._skeleton, self.sides)

    # Keys, mouse, wheel

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

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Step frames; with Ctrl, zoom at the cursor."""
        self._mouse.turn_wheel(event)

    def event(self, event: QEvent) -> bool:
        """Zoom with two fingers on a touchpad."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self._mouse.pinch(event)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin a click, a drag, or a jog; the tool, where there is one, is asked first."""
        self._mouse.press(event, pictured=self._frame is not None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pan once the mouse has left the spot; with Shift, go through the frames."""
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End a drag, or tell of a click in the picture."""
        self._mouse.release(event, pictured=self._frame is not None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show the whole picture again, unless the tool has a use for it."""
        self._mouse.double_click(event, pictured=self._frame is not None)
