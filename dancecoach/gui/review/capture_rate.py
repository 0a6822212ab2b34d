"""How fast the camera of a clip was: asked of the person, said where times are not those of the file."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from dancecoach.gui.context import AppContext
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.this_clip import for_this_clip

MOST_FPS = 20_000.0
"""No camera of a gym is faster, frames per second."""


class CaptureRate(QObject):
    """Asks for the frame rate that was filmed.

    Args:
        model: of the page.
        context: what the pages share.
        page: owner, also of the dialog.
    """

    def __init__(self, model: ReviewModel, context: AppContext, page: QWidget) -> None:
        super().__init__(page)
        self._model, self._context, self._page = model, context, page

    def ask(self) -> None:
        """Let the person type how many frames a second were filmed."""
        model = self._model
        dialog = QInputDialog(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Frame rate of the camera"))
        dialog.setLabelText(
            self.tr(
                "How many frames a second did the camera film? The file plays {:.4g} a second.\n"
                "Speed and times are then those of the real action; 0 leaves it to the file."
            ).format(model.file_fps)
        )
        dialog.setInputMode(QInputDialog.InputMode.DoubleInput)
        dialog.setDoubleRange(0.0, MOST_FPS)
        dialog.setDoubleDecimals(3)
        dialog.setDoubleValue(model.capture_fps or model.file_fps)
        dialog.doubleValueSelected.connect(self._typed)
        dialog.open()

    def _typed(self, fps: float) -> None:
        model, before = self._model, self._model.capture_fps
        model.set_capture_fps(fps or None)
        if model.capture_fps != before:
            self.say()
            self._context.commands.done_by_hand(
                self.tr("Frame rate of the camera"),
                for_this_clip(model, lambda: model.set_capture_fps(fps or None)),
                for_this_clip(model, lambda: model.set_capture_fps(before or model.file_fps)),
            )

    def say(self) -> None:
        """Say that times are not those of the file, where they are not."""
        model = self._model
        if model.slowed == 1.0 or model.capture_fps is None:
            return
        text = self.tr(
            "Filmed at {:.4g} frames per second, {:.4g} in the file: speed, times, flights and heights are those of "
            "the real action."
        )
        self._context.notifier.info(text.format(model.capture_fps, model.file_fps))
