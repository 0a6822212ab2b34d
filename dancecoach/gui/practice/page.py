"""The page where a person dances to a reference and learns what to change."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from dancecoach.gui.commands import Command
from dancecoach.gui.guesses import style_text
from dancecoach.gui.live.bars import CLIP_AS_CAMERA
from dancecoach.gui.live.page import Choices, find_cameras
from dancecoach.gui.live.stage.sign import Sign
from dancecoach.gui.live.stage.steady import SteadyStyle
from dancecoach.gui.live.texts import LiveTexts
from dancecoach.gui.page import Page
from dancecoach.gui.practice.after.panel import AfterPanel
from dancecoach.gui.practice.after.words import part_text
from dancecoach.gui.practice.bar.bar import FootBar, TopBar
from dancecoach.gui.practice.bar.line import PracticeLine
from dancecoach.gui.practice.choice import ChoicePanel
from dancecoach.gui.practice.commands import practice_commands
from dancecoach.gui.practice.stage.body import GhostLayer, MatchLayer
from dancecoach.gui.practice.stage.hud import Hud, HudText
from dancecoach.gui.practice.stage.screen import Screen
from dancecoach.gui.practice.take.model import PracticeModel, PracticeState
from dancecoach.gui.practice.words import PracticeTexts
from dancecoach.gui.review.analyst import Analyse, analyse_clip
from dancecoach.gui.sound_device import open_loudspeaker
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.pipeline.live import LiveState, LiveStatus
from dancecoach.pipeline.practice.plan import next_part, next_speed
from dancecoach.pipeline.practice.result import TakeResult
from dancecoach.pipeline.practice.run import PractisedResult
from dancecoach.pipeline.practice.takes import Take
from dancecoach.settings import Settings
from dancecoach.video.sound_output import OpenDevice

if TYPE_CHECKING:
    from dancecoach.coaching.dance.phrases import Phrase
    from dancecoach.gui.context import AppContext

_CLIP_PREFIX = "file:"
#: One step of the keys through the reference, seconds.
_STEP_S = 0.1


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
        mirror_reference: whether the reference is shown as in a mirror.
        side_wanted: whether takes and progress are shown while nothing is danced.
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
        self._find_cameras = cameras
        self._cameras: Choices | None = None
        self._resume: str | None = None
        self._style = SteadyStyle()
        self._told: set[str] = set()
        self.mirror_reference, self.side_wanted = True, True
        self._texts, self._live_texts = PracticeTexts(self), LiveTexts(self)
        self.model = PracticeModel(context, analyse, open_device, parent=self)
        self._shown_take: Path | None = None
        self._lap_words = ""
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._apply(context.settings.current)
        self._show()

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
        if self._cameras is None:
            self.look_for_cameras()
        self.choice.refresh(self.context.settings.current.recent_files)
        resume, self._resume = self._resume, None
        if resume is not None and not self.model.camera.running:
            self.start_camera(resume)

    def deactivate(self) -> None:
        """Nobody looks: keep what is being danced, and let the camera go."""
        self.model.finish()
        self._resume = self.model.camera.spec if self.model.camera.running else None
        self.model.camera.stop()

    def close_page(self) -> None:
        """Let everything go."""
        for screen in (self.there, self.here):
            screen.close()
            screen.wait()
        self.model.close()

    # What a person can do

    def open(self, path: Path) -> None:
        """Take a clip as the reference."""
        self.model.open(path)

    def ask_for_reference(self) -> None:
        """Let the person choose a clip."""
        recent = self.context.settings.current.recent_files
        folder = str(Path(recent[0]).parent) if recent else ""
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a reference"), folder)
        if path:
            self.open(Path(path))

    def toggle(self) -> None:
        """Start or stop."""
        self._lap_words = ""
        self.model.toggle()

    def start_camera(self, spec: str) -> None:
        """Run a camera.

        Args:
            spec: "0" for the first webcam, "file:CLIP" for a clip played as if it were one.
        """
        self.top.cameras.show_chosen(spec, self._name_of(spec))
        self.context.settings.change(camera=spec)
        self.model.camera.start(spec)

    def stop_camera(self) -> None:
        """Let the camera go."""
        self.model.camera.stop()
        self.top.cameras.show_chosen(None)

    def choose_clip(self) -> None:
        """Ask for a clip and play it as if it were a camera."""
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Play a clip as camera"))
        if path:
            self.start_camera(f"{_CLIP_PREFIX}{path}")
        else:
            self.top.cameras.show_chosen(self.model.camera.spec if self.model.camera.running else None)

    def look_for_cameras(self) -> None:
        """See which cameras are there now."""
        self._cameras = self._cameras or ()
        self.top.cameras.look_again.setEnabled(False)
        job = self.context.jobs.start(
            self.tr("Looking for cameras"),
            lambda _tell, _cancel: self._find_cameras(),
            returned=self._found_cameras,
            quiet=True,
        )
        job.finished.connect(lambda: self.top.cameras.look_again.setEnabled(True))

    def change_speed(self, direction: int) -> None:
        """Slower (-1) or faster (+1)."""
        self.model.replan(speed=next_speed(self.model.plan.speed, direction))

    def change_part(self, direction: int) -> None:
        """The part before (-1) or after (+1)."""
        if self.model.reference is not None:
            self.model.replan(part=next_part(self.model.reference.parts, self.model.plan.part, direction))

    def step(self, direction: int) -> None:
        """Look a little earlier or later."""
        self.model.seek(self.model.moment_s + direction * _STEP_S)

    def toggle_mirror_reference(self) -> None:
        """Show the reference as in a mirror, or as it was filmed."""
        self.mirror_reference = not self.mirror_reference
        self.reference_canvas.mirrored = self.mirror_reference

    def toggle_mirror(self) -> None:
        """See yourself as in a mirror, or as others do."""
        self.context.settings.change(mirror=not self.context.settings.current.mirror)

    def toggle_overlay(self) -> None:
        """Show how limbs match, or the plain picture."""
        self.context.settings.change(overlay=not self.context.settings.current.overlay)

    @property
    def ghost_shown(self) -> bool:
        """Whether the reference's body is laid onto the learner's."""
        return self.ghost.visible

    def toggle_ghost(self) -> None:
        """Show the reference as a ghost, or no longer."""
        self.ghost.visible = not self.ghost.visible
        self.canvas.update()

    def toggle_side(self) -> None:
        """Show takes and progress, or more of the pictures."""
        self.side_wanted = not self.side_wanted
        self._show()

    def chosen_take(self) -> Take | None:
        """The take on show, else the one chosen in the list."""
        return self.model.result.take if self.model.result is not None else self.panel.takes.chosen

    def open_take(self) -> None:
        """Look at the take's film in Review."""
        take = self.chosen_take()
        if take is not None:
            self.context.open_clip(take.film)

    def delete_take(self) -> Callable[[], None] | None:
        """Take the chosen take away; gives back what undoes it."""
        take = self.chosen_take()
        return None if take is None else self.model.remove(take)

    def is_loading(self) -> bool:
        """Whether the reference is being analysed."""
        return self.model.state is PracticeState.LOADING

    def has_counts(self) -> bool:
        """Whether the beats of the reference are known."""
        return self.model.reference is not None and self.model.reference.counts is not None

    def has_worst(self, place: int) -> bool:
        """Whether there is such a phrase to work on."""
        return self.model.result is not None and place < len(self.panel.phrases)

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        return practice_commands(self)

    def commands_ready(self) -> None:
        """Make the buttons."""
        self.top.make_buttons(self.context.commands)
        self.foot.make_buttons(self.context.commands)
        self.panel.make_buttons(self.context.commands)

    def libraries_loaded(self) -> None:
        """Finish the takes that a crash left behind."""
        self.context.jobs.start(
            self.tr("Looking for unfinished takes"),
            lambda *_: self.model.store.recover(),
            returned=self._recovered,
            quiet=True,
        )

    # Building

    def _build(self) -> None:
        self.top, self.foot, self.line, self.hud = TopBar(), FootBar(), PracticeLine(), Hud()
        self.panel = AfterPanel()
        self.choice = ChoicePanel()
        self.reference_canvas, self.canvas = VideoCanvas(), VideoCanvas()
        self.reference_canvas.setAccessibleName(self.tr("Reference"))
        self.canvas.setAccessibleName(self.tr("You"))
        self.reference_canvas.overlay_visible = False
        self.reference_canvas.mirrored = self.mirror_reference
        self.match, self.ghost = MatchLayer(), GhostLayer()
        self.canvas.add_layer(self.ghost)
        self.canvas.add_layer(self.match)
        self.there, self.here = Screen(self.reference_canvas, parent=self), Screen(self.canvas, parent=self)
        self.count = Sign(self.canvas, None, share=0.5, least=120, most=420)
        self.lap = Sign(self.canvas, Qt.Corner.TopRightCorner, share=0.1, least=34, most=72)
        self.both = QSplitter(Qt.Orientation.Horizontal)
        for canvas in (self.reference_canvas, self.canvas):
            self.both.addWidget(canvas)
        self.both.setChildrenCollapsible(False)
        self.both.setHandleWidth(2)
        self.both.setSizes([500, 500])
        self._lay_out()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.both, 1)
        for widget in (self.hud, self.line):
            left.addWidget(widget)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        stage = QVBoxLayout()
        stage.setContentsMargins(0, 0, 0, 0)
        stage.setSpacing(0)
        stage.addWidget(self.top)
        stage.addLayout(row, 1)
        stage.addWidget(self.foot)
        self.stage = QWidget()
        self.stage.setLayout(stage)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.choice)
        self.stack.addWidget(self.stage)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self._show)
        model.loading.connect(self.choice.show_progress)
        model.loaded.connect(self._show_reference)
        model.moved.connect(self._show_moment)
        model.lap_judged.connect(self._show_lap)
        model.noticed.connect(self.context.notifier.info)
        model.failed.connect(self.context.notifier.error)
        model.camera.result.connect(self._show_result)
        model.camera.status_changed.connect(self._show_camera)
        self.choice.wanted.connect(self.ask_for_reference)
        self.choice.chosen.connect(self.open)
        self.choice.cancelled.connect(model.cancel)
        self.top.cameras.chosen.connect(self._choose_camera)
        self.top.cameras.refresh.connect(self.look_for_cameras)
        self.foot.start.clicked.connect(lambda: self.context.commands.run("practice.toggle"))
        self.foot.part_chosen.connect(lambda number: model.replan(part=model.part_of(number)))
        self.line.picked.connect(lambda part: model.replan(part=part))
        self.line.sought.connect(model.seek)
        self.panel.loop.connect(self._loop)
        self.panel.takes.opened.connect(model.show_take)
        self.panel.takes.chosen_changed.connect(self.refresh_commands)
        self.canvas.clicked.connect(lambda point: model.camera.follow_at(point.x(), point.y()))
        self.there.failed.connect(self.context.notifier.error)
        self.here.failed.connect(self.context.notifier.error)
        self.context.settings.changed.connect(self._apply)

    # Following the model

    def _show(self) -> None:
        """Follow state, plan, takes and result."""
        model = self.model
        self.stack.setCurrentWidget(self.stage if model.ready else self.choice)
        self.choice.show_state(model.state, model.path, model.error)
        self.foot.show_busy(model.busy)
        eights = self.has_counts()
        self.line.show_part(model.plan.part)
        if model.reference is not None:
            titles = [(part_text(None, eights=eights), 0)]
            titles += [(part_text(part, eights=eights), part.number) for part in model.reference.parts]
            self.foot.show_parts(titles, 0 if model.plan.part is None else model.plan.part.number)
        self._show_after(eights=eights)
        if not model.busy:
            self.count.say("")
            self.lap.say("")
            self.hud.say(self._texts.idle(camera=model.camera.pictures, judging=model.judging > 0))
            self.match.show(None, None, None)
        self.hud.setVisible(model.result is None)
        self.refresh_commands()

    def _show_after(self, *, eights: bool) -> None:
        result = self.model.result
        self.panel.setVisible(self.side_wanted and not self.model.busy and bool(result or self.model.takes))
        self.panel.show_result(result, eights=eights)
        self.panel.show_takes(self.model.takes, None if result is None else result.take, eights=eights)
        folder = None if result is None else result.take.folder
        if folder == self._shown_take:
            return
        self._shown_take = folder
        self.line.show_marks(() if result is None else result.phrases, () if result is None else result.course)
        self.here.close()
        self.canvas.set_frame(None)
        if result is not None:
            self.canvas.set_message("")
            self.here.open(result.take.film)
            self._show_moment(self.model.moment_s)
        else:
            self._show_camera(self.model.camera.status)

    def _show_reference(self) -> None:
        reference = self.model.reference
        if reference is None:
            return
        self.top.reference.set_text(reference.name)
        self.line.show_reference((reference.begin_s, reference.end_s), reference.parts)
        self.there.open(reference.path, reference.pose_at, reference.track.skeleton)
        self.reference_canvas.overlay_visible = not reference.is_film
        self.ghost.be_of(reference.pose_at, reference.track.skeleton, reference.track.frame_size)
        self._show_moment(reference.begin_s)
        self.canvas.setFocus()
        if not self.model.camera.running and self._cameras:
            self.start_camera(self._first_camera()[0])

    def _show_moment(self, moment_s: float) -> None:
        """The reference's moment has changed: its picture, the line, the take's picture beside it."""
        model = self.model
        if model.reference is None:
            return
        self.there.show(moment_s)
        self.line.show_moment(moment_s)
        if model.result is not None:
            film_s = model.result.film_at(moment_s)
            if film_s is not None:
                self.here.show(film_s)
        if model.busy:
            heard = model.heard
            self.count.say("" if heard.count is None else str(heard.count), "8")
            if heard.count is not None or not model.filmed:
                self.hud.say(self._hud(None))

    def _show_result(self, result: PractisedResult) -> None:
        """A picture of the camera."""
        if self.model.result is not None:
            return
        pose = result.poses[0] if result.poses else None
        moment = result.moment if self.model.busy else None
        self.match.show(pose, result.skeleton, None if moment is None else moment.match)
        heard_s = None if result.heard is None else result.heard.media_s
        at = heard_s if moment is None else moment.reference_s
        self.ghost.show(
            self.model.moment_s if at is None else at,
            pose,
            result.skeleton,
            result.frame.size,
            mirrored=moment is not None and moment.mirrored,
        )
        plain = moment is None or self.model.heard.count is not None
        self.canvas.show_frame(result.frame, result.poses if plain else (), result.skeleton)
        style = self._style.push(result.frame.time_s, result.style)
        words = "" if style is None else style_text(style)
        if words != self.top.dance.text():
            self.top.dance.setText(words)
        if self.model.busy and self.model.filmed:
            self.hud.say(self._hud(result))

    def _hud(self, result: PractisedResult | None) -> HudText:
        reference = self.model.reference
        part = ""
        if reference is not None:
            here = next((p for p in reference.parts if p.start_s <= self.model.heard.media_s < p.end_s), None)
            part = part_text(here, eights=False) if here is not None else ""
        return self._texts.hud(
            self.model.heard,
            None if result is None else result.moment,
            None if reference is None else reference.counts,
            part,
            filmed=self.model.filmed,
        )

    def _show_lap(self, result: TakeResult) -> None:
        self.lap.say(self._texts.lap(result))

    def _show_camera(self, status: LiveStatus | None) -> None:
        for notice in () if status is None else status.notices:
            if notice not in self._told:
                self._told.add(notice)
                self.context.notifier.warn(notice)
        if status is None or status.state is not LiveState.RUNNING:
            self._style = SteadyStyle()
            self.top.dance.setText("")
        if self.model.result is None:
            if status is None or not (status.pictures or status.state is LiveState.LOST):
                self.canvas.set_frame(None)
            self.canvas.set_message(self._about_camera(status))

    def _about_camera(self, status: LiveStatus | None) -> str:
        """What stands on the learner's picture; "" for nothing."""
        if status is None:
            return self.tr("No camera chosen") if self._cameras else self.tr("No camera was found")
        name = self.top.cameras.name_of(self.model.camera.spec or "")
        saying = self._live_texts.instead_of_picture(status, name) or self._live_texts.above_picture(status)
        if saying is None:
            return self._live_texts.over_picture(status)
        return "\n".join(filter(None, (saying.title, saying.text)))

    def _apply(self, settings: Settings) -> None:
        self.canvas.mirrored = settings.mirror
        self.canvas.overlay_visible = self.match.visible = settings.overlay
        self.canvas.update()

    # Following the person

    def _loop(self, phrase: "Phrase") -> None:
        """Dance a phrase of a take in loops."""
        reference = self.model.reference
        if reference is None:
            return
        middle = (phrase.start_s + phrase.end_s) / 2
        part = next((p for p in reference.parts if p.start_s <= middle < p.end_s), phrase)
        self.model.leave_result()
        self.model.replan(part=part, loop=True)
        self.model.begin()

    def _choose_camera(self, spec: str) -> None:
        if spec == CLIP_AS_CAMERA:
            self.choose_clip()
        else:
            self.start_camera(spec)

    def _found_cameras(self, cameras: Choices) -> None:
        self._cameras = cameras
        self.top.cameras.show_cameras(cameras)
        self._show_camera(self.model.camera.status)
        if self.model.ready and cameras and not self.model.camera.running and self.isVisible():
            self.start_camera(self._first_camera()[0])

    def _first_camera(self) -> tuple[str, str]:
        assert self._cameras
        last = self.context.settings.current.camera
        return next((camera for camera in self._cameras if camera[0] == last), self._cameras[0])

    def _name_of(self, spec: str) -> str:
        if spec.startswith(_CLIP_PREFIX):
            return Path(spec.removeprefix(_CLIP_PREFIX)).name
        return self.tr("Camera {number}").format(number=spec)

    def _recovered(self, takes: Sequence[Take]) -> None:
        for take in takes:
            self.context.notifier.info(self.tr("A take that was cut off has been kept: {}").format(take.film))
        self.model.look_for_takes()

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files: here they are references."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take the first file dropped as the reference."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.open(Path(files[0]))
