"""The window of progress: what to look at on the left, its course on the right, and in a sentence what changed."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.gui.practice.after.growth.plot import GrowthPlot
from dancecoach.gui.practice.after.growth.rows import GrowthList, Row
from dancecoach.gui.practice.after.growth.words import key_text, title_of, trend_text
from dancecoach.gui.practice.after.words import part_text
from dancecoach.gui.widgets.parts import StatePanel, chip, label
from dancecoach.pipeline.practice.takes import Take
from dancecoach.pipeline.progress.takes import SCORE, Grain, grain_of, points_of, spans_of, speeds_of, trend_of

_SIZE = (980, 600)
_LIST = 300


class GrowthWindow(QDialog):
    """Stays open beside the page, and follows what is danced.

    Attributes:
        dancer: whose takes are shown; "" for everybody's.

    Signals:
        opened: the `Take` that is to be shown.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Progress"))
        self._takes: tuple[Take, ...] = ()
        self._about = self.dancer = ""
        self._parts: dict[int, Phrase | None] = {0: None}
        self._what = SCORE
        self._grain: Grain | None = None
        self.name, self.said = label(role="title"), label(wrap=True)
        self.heading, self.key = label(role="heading"), label(role="muted", wrap=True)
        self.part, self.speed = QComboBox(), QComboBox()
        self.part.setAccessibleName(self.tr("Part"))
        self.speed.setAccessibleName(self.tr("Speed"))
        self.grains: dict[Grain, QToolButton] = {}
        self.list, self.empty = GrowthList(), StatePanel()
        self.plot: GrowthPlot | None = None
        self._lay_out()
        self.part.activated.connect(lambda _row: self._follow())
        self.speed.activated.connect(lambda _row: self._follow())
        self.list.chosen.connect(self.look_at)
        self.resize(*_SIZE)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self._make_controls())
        self._right = right = QVBoxLayout()
        right.setSpacing(6)
        for widget in (self.heading, self.said):
            right.addWidget(widget)
        right.addStretch(1)
        right.addWidget(self.key)
        body = QHBoxLayout()
        body.setSpacing(20)
        self.list.setFixedWidth(_LIST)
        body.addWidget(self.list)
        body.addLayout(right, 1)
        content = QWidget()
        content.setLayout(body)
        body.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        self.stack.addWidget(content)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.stack, 1)

    def _make_controls(self) -> QWidget:
        """Part, speed, days or weeks."""
        self._controls, self._group = QWidget(), QButtonGroup(self)
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for box in (self.part, self.speed):
            row.addWidget(box)
        row.addSpacing(8)
        words: dict[Grain, str] = {"day": self.tr("Days"), "week": self.tr("Weeks")}
        for grain, word in words.items():
            button = chip(word, f"grain_{grain}")
            button.clicked.connect(lambda _checked=False, grain=grain: self._choose_grain(grain))
            self._group.addButton(button)
            self.grains[grain] = button
            row.addWidget(button)
        return self._controls

    # What it is about

    @property
    def takes(self) -> tuple[Take, ...]:
        """What is shown, the newest first."""
        return self._takes

    def show_reference(
        self, name: str, parts: tuple[Phrase, ...], *, eights: bool, whole: Phrase | None = None
    ) -> None:
        """Be about another reference.

        Args:
            name: of it.
            parts: what can be practised by itself.
            eights: whether its counts are known.
            whole: all that is danced, where that is less than the clip.
        """
        self._about = name
        self._show_name()
        chosen = self.part.currentData() or 0
        self._parts = {0: whole} | {part.number: part for part in parts}
        self.part.clear()
        for number, part in self._parts.items():
            words = part_text(part, eights=eights)
            self.part.addItem(words[:1].upper() + words[1:], number)
        self.part.setCurrentIndex(max(0, self.part.findData(chosen)))

    def _show_name(self) -> None:
        words = self.tr("Progress of {dancer} with {name}") if self.dancer else self.tr("Progress with {name}")
        self.name.setText(words.format(dancer=self.dancer, name=self._about))

    def show_takes(self, takes: tuple[Take, ...], dancer: str = "") -> None:
        """Show these, the newest first.

        Args:
            takes: of the reference.
            dancer: whose they are; "" for everybody's.
        """
        self._takes, self.dancer = takes, dancer
        self._show_name()
        speeds = speeds_of(takes)
        before = self.speed.currentData()
        self.speed.clear()
        for speed in speeds:
            self.speed.addItem(f"{100 * speed:.0f} %", speed)
        newest = next((round(take.facts.speed, 2) for take in takes if take.judged), None)
        self.speed.setCurrentIndex(max(0, self.speed.findData(before if before in speeds else newest)))
        self.speed.setEnabled(len(speeds) > 1)
        self._follow()

    def choose(self, part: Phrase | None, speed: float) -> None:
        """Look at a part at a speed, where something was danced at it."""
        number = next((n for n, p in self._parts.items() if p == part), 0)
        self.part.setCurrentIndex(max(0, self.part.findData(number)))
        place = self.speed.findData(round(speed, 2))
        if place >= 0:
            self.speed.setCurrentIndex(place)
        self._follow()

    def look_at(self, what: str) -> None:
        """See the score or a joint large."""
        self._what = what
        self._soon()

    def _choose_grain(self, grain: Grain) -> None:
        self._grain = grain
        self._follow()

    # Following

    def _follow(self) -> None:
        """Show what is chosen above."""
        part, speed = self._parts.get(self.part.currentData() or 0), self.speed.currentData()
        rows = [] if speed is None else self._rows(part, speed)
        if not any(row.points for row in rows):
            self._say_empty(part)
            return
        self._controls.setVisible(True)
        self.list.show_rows(rows, self._what)
        self._soon()
        self.stack.setCurrentIndex(0)

    def _rows(self, part: Phrase | None, speed: float) -> list[Row]:
        """The score first, then the joints, those with the lowest marks first."""
        score = points_of(self._takes, SCORE, part, speed)
        grain = self._grain or grain_of(score)
        self.grains[grain].setChecked(True)

        def row(what: str) -> Row:
            points = score if what == SCORE else points_of(self._takes, what, part, speed)
            spans = spans_of(points, grain)
            return Row(what, points, spans, trend_of(spans))

        joints = sorted(map(row, JOINTS), key=lambda row: row.spans[-1].mean if row.spans else 200.0)
        return [row(SCORE), *joints]

    def _soon(self) -> None:
        """Show the course when all else has been painted: it takes longest, and the hand is to be answered at once."""
        QTimer.singleShot(0, self, self._show_course)

    def _make_plot(self) -> GrowthPlot:
        self.plot = plot = GrowthPlot()
        plot.opened.connect(lambda point: self.opened.emit(point.take))
        last = self._right.count() - 1
        self._right.takeAt(last - 1)  # the room that was kept for it
        self._right.insertWidget(last - 1, plot, 1)
        return plot

    def _show_course(self) -> None:
        chosen = next((row for row in self.list.rows if row.what == self._what), None)
        if chosen is None:
            return
        self.heading.setText(title_of(chosen.what))
        self.said.setText(trend_text(chosen.trend, chosen.points) or self._why_none())
        self.key.setText(key_text(chosen.points))
        plot = self.plot or self._make_plot()
        plot.show_course(chosen.points, chosen.spans)
        plot.setAccessibleDescription(self.said.text())

    def _why_none(self) -> str:
        return self.tr("Too little of it was seen to judge it alone.")

    def _say_empty(self, part: Phrase | None) -> None:
        """Say what to do so that there is something to see."""
        anything = any(take.judged for take in self._takes)
        self._controls.setVisible(anything)
        if not anything:
            title = self.tr("Nothing has been danced yet")
            text = self.tr("Press Space on the page and dance: each take is kept, and stands here with its score.")
        else:
            title = self.tr("Nothing here yet")
            what = self.tr("All of it") if part is None else self.tr("This part")
            text = self.tr("{} was not danced at this speed yet. Choose another part or speed above.").format(what)
        self.empty.say("practice", title, text)
        self.stack.setCurrentIndex(1)
