"""What is seen of a clip in Review, put in its place: picture and rows above, curves below, the panels beside."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from dancecoach.gui.review.bar import ReviewBar
from dancecoach.gui.review.drawing.bar import DrawingBar
from dancecoach.gui.review.drawing.panel import DrawingPanel
from dancecoach.gui.review.notes.label_bar import LabelBar
from dancecoach.gui.review.notes.panel import NotesPanel
from dancecoach.gui.review.person.bar import PersonBar
from dancecoach.gui.review.player.transport import Transport
from dancecoach.gui.review.side import Side

if TYPE_CHECKING:
    from dancecoach.gui.review.page import ReviewPage

#: Heights of picture and curves at first, pixels.
_HEIGHTS = [620, 210]


class Workbench(QWidget):
    """All widgets of a clip; made once the commands for its buttons are there.

    Args:
        page: whose parts are shown.

    Attributes:
        bar: the row above the picture.
        transport: plays and steps.
        labels: the row for labelling.
        split: between picture and curves.
        side: what stands beside them.
        panel: key frames and their notes.
        drawings: the list of drawings.
    """

    def __init__(self, page: "ReviewPage") -> None:
        super().__init__()
        commands = page.context.commands
        self.bar = ReviewBar(commands)
        self.transport = Transport(page.model, commands)
        self.labels = LabelBar(page.desk.editor, page.notes, commands)
        self.panel = NotesPanel(page.model, page.notes, page.desk.key_frames, commands)
        self.drawings = DrawingPanel(page.drawing, commands)
        self.side = Side(page.sidebar, self.panel, self.drawings)
        compare_bar, compare_lane, self._compared = page.compare.make_widgets()
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(DrawingBar(page.drawing, commands))
        column.addWidget(PersonBar(page.person, commands))
        column.addWidget(compare_bar)
        column.addWidget(page.compare.stage, 1)
        column.addWidget(self.transport)
        column.addWidget(self.labels)
        column.addWidget(page.timeline)
        column.addWidget(compare_lane)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(upper)
        self.split.addWidget(page.plots)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes(_HEIGHTS)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.split, 1)
        whole.addWidget(self.side)
        self._canvas = page.canvas
        self._connect(page)

    def _connect(self, page: "ReviewPage") -> None:
        side = self.side
        side.seeked.connect(page.model.seek)
        side.done.connect(page.canvas.setFocus)
        page.desk.note_wanted.connect(side.write_note)
        page.desk.panel_wanted.connect(side.show_notes)
        page.drawing.panel_wanted.connect(side.show_drawings)
        page.compare.toggled.connect(self._show_compared)

    def _show_compared(self, on: bool) -> None:
        self.side.show_other(self._compared, on)
        self._canvas.setFocus()
