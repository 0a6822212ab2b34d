"""The page where a person dances to a reference and learns what to change."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from dancecoach.gui.analysing import Analyse, analyse_clip
from dancecoach.gui.camera.choosing import CameraChoice, Choices, find_cameras
from dancecoach.gui.clap.model import ClapModel
from dancecoach.gui.commands import Command
from dancecoach.gui.countdown.beep import Beeper
from dancecoach.gui.dancer.choice import DancerChoice
from dancecoach.gui.page import Page
from dancecoach.gui.practice.acts import PracticeActs
from dancecoach.gui.practice.after.commands import after_commands
from dancecoach.gui.practice.after.desk import AfterDesk
from dancecoach.gui.practice.choice import LESSON, ChoicePanel
from dancecoach.gui.practice.commands import practice_commands
from dancecoach.gui.practice.counts.commands import counts_commands
from dancecoach.gui.practice.counts.desk import CountsDesk
from dancecoach.gui.practice.counts.model import CountsModel
from dancecoach.gui.practice.hands.commands import hands_commands
from dancecoach.gui.practice.hands.free import HandsFree
from dancecoach.gui.practice.hands.signs import HandsSigns
from dancecoach.gui.practice.hands.start import TimedStart
from dancecoach.gui.practice.lesson.commands import lesson_commands
from dancecoach.gui.practice.lesson.desk import LessonDesk
from dancecoach.gui.practice.remembered import RememberedPlan
from dancecoach.gui.practice.stage.about_camera import AboutCamera
from dancecoach.gui.practice.stage.showing import Showing
from dancecoach.gui.practice.stage.stage import Stage
from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.gui.sound_device import open_loudspeaker
from dancecoach.gui.widgets.dropping import dropped_files, take_files
from dancecoach.library.counts.store import CountsStore
from dancecoach.settings import Settings
from dancecoach.video.sound_output import OpenDevice

if TYPE_CHECKING:
    from dancecoach.gui.context import AppContext


class PracticePage(Page):
    """Reference and learner side by side.

    The camera runs only while the page is on show.

    Args:
        context: what the pages share.
        parent: owner.
        analyse: looks at a whole clip.
        open_device: finds the loudspeaker.
        cameras: finds the cameras of this machine.

    Attributes:
        model: what the page is about.
        choice: what is seen before there is a reference.
        stage: what is seen from then on.
        dancer: says who is dancing.
        cameras: which camera sees the learner.
        showing: keeps the stage as the model is.
        acts: what the commands do.
        counts: where the counts of the reference are corrected.
        hands: begins and ends it, after a while or by claps.
        signs: show that.
        lesson: shows what an instructor says of the reference.
        remembered: keeps how it is practised.
        after: what can be done with takes once they are danced.
    """

    name: ClassVar[str] = "practice"
    icon_name: ClassVar[str] = "practice"

    def __init__(
        self,
        context: "AppContext",
        parent: QWidget | None = None,
        *,
        analyse: Analyse = analyse_clip,
        open_device: OpenDevice = open_loudspeaker,
        cameras: Callable[[], Choices] = find_cameras,
    ) -> None:
        super().__init__(context, parent)
        self.model = PracticeModel(context, analyse, open_device, parent=self)
        self.choice, self.stage = ChoicePanel(), Stage()
        bar = self.stage.top.cameras
        self.dancer = DancerChoice(context)
        self.stage.top.put_before_cameras(self.dancer)
        self.cameras = CameraChoice(context, bar, self.model.camera, cameras, self)
        about_camera = AboutCamera(self.cameras, bar, context.notifier, self)
        self.showing = Showing(self.model, self.stage, about_camera, self)
        store = CountsStore(context.store.root.parent / "counts")
        counts = CountsModel(self.model, store, open_device, self)
        self.counts = CountsDesk(counts, self.model, self.stage, context.commands, self)
        start = TimedStart(self.model, context.settings, Beeper(open_device, parent=self), self)
        self.hands = HandsFree(ClapModel(context.settings, parent=self), start, self.model, counts, self)
        self.acts = PracticeActs(self.model, self.stage, start, context)
        self.signs = HandsSigns(self.hands, self.stage, context.settings, context.notifier, self)
        self.lesson = LessonDesk(self.model, self.stage, context.settings, self.refresh_commands, self)
        self.remembered = RememberedPlan(self.model, context.settings, self)
        self.after = AfterDesk(self.model, context, self.stage, self.acts.chosen_take, analyse)
        self.after.changed.connect(self.refresh_commands)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.choice)
        self.stack.addWidget(self.stage)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.setAcceptDrops(True)
        self._said: tuple[object, ...] = ()
        self._connect()
        self._apply(context.settings.current)

    @property
    def title(self) -> str:
        """The word on the rail."""
        return self.tr("Practice")

    @property
    def document(self) -> str:
        """The reference."""
        return self.model.path.name if self.model.ready and self.model.path is not None else ""

    # Coming and going

    def activate(self) -> None:
        """Look for cameras; go on with the one that ran when the page was left."""
        self.choice.refresh(self.context.settings.current.recent_files)
        self.dancer.names.look()
        self.cameras.enter()
        self.hands.enter()

    def deactivate(self) -> None:
        """Nobody looks: keep what is being danced, and let the camera go."""
        self.hands.leave()
        self.model.run.finish()
        self.counts.model.stop()
        self.cameras.leave()

    def close_page(self) -> None:
        """Let everything go."""
        self.hands.close()
        self.dancer.names.close()
        self.stage.close_films()
        self.counts.model.close()
        self.model.close()

    # What a person can do

    def open(self, path: Path) -> None:
        """Take a clip as the reference; a lesson comes into the library first."""
        if path.suffix.lower() == LESSON:
            self.context.open_lesson(path)
        else:
            self.model.open(path)

    def ask_for_reference(self) -> None:
        """Let the person choose a clip."""
        recent = self.context.settings.current.recent_files
        folder = str(Path(recent[0]).parent) if recent else ""
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a reference"), folder)
        if path:
            self.open(Path(path))

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        return (
            *practice_commands(self),
            *counts_commands(self.counts, self.name),
            *hands_commands(self.hands, self.context.settings, self.name),
            *after_commands(self.after, self.name),
            *lesson_commands(self.lesson, self.acts, self.name),
        )

    def commands_ready(self) -> None:
        """Make the buttons."""
        self.stage.make_buttons(self.context.commands)

    def libraries_loaded(self) -> None:
        """Finish the takes that a crash left behind."""
        self.after.begin()

    # Following the model and the person

    def _connect(self) -> None:
        model, stage, notifier = self.model, self.stage, self.context.notifier
        model.changed.connect(self._show)
        model.opening.loading.connect(self.choice.show_progress)
        model.loaded.connect(self._loaded)
        model.noticed.connect(partial(notifier.info, page=self.name))
        model.failed.connect(notifier.error)
        self.counts.model.failed.connect(notifier.error)
        self.hands.start.changed.connect(self._show)
        self.hands.clap.changed.connect(self._show)
        self.cameras.changed.connect(self._cameras_changed)
        self.choice.wanted.connect(self.ask_for_reference)
        self.choice.chosen.connect(self.open)
        self.choice.cancelled.connect(model.opening.cancel)
        stage.foot.start.clicked.connect(lambda: self.context.commands.run("practice.toggle"))
        stage.foot.part_chosen.connect(self.acts.choose_part)
        stage.line.picked.connect(lambda part: model.planning.replan(part=part))
        stage.line.sought.connect(model.playhead.seek)
        stage.ladder.chosen.connect(lambda speed: model.planning.replan(speed=speed))
        stage.panel.loop.connect(self.acts.loop)
        stage.panel.takes.opened.connect(model.kept.read_of)
        stage.panel.takes.chosen_changed.connect(self.refresh_commands)
        stage.canvas.clicked.connect(lambda point: model.camera.follow_at(point.x(), point.y()))
        for screen in (stage.there, stage.here):
            screen.failed.connect(notifier.error)
        self.context.settings.changed.connect(self._apply)
        self.context.dancers.going.connect(lambda _name: model.kept.show(None))
        self.context.dancers.gone.connect(lambda _name: model.kept.look())

    def _show(self) -> None:
        model = self.model
        self.stack.setCurrentWidget(self.stage if model.ready else self.choice)
        self.choice.show_state(model.state, model.path, model.opening.error)
        self.showing.show_all()
        self.signs.show()
        self.refresh_commands()

    def _loaded(self) -> None:
        if self.model.reference is not None:
            self.showing.show_reference(self.model.reference)
            self.signs.new_reference()
            self.stage.canvas.setFocus()
            self._start_camera()

    def _cameras_changed(self) -> None:
        self.showing.show_camera(self.model.camera.status)
        if self.model.ready and self.isVisible():
            self._start_camera()

    def _start_camera(self) -> None:
        """Begin with the camera of last time, where none runs."""
        first = self.cameras.first
        if first is not None and not self.model.camera.running:
            self.cameras.start(first[0])

    def _apply(self, settings: Settings) -> None:
        self.stage.show_learner(mirrored=settings.mirror, overlay=settings.overlay)
        self.stage.mirror_reference = self.lesson.mirrored
        self.stage.ghost_shown = settings.practice_ghost
        self.stage.foot.show_wait(settings.practice_wait_s)
        self.showing.side_wanted = settings.practice_side
        said = (settings.practice_side, settings.practice_wait_s, settings.clap_count)
        if said != self._said:
            self._said = said
            self._show()

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files: here they are references."""
        take_files(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take the first file dropped as the reference."""
        files = dropped_files(event)
        if files:
            self.open(files[0])
