"""The time line: ruler, loop, notes, phases of the network and of people, how well the body was seen, and the playhead.

Everything on it can be done with keys too; the commands are in `dancecoach.gui.review.notes.commands`.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from dancecoach.gui.review.model import AnalysisState, ReviewModel
from dancecoach.gui.review.notes.kinds import Kind as NotesKind
from dancecoach.gui.review.notes.kinds import Kinds
from dancecoach.gui.review.notes.phase_editor import PhaseEditor
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.gui.review.player.playback import index_at
from dancecoach.gui.review.timeline.front import paint_front
from dancecoach.gui.review.timeline.ground import Ground
from dancecoach.gui.review.timeline.hand import BoundaryDrag, Drag, KeyDrag
from dancecoach.gui.review.timeline.lanes import Kind, Lane, height_of
from dancecoach.gui.review.timeline.loop_lane import LoopDrag, grab
from dancecoach.gui.review.timeline.places import Places
from dancecoach.gui.review.timeline.tips import Tips
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.time_axis import LEFT, TimeAxis

_SHOWN = {NotesKind.PHASES, NotesKind.KEY_FRAMES, NotesKind.DRAWINGS}
_NOTCH = 120
_ZOOM, _SCROLL = 1.25, 0.1


class Timeline(QWidget):
    """Draws the model's time; press or drag to seek.

    A drag along the ruler's numbers makes a loop, or moves the end of one; in the lane of whoever corrects the phases
    it moves a boundary, among the notes a key frame. Ctrl and the wheel look closer. The picture of all that does not
    move with the playhead is kept.

    Args:
        model: of the page.
        session: has the notes.
        editor: edits the phases.
        parent: owner.

    Signals:
        seeked: the person asks for a frame index.
        loop_dragged: a drag has changed the loop; the `Loop` from before it.
        menu_wanted: the right button was pressed: where on the screen, and the `Lane` there or None.
        people_wanted: the name of an annotator was pressed: the name, and where on the screen.
        labelling_wanted: the lane of whoever corrects was pressed twice.
    """

    seeked = Signal(int)
    loop_dragged = Signal(object)
    menu_wanted = Signal(QPoint, object)
    people_wanted = Signal(str, QPoint)
    labelling_wanted = Signal()

    def __init__(
        self, model: ReviewModel, session: NotesSession, editor: PhaseEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._session, self._editor = model, session, editor
        self._ground = Ground(model, session, editor)
        self._places = Places(model, session, editor, self._ground, self.width)
        self._tips = Tips(model, session, editor, self._ground, self._places)
        self._picture: QPixmap | None = None
        self._hover: QPointF | None = None
        self._drag: LoopDrag | None = None
        self._moving: Drag | None = None
        self._press, self._far = QPointF(), False
        self._note = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Time line"))
        model.playhead_changed.connect(self._moved)
        model.clip_opened.connect(self._opened)
        for signal in (model.reckoning_changed, model.found_changed, model.stretch_changed, editor.labelling_changed):
            signal.connect(self.redraw)
        model.loop_changed.connect(self.update)
        model.state_changed.connect(self._show_note)
        session.changed.connect(self._notes_changed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Wide, and as high as the lanes."""
        return QSize(600, height_of(len(self._ground.people())))

    @property
    def axis(self) -> TimeAxis:
        """The scale of time as drawn now."""
        return self._places.axis

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes from top to bottom."""
        return self._places.lanes

    def lane(self, kind: Kind, who: str = "") -> QRectF:
        """Where a lane is; of a person's, whose it is."""
        return self._places.lane(kind, who)

    @property
    def phase_lane(self) -> QRectF:
        """Where the phases of the network are drawn."""
        return self.lane(Kind.FOUND)

    @property
    def own_lane(self) -> QRectF:
        """Where the phases of whoever corrects now are drawn."""
        return self._places.own_lane

    def redraw(self) -> None:
        """Draw everything anew."""
        self._picture = None
        self.update()

    def _opened(self) -> None:
        self._ground.take_clip()
        self.redraw()

    def _notes_changed(self, kinds: Kinds) -> None:
        if kinds & _SHOWN:
            if NotesKind.PHASES in kinds:
                self.updateGeometry()
            self.redraw()

    def _show_note(self) -> None:
        """Draw anew when the lane has something else to say, not at every step of the analysis."""
        if self.note != self._note:
            self._note = self.note
            self.redraw()

    @property
    def note(self) -> str:
        """What stands in the lane of the network while it is empty."""
        model = self._model
        if not model.ready or (model.found is not None and model.found.analysis.phases):
            return ""
        return {
            AnalysisState.RUNNING: self.tr("The phases come with the analysis …"),
            AnalysisState.DONE: self.tr("No phases are known of this clip"),
            AnalysisState.FAILED: self.tr("No phases: the analysis failed"),
        }.get(model.analysis_state, self.tr("Not analysed"))

    def _moved(self, index: int) -> None:
        self.setAccessibleDescription(self.tr("Frame {} of {}").format(index, self._model.last))
        self.update()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The kept picture, the hover line and the playhead."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.size() != self.size() * ratio:
            self._picture = self._draw_ground(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self._model.ready:
            hover = None if self._hover is None else self._hover.x()
            painter.setFont(self.font())
            size = QSizeF(self.size())
            paint_front(painter, self._model, self._places, size, hover, focused=self.hasFocus())
        painter.end()

    def _draw_ground(self, ratio: float) -> QPixmap:
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(colours().panel))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        try:
            self._ground.paint(painter, self.axis, self.width(), self.note)
        finally:
            painter.end()  # or Qt, which keeps the painter and loses the picture, ends the program
        return picture

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Seek; on the ruler a loop may follow, on a boundary or a flag its drag."""
        if event.button() != Qt.MouseButton.LeftButton or not self._model.ready:
            return
        here = event.position()
        self._press, self._far, self._drag, self._moving = here, False, None, None
        if (named := self._places.name_at(here)) is not None:
            self.people_wanted.emit(named, event.globalPosition().toPoint())
            return
        if self._for_loop(event):
            self._drag = grab(self._model, self.axis, here.x())
        else:
            self._moving = self._places.grip(here)
        if self._moving is None and (self._drag is None or not self._drag.end):
            self._seek(here.x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Say the time under the mouse; scrub, loop or move something while pressed."""
        self._hover = event.position()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag_to(event.position())
        else:
            self._show_cursor(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End of a drag; a boundary or a flag that did not move is where the person wants to look."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._moving is not None or self._drag is not None:
            self._drag_to(event.position())  # where the hand lets go, though it came there between two events
        drag, self._drag = self._drag, None
        moving, self._moving = self._moving, None
        if moving is not None:
            moving.end()
            if not self._far:
                self._seek_grip(moving)
        if drag is not None and drag.before != self._model.loop:
            self.loop_dragged.emit(drag.before)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """In the lane of whoever corrects: keys name phases from now on."""
        lane = self.lane_at(event.position())
        if lane is not None and lane.who == self._session.annotator and event.position().x() >= LEFT:
            self.labelling_wanted.emit()
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for the menu; what it offers is done where the mouse is, and the playhead goes there."""
        if not self._model.ready:
            return
        where = QPointF(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Mouse and where.x() >= LEFT:
            self._seek(where.x())
        self.menu_wanted.emit(event.globalPos(), self.lane_at(where))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """With Ctrl look closer or from farther; else go along, where only a stretch is shown."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        begin, end = self._model.stretch_s
        if not self._model.ready or not turned:
            event.ignore()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._model.zoom_time(_ZOOM ** (turned / _NOTCH), self.axis.time(event.position().x()))
        else:
            way = -turned / _NOTCH * _SCROLL * (end - begin)
            self._model.show_stretch(begin + way, end + way)

    def _drag_to(self, here: QPointF) -> None:
        far = self._left_the_spot(here)
        if self._moving is not None:
            if far:
                self._moving.to(self.axis.time(here.x()))
        elif self._drag is None:
            if self._places.name_at(self._press) is None:
                self._seek(here.x())
        elif far:
            self._model.set_loop(self._drag.loop(self._model, self.axis.time(here.x())))

    def _seek_grip(self, moving: Drag) -> None:
        frame = moving.boundary if isinstance(moving, BoundaryDrag) else None
        frame = moving.frame if isinstance(moving, KeyDrag) else frame
        if frame is not None:
            self.seeked.emit(frame)

    def _left_the_spot(self, here: QPointF) -> bool:
        """Whether the hand drags, and does not merely tremble."""
        self._far |= (here - self._press).manhattanLength() >= QApplication.startDragDistance()
        return self._far

    def _for_loop(self, event: QMouseEvent) -> bool:
        """Whether a press here is for the loop; with Shift it is anywhere."""
        held = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return held or self._places.for_loop(event.position())

    def _show_cursor(self, event: QMouseEvent) -> None:
        """Say by the mouse's shape what can be taken."""
        shape = Qt.CursorShape.ArrowCursor
        if self._model.ready:
            here = event.position()
            if self._places.name_at(here) is not None:
                shape = Qt.CursorShape.PointingHandCursor
            elif self._places.can_be_taken(here, for_loop=self._for_loop(event)):
                shape = Qt.CursorShape.SizeHorCursor
        self.setCursor(shape)

    def event(self, event: QEvent) -> bool:
        """Tell all about what is under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().event(event)

    def _tell(self, event: QHelpEvent) -> None:
        text = self.tip(event.pos().x(), event.pos().y())
        if text:
            QToolTip.showText(event.globalPos(), text, self)
        else:
            QToolTip.hideText()

    def tip(self, x: float, y: float) -> str:
        """What there is to say about a point: the phase or the note there; "" for nothing."""
        return self._tips.tip(QPointF(x, y))

    def lane_at(self, here: QPointF) -> Lane | None:
        """The lane at a height; None on the ruler and below all of them."""
        return self._places.lane_at(here)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Forget the mouse."""
        self._hover = None
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the focus."""
        self.update()
        super().focusInEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.redraw()
        super().changeEvent(event)

    def _seek(self, x: float) -> None:
        if self._model.ready:
            self.seeked.emit(index_at(self._model.times, self.axis.time(x)))
