"""Beside the pictures: what came of the take on show, what to work on, and all takes so far."""

from collections.abc import Callable

import attrs
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.gui.commands import CommandTable
from dancecoach.gui.icons import pixmap
from dancecoach.gui.practice.after.progress import ProgressPlot
from dancecoach.gui.practice.after.takes import TakeList
from dancecoach.gui.practice.after.words import mark_titles, part_text, score_text
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.parts import command_button, label
from dancecoach.pipeline.practice.result import WORST, PhraseMark, TakeResult
from dancecoach.pipeline.practice.takes import Take

WIDTH = 280
#: A lower side has no room for the course of all takes beside a result, logical pixels.
_ROOMY = 560
#: Of a phrase's name on its button, logical pixels; a longer one is shortened.
_NAME_ROOM = 170


class MarkBars(QWidget):
    """The four marks as bars with their words and numbers."""

    _ROW = 24

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: dict[str, float | None] = {}
        self.setAccessibleName(self.tr("Marks"))

    def sizeHint(self) -> QSize:  # noqa: N802
        """A row for each."""
        return QSize(200, self._ROW * len(mark_titles()))

    def show_marks(self, marks: dict[str, float | None]) -> None:
        """Show other marks."""
        self._marks = marks
        titles = mark_titles()
        said = ", ".join(f"{titles[name]} {score_text(mark)}" for name, mark in marks.items())
        self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, (name, title) in enumerate(mark_titles().items()):
            self._paint_row(painter, QRectF(0, row * self._ROW, self.width(), self._ROW), title, self._marks.get(name))
        painter.end()

    def _paint_row(self, painter: QPainter, box: QRectF, title: str, mark: float | None) -> None:
        look = colours()
        painter.setPen(QColor(look.muted))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        painter.setPen(QColor(look.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), score_text(mark))
        bar = QRectF(box.x() + 70, box.center().y() - 3, max(10.0, box.width() - 70 - 36), 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.border))
        painter.drawRoundedRect(bar, 3, 3)
        if mark is not None:
            painter.setBrush(QColor(look.accent))
            painter.drawRoundedRect(QRectF(bar.x(), bar.y(), max(6.0, bar.width() * mark / 100), bar.height()), 3, 3)


