"""What stands on the picture of the clip: the frame, the people found in it, and the name of its phase."""

from PySide6.QtCore import QObject

from dancecoach.gui.phase_look import phase_label
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.palette import PHASES
from dancecoach.video.frame import Frame


class Showing(QObject):
    """Puts frames onto a canvas, each with what was found in it; what is found later is put there too.

    Args:
        model: of the clip.
        canvas: shows the picture.
        parent: owner.
    """

    def __init__(self, model: ReviewModel, canvas: VideoCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._canvas = model, canvas
        model.findings_changed.connect(self._show_findings)
        model.corrected_changed.connect(self._show_findings)

    def show(self, frame: Frame) -> None:
        """Show a frame; what was said in its place goes."""
        self._canvas.set_message("")
        self._put(frame)

    def _put(self, frame: Frame) -> None:
        model, canvas = self._model, self._canvas
        skeleton = model.findings.analysis.track.skeleton if model.findings else None
        canvas.show_frame(frame, model.poses_at(frame.index), skeleton)
        phase = model.segment_at(frame.index)
        if phase is None:
            canvas.set_tag("")
            return
        words = phase_label(phase.phase, phase.confidence)
        if model.corrected is not None:
            words = self.tr("{} · corrected").format(words)
        canvas.set_tag(words, PHASES[phase.phase])

    def _show_findings(self) -> None:
        if self._canvas.frame is not None:
            self._put(self._canvas.frame)
