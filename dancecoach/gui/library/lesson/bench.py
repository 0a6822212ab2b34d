"""All that is seen in the workshop: the picture as students see it, the time line, and the lesson beside them."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.library.lesson.line import LessonLine
from dancecoach.gui.library.lesson.model import WorkshopModel
from dancecoach.gui.library.lesson.panel import LessonPanel
from dancecoach.gui.library.lesson.words import tr
from dancecoach.gui.practice.counts.strip import CountsStrip
from dancecoach.gui.practice.lesson.caption import Caption, step_sign
from dancecoach.gui.practice.stage.screen import Screen
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.gui.widgets.named import as_bar
from dancecoach.gui.widgets.parts import ElidedLabel, chip_for, command_button, label
from dancecoach.library.lesson import editing

#: A narrower bench has less beside and below the picture, logical pixels.
_ROOMY = 1000


class Bench(QWidget):
    """Knows the lesson, and nothing of where it comes from.

    Args:
        model: the lesson.
        parent: owner.

    Attributes:
        canvas: where the clip is seen.
        film: its pictures.
        step, cue: as students see them.
        counts: where counts are corrected.
        line: the time line.
        panel: the lesson beside it.
    """

    def __init__(self, model: WorkshopModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.canvas = VideoCanvas()
        self.canvas.setAccessibleName(tr("Clip"))
        self.canvas.overlay_visible = False
        self.film = Screen(self.canvas, parent=self)
        self.step = step_sign(self.canvas)
        self.cue, self.counts = Caption(self.canvas), CountsStrip()
        self.line, self.panel = LessonLine(model), LessonPanel(model)
        self.name, self.clock = ElidedLabel("heading"), label(role="muted")
        self._speeds: list[QToolButton] = []
        self._lay_out()
        model.practice.loaded.connect(self._loaded)
        model.practice.playhead.moved.connect(self._show_moment)
        model.changed.connect(self.show_lesson)

    @property
    def correcting(self) -> bool:
        """Whether counts can be corrected."""
        return not self.counts.isHidden()

    @correcting.setter
    def correcting(self, on: bool) -> None:
        self.counts.setVisible(on)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow window there is less beside and below the picture."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < _ROOMY
        self.panel.be_narrow(narrow)
        self.panel.setVisible(not (narrow and self.correcting))
        for chip in self._speeds:
            chip.setVisible(not narrow)

    def make_buttons(self, commands: CommandTable) -> None:
        """Add the buttons of the commands."""
        self.counts.make_buttons(commands, "lesson")
        self.panel.make_buttons(commands)
        self._top.insertWidget(0, command_button(commands, "lesson.back", "library"))
        self._top.addWidget(command_button(commands, "lesson.counts", "counts"))
        self._top.addWidget(command_button(commands, "lesson.practise", "practice"))
        self._foot.addWidget(command_button(commands, "lesson.play", "play"))
        for name, text in (("begin", tr("Begin here")), ("end", tr("End here")), ("split", tr("Split")),
                           ("join", tr("Join")), ("loop", tr("Loop"))):  # fmt: skip
            self._foot.addWidget(chip_for(commands.action(f"lesson.{name}"), text))
        self._foot.addStretch(1)
        self._speeds = [
            chip_for(commands.action(f"lesson.speed_{percent}"), f"{percent} %") for percent in (50, 70, 100)
        ]
        for chip in self._speeds:
            self._foot.addWidget(chip)

    def show_lesson(self) -> None:
        """Follow the model."""
        model = self._model
        if model.clip is not None:
            self.name.set_text(model.clip.title if model.lesson is None else model.lesson.title)
        if model.lesson is not None:
            self.canvas.mirrored = model.lesson.mirrored
        self._show_moment(model.practice.playhead.moment_s)

    def close_films(self) -> None:
        """Let the film go and wait for it."""
        self.film.close()
        self.film.wait()

    def _loaded(self) -> None:
        reference = self._model.practice.reference
        if reference is not None:
            self.film.open(reference.path, reference.pose_at, reference.track.skeleton)
            self.canvas.overlay_visible = not reference.is_film
            self._show_moment(reference.begin_s)

    def _show_moment(self, moment_s: float) -> None:
        lesson = self._model.lesson
        self.film.show(moment_s)
        if lesson is None:
            return
        place = editing.step_at(lesson, moment_s)
        self.step.say("" if place is None else lesson.steps[place].name)
        self.cue.say("\n".join(cue.text for cue in editing.cues_at(lesson.cues, moment_s)))
        counts = self._model.counts
        at = None if counts is None else counts.at(moment_s)
        self.clock.setText(
            f"{moment_s:.2f} s" if at is None else tr("{time:.2f} s · eight {eight}, count {count}").format(
                time=moment_s, eight=at[0], count=at[1]
            )
        )  # fmt: skip

    def _lay_out(self) -> None:
        top, foot = QWidget(), QWidget()
        for bar in (top, foot):
            as_bar(bar)
        self._top, self._foot = QHBoxLayout(top), QHBoxLayout(foot)
        self._top.setContentsMargins(8, 2, 8, 2)
        self._foot.setContentsMargins(8, 6, 8, 6)
        self._foot.setSpacing(6)
        self._top.addWidget(self.name, 1)
        self._top.addWidget(self.clock)
        left = QVBoxLayout()
        left.addWidget(self.canvas, 1)
        for widget in (self.counts, self.line, foot):
            left.addWidget(widget)
        row = QHBoxLayout()
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.addWidget(top)
        column.addLayout(row, 1)
        for layout in (left, row, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
