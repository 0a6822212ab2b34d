"""The form: what, drawn over with what, which part, where to."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.review.handover.choice import ANOTHER, COMPARED, ITSELF, LOOP, NOTHING, SKILL, WHOLE, Choice
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.skill_words import title as skill_title
from dancecoach.gui.widgets.parts import chip, label, primary_button, tip
from dancecoach.gui.widgets.pose_forms import PoseForms
from dancecoach.gui.widgets.time_axis import clock_text

_Value = TypeVar("_Value", str, float, int, int | None)

SPEEDS = (100.0, 50.0, 25.0, 12.5)
INSTANTS = (3, 4, 5, 6, 7, 8, 9, 10, 12, 15)


def tr(text: str) -> str:
    """Translate a text of this form."""
    return QCoreApplication.translate("HandOver", text)


def _things() -> dict[str, tuple[str, str]]:
    """Title and hint of each thing."""
    return {
        "video": (tr("Video"), tr("with its sound, and what is ticked drawn in")),
        "picture": (tr("Picture of this frame"), tr("PNG in the clip's own size")),
        "sequence": (tr("Sequence picture"), tr("several instants of the skill in one")),
        "pdf": (tr("Report as PDF"), tr("a page for each skill")),
        "html": (tr("Report as HTML"), tr("the same in one file, for a browser")),
        "xlsx": (tr("Spreadsheet (XLSX)"), tr("angles, measures, phases")),
        "csv": (tr("Tables (CSV)"), tr("the same as plain text, for scripts")),
    }


def _parts() -> dict[str, str]:
    return {
        "skeleton": tr("Skeleton"),
        "phases": tr("Phases"),
        "drawings": tr("Drawings"),
        "knee": tr("Knees °"),
        "hip": tr("Hips °"),
        "elbow": tr("Elbows °"),
        "shoulder": tr("Shoulders °"),
        "ankle": tr("Ankles °"),
    }


class HandOverForm(QWidget):
    """Asks what to hand over; what does not matter for what is ticked cannot be changed.

    Args:
        model: of the page.
        choice: what is ticked at first; it must suit the clip.
        parent: owner.
        two: whether another clip is compared with this one.

    Signals:
        wanted: the person wants it made.
        left: the person wants nothing.
    """

    wanted = Signal()
    left = Signal()

    def __init__(self, model: ReviewModel, choice: Choice, parent: QWidget | None = None, *, two: bool = False) -> None:
        super().__init__(parent)
        self._model, self._two = model, two
        self._other = choice.other
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        columns = QHBoxLayout()
        columns.setSpacing(36)
        columns.addLayout(self._make_things(choice), 2)
        columns.addLayout(self._make_options(choice), 3)
        outer.addLayout(columns, 1)
        outer.addLayout(self._make_folder(choice))
        row = QHBoxLayout()
        row.addStretch(1)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.left)
        self.go = primary_button(self.tr("Hand over"))
        self.go.clicked.connect(self.wanted)
        row.addWidget(close)
        row.addWidget(self.go)
        outer.addLayout(row)
        self._follow()

    def _make_things(self, choice: Choice) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(label(self.tr("WHAT"), "section"))
        self.things: dict[str, QCheckBox] = {}
        for name, (title, hint) in _things().items():
            box = QCheckBox(title)
            box.setChecked(name in choice.things)
            box.setObjectName(f"thing_{name}")
            box.setAccessibleDescription(hint)
            box.toggled.connect(self._follow)
            self.things[name] = box
            column.addSpacing(6)
            column.addWidget(box)
            note = label(hint, "muted")
            note.setContentsMargins(26, 0, 0, 0)
            column.addWidget(note)
        column.addSpacing(12)
        column.addWidget(label(tr("POSES, FOR OTHER PROGRAMS"), "section"))
        column.addSpacing(4)
        self.poses = PoseForms(choice.things, in_a_row=3)
        self.poses.changed.connect(self._follow)
        column.addWidget(self.poses)
        column.addStretch(1)
        return column

    def _make_options(self, choice: Choice) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label(self.tr("DRAWN OVER PICTURES AND VIDEO"), "section"))
        self.parts: dict[str, QToolButton] = {}
        names = list(_parts().items())
        for row_names in (names[:3], names[3:]):
            row = QHBoxLayout()
            row.setSpacing(6)
            for name, title in row_names:
                self.parts[name] = chip(title, f"part_{name}")
                self.parts[name].setChecked(name in choice.parts)
                row.addWidget(self.parts[name])
            row.addStretch(1)
            column.addLayout(row)
        self.corrected = QCheckBox(self.tr("Phases as corrected by hand, where they are"))
        self.corrected.setChecked(choice.corrected)
        column.addWidget(self.corrected)
        column.addSpacing(10)
        column.addWidget(label(self.tr("PART AND SPEED"), "section"))
        ranges, sequence = self._make_range(choice), self._make_sequence(choice)
        _align(ranges, sequence)
        column.addLayout(ranges)
        column.addSpacing(10)
        column.addWidget(label(self.tr("SEQUENCE"), "section"))
        column.addLayout(sequence)
        column.addStretch(1)
        return column

    def _make_range(self, choice: Choice) -> QFormLayout:
        form = _form()
        self.skill = _combo(self.tr("Skill"), self._skills(), choice.skill)
        form.addRow(self.tr("Skill"), self.skill)
        ranges = {WHOLE: self.tr("the whole clip")}
        if self._model.loop.closed:
            ranges[LOOP] = self.tr("from A to B")
        if self._model.skills:
            ranges[SKILL] = self.tr("the skill, and a second around it")
        self.span = _combo(self.tr("Video"), ranges, choice.span)
        self.span.currentIndexChanged.connect(self._follow)
        form.addRow(self.tr("Video"), self.span)
        speeds = {percent: f"{percent:g} %" for percent in SPEEDS}
        self.speed = _combo(self.tr("Speed"), speeds, choice.percent)
        self.rest = QCheckBox(self.tr("the rest of the clip too, at full speed"))
        self.rest.setChecked(choice.rest)
        form.addRow(self.tr("Speed"), self.speed)
        form.addRow("", self.rest)
        beside = {NOTHING: self.tr("nothing"), ITSELF: self.tr("the clip as it is")}
        if self._two:
            beside[COMPARED] = self.tr("the other clip, as on the screen")
        beside[ANOTHER] = self.tr("another clip")
        self.beside = _combo(self.tr("Beside it"), beside, choice.beside)
        self.beside.currentIndexChanged.connect(self._follow)
        form.addRow(self.tr("Beside it"), self.beside)
        self.another = self._make_other()
        form.addRow("", self.another)
        self._range = form
        return form

    def _make_other(self) -> QWidget:
        """Which clip it is that stands beside."""
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        self.other = QLineEdit()
        self.other.setReadOnly(True)
        self.other.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.other.setAccessibleName(self.tr("Clip that stands beside"))
        self.other.setPlaceholderText(self.tr("aligned at take-off, where both have one"))
        self.choose_other = QPushButton(self.tr("Choose …"))
        self.choose_other.setAccessibleName(self.tr("Choose the clip that stands beside"))
        self.choose_other.clicked.connect(self._choose_other)
        inner.addWidget(self.other, 1)
        inner.addWidget(self.choose_other)
        self._show_other()
        return row

    def _choose_other(self) -> None:
        near = self._other or self._model.path
        folder = "" if near is None else str(near.parent)
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Clip that stands beside"), folder)
        if path:
            self._other = Path(path)
            self._show_other()
            self._follow()

    def _show_other(self) -> None:
        self.other.setText("" if self._other is None else self._other.name)
        self.other.setToolTip("" if self._other is None else tip(str(self._other)))

    def _make_sequence(self, choice: Choice) -> QFormLayout:
        form = _form()
        self.instants = _combo(self.tr("Instants"), {count: str(count) for count in INSTANTS}, choice.instants)
        form.addRow(self.tr("Instants"), self.instants)
        modes = {
            "auto": self.tr("together, or a strip where they overlap"),
            "together": self.tr("together on their background"),
            "strip": self.tr("side by side, as a strip"),
        }
        self.mode = _combo(self.tr("Layout"), modes, choice.mode)
        form.addRow(self.tr("Layout"), self.mode)
        return form

    def _make_folder(self, choice: Choice) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Folder"), "muted"))
        self.folder = QLineEdit("" if choice.folder is None else str(choice.folder))
        self.folder.setAccessibleName(self.tr("Folder"))
        self.folder.textChanged.connect(self._follow)
        choose = QPushButton(self.tr("Choose …"))
        choose.clicked.connect(self._choose_folder)
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        return row

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder to hand over into"), self.folder.text())
        if folder:
            self.folder.setText(folder)

    def _skills(self) -> dict[int | None, str]:
        skills: dict[int | None, str] = {None: self.tr("all of the clip")}
        for number, skill in enumerate(self._model.skills):
            skills[number] = f"{number + 1}: {skill_title(skill)}, {clock_text(max(0.0, skill.takeoff_s), 1)}"
        return skills

    def _follow(self) -> None:
        """Only what matters for what is ticked can be changed."""
        ticked = {name for name, box in self.things.items() if box.isChecked()} | set(self.poses.chosen)
        drawn = bool(ticked & {"video", "picture", "sequence"})
        for part in (*self.parts.values(), self.corrected):
            part.setEnabled(drawn or (part is self.corrected and bool(ticked)))
        for widget in (self.span, self.speed, self.beside):
            widget.setEnabled("video" in ticked)
        self._range.setRowVisible(self.another, self.beside.currentData() == ANOTHER)
        another = "video" in ticked and self.beside.currentData() == ANOTHER
        self.another.setEnabled(another)
        self.rest.setEnabled("video" in ticked and self.span.currentData() != WHOLE)
        for widget in (self.instants, self.mode):
            widget.setEnabled("sequence" in ticked)
        self.skill.setEnabled(bool(self._model.skills) and bool(ticked & {"video", "sequence", "pdf", "html"}))
        lacking = another and self._other is None
        self.go.setEnabled(bool(ticked) and bool(self.folder.text().strip()) and not lacking)

    @property
    def choice(self) -> Choice:
        """What is ticked now."""
        return Choice(
            things=frozenset((*(n for n, box in self.things.items() if box.isChecked()), *self.poses.chosen)),
            parts=frozenset(name for name, button in self.parts.items() if button.isChecked()),
            span=self.span.currentData(),
            percent=self.speed.currentData(),
            rest=self.rest.isChecked(),
            beside=self.beside.currentData(),
            other=self._other,
            skill=self.skill.currentData(),
            instants=self.instants.currentData(),
            mode=self.mode.currentData(),
            corrected=self.corrected.isChecked(),
            folder=Path(self.folder.text().strip()),
        )


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(14)
    form.setVerticalSpacing(7)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
    return form


def _align(*forms: QFormLayout) -> None:
    """Make the labels of forms that stand below each other equally wide."""
    rows = [(form, row) for form in forms for row in range(form.rowCount())]
    items = [form.itemAt(row, QFormLayout.ItemRole.LabelRole) for form, row in rows]
    words = [word for item in items if item is not None and (word := item.widget()) is not None]
    widest = max(word.sizeHint().width() for word in words)
    for word in words:
        word.setMinimumWidth(widest)


def _combo(name: str, choices: Mapping[_Value, str], now: _Value) -> QComboBox:
    box = QComboBox()
    for value, text in choices.items():
        box.addItem(text, value)
    values = list(choices)
    box.setCurrentIndex(values.index(now) if now in values else 0)
    box.setAccessibleName(name)
    return box
