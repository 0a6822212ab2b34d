"""The page where a clip is looked at: picture with skeleton, playing, stepping, time line and curves."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dancecoach.gui.analysing import Analyse, analyse_clip
from dancecoach.gui.commands import Command
from dancecoach.gui.context import AppContext
from dancecoach.gui.film.fetcher import Clip
from dancecoach.gui.film.pose_clip import open_any
from dancecoach.gui.page import Page
from dancecoach.gui.review.acts import ReviewActs
from dancecoach.gui.review.analyst import Analyst
from dancecoach.gui.review.capture_rate import CaptureRate
from dancecoach.gui.review.commands import review_commands
from dancecoach.gui.review.compare.desk import CompareDesk
from dancecoach.gui.review.compare.filmed import as_on_screen
from dancecoach.gui.review.drawing.desk import DrawingDesk
from dancecoach.gui.review.drops import Drops
from dancecoach.gui.review.handover.handover import HandOver
from dancecoach.gui.review.keep import Keep
from dancecoach.gui.review.memory import ClipMemory
from dancecoach.gui.review.model import AnalysisState, ClipState, ReviewModel
from dancecoach.gui.review.notes.desk import NotesDesk
from dancecoach.gui.review.nothing import NothingPanel
from dancecoach.gui.review.opening import ClipOpening
from dancecoach.gui.review.person.desk import PersonDesk
from dancecoach.gui.review.person.found import FindPeople, people_in
from dancecoach.gui.review.player.held_step import HeldStep
from dancecoach.gui.review.player.player import Player
from dancecoach.gui.review.showing import Showing
from dancecoach.gui.review.sidebar import Sidebar
from dancecoach.gui.review.timeline.plot_panel import PlotPanel
from dancecoach.gui.review.workbench import Workbench
from dancecoach.gui.sound_device import open_loudspeaker
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.settings import Settings
from dancecoach.video.sound_output import OpenDevice


class ReviewPage(Page):
    """Opens a clip, plays it at once, and shows what is found as soon as it is found.

    Args:
        context: what the pages share.
        parent: owner.
        open_clip: opens a video or a file of landmarks.
        analyse: looks at a whole clip.
        open_device: finds the loudspeaker.
        find_people: looks who is in a picture.
    """

    name: ClassVar[str] = "review"
    icon_name: ClassVar[str] = "review"

    def __init__(
        self,
        context: AppContext,
        parent: QWidget | None = None,
        *,
        open_clip: Callable[[Path], Clip] = open_any,
        analyse: Analyse = analyse_clip,
        open_device: OpenDevice = open_loudspeaker,
        find_people: FindPeople = people_in,
    ) -> None:
        super().__init__(context, parent)
        self.model = ReviewModel(parent=self)
        self.player = Player(self.model, open_clip, self, open_device)
        self.desk = NotesDesk(self.model, context, self)
        self.notes, self.timeline = self.desk.session, self.desk.timeline
        self.handover = HandOver(self.model, context, self, analyse=analyse)
        self.held = HeldStep(self.model.step, self._step_is_seen, parent=self)
        self.analyst = Analyst(self.model, context, analyse, self, editing=lambda: self.desk.editing)
        self.canvas = VideoCanvas()
        self._showing = Showing(self.model, self.canvas, self)
        self.compare = CompareDesk(self.model, self.canvas, context, self, open_clip=open_clip, analyse=analyse)
        self.drawing = DrawingDesk(self.model, self.desk, context, self.canvas, self)
        self.person = PersonDesk(
            self.model, self.analyst, context, self.canvas, self, find=find_people, make_way=self._make_way
        )
        self.drawing.drawing_changed.connect(lambda on: self.person.leave() if on else None)
        self.capture_rate = CaptureRate(self.model, context, self)
        self.keep = Keep(self.model, context, self)
        self._drops = Drops(self.model, self.compare, self.desk.files.load)
        self.memory = ClipMemory(self.model, self.canvas, self.notes)
        self.empty = NothingPanel()
        self.sidebar = Sidebar(self.model, context.settings)
        self.sidebar.tell_sheets(self.drawing.calibrator.in_metres)
        self.plots = PlotPanel(self.model, context.settings)
        self.work: Workbench | None = None
        self.acts = ReviewActs(self.model, self.canvas, self.player.sound, self.plots, context)
        self._opening = ClipOpening(
            self.model,
            self.player,
            self.canvas,
            notes=self.notes,
            memory=self.memory,
            analyst=self.analyst,
            capture_rate=self.capture_rate,
            context=context,
            page=self.name,
            parent=self,
        )
        self._stack = QStackedWidget()
        self.installEventFilter(self.held)
        self.setAcceptDrops(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._stack.addWidget(self.empty)
        self.handover.beside = lambda: as_on_screen(self.compare, self.notes.store.root)
        self.compare.swap_wanted.connect(self.open)
        self._connect()
        self._show_state()

    @property
    def title(self) -> str:
        """The word on the rail."""
        return self.tr("Review")

    @property
    def document(self) -> str:
        """The clip's name."""
        return self.model.path.name if self.model.path is not None else ""

    @property
    def analysing(self) -> bool:
        """Whether the body is being looked for."""
        return self.model.analysis_state is AnalysisState.RUNNING

    def commands(self) -> Sequence[Command]:
        """Play, step, loop, picture."""
        return review_commands(self)

    def commands_ready(self) -> None:
        """Put the widgets in place."""
        self.work = Workbench(self)
        self._stack.addWidget(self.work)
        self._show_state()

    def _connect(self) -> None:
        self.player.shown.connect(self._showing.show)
        self._opening.opened.connect(self.refresh_commands)
        self._opening.opened.connect(self.canvas.setFocus)
        self.player.frame_failed.connect(self.context.notifier.error)
        self.timeline.seeked.connect(self.model.seek)
        self.plots.seeked.connect(self.model.seek)
        self.sidebar.seeked.connect(self.model.seek)
        self.timeline.loop_dragged.connect(self.acts.loop_dragged)
        self.canvas.wheel_steps.connect(self.model.step)
        self.canvas.jogged.connect(self.model.step)
        self.sidebar.analyse.connect(self.analyst.start)
        self.sidebar.cancel.connect(self.analyst.cancel)
        self.empty.button.clicked.connect(lambda: self.context.commands.run("app.open"))
        self.model.state_changed.connect(self._show_state)
        self.desk.rested.connect(self.analyst.show_renewed)
        self.notes.settled.connect(lambda _kinds: self.refresh_commands())
        self.notes.editable_changed.connect(lambda _on: self.refresh_commands())
        self.model.playhead_changed.connect(lambda _frame: self._at_key_frame())
        self.drawing.calibrator.changed.connect(self.sidebar.tell_sheets_anew)
        self.model.loop_changed.connect(self.refresh_commands)
        self.model.reckoning_changed.connect(self.refresh_commands)
        self.context.settings.changed.connect(self._apply)
        self._apply(self.context.settings.current)

    # Coming and going

    def open(self, path: Path, at_s: float | None = None) -> None:
        """Open a clip: it plays at once, and its analysis follows.

        Args:
            path: the file.
            at_s: a moment to stand at instead, presentation time.
        """
        self.compare.stop()
        self._opening.open(path, at_s)

    def deactivate(self) -> None:
        """Nobody looks: stay where we are."""
        self.held.stop_stepping()
        self.model.pause()
        self._make_way()
        self.person.leave()

    def _make_way(self) -> None:
        """Mouse and keys draw and label no longer."""
        self.drawing.rest()
        self.desk.rest()

    def close_page(self) -> None:
        """Let the file go."""
        self.held.stop_stepping()
        self.model.pause()
        self.analyst.forget()
        self.player.close()
        self.compare.shut_down()
        self.drawing.stop()
        self.desk.shut_down()
        self.player.wait()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hand the keys on to the picture, or the one button; a focus proxy would let Tab jump over the bar."""
        face = self.canvas if self.model.clip_state in (ClipState.OPENING, ClipState.READY) else self.empty.button
        face.setFocus(event.reason())

    # Files dropped onto the page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take what belongs to the clip on show; the rest is the window's."""
        if self._drops.wanted(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Load it."""
        if self._drops.take(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def _at_key_frame(self) -> None:
        """The switch for key frames says whether this frame is one."""
        self.context.commands.action("review.key_frame").setChecked(self.desk.key_frames.here is not None)

    # Showing

    def _step_is_seen(self) -> bool:
        """Whether the frame of the last step has been on the screen: none is left out of a held key's run."""
        return self.player.caught_up and not self.canvas.unpainted and self.compare.caught_up

    def libraries_loaded(self) -> None:
        """Make the plots."""
        self.plots.load()

    def _show_state(self) -> None:
        self.empty.show_state(self.model)
        working = self.model.clip_state in (ClipState.OPENING, ClipState.READY)
        self._stack.setCurrentIndex(min(self._stack.count() - 1, int(working)))
        if self.work is not None:
            self.work.bar.name.set_text(self.document)
        self.refresh_commands()

    def _apply(self, settings: Settings) -> None:
        self.canvas.overlay_visible = settings.overlay
        self.refresh_commands()