class AfterPanel(QFrame):
    """The side of the page.

    Signals:
        loop: the `Phrase` that is to be danced in loops.

    Attributes:
        takes: the list of takes.
        worst: buttons of the worst phrases.
        good: says that there are none.
        taught: what the lesson says of what is to be worked on.
    """

    loop = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setFixedWidth(WIDTH)
        self.score = label()
        font = QFont(self.font())
        font.setPixelSize(56)
        font.setBold(True)
        self.score.setFont(font)
        self.score.setAccessibleName(self.tr("Score"))
        self.name = label(role="muted", wrap=True)
        self.marks, self.advice, self.said = MarkBars(), label(wrap=True), label(role="muted", wrap=True)
        self.taught = label(role="muted", wrap=True)
        self.good = label(self.tr("All parts are good: none needs to be practised again."), "muted", wrap=True)
        self.worst = [QPushButton() for _ in range(WORST)]
        self.progress, self.takes = ProgressPlot(), TakeList()
        self._phrases: tuple[PhraseMark, ...] = ()
        self._lay_out()
        for place, button in enumerate(self.worst):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setIcon(pixmap("loop", colours().text, 16, 2.0))
            button.clicked.connect(lambda _checked=False, place=place: self.loop_worst(place))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.score)
        head.addWidget(self.name, 1)
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.marks)
        self._work = label(role="section")
        column.addSpacing(6)
        column.addWidget(self._work)
        column.addWidget(self.advice)
        column.addWidget(self.taught)
        self._loops = label(self.tr("PRACTISE AGAIN, IN LOOPS"), "section")
        column.addSpacing(6)
        column.addWidget(self._loops)
        for button in self.worst:
            column.addWidget(button)
        column.addWidget(self.good)
        column.addWidget(self.said)
        column.addStretch(1)
        self._result = QWidget()
        self._result.setLayout(column)
        scroll = QScrollArea()
        scroll.setWidget(self._result)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for ground in (scroll.viewport(), self._result):  # the side's own is seen through them
            ground.setAutoFillBackground(False)
        self._scroll = scroll
        kept = QVBoxLayout()
        kept.setContentsMargins(16, 8, 16, 12)
        kept.setSpacing(6)
        self._kept_title = label(self.tr("PROGRESS"), "section")
        for widget in (self._kept_title, self.progress):
            kept.addWidget(widget)
        kept.addWidget(self.takes, 1)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        kept.addLayout(self._buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 3)
        whole.addLayout(kept, 2)

    def make_buttons(self, commands: CommandTable) -> None:
        """Add the buttons of the commands."""
        for place, button in enumerate(self.worst, 1):
            button.setToolTip(commands.action(f"practice.worst_{place}").toolTip())
        for name, icon in (
            ("leave_take", "live"),
            ("open_take", "review"),
            ("hand_over", "folder"),
            ("delete_take", "close"),
        ):
            self._buttons.addWidget(command_button(commands, f"practice.{name}", icon))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw the signs on the buttons in the colours of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "worst"):
            for button in self.worst:
                button.setIcon(pixmap("loop", colours().text, 16, 2.0))

    def show_result(
        self,
        result: TakeResult | None,
        *,
        eights: bool,
        taught: str = "",
        as_taught: Callable[[Phrase], Phrase] | None = None,
    ) -> None:
        """Show what came of a take.

        Args:
            result: None for nothing.
            eights: whether the reference is counted.
            taught: what the lesson says of what is to be worked on; "" for nothing.
            as_taught: gives the lesson's step for a phrase that is one; None without a reference.
        """
        self._scroll.setVisible(result is not None)
        self._phrases = () if result is None else result.to_practise
        if as_taught is not None:
            self._phrases = tuple(attrs.evolve(line, phrase=as_taught(line.phrase)) for line in self._phrases)
        if result is None:
            return
        self.score.setText(score_text(result.score))
        facts = result.take.facts
        doubt = "" if not facts.outcome or not facts.outcome.doubt else f" · ± {facts.outcome.doubt:.0f}"
        self.name.setText(f"{part_text(facts.part, eights=eights)}\n{facts.speed:.0%}{doubt}")
        self.marks.show_marks(result.marks)
        self.advice.setText(result.advice)
        self._work.setText(self._heading(result))
        self._work.setVisible(bool(result.advice))
        self.advice.setVisible(bool(result.advice))
        self.taught.setText(taught)
        self.taught.setVisible(bool(taught))
        self.said.setText("\n".join(w for w in result.warnings if w != result.advice))
        self.said.setVisible(bool(self.said.text()))
        self._show_worst(len(result.phrases), eights=eights)
        self.good.setVisible(len(result.phrases) > 1 and result.all_good)

    def _heading(self, result: TakeResult) -> str:
        """What the advice is."""
        if result.work_on is not None:
            return self.tr("WORK ON THIS")
        return self.tr("THIS IS RIGHT") if any(line.praise for line in result.phrases) else self.tr("NOTE")

    def _show_worst(self, parts: int, *, eights: bool) -> None:
        several = parts > 1
        self._loops.setVisible(several and bool(self._phrases))
        for place, button in enumerate(self.worst):
            button.setVisible(several and place < len(self._phrases))
            if place < len(self._phrases):
                line = self._phrases[place]
                name, score = part_text(line.phrase, eights=eights), score_text(line.score)
                words = f"{name} · {score}"
                short = button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _NAME_ROOM)
                button.setText(f"{short} · {score}".replace("&", "&&"))  # a stranger's name is no shortcut
                button.setAccessibleName(self.tr("Practise in loops: {}").format(words))

    def loop_worst(self, place: int) -> None:
        """Ask for one of the worst phrases, 0 the worst."""
        if place < len(self._phrases):
            self.loop.emit(self._phrases[place].phrase)

    @property
    def phrases(self) -> tuple[PhraseMark, ...]:
        """The worst phrases of the take on show."""
        return self._phrases

    def show_takes(self, takes: tuple[Take, ...], shown: Take | None, *, eights: bool) -> None:
        """Show which takes are kept."""
        self.progress.show_takes(takes, shown)
        self.takes.show_takes(takes, shown, eights=eights)
        self.takes.setVisible(bool(takes))
        self._show_course()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a low window there is room for what to work on, and none for the course of all takes."""
        super().resizeEvent(event)
        self._show_course()

    def _show_course(self) -> None:
        room = self._scroll.isHidden() or self.height() >= _ROOMY
        for widget in (self._kept_title, self.progress):
            widget.setVisible(room and not self.takes.isHidden())
