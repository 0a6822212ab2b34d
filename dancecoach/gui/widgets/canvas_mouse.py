"""What the mouse does on a canvas: it zooms, pans, goes through time, clicks, or is lent to a tool."""

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from dancecoach.gui.widgets.canvas_tool import CanvasTool, Hand
from dancecoach.gui.widgets.zoomable import ZoomableWidget

_NOTCH = 120
_ZOOM_STEP = 1.2
#: How far the hand goes for one frame while it jogs, logical pixels.
JOG_PIXELS = 6.0


class CanvasMouse(QObject):
    """Makes of a canvas's mouse events what the person means by them.

    Args:
        canvas: is zoomed and panned, and wears the cursor; owns this.

    Signals:
        wheel_steps: whole wheel notches turned without Ctrl; positive is away from the person.
        jogged: frames to go, from dragging sideways with Shift; positive is to the right.
        clicked: a left click that was not a drag, as a point in shares of the stored picture.
    """

    wheel_steps = Signal(int)
    jogged = Signal(int)
    clicked = Signal(QPointF)

    def __init__(self, canvas: ZoomableWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._tool: CanvasTool | None = None
        self._tool_holds = False
        self._press: QPointF | None = None
        self._dragging = self._jogging = False
        self._wheel = 0

    @property
    def tool(self) -> CanvasTool | None:
        """Who takes the left button over the picture; None for nobody."""
        return self._tool

    @tool.setter
    def tool(self, tool: CanvasTool | None) -> None:
        self._tool, self._tool_holds = tool, False
        self._canvas.setMouseTracking(tool is not None)
        self._canvas.unsetCursor()

    def turn_wheel(self, event: QWheelEvent) -> None:
        """Step frames; with Ctrl, zoom at the cursor."""
        delta = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._canvas.zoom_by(_ZOOM_STEP ** (delta / _NOTCH), event.position())
        else:
            # A touchpad sends fractions of a notch; a change of direction starts anew.
            self._wheel = delta if self._wheel * delta < 0 else self._wheel + delta
            steps = int(self._wheel / _NOTCH)
            self._wheel -= steps * _NOTCH
            if steps:
                self.wheel_steps.emit(steps)
        event.accept()

    def pinch(self, event: QNativeGestureEvent) -> None:
        """Zoom with two fingers on a touchpad."""
        self._canvas.zoom_by(max(0.1, 1.0 + event.value()), event.position())

    def press(self, event: QMouseEvent, *, pictured: bool) -> None:
        """Begin a click, a drag, or a jog; the tool, where there is one, is asked first.

        Args:
            event: of the canvas.
            pictured: whether it shows a picture.
        """
        if self._tool is not None and event.button() == Qt.MouseButton.LeftButton and pictured:
            self._tool_holds = self._tool.press(self._hand(event))
            if self._tool_holds:
                return
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._press, self._dragging = event.position(), False
            self._jogging = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if self._jogging:
                self._canvas.setCursor(Qt.CursorShape.SizeHorCursor)

    def move(self, event: QMouseEvent) -> None:
        """Pan once the mouse has left the spot; with Shift, go through the frames."""
        if self._tool is not None and self._tool_holds:
            self._tool.move(self._hand(event))
            return
        if self._tool is not None and self._press is None:
            self._canvas.setCursor(self._tool.hover(self._hand(event)))
        if self._press is None:
            return
        moved = event.position() - self._press
        if self._jogging:
            self._jog(moved.x())
            return
        if not self._dragging and moved.manhattanLength() < QApplication.startDragDistance():
            return
        self._dragging, self._press = True, event.position()
        self._canvas.pan_by(moved.x(), moved.y())

    def release(self, event: QMouseEvent, *, pictured: bool) -> None:
        """End a drag, or tell of a click in the picture; arguments as of `press`."""
        if self._tool is not None and self._tool_holds and event.button() == Qt.MouseButton.LeftButton:
            self._tool_holds = False
            self._tool.release(self._hand(event))
            return
        if self._jogging:
            self._jogging = False
            self._canvas.unsetCursor()
        press, self._press = self._press, None
        if press is None or self._dragging or event.button() != Qt.MouseButton.LeftButton or not pictured:
            return
        x, y = self._canvas.view.to_picture(press.x(), press.y())
        if 0 <= x <= 1 and 0 <= y <= 1:
            self.clicked.emit(QPointF(x, y))

    def double_click(self, event: QMouseEvent, *, pictured: bool) -> None:
        """Show the whole picture again, unless the tool has a use for it; arguments as of `press`."""
        if self._tool is not None and event.button() == Qt.MouseButton.LeftButton and pictured:
            self._tool_holds = self._tool.double(self._hand(event))
            if self._tool_holds:
                event.accept()
                return
        self._canvas.fit()
        event.accept()

    def _hand(self, event: QMouseEvent) -> Hand:
        at, modifiers = event.position(), event.modifiers()
        point = self._canvas.view.to_picture(at.x(), at.y())
        return Hand(point, at, bool(modifiers & Qt.KeyboardModifier.ShiftModifier))

    def _jog(self, moved: float) -> None:
        """Go as many frames as the hand went steps; what is left of a step counts for the next."""
        frames = int(moved / JOG_PIXELS)
        if frames and self._press is not None:
            self._dragging = True
            self._press += QPointF(frames * JOG_PIXELS, 0)
            self.jogged.emit(frames)
