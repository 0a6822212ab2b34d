"""Where clips are found by one click: all, references, collections, persons, tags; each is a question to ask."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from dancecoach.gui.library.model import Found
from dancecoach.library.catalogue.records import Group

WIDTH = 178
_QUESTION = Qt.ItemDataRole.UserRole
_PERSON = "person:"


class Places(QListWidget):
    """A list of ready questions.

    Args:
        parent: owner.

    Signals:
        wanted: the text of one.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("places")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(self.tr("Collections, persons and tags"))
        self._lines: list[tuple[str, str | None]] = []
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

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
        place = next((i for i, (_, question) in enumerate(lines) if question == found.wish.text.strip()), -1)
        self.setCurrentRow(place)

    def _all(self, found: Found) -> Iterator[tuple[str, str | None]]:
        yield self.tr("All clips  {}").format(found.total), ""
        yield self.tr("References  {}").format(found.references), "is:reference"
        for group, title, key in (
            (Group.COLLECTION, self.tr("COLLECTIONS"), "in"),
            (Group.PERSON, self.tr("PERSONS"), "person"),
            (Group.TAG, self.tr("TAGS"), "tag"),
        ):
            names = [(name, number) for name, number in found.names.get(group, ()) if number]
            if names:
                yield title, None
            for name, number in names:
                yield f"{name}  {number}", f'{key}:"{name}"' if " " in name else f"{key}:{name}"

    def _choose(self, item: QListWidgetItem) -> None:
        question = item.data(_QUESTION)
        if question is not None:
            self.wanted.emit(question)


def person_of(question: str) -> str:
    """The person that a line of the places asks for; "" for another question."""
    if not question.startswith(_PERSON):
        return ""
    name = question.removeprefix(_PERSON)
    return name[1:-1] if name.startswith('"') and name.endswith('"') else "" if " " in name else name
