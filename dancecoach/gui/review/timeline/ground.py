"""What the time line shows that does not move with the playhead: drawn once, and again when something changed."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from dancecoach.gui.review.model import Findings, ReviewModel
from dancecoach.gui.review.notes.phase_editor import PhaseEditor
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.gui.review.timeline.blocks import Blocks
from dancecoach.gui.review.timeline.key_lane import Marks, paint_marks
from dancecoach.gui.review.timeline.lanes import RULER, Kind, Lane, shown_people, stack
from dancecoach.gui.review.timeline.phase_lane import GHOST, LaneView, paint_frame, paint_note, paint_phases
from dancecoach.gui.review.timeline.ribbon import clearness, paint_ribbon
from dancecoach.gui.theme import Colours, colours
from dancecoach.gui.widgets.time_axis import LEFT, RIGHT, TimeAxis, tick_digits
from dancecoach.notes.notes import Notes
from dancecoach.notes.phase_track import PhaseTrack

_APART = 64
"""Between two numbers of the ruler, logical pixels."""


def tr(text: str) -> str:
    """Translate a text of the time line."""
    return QCoreApplication.translate("Timeline", text)


class Ground:
    """Keeps what is drawn in the shape that is drawn fast, and draws it.

    Args:
        model: of the page.
        session: has the notes.
        editor: knows whose phases are edited.
    """

    def __init__(self, model: ReviewModel, session: NotesSession, editor: PhaseEditor) -> None:
        self._model, self._session, self._editor = model, session, editor
        self._times = np.zeros(0)
        self._found: tuple[Findings | None, Blocks | None, NDArray[np.float32]] = (None, None, np.zeros(0, np.float32))
        self._people: dict[str, tuple[PhaseTrack, Blocks]] = {}
        self._notes: Notes | None = None
        self._marks = Marks.of(None)

    # What there is

    def take_clip(self) -> None:
        """Another clip came."""
        self._times = np.asarray(self._model.times, np.float64)

    def people(self) -> tuple[str, ...]:
        """Who has a lane."""
        notes = self._session.notes
        return shown_people(() if notes is None else notes.annotators, self._session.annotator)

    def lanes(self, width: float) -> tuple[Lane, ...]:
        """Where the lanes are."""
        return stack(width, self.people())

    def view(self, axis: TimeAxis) -> LaneView:
        """How lanes are drawn now."""
        return LaneView(self._times, self._model.end_s, axis, colours())

    def marks(self) -> Marks:
        """Key frames and drawings."""
        notes = self._session.notes
        if notes is not self._notes:
            self._marks = Marks.of(notes, self._marks, self._notes)
            self._notes = notes
        return self._marks

    def track(self, who: str) -> PhaseTrack | None:
        """An annotator's phases; for the one who corrects now also what a correction would start from."""
        notes = self._session.notes
        if notes is not None and who in notes.annotators:
            return notes.track(who)
        return self._editor.track if who == self._session.annotator else None

    def blocks(self, who: str) -> Blocks | None:
        """The same, to be drawn."""
        track = self.track(who)
        if track is None:
            return None
        known = self._people.get(who)
        if known is None or known[0].frames != track.frames:
            self._people[who] = (track, Blocks.of_track(track))
        elif known[0] is not track:
            self._people[who] = (track, known[1].after(known[0], track))
        return self._people[who][1]

    def _found_blocks(self) -> Blocks | None:
        found = self._model.found
        if found is not self._found[0]:
            phases = () if found is None else found.analysis.phases
            seen = np.zeros(0, np.float32) if found is None else clearness(found.analysis.track)
            self._found = (found, Blocks.of_segments(phases) if phases else None, seen)
        return self._found[1]

    # Drawing

    def paint(self, painter: QPainter, axis: TimeAxis, width: float, note: str) -> None:
        """Draw ruler, names and lanes.

        Args:
            painter: active, antialiased, with the widget's font.
            axis: the scale of time.
            width: of the widget.
            note: what stands in the lane of the network while it is empty.
        """
        look = colours()
        font = painter.font()
        painter.setFont(small_font(font))
        if not self._model.ready:
            return
        self._paint_ruler(painter, axis, font, look)
        view = self.view(axis)
        for lane in self.lanes(width):
            self._paint_name(painter, lane, look)
            self._paint_lane(painter, lane, view, note)

    def _paint_ruler(self, painter: QPainter, axis: TimeAxis, font: QFont, look: Colours) -> None:
        reckoning = self._model.reckoning
        digits = tick_digits(axis.step(_APART))
        for time_s in axis.ticks(_APART):
            x = axis.x(time_s)
            at_origin = reckoning.origin is not None and time_s == reckoning.origin_s
            painter.setPen(QColor(look.text if at_origin else look.border))
            painter.drawLine(QPointF(x, RULER - 4), QPointF(x, RULER))
            painter.setPen(QColor(look.text if at_origin else look.muted))
            painter.setFont(small_font(font, bold=at_origin))
            box = QRectF(x - 40, 0, 80, RULER - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, reckoning.time_text(time_s, digits))
        painter.setFont(small_font(font))
        self._paint_stretch(painter, axis, look)

    def _paint_stretch(self, painter: QPainter, axis: TimeAxis, look: Colours) -> None:
        """Where in the clip we are, when only a stretch of it is shown."""
        end_s = self._model.end_s
        if axis.span_s >= end_s:
            return
        whole = QRectF(LEFT, RULER + 0.5, axis.width - LEFT - RIGHT, 2)
        painter.fillRect(whole, QColor(look.border))
        begin = whole.left() + axis.begin_s / end_s * whole.width()
        length = max(3.0, axis.span_s / end_s * whole.width())
        painter.fillRect(QRectF(begin, whole.top(), length, 2), QColor(look.muted))

    def _paint_name(self, painter: QPainter, lane: Lane, look: Colours) -> None:
        mine = lane.kind is Kind.PERSON and lane.who == self._session.annotator
        name = {Kind.NOTES: tr("notes"), Kind.FOUND: tr("phases"), Kind.SEEN: tr("seen")}.get(lane.kind, lane.who)
        colour = look.accent if mine and self._editor.labelling else look.text if mine else look.muted
        painter.setPen(QColor(colour))
        beside = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        short = QFontMetricsF(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, LEFT - 9)
        painter.drawText(QRectF(0, lane.box.y() - 4, LEFT - 7, lane.box.height() + 8), int(beside), short)

    def _paint_lane(self, painter: QPainter, lane: Lane, view: LaneView, note: str) -> None:
        if lane.kind is Kind.NOTES:
            paint_marks(painter, self.marks(), self._session.notes, view, lane.box)
        elif lane.kind is Kind.SEEN:
            self._found_blocks()
            paint_ribbon(painter, self._found[2], view, lane.box)
        elif lane.kind is Kind.FOUND:
            shown = self._found_blocks()
            if shown is None:
                paint_note(painter, lane.box, note, view.look)
            else:
                paint_phases(painter, shown, view, lane.box)
        else:
            self._paint_person(painter, lane, view)

    def _paint_person(self, painter: QPainter, lane: Lane, view: LaneView) -> None:
        mine = lane.who == self._session.annotator
        shown = self.blocks(lane.who)
        proposed = mine and self._editor.proposed
        if shown is not None:
            painter.setOpacity(GHOST if proposed else 1.0)
            paint_phases(painter, shown, view, lane.box, words=not proposed)
            painter.setOpacity(1.0)
        if mine and self._editor.labelling:
            paint_frame(painter, lane.box, view.look.accent)


def small_font(font: QFont, *, bold: bool = False) -> QFont:
    """The font of the time line."""
    small = QFont(font)
    small.setPointSizeF(max(7.5, font.pointSizeF() * 0.82))
    small.setBold(bold)
    return small
