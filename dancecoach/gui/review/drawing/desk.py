"""All that belongs to drawing on the picture, put together for the Review page."""

from collections.abc import Callable, Sequence
from typing import Any

import attrs
import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from dancecoach.gui.context import AppContext
from dancecoach.gui.review.drawing.calibration import Calibrator
from dancecoach.gui.review.drawing.copies import Copies
from dancecoach.gui.review.drawing.cross import Cross
from dancecoach.gui.review.drawing.hand import DrawingHand
from dancecoach.gui.review.drawing.layer import DrawingLayer
from dancecoach.gui.review.drawing.making import Making
from dancecoach.gui.review.drawing.shaping import (
    REMEMBERED,
    WHOLE,
    grid_values,
    pen_of,
    redrawn,
)
from dancecoach.gui.review.drawing.toolbox import DRAW_MODE, SELECT, WIDTHS, Toolbox
from dancecoach.gui.review.drawing.tracking import MarkerTracking
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.desk import NotesDesk
from dancecoach.gui.review.notes.kinds import Kind, Kinds
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.notes.clock import Clock
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import (
    add_drawing,
    change_drawings,
    delete_drawings,
    move_drawings,
)
from dancecoach.notes.edits import together
from dancecoach.pose.track import PoseTrack
from dancecoach.report.figures import Scene


