"""The live picture with all that is said on it: in the window, and again on the screen for the floor."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dancecoach.gui.live.stage.board import LiveBoard
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.gui.widgets.sign import Sign
from dancecoach.pipeline.live.session import LiveResult
from dancecoach.settings import Settings

#: The red of a recording, the one signal everybody knows.
RED = "#FF5C5C"


class Stage:
    """A canvas, the board over it, and three signs: how late it is, that it is recorded, and a count-down.

    Pictures are shared between stages, not copied: a second one costs a paint.

    Args:
        parent: owner of the canvas.

    Attributes:
        canvas: picture and skeleton.
        board: phase and style.
        late: in the lower left corner: that this is not now.
        recording: in the lower right corner.
        count: in the middle.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.canvas = VideoCanvas(parent)
        self.board = LiveBoard(self.canvas)
        self.late = Sign(self.canvas, Qt.Corner.BottomLeftCorner, inverse=True)
        self.recording = Sign(self.canvas, Qt.Corner.BottomRightCorner, share=0.07, least=30, most=64, mark=RED)
        self.count = Sign(self.canvas, None, share=0.5, least=120, most=480)

    def show_result(self, result: LiveResult) -> None:
        """Show a picture, its people, and what is recognised in it."""
        self.canvas.show_frame(result.frame, result.poses, result.skeleton)
        late = result.late
        if late is not None and late.jumped:
            self.board.forget()
            for kept in late.trail:
                note = kept.note
                if note is not None:
                    self.board.push(kept.time_s, note.phase, note.style, seen=bool(note.poses))
        self.board.push(result.frame.time_s, result.phase, result.style, seen=bool(result.poses))

    def clear(self, message: str = "") -> None:
        """Show no picture, and say why."""
        self.canvas.set_frame(None)
        self.canvas.set_message(message)
        self.board.forget()
        for sign in (self.late, self.recording, self.count):
            sign.say("")

    def apply(self, settings: Settings) -> None:
        """Show it as the person chose."""
        self.canvas.mirrored, self.canvas.overlay_visible = settings.mirror, settings.overlay
        self.board.be_about(settings.activity)
