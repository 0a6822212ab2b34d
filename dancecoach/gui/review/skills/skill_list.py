"""The skills of a clip as chips: what it probably was, its measures, when. A click goes to the take-off."""

from collections.abc import Callable, Sequence

import attrs
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dancecoach.coaching.skill import Skill
from dancecoach.coaching.skill_sheet import SkillSheet
from dancecoach.gui.phase_look import phase_colour
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.skill_words import details, numbers, sentence, title, turns
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.card import make_card_list
from dancecoach.gui.widgets.time_axis import clock_text

_SKILL, _LAST = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
_MOST_AT_ONCE = 5
#: How much smaller letters may become before the end of a line is left out.
_SMALLEST = 0.82
_Index = QModelIndex | QPersistentModelIndex


class _Skills(QAbstractListModel):
    """The skills as Qt's views want them."""

    def __init__(self) -> None:
        super().__init__()
        self._skills: Sequence[Skill] = ()
        self._last = 0
        self.told: Callable[[SkillSheet], SkillSheet] = lambda sheet: sheet

    def fill(self, skills: Sequence[Skill], last_frame: int) -> None:
        """Show these."""
        self.beginResetModel()
        self._skills, self._last = skills, last_frame
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """A row for each skill."""
        return 0 if parent.isValid() else len(self._skills)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for eyes, tool tip and screen reader; the record for the painter."""
        skill = self._skills[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return sentence(skill, self._last)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            sheet = skill.sheet
            return details(skill if sheet is None else attrs.evolve(skill, sheet=self.told(sheet)))
        return {_SKILL: skill, _LAST: self._last}.get(role)


class _Chip(QStyledItemDelegate):
    """Draws one skill: three lines beside a bar in the colour of skills."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802
        """Three lines of text and air."""
        return QSize(100, 3 * (option.fontMetrics.height() + 1) + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw it."""
        skill: Skill = index.data(_SKILL)
        look, state = colours(), option.state
        now = bool(state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect).adjusted(0.5, 2.5, -0.5, -2.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        edge = (
            look.accent if focused else look.faint if now or state & QStyle.StateFlag.State_MouseOver else look.border
        )
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(look.raised if now else look.base))
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(phase_colour("skill"))
        painter.drawRoundedRect(QRectF(box.x() + 6, box.y() + 8, 4, box.height() - 16), 2, 2)
        self._write(painter, option, skill, index.data(_LAST), box.adjusted(18, 6, -9, -6))
        painter.restore()

    def _write(
        self, painter: QPainter, option: QStyleOptionViewItem, skill: Skill, last_frame: int, box: QRectF
    ) -> None:
        look, metrics = colours(), option.fontMetrics
        line = metrics.height() + 1
        bold, small = QFont(option.font), QFont(option.font)
        bold.setBold(True)
        small.setPointSizeF(0.9 * small.pointSizeF())
        lines = (
            (title(skill), bold, look.text),
            (numbers(skill, last_frame), option.font, look.text),
            (turns(skill), small, look.muted),
        )
        time_text = clock_text(max(0.0, skill.takeoff_s), 1)
        for row, (text, font, colour) in enumerate(lines):
            room = box.width() - (metrics.horizontalAdvance(time_text) + 8 if row == 0 else 0)
            place = QRectF(box.x(), box.y() + row * line, room, line)
            painter.setFont(_fitted(font, text, room))
            painter.setPen(QColor(colour))
            short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, short)
        painter.setFont(option.font)
        painter.setPen(QColor(look.muted))
        beside = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(box.x(), box.y(), box.width(), line), beside, time_text)


def _fitted(font: QFont, text: str, room: float) -> QFont:
    """The font, a little smaller where that makes the text fit."""
    share = room / max(1, QFontMetrics(font).horizontalAdvance(text) + 2)
    if not _SMALLEST <= share < 1:
        return font
    fitted = QFont(font)
    fitted.setPointSizeF(font.pointSizeF() * share)
    return fitted


class SkillList(QListView):
    """The skills of the clip under review; the one at the playhead stands out.

    Signals:
        chosen: the frame of the take-off that the person wants to see.
    """

    chosen = Signal(int)

    def __init__(self, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review, self._skills = model, _Skills()
        make_card_list(self, self._skills, _Chip(self), self.tr("Skills"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._choose)
        model.playhead_changed.connect(self._follow)

    def fill(self) -> None:
        """Show the skills of the clip."""
        self._skills.fill(self._review.skills, self._review.last)
        self._fit()
        self._follow(self._review.playhead)

    def tell_sheets(self, told: Callable[[SkillSheet], SkillSheet]) -> None:
        """Let the sheets be told otherwise, such as with distances in metres."""
        self._skills.told = told

    def tell_anew(self) -> None:
        """What a sheet says has changed: a screen reader may hear it."""
        rows = self._skills.rowCount()
        if rows:
            self._skills.dataChanged.emit(self._skills.index(0), self._skills.index(rows - 1))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the size of the letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_skills"):
            self._fit()

    def _fit(self) -> None:
        """Be as high as the chips, up to a few of them."""
        shown = min(_MOST_AT_ONCE, max(1, self._skills.rowCount()))
        self.setFixedHeight(shown * max(1, self.sizeHintForRow(0)) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Space go to the take-off of the skill at hand."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._review.skills[index.row()].takeoff_frame)

    def _follow(self, frame: int) -> None:
        """Mark the skill at a frame; touches the view only when it is another one."""
        row = self._review.skill_at(frame)
        now = self.selectionModel().currentIndex().row() if self.selectionModel().hasSelection() else None
        if row == now:
            return
        if row is None:
            self.clearSelection()
        else:
            self.setCurrentIndex(self._skills.index(row))
