"""What is said about the learner's camera, on the picture and above it."""

from PySide6.QtCore import QObject

from dancecoach.gui.camera.bar import CameraBar
from dancecoach.gui.camera.choosing import CameraChoice
from dancecoach.gui.camera.texts import CameraTexts
from dancecoach.gui.notifier import Notifier
from dancecoach.pipeline.live.session import LiveStatus

#: `PracticePage.name`: nothing of this is said on another page.
_PAGE = "practice"


class AboutCamera(QObject):
    """Finds the words; those of every camera, where a camera has them.

    Args:
        cameras: which there are.
        bar: knows their names.
        notifier: shows what is worth a warning.
        parent: owner.
    """

    def __init__(
        self, cameras: CameraChoice, bar: CameraBar, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._cameras, self._bar, self._notifier = cameras, bar, notifier
        self._texts = CameraTexts(self)
        self._told: set[str] = set()

    def warn(self, status: LiveStatus | None) -> None:
        """Show each notice of the camera, once."""
        for notice in () if status is None else status.notices:
            if notice not in self._told:
                self._told.add(notice)
                self._notifier.warn(notice, page=_PAGE)

    def on_picture(self, status: LiveStatus | None, spec: str | None) -> str:
        """What stands on the learner's picture; "" for nothing."""
        if status is None:
            return self.tr("No camera chosen") if self._cameras.found else self.tr("No camera was found")
        name = self._bar.name_of(spec or "")
        saying = self._texts.instead_of_picture(status, name) or self._texts.above_picture(status)
        if saying is None:
            return self._texts.over_picture(status)
        return "\n".join(filter(None, (saying.title, saying.text)))
