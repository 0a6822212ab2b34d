"""All that belongs to a comparison, put together for the Review page."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from dancecoach.coaching.alignment import Alignment, How
from dancecoach.gui.analysing import Analyse
from dancecoach.gui.context import AppContext
from dancecoach.gui.film.fetcher import Clip
from dancecoach.gui.phase_look import phase_label
from dancecoach.gui.review.compare.bar import CompareBar
from dancecoach.gui.review.compare.lane import OtherLane
from dancecoach.gui.review.compare.other_clip import OtherClip
from dancecoach.gui.review.compare.pairing import Pairing
from dancecoach.gui.review.compare.stage import Arrangement, OtherCanvas, Stage
from dancecoach.gui.review.compare.table import ComparePanel
from dancecoach.gui.review.model import ClipState, ReviewModel
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.gui.widgets.parts import in_menu, tip
from dancecoach.palette import PHASES
from dancecoach.settings import Settings
from dancecoach.video.frame import Frame


class CompareDesk(QObject):
    """A second clip beside the one under review.

    Args:
        model: the first clip.
        canvas: its picture.
        context: what the pages share.
        page: owner; dialogs and menus stand before it.
        open_clip: opens a video or a file of landmarks.
        analyse: looks at a whole clip.

    Attributes:
        other: the second clip.
        pairing: which moments belong together.
        canvas: the second picture.
        stage: holds both pictures.

    Signals:
        toggled: a comparison began or ended.
        swap_wanted: the path that is to be the first clip; the other one is opened beside it by `swapped_in`.
    """

    toggled = Signal(bool)
    swap_wanted = Signal(object)

    def __init__(
        self,
        model: ReviewModel,
        canvas: VideoCanvas,
        context: AppContext,
        page: QWidget,
        *,
        open_clip: Callable[[Path], Clip],
        analyse: Analyse,
    ) -> None:
        super().__init__(page)
        self._model, self._context, self._page = model, context, page
        self.other = OtherClip(context, open_clip, analyse, self)
        self.pairing = Pairing(model, self.other, context, self)
        self.canvas = OtherCanvas()
        self.stage = Stage(canvas, self.canvas)
        self._on = False
        self.other.player.shown.connect(self._show)
        self.other.player.opened.connect(self._opened)
        self.other.told.connect(self._show_again)
        self.other.model.state_changed.connect(self._show_state)
        self.pairing.changed.connect(context.commands.refresh)
        self.stage.arranged.connect(context.commands.refresh)
        self.canvas.wheel_steps.connect(model.step)
        self.canvas.jogged.connect(self.shift)
        context.settings.changed.connect(self._apply)
        self._apply(context.settings.current)

    def make_widgets(self) -> tuple[CompareBar, OtherLane, ComparePanel]:
        """What the page puts around the pictures: row above, lane below, table beside; hidden until they are needed."""
        self.bar = CompareBar(self.stage, self.canvas, self._context.commands)
        self.lane = OtherLane(self._model, self.other, self.pairing)
        self.panel = ComparePanel(self._model, self.other, self.pairing)
        self.panel.seeked.connect(self._go)
        self.panel.other_seeked.connect(self._go_beside)
        for widget in (self.bar, self.lane):
            widget.hide()
            self.toggled.connect(widget.setVisible)
        return self.bar, self.lane, self.panel

    @property
    def on(self) -> bool:
        """Whether there is a comparison."""
        return self._on

    @property
    def caught_up(self) -> bool:
        """Whether the second picture is there and painted, for the step made last; so too without a comparison."""
        return not self.pairing.on or (self.other.player.caught_up and not self.canvas.unpainted)

    # Coming and going

    def ask(self) -> None:
        """Let the person choose what to compare with: a file, this clip itself, or one of those opened lately."""
        menu = QMenu(self._page)
        menu.setToolTipsVisible(True)
        menu.addAction(self.tr("Choose a clip …")).triggered.connect(self.ask_for_file)
        path = self._model.path
        if path is not None and len(self._model.skills) > 1:
            menu.addAction(self.tr("Another skill of this clip")).triggered.connect(lambda: self.open(path))
        recent = [Path(name) for name in self._context.settings.current.recent_files if Path(name) != path]
        if recent:
            menu.addSeparator()
        for clip in recent:
            action = menu.addAction(in_menu(clip.name))
            action.setToolTip(tip(str(clip)))
            action.triggered.connect(lambda _checked=False, clip=clip: self.open(clip))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.stage.mapToGlobal(QPoint(12, 12)))
        menu.setActiveAction(menu.actions()[0])

    def ask_for_file(self) -> None:
        """Let the person choose a file."""
        folder = str(self._model.path.parent) if self._model.path is not None else ""
        dialog = QFileDialog(self._page, self.tr("Compare with"), folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open(self, path: Path) -> None:
        """Compare with a clip."""
        if not self._model.ready:
            return
        self._begin(path)

    def _begin(self, path: Path) -> None:
        self.pairing.begin()
        self.canvas.show_frame(None)
        self.canvas.mirrored, self.canvas.turns = False, 0
        self.canvas.fit()
        self.canvas.set_tag("")
        self.other.open(path)
        if not self._on:
            self._on = True
            self.stage.show_two(True)
            self.toggled.emit(True)
        self._show_state()
        self._context.commands.refresh()

    def stop(self) -> None:
        """Look at the first clip alone again."""
        if not self._on:
            return
        self._on = False
        self.stage.show_two(False)
        self.pairing.begin()
        self.other.close()
        self.canvas.show_frame(None)
        self.toggled.emit(False)
        self._context.commands.refresh()

    def shut_down(self) -> None:
        """At the program's end: let the file go."""
        self.other.analyst.forget()
        self.other.player.close()
        self.other.wait()

    def swap(self) -> None:
        """The second clip becomes the first, aligned as before."""
        first, second = self._model.path, self.other.model.path
        if first is None or second is None or not self.pairing.on:
            return
        kept = self.pairing.kept()
        self.swap_wanted.emit(second)
        self._begin(first)
        self.pairing.bring_back(kept)

    def drop(self, data: QMimeData, *, shift: bool) -> Path | None:
        """The clip that was dropped with Shift, to be compared; None for what means something else."""
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        return Path(files[0]) if shift and files and self._model.ready else None

    # What the person can do

    def align(self, how: How) -> Callable[[], object]:
        """Align in a way; how to take it back."""
        before, path = self.pairing.alignment, self.other.model.path
        self.pairing.align(how)
        return self._back(before, path)

    def shift(self, frames: int) -> Callable[[], object]:
        """Shift the other by frames; how to take it back."""
        before, path = self.pairing.alignment, self.other.model.path
        self.pairing.shift(frames)
        return self._back(before, path)

    def _back(self, alignment: Alignment | None, path: Path | None) -> Callable[[], object]:
        def undo() -> None:
            if self._on and self.other.model.path == path:
                self.pairing.put(alignment)

        return undo

    def arrange(self, arrangement: Arrangement) -> None:
        """Let the pictures stand in another way."""
        self.stage.arrange(arrangement)

    def toggle_mirror(self) -> None:
        """Swap left and right of the second picture."""
        self.canvas.mirrored = not self.canvas.mirrored

    def turn(self, quarters: int) -> None:
        """Turn the second picture by quarters, clockwise."""
        self.canvas.turns += quarters

    def _go(self, time_s: float) -> None:
        from dancecoach.coaching.alignment import nearest_frame

        self._model.pause()
        self.pairing.hold(False)
        self._model.seek(nearest_frame(self._model.times, time_s))

    def _go_beside(self, time_s: float) -> None:
        """A moment that this clip does not have: as near as it comes."""
        if self.pairing.alignment is not None:
            self._go(self.pairing.alignment.first(time_s))

    # Showing

    def _opened(self) -> None:
        self.canvas.set_message("")
        settings = self._context.settings
        settings.replace(settings.current.with_recent(str(self.other.model.path)))
        self._context.commands.refresh()

    def _show_state(self) -> None:
        model = self.other.model
        if model.clip_state is ClipState.FAILED:
            self.canvas.set_message(model.error)
        elif model.clip_state is ClipState.OPENING and model.path is not None:
            self.canvas.set_message(self.tr("Opening {} …").format(model.path.name))

    def _show(self, frame: Frame) -> None:
        model = self.other.model
        findings = model.findings
        skeleton = findings.analysis.track.skeleton if findings else None
        self.canvas.show_frame(frame, model.poses_at(frame.index), skeleton)
        phase = model.segment_at(frame.index)
        if phase is None:
            self.canvas.set_tag("")
        else:
            self.canvas.set_tag(phase_label(phase.phase, phase.confidence), PHASES[phase.phase])

    def _show_again(self) -> None:
        if self.canvas.frame is not None:
            self._show(self.canvas.frame)

    def _apply(self, settings: Settings) -> None:
        self.canvas.overlay_visible = settings.overlay
