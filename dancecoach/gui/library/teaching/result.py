"""The answer: how well it is known by clips that were held out, what it is taken for, and whether to use it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dancecoach.gui.library.teaching.lesson import Teaching
from dancecoach.gui.library.teaching.tables import TextTable
from dancecoach.gui.library.teaching.words import called, confusions, measures, tr, worth_words
from dancecoach.gui.widgets.parts import label, primary_button

if TYPE_CHECKING:
    from dancecoach.pipeline.teaching.outcome import Outcome

_MOST_LEFT_OUT = 8


class TeachResult(QWidget):
    """Follows a teaching that has learnt something.

    Args:
        teaching: the teaching.
    """

    def __init__(self, teaching: Teaching) -> None:
        super().__init__()
        self._teaching = teaching
        self.title, self.worth = label(role="title", wrap=True), label(wrap=True)
        self.clips = TextTable(
            tr("Clips held out"), (tr("Clip held out"), tr("Person"), tr("Called"), tr("Without that person"))
        )
        self.taken = TextTable(tr("What is taken for what"), (tr("Is"), tr("Called"), tr("Clips")))
        self.newly = TextTable(tr("Clips that would now be called so"), (tr("For you to check"), tr("Certainty")))
        self.notes, self.problem = label(role="muted", wrap=True), label(role="error", wrap=True)
        self.add, self.anyway = primary_button(tr("Add it"), "check"), QPushButton(tr("Add it all the same"))
        self.again = QPushButton(tr("Back to the clips"))
        self._grid = QGridLayout()
        self._lay_out()
        self.add.clicked.connect(teaching.add)
        self.anyway.clicked.connect(teaching.add)
        self.again.clicked.connect(teaching.again)
        teaching.changed.connect(self.show_teaching)

    def _lay_out(self) -> None:
        self._grid.setHorizontalSpacing(18)
        self._grid.setColumnStretch(1, 1)
        tables = QHBoxLayout()
        tables.setSpacing(12)
        beside = QVBoxLayout()
        beside.setSpacing(10)
        beside.addWidget(self.taken, 1)
        beside.addWidget(self.newly, 1)
        tables.addWidget(self.clips, 3)
        tables.addLayout(beside, 2)
        inner = QWidget()
        self._notes = QScrollArea()
        self._notes.setWidgetResizable(True)
        self._notes.setWidget(inner)
        self._notes.setMaximumHeight(110)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notes)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.again)
        foot.addWidget(self.problem, 1)
        foot.addWidget(self.anyway)
        foot.addWidget(self.add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        for part in (self.title, self.worth):
            whole.addWidget(part)
        whole.addLayout(self._grid)
        whole.addLayout(tables, 1)
        whole.addWidget(self._notes)
        whole.addLayout(foot)

    def show_teaching(self) -> None:
        """Follow the teaching."""
        outcome = self._teaching.outcome
        if outcome is None:
            return
        self.title.setText(
            tr("“{name}”, taught from {clips} clips").format(name=outcome.name, clips=len(outcome.by_clip))
        )
        said, look = worth_words(outcome.worth, strangers=bool(outcome.by_person))
        self.worth.setText(said)
        self.worth.setObjectName(look)
        self.worth.style().polish(self.worth)
        self._show_measures(outcome)
        self._show_tables(outcome)
        told = tr("{clip} is left out: {why}")
        notes = [*outcome.warnings]
        taken = [one.clip for one in outcome.others if one.heard == outcome.name]
        if taken:
            notes.append(tr("Other clips that are taken for it: {}.").format(", ".join(taken)))
        notes += [told.format(clip=one.clip, why=one.why) for one in outcome.left_out[:_MOST_LEFT_OUT]]
        if len(outcome.left_out) > _MOST_LEFT_OUT:
            notes.append(tr("{} more are left out.").format(len(outcome.left_out) - _MOST_LEFT_OUT))
        self.notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self.problem.setText(self._teaching.error)
        useless, added = look == "error", self._teaching.added
        self.add.setVisible(not useless or added)
        self.anyway.setVisible(useless and not added)
        self.add.setText(tr("It is added") if added else tr("Add it"))
        self.add.setEnabled(not added)

    def _show_measures(self, outcome: "Outcome") -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (what, value) in enumerate(measures(outcome)):
            self._grid.addWidget(label(what, "muted"), row, 0)
            self._grid.addWidget(label(value), row, 1)

    def _show_tables(self, outcome: "Outcome") -> None:
        strict = [called(one.heard) for one in outcome.by_person] or [""] * len(outcome.by_clip)
        rows = [
            (one.clip, one.person, called(one.heard), other) for one, other in zip(outcome.by_clip, strict, strict=True)
        ]
        self.clips.setColumnHidden(1, not any(one.person for one in outcome.by_clip))
        self.clips.setColumnHidden(3, not outcome.by_person)
        wrong_alone = [not one.right for one in outcome.by_person] or [False] * len(rows)
        wrong_clips = [not one.right or alone for one, alone in zip(outcome.by_clip, wrong_alone, strict=True)]
        self.clips.fill(rows, wrong_clips)
        found = confusions(outcome)
        wrong = [(truth == outcome.name) != (heard == outcome.name) for truth, heard, _count in found]
        self.taken.fill([(truth, heard, str(count)) for truth, heard, count in found], wrong)
        self.newly.setVisible(bool(outcome.newly))
        self.newly.fill([(one.clip, f"{one.certainty:.0%}".replace("%", " %")) for one in outcome.newly])
