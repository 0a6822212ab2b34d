"""The page where a person sees themselves: a camera, the skeleton of that very picture, recording."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dancecoach.gui.camera.choosing import CameraChoice, Choices, find_cameras
from dancecoach.gui.camera.running import CLOSE_WITHIN_S
from dancecoach.gui.clap.model import ClapModel
from dancecoach.gui.commands import Command
from dancecoach.gui.dancer.choice import DancerChoice
from dancecoach.gui.dancer.film import FilmDancer
from dancecoach.gui.live.attempts.acts import AttemptActs
from dancecoach.gui.live.commands import live_commands
from dancecoach.gui.live.floor.desk import FloorDesk
from dancecoach.gui.live.floor.timed_recording import TimedRecording
from dancecoach.gui.live.keeping import Keeping
from dancecoach.gui.live.model import LiveModel
from dancecoach.gui.live.person.pointer import PersonPointer
from dancecoach.gui.live.setup.model import SetupModel
from dancecoach.gui.live.showing import Showing
from dancecoach.gui.live.view import LiveView
from dancecoach.gui.page import Page
from dancecoach.library.whose import sweep
from dancecoach.settings import Settings

if TYPE_CHECKING:
    from dancecoach.gui.context import AppContext


def recover(folder: Path) -> list[Path]:
    """Finish the recordings that a crash left in a folder, and tidy up what said who is in films that are gone.

    Returns:
        Where the recordings lie.
    """
    from dancecoach.video.recorder import recover_recordings

    if not folder.is_dir():
        return []
    saved = recover_recordings(folder)
    sweep(folder)
    return saved


class LivePage(Page):
    """Chooses a camera, shows it with the skeleton, now or late, records it.

    The camera runs only while the page is on show.

    Attributes:
        model: the camera and what is kept of it.
        view: what is seen.
        cameras: which camera it is.
        setup: watches where the camera stands.
        showing: keeps the view as the model is.
        recording: the record button with its count-down and its end by itself.
        clap: listens for claps that do the same as the button.
        keeping: what is kept, and was saved last.
        attempts: what can be done with attempts.
        floor: the window for a second screen.
        pointer: chooses whom to follow.
        dancer: says who is dancing.
        film_dancer: puts right who is in a film.

    Args:
        context: what the pages share.
        parent: owner.
        cameras: finds the cameras of this machine.
    """

    name: ClassVar[str] = "live"
    icon_name: ClassVar[str] = "live"

    def __init__(
        self, context: "AppContext", parent: QWidget | None = None, *, cameras: Callable[[], Choices] = find_cameras
    ) -> None:
        super().__init__(context, parent)
        settings = context.settings
        self._engine = (settings.current.engine, settings.current.pose_model)
        self.model = LiveModel(context.open_camera, context.make_estimator, settings, self)
        self.view = LiveView(self.model)
        self.recording = TimedRecording(self.model, settings, parent=self)
        self.clap = ClapModel(settings, parent=self)
        self.keeping = Keeping(self.model, self.view, self.recording, self.clap, context, parent=self)
        self.attempts = AttemptActs(self.model, self.view.shelf, context)
        self.dancer = DancerChoice(context)
        self.view.keep.put_first(self.dancer)
        self.film_dancer = FilmDancer(context, self.dancer, lambda: self.attempts.film or self.keeping.last_saved, self)
        self.setup = SetupModel(settings, self)
        self.pointer = PersonPointer(self.view.canvas, context.commands, self._follow, self)
        self.cameras = CameraChoice(context, self.view.bar, self.model, cameras, self)
        self.showing = Showing(self.model, self.view, self.cameras, self.setup, context, parent=self)
        self.floor = FloorDesk(self.view.stages, context, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.view)
        self._connect()
        self._apply(settings.current)
        self.showing.refresh()

    @property
    def title(self) -> str:
        """The word on the rail."""
        return self.tr("Live")

    @property
    def document(self) -> str:
        """The camera on show."""
        status = self.model.status
        return status.camera.name if status is not None and status.camera is not None else ""

    # Coming and going

    def activate(self) -> None:
        """Look for cameras; go on with the one that ran when the page was left."""
        self.dancer.names.look()
        self.cameras.enter()

    def deactivate(self) -> None:
        """Nobody looks: let the camera go, and finish a recording."""
        self.recording.cancel()
        self.clap.attend(False)
        self.pointer.leave()
        self.cameras.leave()

    def close_page(self) -> None:
        """Let everything go."""
        self.recording.close()
        self.clap.close()
        self.floor.close()
        self.dancer.names.close()
        self.film_dancer.wait(CLOSE_WITHIN_S)
        self.model.close()

    # What a person can do

    def start_camera(self, spec: str) -> None:
        """Run a camera.

        Args:
            spec: "0" for the first webcam, "file:CLIP" for a clip played as if it were one.
        """
        self.cameras.start(spec)

    def stop_camera(self) -> None:
        """Let the camera go."""
        self.cameras.stop()

    def toggle_mirror(self) -> None:
        """See yourself as in a mirror, or as others do."""
        self.context.settings.change(mirror=not self.context.settings.current.mirror)

    def toggle_overlay(self) -> None:
        """Show or hide the skeleton."""
        self.context.settings.change(overlay=not self.context.settings.current.overlay)

    def has_pictures(self) -> bool:
        """Whether there is a picture to keep."""
        return self.model.has_pictures

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        return live_commands(self)

    def commands_ready(self) -> None:
        """Let the buttons say which key does the same."""
        commands = self.context.commands
        self.view.mirror_bar.make_buttons(commands)
        self.view.mirror_bar.show_save(self.context.settings.current.save_last_s)
        self._show_keys()
        commands.keys_changed.connect(self._show_keys)

    def libraries_loaded(self) -> None:
        """Finish the recordings that a crash left behind."""
        folder = self.context.settings.current.recordings_path
        self.context.jobs.start(
            self.tr("Looking for unfinished recordings"),
            lambda *_: recover(folder),
            returned=self._recovered,
            quiet=True,
        )

    # Following

    def _connect(self) -> None:
        model, view = self.model, self.view
        view.bar.pose_model_chosen.connect(lambda size: self.context.settings.change(pose_model=size))
        view.bar.mirror.clicked.connect(self.toggle_mirror)
        self.context.dancers.gone.connect(lambda _name: model.attempts.let_go_of_missing())
        self.context.dancers.gone.connect(lambda _name: self.keeping.let_go_of_missing())
        view.bar.overlay.clicked.connect(self.toggle_overlay)
        view.canvas.clicked.connect(lambda point: self._follow(point.x(), point.y()))
        view.canvas.painted.connect(model.painted)
        view.canvas.wheel_steps.connect(self._step)
        view.canvas.jogged.connect(self._step)
        view.shelf.chosen_changed.connect(self.refresh_commands)
        model.attempts.changed.connect(self._show_attempts)
        model.attempts.noticed.connect(self.context.notifier.warn)
        model.result.connect(self.setup.take)
        model.failed.connect(self.context.notifier.error)
        for part in (self.showing, self.keeping):
            part.changed.connect(self.refresh_commands)
        self.floor.opened.connect(self.showing.refresh)
        self.floor.closed.connect(self.refresh_commands)
        self.context.settings.changed.connect(self._apply)
        self.context.packs.changed.connect(model.renew_packs)

    def _show_attempts(self) -> None:
        self.view.shelf.follow(self.context.settings.current.recordings_path)
        self.refresh_commands()

    def _show_keys(self) -> None:
        self.view.show_keys(self.context.commands)

    def _step(self, pictures: int) -> None:
        if self.model.mirror.ready:
            self.model.mirror.step(pictures)

    def _follow(self, x: float, y: float) -> None:
        self.model.follow_at(x, y)

    def _apply(self, settings: Settings) -> None:
        self.view.apply(settings)
        if (settings.engine, settings.pose_model) != self._engine:
            self._engine = (settings.engine, settings.pose_model)
            self.model.renew_estimator()

    def _recovered(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self.context.notifier.info(self.tr("A recording that was cut off has been saved: {path}").format(path=path))
