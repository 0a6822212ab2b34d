"""What stands beside the picture, in tabs: the clip, notes, drawings and, while two are compared, their differences."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from dancecoach.gui.review.drawing.panel import DrawingPanel
from dancecoach.gui.review.notes.panel import NotesPanel
from dancecoach.gui.review.sidebar import WIDTH, Sidebar


class Side(QTabWidget):
    """Tabs beside the picture.

    Args:
        clip: what is known of the clip.
        notes: key frames and their notes.
        drawings: the list of drawings.
        parent: owner.

    Signals:
        seeked: the person asks for a frame index.
        done: the keys belong to the picture again.
    """

    seeked = Signal(int)
    done = Signal()

    def __init__(self, clip: Sidebar, notes: NotesPanel, drawings: DrawingPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes, self.drawings = notes, drawings
        self.setObjectName("side")
        self.setDocumentMode(True)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Beside the picture"))
        bar = self.tabBar()
        bar.setDrawBase(False)
        bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bar.setUsesScrollButtons(False)
        bar.setElideMode(Qt.TextElideMode.ElideRight)  # four words may be longer than there is room
        bar.setAccessibleName(self.tr("Beside the picture"))
        for panel, word in ((clip, self.tr("Clip")), (notes, self.tr("Notes")), (drawings, self.tr("Drawings"))):
            self.addTab(panel, word)
        for part in (notes, drawings):
            part.seeked.connect(self.seeked)
            part.done.connect(self.done)

    def addTab(self, panel: QWidget, word: str) -> int:  # type: ignore[override]  # noqa: N802
        """Add a panel; its word is in the tool tip too, for where it is cut."""
        at = super().addTab(panel, word)
        self.setTabToolTip(at, word)
        return at

    def show_notes(self) -> None:
        """Show the key frames and their notes, and give them the keys."""
        self.setCurrentWidget(self.notes)
        (self.notes.list if self.notes.list.isVisible() else self.notes).setFocus()

    def show_drawings(self) -> None:
        """Show the drawings, and give them the keys."""
        self.setCurrentWidget(self.drawings)
        (self.drawings.list if self.drawings.list.isVisible() else self.drawings).setFocus()

    def write_note(self) -> None:
        """Let the person write the note of this key frame."""
        self.setCurrentWidget(self.notes)
        self.notes.write()

    def show_other(self, panel: QWidget, on: bool) -> None:
        """A tab for the differences, as long as there is something to compare."""
        if on:
            self.addTab(panel, self.tr("Other"))
            self.setCurrentWidget(panel)
        else:
            self.removeTab(self.indexOf(panel))