class DrawingDesk(QObject):
    """Draws onto the clip under review, and changes what was drawn.

    Args:
        model: of the page.
        notes_desk: has the notes.
        context: what the pages share.
        canvas: shows the picture.
        page: owner; dialogs stand before it.

    Attributes:
        toolbox: tool, pen and selection.
        calibrator: how long a metre is.
        making: makes new drawings.
        copies: copied drawings.
        hand: takes the mouse while the person draws.
        layer: paints.
        tracking: follows markers.
        dialog: the text that is being asked for; None for nothing.

    Signals:
        drawing_changed: the person begins or ends to draw.
        panel_wanted: the person wants to see the list of drawings.
    """

    drawing_changed = Signal(bool)
    panel_wanted = Signal()

    def __init__(
        self, model: ReviewModel, notes_desk: NotesDesk, context: AppContext, canvas: VideoCanvas, page: QWidget
    ) -> None:
        super().__init__(page)
        self.model, self.session, self.canvas = model, notes_desk.session, canvas
        self.context, self._notes_desk, self._page = context, notes_desk, page
        self.toolbox = Toolbox(self)
        self.toolbox.pen = pen_of(context.settings.current)
        self.calibrator = Calibrator(model, self.session, context, page)
        self.tracking = MarkerTracking(model, self.session, context, self)
        self.making, self.copies = Making(self), Copies(self)
        self.hand = DrawingHand(self)
        self.layer, self.cross = DrawingLayer(self), Cross(self)
        self.dialog: QInputDialog | None = None
        self._drawing = False
        self._scene: Scene | None = None
        canvas.add_layer(self.layer)
        canvas.add_layer(self.cross)
        self._connect()

    def _connect(self) -> None:
        self.toolbox.changed.connect(self._tool_changed)
        self.toolbox.selected.connect(self.canvas.update)
        self.toolbox.shown.connect(self.canvas.update)
        self.calibrator.changed.connect(self._scene_changed)
        self.model.clip_opened.connect(self._clip_changed)
        self.model.found_changed.connect(self._scene_changed)
        self.model.reckoning_changed.connect(self._scene_changed)
        self.session.changed.connect(self._notes_changed)
        self.session.editable_changed.connect(self._editable_changed)
        self._notes_desk.editor.labelling_changed.connect(self._labelling_changed)

    # What is shown

    @property
    def frame(self) -> int:
        """The frame on show: what is drawn belongs to it."""
        shown = self.canvas.frame
        return self.model.playhead if shown is None or shown.preview else shown.index

    @property
    def track(self) -> PoseTrack | None:
        """The poses of the followed person, where they fit the clip."""
        findings = self.model.findings
        track = None if findings is None else findings.analysis.track
        return track if track is not None and len(track) == len(self.model.times) else None

    @property
    def scene(self) -> Scene:
        """What drawings need to know to be shown."""
        if self._scene is None:
            info, times = self.model.info, self.model.times
            clock = Clock(np.asarray(times), self.model.origin, self.model.slowed) if times else None
            size = None if info is None else (info.width, info.height)
            self._scene = Scene(clock, self.calibrator.scale, self.track, size)
        return self._scene

    @property
    def visible(self) -> list[Drawing]:
        """What is seen at the frame on show."""
        notes = self.session.notes
        return [] if notes is None or self.toolbox.hidden else notes.drawings.visible_at(self.frame)

    @property
    def selected(self) -> list[Drawing]:
        """The selected drawings, by number."""
        notes = self.session.notes
        if notes is None:
            return []
        return [notes.drawings[number] for number in sorted(self.toolbox.selection) if number in notes.drawings]

    def _scene_changed(self) -> None:
        self._scene = None
        self.canvas.update()

    def _clip_changed(self) -> None:
        self.hand.give_up()
        self.toolbox.select(())
        self._scene_changed()

    def _notes_changed(self, kinds: Kinds) -> None:
        if Kind.DRAWINGS not in kinds:
            return
        notes = self.session.notes
        there = self.toolbox.selection
        self.toolbox.select(frozenset(n for n in there if notes is not None and n in notes.drawings))
        self.hand.forget_move()
        self.canvas.update()

    # Drawing, or not

    @property
    def drawing(self) -> bool:
        """Whether the mouse draws, and letters are tools."""
        return self._drawing

    def set_drawing(self, on: bool) -> None:
        """Begin to draw, or end it."""
        on = on and self.session.editable
        if on == self._drawing:
            return
        if on:
            self._notes_desk.editor.set_labelling(False)
            self.toolbox.hidden = False
        self._drawing = on
        if self.context.commands.mode in ("", DRAW_MODE):
            self.context.commands.set_mode(DRAW_MODE if on else "")
        self.hand.give_up()
        self.cross.hide()
        self.canvas.tool = self.hand if on else None
        if not on:
            self.toolbox.select(())
        self.drawing_changed.emit(on)

    def take(self, tool: str) -> None:
        """Draw with a tool."""
        self.set_drawing(True)
        if self._drawing:
            self.toolbox.take(tool)

    def give_up(self) -> None:
        """What is being drawn goes; else what is selected is selected no longer; else the person stops drawing."""
        if self.hand.give_up():
            return
        if self.toolbox.selection:
            self.toolbox.select(())
        else:
            self.set_drawing(False)

    def _tool_changed(self) -> None:
        self.hand.give_up()
        self.cross.release()
        self.canvas.update()

    def _editable_changed(self, editable: bool) -> None:
        if not editable:
            self.set_drawing(False)

    def _labelling_changed(self, labelling: bool) -> None:
        if labelling:
            self.set_drawing(False)

    # Changing drawings

    def delete(self) -> None:
        """Take the selected drawings away."""
        if self.toolbox.selection:
            self.session.do(delete_drawings(sorted(self.toolbox.selection)))

    def select_all(self) -> None:
        """Select all that are seen."""
        self.take(SELECT)
        self.toolbox.select(frozenset(drawing.id for drawing in self.visible))

    def nudge(self, dx: int, dy: int) -> None:
        """Move the selected drawings by pixels of the clip; where none is, the cross by a step."""
        info = self.model.info
        if not self.toolbox.selection:
            self.cross.move(dx, dy)
        elif info is not None:
            self.session.do(move_drawings(sorted(self.toolbox.selection), dx / info.width, dy / info.height))

    def change(self, **values: Any) -> None:
        """Give the selected drawings other values."""
        if self.toolbox.selection:
            self.session.do(change_drawings(sorted(self.toolbox.selection), **values))

    def set_pen(self, **values: Any) -> None:
        """Another pen, for what is selected too; the reach is only for what is drawn from now on."""
        pen = self.toolbox.pen = attrs.evolve(self.toolbox.pen, **values)
        kept = {key: values[name] for name, key in REMEMBERED.items() if name in values}
        if kept:
            self.context.settings.change(**kept)
        edits = [(drawing.id, redrawn(drawing, values, pen, self.model)) for drawing in self.selected]
        grid = self.whole_grid
        if grid is not None and "cells" in values and grid.id not in self.toolbox.selection:
            upright = attrs.evolve(pen, plain=True)
            edits.append((grid.id, redrawn(grid, {"cells": pen.cells}, upright, self.model)))
        self._change_each(edits)

    @property
    def whole_grid(self) -> Drawing | None:
        """The grid over the whole picture, on every frame; None where there is none."""
        notes = self.session.notes
        seen = [] if notes is None else notes.drawings.visible_at(0)
        return next((one for one in seen if one.kind == "grid" and one.points == WHOLE), None)

    def toggle_whole_grid(self) -> None:
        """Lay an upright grid over the whole picture, or take it away."""
        grid = self.whole_grid
        if grid is not None:
            self.session.do(delete_drawings([grid.id]))
            return
        pen = attrs.evolve(self.toolbox.pen, plain=True, fade=0)
        thin = min(pen.width, WIDTHS[0])
        values = {"colour": pen.colour, "width": thin, **grid_values(pen, WHOLE, self.model)}
        self.session.do(add_drawing(Drawing("grid", WHOLE, 0, self.model.last, **values)))

    def begin_here(self) -> None:
        """The selected drawings are seen from this frame on."""
        self._each(lambda d: {"start_frame": self.frame, "end_frame": max(d.end_frame, self.frame)})

    def end_here(self) -> None:
        """The selected drawings are seen up to this frame."""
        self._each(lambda d: {"start_frame": min(d.start_frame, self.frame), "end_frame": self.frame})

    def _each(self, values: Callable[[Drawing], dict[str, Any]]) -> None:
        """Give each of the selected drawings values of its own, in one step."""
        self._change_each([(drawing.id, values(drawing)) for drawing in self.selected])

    def _change_each(self, each: Sequence[tuple[int, dict[str, Any]]]) -> None:
        """Give drawings, told by their numbers, values of their own, in one step."""
        edits = [change_drawings([number], **changed) for number, changed in each if changed]
        if edits:
            self.session.do(together(self.tr("Change drawing"), *edits))

    def ask_caption(self) -> None:
        """Let the person write another text, or a caption, for the selected drawing."""
        chosen = self.selected
        if len(chosen) == 1:
            title = self.tr("Text") if chosen[0].kind == "text" else self.tr("Caption")
            self.ask_text(title, chosen[0].text, lambda text: self.change(text=text))

    def ask_text(self, title: str, text: str, take: Callable[[str], object]) -> None:
        """Let the person type a text, and hand it on without blanks around it."""
        dialog = QInputDialog(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(self.tr("What is to be written?"))
        dialog.setTextValue(text)
        dialog.textValueSelected.connect(lambda typed: take(typed.strip()))
        dialog.finished.connect(self._asked)
        self.dialog = dialog
        dialog.open()

    def _asked(self) -> None:
        self.dialog = None

    def show_always(self) -> None:
        """The selected drawings are seen on every frame."""
        self.change(start_frame=0, end_frame=self.model.last)

    def toggle_hidden(self) -> None:
        """Hide all drawings, or show them."""
        self.toolbox.hidden = not self.toolbox.hidden

    def rest(self) -> None:
        """Nobody looks: letters are no tools any more."""
        self.set_drawing(False)

    def stop(self) -> None:
        """At the program's end."""
        self.tracking.stop()
