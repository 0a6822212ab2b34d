"""The time line of the workshop: the clip with its eights, what of it is the lesson, its steps and its cues."""

import attrs
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dancecoach.gui.library.lesson.chosen import Chosen
from dancecoach.gui.library.lesson.model import WorkshopModel
from dancecoach.gui.library.lesson.places import CUES, EIGHTS, HEIGHT, REACH, RULER, STEPS, Grip, grip_at
from dancecoach.gui.library.lesson.words import lesson_text, tr
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.time_axis import TimeAxis, tick_text
from dancecoach.library.lesson import editing
from dancecoach.library.lesson.records import Lesson

#: Beats nearer to each other than this are not drawn, logical pixels.
_BEATS_APART = 4.0
_LABEL_WIDTH = 70.0
#: The moment moves by so much before it is drawn anew, logical pixels.
_SEEN = 0.25


class LessonLine(QWidget):
    """Draws the lesson, and lets a hand change it; a beat that is near is meant, unless Shift is held.

    Args:
        model: the lesson.
        parent: owner.

    Signals:
        write: what is chosen wants another name.
    """

    write = Signal()

    def __init__(self, model: WorkshopModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._grip: Grip | None = None
        self._from: tuple[float, Lesson] | None = None
        self._drawn: QPixmap | None = None
        self._cursor = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Time line of the lesson"))
        model.changed.connect(self._changed)
        model.practice.changed.connect(self._renew)
        model.practice.playhead.moved.connect(self._move)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Four rows."""
        return QSize(640, HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As high, and narrow."""
        return QSize(200, HEIGHT)

    @property
    def axis(self) -> TimeAxis:
        """The scale of time."""
        return TimeAxis(max(self._model.length_s, 0.1), self.width())

    def _changed(self) -> None:
        lesson = self._model.lesson
        said = "" if lesson is None else lesson_text(lesson)
        self.setAccessibleDescription(", ".join(filter(None, (self._model.chosen_text, said))))
        self._renew()

    def _renew(self) -> None:
        """Something else than the moment is another."""
        self._drawn = None
        self.update()

    def _move(self, moment_s: float) -> None:
        """The moment is another, many times a second: all else stays as it was drawn."""
        before, after = self._cursor, self.axis.x(moment_s)
        if abs(after - before) >= _SEEN:
            for x in (before, after):
                self.update(QRectF(x - 3, 0, 6, self.height()).toAlignedRect())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Draw it as wide as it is now."""
        super().resizeEvent(event)
        self._renew()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw it in the colours of the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._renew()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Copy what was drawn, and show the moment."""
        if self._drawn is None:
            self._drawn = self._draw()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(QPointF(0, 0), self._drawn)
        if self._model.lesson is not None:
            self._cursor = self.axis.x(self._model.practice.playhead.moment_s)
            painter.setPen(QPen(QColor(colours().text), 2))
            painter.drawLine(QPointF(self._cursor, 2), QPointF(self._cursor, self.height() - 2))
        painter.end()

    def _draw(self) -> QPixmap:
        """All but the moment."""
        lesson, ratio = self._model.lesson, self.devicePixelRatioF()
        drawn = QPixmap((QSizeF(self.size()) * ratio).toSize())
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(QColor(colours().panel))
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if lesson is not None:
            axis = self.axis
            self._paint_ruler(painter, axis)
            self._paint_eights(painter, axis)
            for i, step in enumerate(lesson.steps):
                self._paint_box(painter, _box(axis, step.start_s, step.end_s, STEPS), step.name, Chosen("step", i))
            for i, cue in enumerate(lesson.cues):
                self._paint_box(painter, _box(axis, cue.start_s, cue.end_s, CUES), cue.text, Chosen("cue", i))
            self._paint_trim(painter, axis, lesson)
        painter.end()
        return drawn

    def _paint_ruler(self, painter: QPainter, axis: TimeAxis) -> None:
        painter.setFont(self._font(11))
        painter.setPen(QColor(colours().muted))
        step = axis.step(_LABEL_WIDTH)
        for time_s in axis.ticks(_LABEL_WIDTH):
            box = QRectF(axis.x(time_s) - _LABEL_WIDTH / 2, RULER[0], _LABEL_WIDTH, RULER[1] - RULER[0])
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tick_text(time_s, step))

    def _paint_eights(self, painter: QPainter, axis: TimeAxis) -> None:
        """A number and a line for each eight, and a tick for each beat where there is room."""
        look, counts = colours(), self._model.counts
        top, bottom = EIGHTS
        painter.setPen(QPen(QColor(look.faint), 1))
        beats = () if counts is None else counts.beats_s
        if len(beats) > 1 and axis.x(beats[1]) - axis.x(beats[0]) >= _BEATS_APART:
            for beat in beats:
                painter.drawLine(QPointF(axis.x(beat), bottom - 5), QPointF(axis.x(beat), bottom))
        painter.setFont(self._font(12))
        for eight in self._model.eights:
            x, wide = axis.x(eight.start_s), axis.x(eight.end_s) - axis.x(eight.start_s)
            painter.setPen(QPen(QColor(look.faint), 1))
            painter.drawLine(QPointF(x, top + 2), QPointF(x, bottom))
            if wide > 16:
                painter.setPen(QColor(look.muted))
                box = QRectF(x + 3, top, wide, bottom - top - 5)
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(eight.number))

    def _paint_box(self, painter: QPainter, box: QRectF, words: str, chosen: Chosen) -> None:
        look, is_chosen = colours(), chosen == self._model.chosen
        painter.setPen(QPen(QColor(look.accent if is_chosen else look.faint), 1))
        painter.setBrush(QColor(look.accent if is_chosen else look.raised))
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(self._font(13, bold=is_chosen))
        painter.setPen(QColor(look.on_accent if is_chosen else look.text))
        inner = box.adjusted(6, 0, -4, 0)
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(0, round(inner.width())))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)

    def _paint_trim(self, painter: QPainter, axis: TimeAxis, lesson: Lesson) -> None:
        """What is left out lies in the dark; where the lesson begins and ends there are handles."""
        look, (left, right) = colours(), (axis.x(lesson.begin_s), axis.x(lesson.end_s))
        shade = QColor(look.window)
        shade.setAlphaF(0.72)
        painter.fillRect(QRectF(axis.x(0.0), 0, left - axis.x(0.0), self.height()), shade)
        painter.fillRect(QRectF(right, 0, axis.x(axis.end_s) - right, self.height()), shade)
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.setBrush(QColor(look.accent))
        for x, way in ((left, 1), (right, -1)):
            painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 2))
            painter.drawRoundedRect(QRectF(min(x, x + way * 7), 3, 7, EIGHTS[1] - 6), 2, 2)

    def _font(self, pixels: int, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        font.setBold(bold)
        return font

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of something, or go to a moment."""
        lesson = self._model.lesson
        if event.button() != Qt.MouseButton.LeftButton or lesson is None:
            return
        at = event.position()
        self._model.finish_typing()
        self._grip = grip_at(lesson, self.axis, at.x(), at.y())
        self._from = self.axis.time(at.x()), lesson
        if self._grip.part in ("step", "cue"):
            self._model.choose(Chosen("step" if self._grip.part == "step" else "cue", self._grip.place))
        elif self._grip.part == "time":
            self._model.seek(self.axis.time(at.x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag it, or show what would be taken."""
        at, lesson = event.position(), self._model.lesson
        if lesson is None:
            return
        if self._grip is None or self._from is None:
            grip = grip_at(lesson, self.axis, at.x(), at.y())
            sideways = grip.part in ("begin", "end") or bool(grip.edge)
            self.setCursor(Qt.CursorShape.SplitHCursor if sideways else Qt.CursorShape.ArrowCursor)
            return
        time_s = self.axis.time(at.x())
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            time_s = self._model.snap(time_s, REACH / self.axis.room * self.axis.span_s)
        self._drag(self._grip, time_s)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Let go: this was one step."""
        self._grip = self._from = None
        self._model.settle(tr("Drag"))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Write a name, or what is said."""
        lesson = self._model.lesson
        at = event.position()
        if lesson is not None and grip_at(lesson, self.axis, at.x(), at.y()).part in ("step", "cue"):
            self._grip = self._from = None
            self.write.emit()

    def _drag(self, grip: Grip, time_s: float) -> None:
        model, (begun_s, lesson) = self._model, self._from or (0.0, None)
        if lesson is None:
            return
        length = model.length_s
        if grip.part == "time":
            model.seek(time_s)
            return
        if grip.part == "begin":
            after = editing.trimmed(lesson, length, begin_s=time_s)
        elif grip.part == "end":
            after = editing.trimmed(lesson, length, end_s=time_s)
        elif grip.part == "step":
            if not grip.edge:
                return
            after = editing.edge_moved(lesson, grip.place, grip.edge, time_s, length)
        else:
            after = _cue_dragged(lesson, grip, time_s, time_s - begun_s, length)
        if after != model.lesson:
            model.preview(after)
            edge = after.begin_s if grip.part == "begin" else after.end_s if grip.part == "end" else time_s
            model.seek(edge)


def _cue_dragged(lesson: Lesson, grip: Grip, time_s: float, by_s: float, length_s: float) -> Lesson:
    """One edge of a cue follows the hand, or all of it; it keeps its place until the hand lets go."""
    cue = lesson.cues[grip.place]
    if grip.edge == "start":
        moved = editing.cue_moved(
            lesson, grip.place, min(time_s, cue.end_s - editing.LEAST_STEP_S), cue.end_s, length_s
        )
    elif grip.edge == "end":
        moved = editing.cue_moved(lesson, grip.place, cue.start_s, time_s, length_s)
    else:
        by = min(max(by_s, -cue.start_s), length_s - cue.end_s)
        moved = editing.cue_moved(lesson, grip.place, cue.start_s + by, cue.end_s + by, length_s)
    return attrs.evolve(moved)


def _box(axis: TimeAxis, start_s: float, end_s: float, row: tuple[float, float]) -> QRectF:
    first, last = axis.x(start_s), axis.x(end_s)
    return QRectF(first + 0.5, row[0], max(3.0, last - first - 1), row[1] - row[0])
