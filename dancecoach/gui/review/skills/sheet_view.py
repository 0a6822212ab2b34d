"""The sheet of one skill, to be read beside the picture: every measure with its uncertainty, or why there is none."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dancecoach.coaching.sheet.words import group_title, measure_title, value_text, why_unseen
from dancecoach.coaching.skill_sheet import GROUPS, Group, Measure, SkillSheet
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.skill_words import title
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.parts import label
from dancecoach.gui.widgets.time_axis import clock_text

Told = Callable[[SkillSheet], SkillSheet]


class SheetView(QWidget):
    """The sheet of the skill at the playhead; between skills that of the last one stays. Hidden where there is none.

    Args:
        model: of the page.
        parent: owner.
    """

    def __init__(self, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._told: Told = lambda sheet: sheet
        self._row = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(6)
        self.name = label(role="muted", wrap=True)
        self.groups: dict[Group, _GroupView] = {group: _GroupView() for group in GROUPS}
        column.addWidget(label(self.tr("SKILL SHEET"), "section"))
        column.addWidget(self.name)
        for part in self.groups.values():
            column.addWidget(part)
        model.findings_changed.connect(self._begin_anew)
        model.playhead_changed.connect(self._follow)
        self.show_sheet()

    def tell_sheets(self, told: Told) -> None:
        """Let the sheet be told otherwise, such as with distances in metres."""
        self._told = told
        self.show_sheet()

    def show_sheet(self) -> None:
        """Show it as it is now."""
        skills = self._model.skills
        skill = skills[self._row] if self._row < len(skills) else None
        sheet = None if skill is None else skill.sheet
        self.setVisible(sheet is not None)
        if skill is None or sheet is None:
            return
        self.name.setText(f"{title(skill)} · {clock_text(max(0.0, skill.takeoff_s), 1)}")
        told = self._told(sheet)
        for group, part in self.groups.items():
            part.show_group(group, told.of_group(group))

    def _begin_anew(self) -> None:
        self._row = self._model.skill_at(self._model.playhead) or 0
        self.show_sheet()

    def _follow(self, frame: int) -> None:
        """Turn over to the skill at a frame."""
        row = self._model.skill_at(frame)
        if row is not None and row != self._row:
            self._row = row
            self.show_sheet()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme: the colours stand in the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "groups"):
            self.show_sheet()


class _GroupView(QLabel):
    """The measures of one group; Tab goes from one to the next, so that each can be read and comes into sight."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContentsMargins(4, 3, 4, 3)

    def show_group(self, group: Group, lines: Sequence[Measure]) -> None:
        """Show what was measured, and what could not be, those with the same reason together."""
        heading = group_title(group)
        seen = [(measure_title(line.name), value_text(line)) for line in lines if line.unseen is None]
        unseen = []
        for why in dict.fromkeys(line.unseen for line in lines if line.unseen is not None):
            names = ", ".join(measure_title(line.name) for line in lines if line.unseen is why)
            unseen.append((names, why_unseen(why)))
        self.setText(_page(heading, seen, unseen))
        self.setAccessibleName(heading)
        self.setAccessibleDescription("\n".join(f"{name}: {text}" for name, text in (*seen, *unseen)))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show it no longer."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the text, and a frame for who came here with Tab."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(colours().accent), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()


def _page(heading: str, seen: Sequence[tuple[str, str]], unseen: Sequence[tuple[str, str]]) -> str:
    """A heading, a table of values, and sentences for what has none."""
    look = colours()
    rows = "".join(
        f'<tr><td style="color:{look.muted}">{escape(name)}</td>'
        f'<td align="right" style="padding-left:8px; white-space:nowrap"><b>{escape(value)}</b></td></tr>'
        for name, value in seen
    )
    table = f'<table width="100%" cellspacing="0" cellpadding="1">{rows}</table>' if rows else ""
    why = "".join(
        f'<p style="margin:3px 1px 0 1px; color:{look.muted}">{escape(names)}: <i>{escape(reason)}</i></p>'
        for names, reason in unseen
    )
    return f'<p style="margin:0 1px 2px 1px"><b>{escape(heading)}</b></p>{table}{why}'
