"""All that belongs to writing onto a clip, put together for the Review page."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from dancecoach.errors import NotesError
from dancecoach.gui.context import AppContext
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.follower import Follower
from dancecoach.gui.review.notes.key_frames import KeyFrames
from dancecoach.gui.review.notes.label_files import LabelFiles
from dancecoach.gui.review.notes.menus import annotator_menu, timeline_menu
from dancecoach.gui.review.notes.phase_editor import PhaseEditor
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.gui.review.timeline.lanes import Kind, Lane
from dancecoach.gui.review.timeline.timeline import Timeline
from dancecoach.notes.phase_track import PhaseTrack


class NotesDesk(QObject):
    """The notes of the clip under review, and everything that is done to them.

    Args:
        model: of the page.
        context: what the pages share.
        page: owner; dialogs and menus stand before it.

    Attributes:
        session: the notes.
        editor: edits phases.
        key_frames: marks frames.
        files: phases to files and from files.
        follower: measures the skills anew.
        timeline: shows most of it.

    Signals:
        note_wanted: the person wants to write the note of the key frame at the playhead.
        panel_wanted: the person wants to see the notes.
        rested: nothing is being edited any more.
    """

    note_wanted = Signal()
    panel_wanted = Signal()
    rested = Signal()

    def __init__(self, model: ReviewModel, context: AppContext, page: QWidget) -> None:
        super().__init__(page)
        self._page, self._context = page, context
        self.model = model
        self.session = NotesSession(model, context, parent=self)
        self.editor = PhaseEditor(self.session, model, context.commands, self)
        self.key_frames = KeyFrames(self.session, model)
        self.files = LabelFiles(model, self.session, self.editor, context, page)
        self.follower = Follower(model, self.session, context, self)
        self.timeline = Timeline(model, self.session, self.editor)
        self.timeline.menu_wanted.connect(self._show_menu)
        self.timeline.people_wanted.connect(self._show_people)
        self.timeline.labelling_wanted.connect(lambda: self.editor.set_labelling(True))
        self.editor.labelling_changed.connect(lambda _on: self._see_rest())
        self.session.gesture_ended.connect(self._see_rest)

    @property
    def editing(self) -> bool:
        """Whether the person is labelling by keys, or a hand drags or types."""
        return self.editor.labelling or self.session.moving

    def rest(self) -> None:
        """Nobody looks: keys name nothing any more."""
        self.editor.set_labelling(False)
        self.session.end_gesture()

    def shut_down(self) -> None:
        """At the program's end: save."""
        self.follower.stop()
        self.session.shut_down()

    def _see_rest(self) -> None:
        if not self.editing:
            self.rested.emit()

    # What the person can do

    def write_note(self) -> None:
        """Mark the frame at the playhead, and write what there is to say of it."""
        if self.key_frames.add():
            self.note_wanted.emit()

    def choose_annotator(self) -> None:
        """Let the person choose who corrects, beside the lane."""
        lane = self.timeline.own_lane
        at = self.timeline.mapToGlobal(QPoint(0, round(lane.bottom()) + 2))
        self._open(annotator_menu(self._context.commands, self.session, self._page), at)

    def ask_new_annotator(self) -> None:
        """Let the person type who corrects from now on."""
        self._ask(self.tr("Add an annotator"), self.tr("Who corrects the phases?"), "", self._add)

    def ask_annotator_name(self) -> None:
        """Let the person type another name for the annotator."""
        name = self.session.annotator
        self._ask(self.tr("Rename the annotator"), self.tr("What is {} called?").format(name), name, self._rename)

    def _add(self, name: str) -> None:
        self.session.choose_annotator(name)

    def _rename(self, name: str) -> None:
        if name != self.session.annotator:
            self.session.rename_annotator(name)

    def _ask(self, title: str, question: str, text: str, take: Callable[[str], object]) -> None:
        dialog = QInputDialog(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(question)
        dialog.setTextValue(text)
        dialog.textValueSelected.connect(lambda typed: self._checked(typed.strip(), take))
        dialog.open()

    def _checked(self, name: str, take: Callable[[str], object]) -> None:
        """A name that an annotator may have is taken; any other is told."""
        try:
            PhaseTrack.blank(name, 1)
        except NotesError as error:
            self._context.notifier.error(error)
        else:
            take(name)

    # Menus

    def _show_menu(self, at: QPoint, lane: Lane | None) -> None:
        self._context.commands.refresh()
        among_marks = lane is not None and lane.kind is Kind.NOTES
        self._open(timeline_menu(self._context.commands, self.session, self._page, marks_first=among_marks), at)

    def _show_people(self, name: str, at: QPoint) -> None:
        if name != self.session.annotator:
            self.session.choose_annotator(name)
        else:
            self._open(annotator_menu(self._context.commands, self.session, self._page), at)

    @staticmethod
    def _open(menu: QMenu, at: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
