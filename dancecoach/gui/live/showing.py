"""Keeps what is seen of the live page as the camera, the model and the person's choices are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.camera.choosing import CameraChoice
from dancecoach.gui.camera.texts import Act, CameraTexts, Saying
from dancecoach.gui.live.model import LiveModel
from dancecoach.gui.live.readout import Readout
from dancecoach.gui.live.setup.model import SetupModel
from dancecoach.gui.live.setup.words import hint_text
from dancecoach.gui.live.texts import LiveTexts
from dancecoach.gui.live.view import LiveView
from dancecoach.pipeline.live.session import LiveState, LiveStatus

if TYPE_CHECKING:
    from dancecoach.gui.context import AppContext

#: `LivePage.name`: nothing of this is said on another page.
_PAGE = "live"


class Showing(QObject):
    """Follows the model; says in each state what it is, and does what the one button of that state says.

    Args:
        model: the camera and what is kept of it.
        view: shows it.
        cameras: which one it is.
        setup: watches where the camera stands.
        context: what the pages share.
        parent: owner.

    Signals:
        changed: something else can be done now.
    """

    changed = Signal()

    def __init__(
        self,
        model: LiveModel,
        view: LiveView,
        cameras: CameraChoice,
        setup: SetupModel,
        context: "AppContext",
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._view, self._cameras, self._setup = model, view, cameras, setup
        self._context = context
        self._texts, self._camera_texts = LiveTexts(self), CameraTexts(self)
        self._told: set[str] = set()
        cameras.looking.connect(self._looking)
        cameras.changed.connect(self._found)
        view.panel.act.connect(self._act)
        view.strip.act.connect(self._act)
        model.result.connect(view.stages.show_result)
        model.status_changed.connect(self._show_status)
        model.readout_changed.connect(self._show_readout)
        model.mirror.changed.connect(self._mirror_changed)
        setup.changed.connect(self._show_hint)

    def refresh(self) -> None:
        """Show how it stands, anew."""
        self._show_status(self._model.status)

    def _show_status(self, status: LiveStatus | None) -> None:
        view, pictures = self._view, self._model.has_pictures
        if status is None or status.state not in (LiveState.RUNNING, LiveState.ENDED):
            view.stages.forget()
            self._setup.forget()
        for notice in () if status is None else status.notices:
            if notice not in self._told:
                self._told.add(notice)
                self._context.notifier.warn(notice, page=_PAGE)
        instead = self._instead_of_picture(status)
        if instead is not None:
            view.panel.say(instead)
            view.stages.clear(instead.title)
        else:
            view.stages.say("" if status is None else self._camera_texts.over_picture(status))
        view.turn_to(view.canvas if instead is None else view.panel)
        view.strip.say(None if status is None else self._camera_texts.above_picture(status))
        view.bar.size_label.setText(self._camera_texts.size(status))
        view.keep.show_running(pictures)
        view.mirror_bar.setEnabled(status is not None)
        self.changed.emit()

    def _instead_of_picture(self, status: LiveStatus | None) -> Saying | None:
        if status is None:
            if self._cameras.found is None:
                return self._texts.looking()
            first = self._cameras.first
            return self._texts.empty(first[1] if first is not None else None)
        return self._camera_texts.instead_of_picture(status, self._view.bar.name_of(self._model.spec or ""))

    def _act(self, act: Act) -> None:
        if act is Act.RETRY:
            self._model.retry()
        elif act is Act.STOP:
            self._cameras.stop()
        elif act is Act.START:
            first = self._cameras.first
            if first is not None:
                self._cameras.start(first[0])
            else:
                self._cameras.choose_clip()

    def _looking(self) -> None:
        if not self._model.running:
            self._view.panel.say(self._texts.looking())

    def _found(self) -> None:
        if not self._model.running:
            self._show_status(None)

    def _show_readout(self, readout: Readout) -> None:
        view = self._view
        view.keep.show_readout(readout)
        had_past = bool(view.mirror_bar.kept.text())
        view.mirror_bar.show_kept(readout.kept)
        if readout.kept.seconds > 0 and not had_past:
            self.changed.emit()  # from now on there is something to look back at
        view.show_signs()

    def _show_hint(self) -> None:
        lite = self._context.settings.current.pose_model == "lite"
        self._view.hint_line.say(hint_text(self._setup.hint, lite=lite))

    def _mirror_changed(self) -> None:
        self._view.show_signs()
        self.changed.emit()
