"""Where clips are found by one click: all, references, lessons, collections, persons, tags; each is a question."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from dancecoach.gui.library.dragging import CLIPS, clips_in
from dancecoach.gui.library.model import Found
from dancecoach.library.catalogue.records import Group

WIDTH = 178
_QUESTION = Qt.ItemDataRole.UserRole
LESSONS = "is:lesson"
"""The question for clips that have a lesson."""

_PERSON, _REFERENCES = "person:", "is:reference"
_KEYS = {"in": Group.COLLECTION, "person": Group.PERSON, "tag": Group.TAG}


class Places(QListWidget):
    """A list of ready questions.

    Args:
        parent: owner.

    Signals:
        wanted: the text of one.
        given: numbers of clips that were dropped on one that names them, and its text.
        taught: numbers of clips that were dropped on the lessons.
    """

    wanted = Signal(str)
    given = Signal(object, str)
    taught = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("places")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(self.tr("Collections, persons and tags"))
        self._lines: list[tuple[str, str | None]] = []
        self._on_show = -1
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        self.setAcceptDrops(True)

    def question_at(self, place: QPoint) -> str:
        """The question of the line at a place; "" where there is none."""
        item = self.itemAt(place)
        return "" if item is None else item.data(_QUESTION) or ""

    def show_found(self, found: Found) -> None:
        """Show what there is, and mark the question on show."""
        lines = list(self._all(found))
        if lines != self._lines:
            self._lines = lines
            self.clear()
            for text, question in lines:
                item = QListWidgetItem(text, self)
                item.setData(_QUESTION, question)
                item.setToolTip(question or "")
                if question is None:
                    item.setFlags(Qt.ItemFlag.NoItemFlags)
        asked = found.wish.text.strip()
        self._on_show = next((i for i, (_, question) in enumerate(lines) if question == asked), -1)
        self._mark()

    def _all(self, found: Found) -> Iterator[tuple[str, str | None]]:
        yield self.tr("All clips  {}").format(found.total), ""
        yield self.tr("References  {}").format(found.references), _REFERENCES
        yield self.tr("Lessons  {}").format(found.lessons), LESSONS
        for group, title in (
            (Group.COLLECTION, self.tr("COLLECTIONS")),
            (Group.PERSON, self.tr("PERSONS")),
            (Group.TAG, self.tr("TAGS")),
        ):
            names = [(name, number) for name, number in found.names.get(group, ()) if number]
            if names:
                yield title, None
            for name, number in names:
                yield f"{name}  {number}", question_of(group, name)

    # Clips that are dragged here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take clips of the shelf; files from elsewhere are the page's."""
        self._hold(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Show which place would take them."""
        self._hold(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802
        """None of them any more."""
        self._mark()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Clips get what the place is called by; of those put to the lessons one is made."""
        question, ids = self.question_at(event.position().toPoint()), clips_in(event.mimeData())
        self._mark()
        if not ids or not _takes(question):
            return
        event.acceptProposedAction()
        if question == LESSONS:
            self.taught.emit(ids)
        else:
            self.given.emit(ids, question)

    def _hold(self, event: QDropEvent) -> None:
        place = event.position().toPoint()
        if not event.mimeData().hasFormat(CLIPS):
            event.ignore()
        elif not _takes(self.question_at(place)):
            self._mark()
            event.accept() if event.type() == QEvent.Type.DragEnter else event.ignore()
        else:
            self.setCurrentRow(self.indexAt(place).row())
            event.acceptProposedAction()

    def _mark(self) -> None:
        """The question on show is marked again."""
        self.setCurrentRow(self._on_show)

    def _choose(self, item: QListWidgetItem) -> None:
        question = item.data(_QUESTION)
        if question is not None:
            self.wanted.emit(question)


def gives(question: str) -> tuple[Group | None, str] | None:
    """What clips get that are put to a place: a name of a group, or (no group) that one learns from them."""
    if question == _REFERENCES:
        return None, ""
    key, colon, name = question.partition(":")
    if not colon or key not in _KEYS:
        return None
    return _KEYS[key], name[1:-1] if name.startswith('"') and name.endswith('"') else name


def question_of(group: Group, name: str) -> str:
    """The question for the clips of a tag, person or collection."""
    key = next(key for key, of in _KEYS.items() if of is group)
    return f'{key}:"{name}"' if " " in name else f"{key}:{name}"


def _takes(question: str) -> bool:
    """Whether clips can be put to a place."""
    return question == LESSONS or gives(question) is not None


def person_of(question: str) -> str:
    """The person that a line of the places asks for; "" for another question."""
    if not question.startswith(_PERSON):
        return ""
    name = question.removeprefix(_PERSON)
    return name[1:-1] if name.startswith('"') and name.endswith('"') else "" if " " in name else name
