"""The window of progress: who and what at the left, the chart with what changed, and every value as a table."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.gui.library.progress.choice import Choice, Option
from dancecoach.gui.library.progress.key import key_text
from dancecoach.gui.library.progress.plot import SeriesPlot
from dancecoach.gui.library.progress.told import Told
from dancecoach.gui.library.progress.values import ValueTable
from dancecoach.gui.widgets.parts import StatePanel, chip, label
from dancecoach.pipeline.progress.attempts import Attempt
from dancecoach.pipeline.progress.course import Grain, grain_of
from dancecoach.pipeline.progress.kinds import kind_title
from dancecoach.pipeline.progress.marks import marks_of
from dancecoach.pipeline.progress.overview import Overview
from dancecoach.pipeline.progress.series import NOBODY, Series, measures_in, series_of
from dancecoach.pipeline.progress.takes import SCORE
from dancecoach.pipeline.progress.words import danced_title, person_title, title_of

MOST = 8
"""Series that can be told apart at once."""

_SIZE = (1060, 700)
_LISTS = 220
_FIRST = "flight_time"


class ProgressWindow(QDialog):
    """Stays open beside the page, and follows the library.

    Signals:
        asked: names of the persons whose attempts are to be read; answered by `show_attempts`.
        opened: the `Value` that is to be seen in its clip.
        table_wanted, picture_wanted: what is on show is to be written to a file.
        named: the person wants to name persons in clips.
    """

    asked = Signal(object)
    opened = Signal(object)
    table_wanted = Signal()
    picture_wanted = Signal()
    named = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Progress"))
        self._seen = Overview()
        self._attempts: tuple[Attempt, ...] = ()
        self._grain: Grain | None = None
        self._asked_for: tuple[str, ...] | None = None
        self.series: tuple[Series, ...] = ()
        self.dances = False
        self.persons, self.whats = Choice(self.tr("Persons")), Choice(self.tr("Skills"))
        self.measure = QComboBox()
        self.measure.setAccessibleName(self.tr("Measure"))
        self.measure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.plot, self.table, self.told, self.empty = SeriesPlot(), ValueTable(), Told(), StatePanel()
        self.heading, self.key = label(role="title"), label(role="muted", wrap=True)
        self.whats_title = label(self.tr("SKILLS"), "section")
        self.kinds: dict[bool, QToolButton] = {}
        self.grains: dict[Grain, QToolButton] = {}
        self.save_table = QPushButton(self.tr("Save the &numbers …"))
        self.save_picture = QPushButton(self.tr("Save the &picture …"))
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)

    # Building

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_content())
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(12)
        column.addWidget(self._make_head())
        column.addWidget(self.stack, 1)

    def _make_head(self) -> QWidget:
        self._head, self._groups = QWidget(), (QButtonGroup(self), QButtonGroup(self))
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for dances, word in ((False, self.tr("Skills")), (True, self.tr("Dances"))):
            self.kinds[dances] = button = chip(word, f"dances_{dances}")
            self._groups[0].addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.measure)
        words: dict[Grain, str] = {"day": self.tr("Days"), "week": self.tr("Weeks")}
        for grain, word in words.items():
            self.grains[grain] = button = chip(word, f"grain_{grain}")
            self._groups[1].addButton(button)
            row.addWidget(button)
        self.kinds[False].setChecked(True)
        return self._head

    def _make_content(self) -> QWidget:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(label(self.tr("PERSONS"), "section"))
        left.addWidget(self.persons, 2)
        left.addWidget(self.whats_title)
        left.addWidget(self.whats, 3)
        lists = QWidget()
        lists.setLayout(left)
        lists.setFixedWidth(_LISTS)
        chart = QVBoxLayout()
        chart.setSpacing(6)
        for widget, stretch in ((self.heading, 0), (self.plot, 1), (self.key, 0), (self.told, 0)):
            chart.addWidget(widget, stretch)
        self.chart, lower = QWidget(), QWidget()
        self.chart.setLayout(chart)
        below = QVBoxLayout(lower)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.save_table, self.save_picture):
            button.setAutoDefault(False)
            foot.addWidget(button)
        below.addWidget(self.table, 1)
        below.addLayout(foot)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.chart)
        self.split.addWidget(lower)
        self.split.setSizes([430, 210])
        self.plot.setMinimumHeight(130)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setSpacing(18)
        row.addWidget(lists)
        row.addWidget(self.split, 1)
        for box in (left, chart, below, row):
            box.setContentsMargins(0, 0, 0, 0)
        return content

    def _connect(self) -> None:
        self.persons.changed.connect(self._other_persons)
        self.whats.changed.connect(self._soon)
        self.measure.activated.connect(lambda _row: self._soon())
        self.table.opened.connect(self.opened)
        self.table.looked_at.connect(self.plot.mark)
        self.plot.opened.connect(self.opened)
        self.save_table.clicked.connect(self.table_wanted)
        self.save_picture.clicked.connect(self.picture_wanted)
        self.empty.button.clicked.connect(self.named)
        for dances, button in self.kinds.items():
            button.clicked.connect(lambda _on=False, dances=dances: self.look_at(dances=dances))
        for grain, button in self.grains.items():
            button.clicked.connect(lambda _on=False, grain=grain: self._choose_grain(grain))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)

    # What it is about

    def show_overview(self, seen: Overview) -> None:
        """The library has these; what was ticked stays so, as far as it is still there."""
        self._seen = seen
        for dances, button in self.kinds.items():
            button.setEnabled(bool(seen.dances if dances else seen.has_skills) or dances == self.dances)
        if not seen.has_skills and seen.dances and not self.dances:
            self.dances = True
            self.kinds[True].setChecked(True)
        self._asked_for = None
        self._offer_persons()

    def show_attempts(self, attempts: Sequence[Attempt]) -> None:
        """The attempts of the persons that were asked for."""
        self._attempts = tuple(attempts)
        self._soon()

    def look_at(self, *, dances: bool) -> None:
        """Look at skills, or at dances."""
        self.dances = dances
        self.kinds[dances].setChecked(True)
        self._offer_persons()

    def choose(self, persons: Sequence[str], kinds: Sequence[str]) -> None:
        """Look at these persons' skills, as far as they are there."""
        if self.dances:
            self.look_at(dances=False)
        there = [person for person in persons if person in self.persons.keys]
        if there:
            self.persons.tick(there)
        offered = [kind for kind in kinds if kind in self.whats.keys]
        if offered:
            self.whats.tick(offered)

    @property
    def shown_grain(self) -> Grain:
        """Days or weeks: as chosen, else by how long it is."""
        longest = max(self.series, key=lambda one: one.values[-1].when - one.values[0].when, default=None)
        return self._grain or ("day" if longest is None else grain_of(longest.values))

    def name_of(self, series: Series) -> str:
        """What a series is called: whose and what, the one that all have in common left out."""
        what = self._what(series.what)
        persons = {one.person for one in self.series}
        whats = {one.what for one in self.series}
        if len(whats) == 1:
            return person_title(series.person)
        return what if len(persons) == 1 else f"{person_title(series.person)}, {what}"

    # Following

    def _offer_persons(self) -> None:
        seen = self._seen
        counts = seen.dancers() if self.dances else seen.persons()
        self.persons.show_options([Option(name, person_title(name), count) for name, count in counts])
        if counts and not self.persons.ticked:
            self.persons.tick([counts[0][0]])  # which offers what they did
        else:
            self._other_persons()

    def _other_persons(self) -> None:
        """Offer what they did; the most frequent is ticked where nothing was."""
        persons, seen = self.persons.ticked, self._seen
        if self.dances:
            options = [
                Option(one.key, danced_title(one), count)
                for one in seen.dances
                if (count := sum(bool(set(one.of(take)) & set(persons)) for take in one.takes))
            ]
            options.sort(key=lambda option: -option.count)
        else:
            options = [Option(kind, kind_title(kind), count) for kind, count in seen.kinds(persons)]
        self.whats_title.setText(self.tr("DANCES") if self.dances else self.tr("SKILLS"))
        self.whats.setAccessibleName(self.tr("Dances") if self.dances else self.tr("Skills"))
        self.whats.show_options(options)
        if options and not self.whats.ticked:
            self.whats.tick([options[0].key])
        if not self.dances and persons != self._asked_for:
            self._asked_for = persons
            self.asked.emit(persons)
        self._soon()

    def _choose_grain(self, grain: Grain) -> None:
        self._grain = grain
        self._soon()

    def _soon(self) -> None:
        """Show it when all else has been painted: the hand is to be answered at once."""
        self._timer.start(0)

    def _show(self) -> None:
        self._offer_measures()
        measure = self.measure.currentData() or (SCORE if self.dances else _FIRST)
        every = self._series(measure)
        self.series = every[:MOST]
        if self._say_empty():
            return
        self.stack.setCurrentIndex(0)
        grain = self.shown_grain
        self.grains[grain].setChecked(True)
        whats = {one.what for one in self.series}
        what = self._what(next(iter(whats))) if len(whats) == 1 else ""
        self.heading.setText("  ·  ".join(filter(None, (what, title_of(measure)))))
        self.plot.show_series(self.series, grain, measure)
        self.table.show_series(self.series, self.name_of)
        self.told.show_series(self.series, grain, self.name_of)
        self.plot.setAccessibleDescription(self.told.accessibleName())
        nobody = not self.dances and self.persons.keys == (NOBODY,)
        self.key.setText(key_text(self.series, len(every), nobody=nobody))
        for button in (self.save_table, self.save_picture):
            button.setEnabled(bool(self.series))

    def _series(self, measure: str) -> tuple[Series, ...]:
        if self.dances:
            wanted = set(self.whats.ticked)
            return marks_of([one for one in self._seen.dances if one.key in wanted], self.persons.ticked, measure)
        return series_of(self._attempts, self.persons.ticked, self.whats.ticked, measure)

    def _offer_measures(self) -> None:
        """Those that were taken at least once."""
        if self.dances:
            names: tuple[str, ...] = (SCORE, *JOINTS)
        else:
            wanted = set(self.whats.ticked)
            names = measures_in(attempt for attempt in self._attempts if attempt.kind in wanted) or (_FIRST,)
        if names == tuple(self.measure.itemData(row) for row in range(self.measure.count())):
            return
        before = self.measure.currentData()
        self.measure.clear()
        for name in names:
            self.measure.addItem(title_of(name), name)
        self.measure.setCurrentIndex(max(0, self.measure.findData(before)))

    def _what(self, key: str) -> str:
        dance = next((one for one in self._seen.dances if one.key == key), None)
        return kind_title(key) if dance is None else danced_title(dance)

    def _say_empty(self) -> bool:
        """Say what to do so that there is something to see; whether there is nothing."""
        seen = self._seen
        self._head.setVisible(bool(seen.has_skills or seen.dances))
        if seen.dances if self.dances else seen.has_skills:
            return False
        if self.dances:
            text = self.tr("Dance to a reference in Practice: each take is kept, and stands here with its mark.")
            self.empty.say("practice", self.tr("Nothing has been danced yet"), text)
        else:
            text = self.tr(
                "Import clips of jumps and somersaults, and say who is in them: choose clips, press P and type a name. "
                "Then every flight, height and landing stands here over the days."
            )
            self.empty.say("library", self.tr("Nobody's skills yet"), text, self.tr("Back to the clips"))
        self.stack.setCurrentIndex(1)
        return True
