"""The page where a person sees themselves: a camera, the skeleton of that very picture, recording."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dancecoach.errors import DancecoachError
from dancecoach.gui.commands import Command
from dancecoach.gui.dancer.choice import DancerChoice
from dancecoach.gui.dancer.film import FilmDancer
from dancecoach.gui.live.attempts.model import SLOW, AttemptRow
from dancecoach.gui.live.attempts.shelf import AttemptShelf
from dancecoach.gui.live.bars import CameraBar, KeepBar
from dancecoach.gui.live.choosing import CameraChoice, Choices, find_cameras
from dancecoach.gui.live.clap.model import ClapModel
from dancecoach.gui.live.clap.words import heard_text
from dancecoach.gui.live.commands import live_commands
from dancecoach.gui.live.floor.timed_recording import TimedRecording
from dancecoach.gui.live.floor.window import FloorWindow
from dancecoach.gui.live.mirror.bar import MirrorBar
from dancecoach.gui.live.model import LiveModel, Readout
from dancecoach.gui.live.panels import StatePanel, Strip
from dancecoach.gui.live.person.pointer import PersonPointer
from dancecoach.gui.live.running import CLOSE_WITHIN_S
from dancecoach.gui.live.setup.guide import Guide, HintLine
from dancecoach.gui.live.setup.model import SetupModel
from dancecoach.gui.live.setup.words import hint_text
from dancecoach.gui.live.stage.stages import Stages
from dancecoach.gui.live.texts import Act, LiveTexts, Saying
from dancecoach.gui.page import Page
from dancecoach.pipeline.live.session import LiveState, LiveStatus
from dancecoach.settings import Settings

if TYPE_CHECKING:
    from dancecoach.gui.context import AppContext
    from dancecoach.pipeline.live.keep import SavedClip

#: The hands are on their way to each other for so long before a clap is heard, s.
_HANDS_S = 0.4


def recover(folder: Path) -> list[Path]:
    """Finish the recordings that a crash left in a folder; where they lie."""
    from dancecoach.video.recorder import recover_recordings

    return recover_recordings(folder) if folder.is_dir() else []


class LivePage(Page):
    """Chooses a camera, shows it with the skeleton, now or late, records it.

    The camera runs only while the page is on show.

    Attributes:
        model: the camera and what is kept of it.
        cameras: which one it is.
        setup: watches where the camera stands.
        recording: the record button with its count-down and its end by itself.
        clap: listens for claps that do the same as the button.
        floor: the window for a second screen, None while it is closed.
        last_saved: the clip saved last, None before.
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
        self._told: set[str] = set()
        self._engine = (context.settings.current.engine, context.settings.current.pose_model)
        self._texts = LiveTexts(self)
        self.model = LiveModel(
            context.open_camera,
            context.make_estimator,
            context.settings,
            self,
        )
        self.recording = TimedRecording(self.model, context.settings, parent=self)
        self.clap = ClapModel(context.settings, parent=self)
        self.floor: FloorWindow | None = None
        self.last_saved: Path | None = None
        self._build()
        self.cameras = CameraChoice(context, self.bar, self.model, cameras, self)
        self._connect()
        self._apply(context.settings.current)
        self._show_status(None)

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
        if self.floor is not None:
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

    def toggle_recording(self) -> None:
        """Start a recording, after a count-down where one is wanted; or finish it, or the count-down."""
        self.recording.toggle()
        self._show_recording()

    def save_last(self, seconds: int) -> None:
        """Save the last seconds up to the picture on show."""
        self.context.settings.change(save_last_s=seconds)
        self.model.save_last(seconds)
        self.keep.say(self.tr("Saving the last {} s …").format(seconds))

    def open_saved(self) -> None:
        """Look at the clip saved last in Review."""
        if self.last_saved is not None:
            self.context.open_clip(self.last_saved)

    def replay(self, row: AttemptRow) -> None:
        """Show an attempt again, slowly; one whose pictures were let go is opened from its file."""
        if row.pictures and self.has_pictures():
            self.model.mirror.show_again(row.pictures, SLOW, row.caught.attempt.takeoff_s)
        elif row.saved:
            self.context.open_clip(row.caught.path)

    def replay_newest(self) -> None:
        """Show the newest attempt again."""
        self.shelf.choose(0)
        self.replay_chosen()

    def replay_chosen(self) -> None:
        """Show the chosen attempt again."""
        if self.shelf.chosen is not None:
            self.replay(self.shelf.chosen)

    def open_attempt(self) -> None:
        """Look at the chosen attempt in Review."""
        row = self.shelf.chosen
        if row is not None and row.saved:
            self.context.open_clip(row.caught.path)

    def keep_attempt(self) -> None:
        """Copy the chosen attempt into the library."""
        row = self.shelf.chosen
        if row is not None and row.saved:
            self.context.keep_clip(row.caught.path, take=True)

    def keep_saved(self) -> None:
        """Copy the clip saved last into the library."""
        if self.last_saved is not None:
            self.context.keep_clip(self.last_saved)

    def delete_attempt(self) -> Callable[[], None] | None:
        """Take the chosen attempt away; gives back what undoes it."""
        row = self.shelf.chosen
        if row is None or not (row.saved or row.error):  # still being written
            return None
        try:
            return self.model.attempts.remove(row)
        except DancecoachError as error:
            self.context.notifier.error(error)
            return None

    def toggle_floor(self) -> None:
        """Show the picture on a second screen too, or no longer."""
        if self.floor is not None:
            self.floor.close()
            return
        floor = FloorWindow(self.context.settings, self.window())
        floor.addActions([self.context.commands.action(c.id) for c in self.context.commands if c.page == self.name])
        floor.closed.connect(self._floor_closed)
        self.floor = floor
        self.stages.add(floor.stage, self.context.settings.current)
        self._show_status(self.model.status)
        floor.open()

    def take_snapshot(self) -> None:
        """Save the picture as it is seen: mirrored when the mirror is on."""
        self.model.snapshot(mirrored=self.canvas.mirrored)

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        return live_commands(self)

    def commands_ready(self) -> None:
        """Let the buttons say which key does the same."""
        self.mirror_bar.make_buttons(self.context.commands)
        self.mirror_bar.show_save(self.context.settings.current.save_last_s)
        self._show_keys()
        self.context.commands.keys_changed.connect(self._show_keys)

    def libraries_loaded(self) -> None:
        """Finish the recordings that a crash left behind."""
        folder = self.context.settings.current.recordings_path
        self.context.jobs.start(
            self.tr("Looking for unfinished recordings"),
            lambda *_: recover(folder),
            returned=self._recovered,
            quiet=True,
        )

    def has_pictures(self) -> bool:
        """Whether there is a picture to keep."""
        status = self.model.status
        return status is not None and (status.pictures or status.state is LiveState.LOST)

    # Building

    def _build(self) -> None:
        self.bar, self.keep = CameraBar(), KeepBar()
        self.dancer = DancerChoice(self.context)
        self.film_dancer = FilmDancer(self.context, self.dancer, self._film_meant, self)
        self.keep.put_first(self.dancer)
        self.panel, self.strip, self.stages = StatePanel(), Strip(), Stages(self.model)
        self.canvas, self.board = self.stages.first.canvas, self.stages.first.board
        self.canvas.setAccessibleName(self.tr("Live picture"))
        self.setup, self.hint_line, self.guide = SetupModel(self.context.settings, self), self._hint_line(), Guide()
        self.canvas.add_layer(self.guide)
        self.pointer = PersonPointer(self.canvas, self.context.commands, self._follow, self)
        self.mirror_bar = MirrorBar(self.model.mirror)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.panel)
        self.stack.addWidget(self.canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.bar, self.strip):
            layout.addWidget(widget)
        self.shelf = AttemptShelf(self.model.attempts)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.shelf)
        layout.addLayout(middle, 1)
        layout.addWidget(self.mirror_bar)
        layout.addWidget(self.keep)

    def _hint_line(self) -> HintLine:
        first = self.stages.first
        return HintLine(self.canvas, (first.late, first.recording))

    def _connect(self) -> None:
        model, bar = self.model, self.bar
        self.cameras.looking.connect(self._looking)
        self.cameras.changed.connect(self._found)
        bar.pose_model_chosen.connect(lambda size: self.context.settings.change(pose_model=size))
        bar.mirror.clicked.connect(self.toggle_mirror)
        bar.overlay.clicked.connect(self.toggle_overlay)
        self.keep.record.clicked.connect(self.toggle_recording)
        self.keep.snapshot.clicked.connect(self.take_snapshot)
        self.panel.act.connect(self._act)
        self.strip.act.connect(self._act)
        self.canvas.clicked.connect(lambda point: self._follow(point.x(), point.y()))
        self.canvas.painted.connect(model.painted)
        model.result.connect(self.stages.show_result)
        model.status_changed.connect(self._show_status)
        model.readout_changed.connect(self._show_readout)
        model.saved.connect(self._saved)
        model.kept.connect(self._kept)
        self._connect_mirror()
        self._connect_attempts()
        model.result.connect(self.setup.take)
        self.setup.changed.connect(self._show_hint)
        model.failed.connect(self.context.notifier.error)
        self.context.settings.changed.connect(self._apply)
        self.context.packs.changed.connect(model.renew_packs)

    def _connect_mirror(self) -> None:
        mirror = self.model.mirror
        mirror.changed.connect(self._mirror_changed)
        self.canvas.wheel_steps.connect(self._step)
        self.canvas.jogged.connect(self._step)
        self.keep.open_saved.clicked.connect(self.open_saved)
        self.recording.changed.connect(self._show_recording)
        self._connect_clap()

    def _connect_clap(self) -> None:
        clap, sign = self.clap, self.keep.ear
        self.recording.changed.connect(lambda: clap.be_deaf(self.recording.left > 0))
        clap.changed.connect(self._show_listening)
        clap.level.connect(sign.show_level)
        clap.clapped.connect(self._clapped)
        clap.failed.connect(self.context.notifier.error)
        sign.clicked.connect(clap.toggle)

    def _connect_attempts(self) -> None:
        attempts, shelf = self.model.attempts, self.shelf
        attempts.changed.connect(self._show_attempts)
        attempts.noticed.connect(self.context.notifier.warn)
        shelf.play.connect(self.replay)
        shelf.chosen_changed.connect(self.refresh_commands)

    # Following the model

    def _show_attempts(self) -> None:
        self.shelf.follow(self.context.settings.current.recordings_path)
        self.refresh_commands()

    def _show_readout(self, readout: Readout) -> None:
        self.keep.show_readout(readout)
        had_past = bool(self.mirror_bar.kept.text())
        self.mirror_bar.show_kept(readout.kept)
        if readout.kept.seconds > 0 and not had_past:
            self.refresh_commands()  # from now on there is something to look back at
        self._show_signs()

    def _show_signs(self) -> None:
        self.stages.show_signs()
        self.hint_line.make_way()

    def _show_hint(self) -> None:
        self.hint_line.say(hint_text(self.setup.hint, lite=self.context.settings.current.pose_model == "lite"))

    def _film_meant(self) -> Path | None:
        row = self.shelf.chosen
        return row.caught.path if row is not None and row.saved else self.last_saved

    def _mirror_changed(self) -> None:
        self._show_signs()
        self.refresh_commands()

    def _step(self, pictures: int) -> None:
        if self.model.mirror.ready:
            self.model.mirror.step(pictures)

    def _saved(self, path: Path) -> None:
        self.keep.say_saved(path)
        self.last_saved = path if path.suffix == ".mp4" else self.last_saved
        self.refresh_commands()

    def _kept(self, saved: "SavedClip") -> None:
        self.keep.say_kept(saved)
        self.last_saved = saved.path
        self.refresh_commands()

    def _clapped(self, since_s: float) -> None:
        """Somebody began to clap so many seconds ago: that is not to be the end of what they recorded."""
        if self.has_pictures():
            self.keep.ear.flash()
            self.recording.toggle(cut_s=since_s + _HANDS_S)
            self._show_recording()

    def _show_listening(self) -> None:
        settings = self.context.settings.current
        does = self.tr("that starts and stops the recording")
        self.keep.ear.listen(self.clap.on, heard_text(settings.clap_count), does)
        self.refresh_commands()

    def _floor_closed(self) -> None:
        floor, self.floor = self.floor, None
        if floor is not None:
            self.stages.remove(floor.stage)
            floor.deleteLater()
        self.refresh_commands()

    def _show_status(self, status: LiveStatus | None) -> None:
        if status is None or status.state not in (LiveState.RUNNING, LiveState.ENDED):
            self.stages.forget()
            self.setup.forget()
        for notice in () if status is None else status.notices:
            if notice not in self._told:
                self._told.add(notice)
                self.context.notifier.warn(notice)
        instead = self._instead_of_picture(status)
        if instead is not None:
            self.panel.say(instead)
            self.stages.clear(instead.title)
        else:
            self.stages.say("" if status is None else self._texts.over_picture(status))
        self._turn_to(self.canvas if instead is None else self.panel)
        self.strip.say(None if status is None else self._texts.above_picture(status))
        self.bar.size_label.setText(self._texts.size(status))
        self.keep.show_running(self.has_pictures())
        self.mirror_bar.setEnabled(status is not None)
        self.clap.attend(self.has_pictures())
        if not self.has_pictures():
            self.recording.cancel()
        self.refresh_commands()

    def _instead_of_picture(self, status: LiveStatus | None) -> Saying | None:
        if status is None:
            if self.cameras.found is None:
                return self._texts.looking()
            first = self.cameras.first
            return self._texts.empty(first[1] if first is not None else None)
        return self._texts.instead_of_picture(status, self.bar.name_of(self.model.spec or ""))

    def _turn_to(self, widget: QWidget) -> None:
        turned = self.stack.currentWidget() is not widget
        self.stack.setCurrentWidget(widget)
        # A chooser that keeps the focus keeps the letters too, and they are the keys of this page.
        if turned or self.bar.cameras.hasFocus():
            (self.canvas if widget is self.canvas else self.panel.button).setFocus()

    def _show_recording(self) -> None:
        self.keep.show_recording(self.model.recording, self.recording.left)
        self.stages.count(self.recording.left)
        self._show_signs()
        self.refresh_commands()

    def _apply(self, settings: Settings) -> None:
        self.stages.apply(settings)
        self.mirror_bar.show_save(settings.save_last_s)
        self.shelf.follow(settings.recordings_path)
        self.guide.visible = settings.setup_guide
        self.canvas.update()
        self.bar.mirror.setChecked(settings.mirror)
        self.bar.overlay.setChecked(settings.overlay)
        self.bar.show_pose_model(settings.pose_model)
        if (settings.engine, settings.pose_model) != self._engine:
            self._engine = (settings.engine, settings.pose_model)
            self.model.renew_estimator()

    # Following the person

    def _act(self, act: Act) -> None:
        if act is Act.RETRY:
            self.model.retry()
        elif act is Act.STOP:
            self.stop_camera()
        elif act is Act.START:
            first = self.cameras.first
            if first is not None:
                self.start_camera(first[0])
            else:
                self.cameras.choose_clip()

    def _follow(self, x: float, y: float) -> None:
        self.model.follow_at(x, y)

    def _recovered(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self.context.notifier.info(self.tr("A recording that was cut off has been saved: {path}").format(path=path))

    def _show_keys(self) -> None:
        for button, command in (
            (self.bar.mirror, "live.mirror"),
            (self.bar.overlay, "live.overlay"),
            (self.bar.look_again, "live.refresh"),
            (self.keep.record, "live.record"),
            (self.keep.snapshot, "live.snapshot"),
            (self.keep.open_saved, "live.open_saved"),
        ):
            button.setToolTip(self.context.commands.action(command).toolTip())

    def _looking(self) -> None:
        if not self.model.running:
            self.panel.say(self._texts.looking())

    def _found(self) -> None:
        if not self.model.running:
            self._show_status(None)
