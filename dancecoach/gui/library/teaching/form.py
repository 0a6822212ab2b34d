"""The question: what is taught, from which clips, and how it is called."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.library.teaching.kinds import KINDS, Kind
from dancecoach.gui.library.teaching.lesson import Stage, Teaching
from dancecoach.gui.library.teaching.tables import TextTable
from dancecoach.gui.library.teaching.told import ToldFrom
from dancecoach.gui.library.teaching.words import tr
from dancecoach.gui.widgets.parts import chip, label, primary_button

_LONGEST = 60


class TeachForm(QWidget):
    """Follows a teaching until it learns.

    Args:
        teaching: the teaching.

    Signals:
        wanted: the name, and the names of those clips that it is told from (`frozenset`).
    """

    wanted = Signal(str, object)

    def __init__(self, teaching: Teaching) -> None:
        super().__init__()
        self._teaching = teaching
        self.kinds: dict[str, QToolButton] = {}
        self.hint, self.said, self.known = (
            label(role="muted", wrap=True),
            label(wrap=True),
            label(role="muted", wrap=True),
        )
        self.clips = TextTable(tr("Chosen clips"), (tr("Clip"), tr("Person"), tr("Can be used")), wide=2)
        self.name, self.told = QLineEdit(), ToldFrom()
        self.ask_told = label(tr("Switch on what is certainly something else; it is told from these clips:"), wrap=True)
        self.ask_told.setBuddy(self.told)
        self.name.setAccessibleName(tr("Name"))
        self.name.setMaxLength(_LONGEST)
        self.learn = primary_button(tr("Learn"), "analyse")
        self.problem = label(role="warning", wrap=True)
        self.setFocusProxy(self.name)
        self._lay_out()
        self.name.textChanged.connect(self._check)
        self.name.returnPressed.connect(self.learn.click)
        self.learn.clicked.connect(self._learn)
        teaching.changed.connect(self.show_teaching)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(8)
        for kind in KINDS:
            button = chip(kind.title, f"teach_{kind.kind}")
            button.clicked.connect(lambda _checked=False, kind=kind: self._choose(kind))
            group.addButton(button)
            row.addWidget(button)
            self.kinds[kind.kind] = button
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addWidget(self.clips, 1)
        column.addWidget(self.said)
        named = QHBoxLayout()
        named.setSpacing(14)
        words = label(tr("Name"))
        words.setBuddy(self.name)
        named.addWidget(words)
        named.addWidget(self.name, 1)
        column.addLayout(named)
        column.addWidget(self.known)
        column.addWidget(self.ask_told)
        column.addWidget(self.told)
        foot = QHBoxLayout()
        foot.addWidget(self.problem, 1)
        foot.addWidget(self.learn)
        column.addLayout(foot)

    def show_teaching(self) -> None:
        """Follow the teaching."""
        teaching, ready = self._teaching, self._teaching.ready
        self.kinds[teaching.kind.kind].setChecked(True)
        for button in self.kinds.values():
            button.setVisible(len(self.kinds) > 1)
        self.hint.setText(teaching.kind.hint)
        rows = [
            (one.example.name, one.example.person, one.why_not or one.remark or tr("yes")) for one in ready.candidates
        ]
        self.clips.setColumnHidden(1, not any(one.example.person for one in ready.candidates))
        self.clips.fill(rows, [bool(one.why_not) for one in ready.candidates])
        self.said.setText(self._how_many())
        self.known.setText(tr("Known already: {}").format(", ".join(ready.known)) if ready.known else "")
        self.told.show_others(ready.others, (teaching.kind.kind, teaching.ids))
        for part in (self.ask_told, self.told):
            part.setVisible(bool(ready.others))
        self._check()

    def _how_many(self) -> str:
        ready = self._teaching.ready
        if self._teaching.stage is Stage.LOOKING:
            return tr("Looking at the clips …")
        return tr("{usable} of {all} chosen clips can be used; {least} are needed at least, ten are better.").format(
            usable=len(ready.usable), all=len(ready.candidates), least=ready.least
        )

    def _problem(self) -> str:
        """Why it cannot begin; "" where it can."""
        teaching, ready = self._teaching, self._teaching.ready
        if teaching.stage is Stage.LOOKING:
            return ""
        if ready.problem:
            return ready.problem
        if len(ready.usable) < ready.least:
            return tr("Choose more clips in the library (Ctrl or Shift and click), then open this again.")
        name = " ".join(self.name.text().split())
        if name.casefold() in {one.casefold() for one in ready.known}:
            return tr("“{}” is known already; choose another name.").format(name)
        return teaching.error

    def _check(self) -> None:
        problem = self._problem()
        self.problem.setText(problem)
        blocked = bool(problem) and problem != self._teaching.error
        self.learn.setEnabled(self._teaching.stage is Stage.ASKING and bool(self.name.text().strip()) and not blocked)

    def _choose(self, kind: Kind) -> None:
        self._teaching.choose(kind)

    def _learn(self) -> None:
        self.wanted.emit(" ".join(self.name.text().split()), self.told.names())
