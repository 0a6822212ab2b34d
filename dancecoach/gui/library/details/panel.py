"""The chosen clip beside the shelf: its pictures, what people say of it, what was found."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.library import words
from dancecoach.gui.library.details.film import FilmView
from dancecoach.gui.library.details.names import NamesField
from dancecoach.gui.library.details.stars import Stars
from dancecoach.gui.library.shelf.pictures import Pictures
from dancecoach.gui.widgets.parts import ElidedLabel, chip_for, label, tip
from dancecoach.library.catalogue.records import Clip, Group

WIDTH = 296


class DetailsPanel(QScrollArea):
    """Shows one clip; of several, what all of them can be given.

    Args:
        pictures: of the shelf.
        parent: owner.

    Signals:
        renamed: a title.
        rated: 0 to 5.
        named: a `Group`, and names: all that the clip has, or that several get besides theirs.
        noted: number of a clip, and what is said of it.
        left: the person is done here.
    """

    renamed = Signal(int, str)
    rated = Signal(int)
    named = Signal(object, object)
    noted = Signal(int, str)
    left = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clip: Clip | None = None
        self._several = False
        self.setObjectName("sidebar")
        self.setWidgetResizable(True)
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.film, self.stars = FilmView(pictures), Stars()
        self.title, self.note = QLineEdit(), QPlainTextEdit()
        self.title.setAccessibleName(self.tr("Title"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setObjectName("note")
        self.note.setPlaceholderText(self.tr("What there is to say of it"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(84)
        self.names = {
            Group.PERSON: NamesField(self.tr("Persons")),
            Group.TAG: NamesField(self.tr("Tags")),
            Group.COLLECTION: NamesField(self.tr("Collections")),
        }
        self.count = label(role="heading")
        self.found, self.skills = label(wrap=True), label(role="muted", wrap=True)
        self.facts, self.path = label(role="muted", wrap=True), ElidedLabel("muted")
        self._lay_out()
        self._connect()

    def make_buttons(self, commands: CommandTable) -> None:
        """What is on or off."""
        self._switches.addWidget(chip_for(commands.action("library.reference"), self.tr("Reference")))
        # As wide with a scroll bar as without: the picture's height follows the width, and would call the bar and send
        # it away again.
        bar = self.verticalScrollBar().sizeHint().width() + 2 * max(1, self.frameWidth())
        self._inner.setFixedWidth(max(WIDTH - bar, self._inner.minimumSizeHint().width()))
        self.setFixedWidth(self._inner.width() + bar)

    def show_clip(self, clip: Clip | None, files: tuple[Path, Path] | None, count: int) -> None:
        """Show a clip.

        Args:
            clip: None for none.
            files: its picture and strip.
            count: how many are chosen.
        """
        if clip is not None and self._clip is not None and clip.id != self._clip.id:
            self.keep()
        self._clip, self._several = clip, count > 1
        self._inner.setEnabled(clip is not None)
        self.film.show_files(files)
        self.count.setText(self.tr("{} clips chosen").format(count))
        self.count.setVisible(self._several)
        for widget in (self.title, self.note, self._note_title):
            widget.setVisible(not self._several)
        if clip is not None:
            self._fill(clip)

    def offer(self, names: Mapping[Group, Sequence[tuple[str, int]]]) -> None:
        """Complete from these names."""
        for group, field in self.names.items():
            field.offer([name for name, _ in names.get(group, ())])

    def keep(self) -> None:
        """Keep a note that is being written."""
        text = self.note.toPlainText()
        if self._clip is not None and not self._several and self.note.document().isModified():
            self.note.document().setModified(False)
            if text != self._clip.note:
                self.noted.emit(self._clip.id, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A note is kept when its field is left; Esc leaves any field."""
        if watched is self.note and event.type() == QEvent.Type.FocusOut:
            self.keep()
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    # Parts

    def _fill(self, clip: Clip) -> None:
        if not self.title.isModified():
            self.title.setText(clip.title)
        if not self.note.document().isModified() and self.note.toPlainText() != clip.note:
            self.note.setPlainText(clip.note)
            self.note.document().setModified(False)
        self.stars.show_rating(clip.rating)
        has = {Group.PERSON: clip.persons, Group.TAG: clip.tags, Group.COLLECTION: clip.collections}
        for group, field in self.names.items():
            field.show_names(() if self._several else has[group])
            several = self.tr("add to all; -name takes away")
            field.setPlaceholderText(several if self._several else self.tr("with commas between"))
        mark = "" if clip.score is None else self.tr("best mark {:.0f}").format(clip.score)
        self.found.setText("  ·  ".join(filter(None, (words.found(clip), mark))))
        self.skills.setText(words.skills(clip))
        self.skills.setVisible(bool(self.skills.text()))
        self.facts.setText("\n".join(filter(None, (words.file_facts(clip), words.day(clip)))))
        self.path.set_text(clip.path.name)
        self.path.setToolTip(tip(str(clip.path)))

    def _lay_out(self) -> None:
        self._inner = QWidget()
        self._inner.setObjectName("side")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(6)
        column.addWidget(self.film)
        column.addSpacing(4)
        column.addWidget(self.count)
        column.addWidget(self.title)
        self._switches = QHBoxLayout()
        self._switches.addWidget(self.stars, 1)
        column.addLayout(self._switches)
        for group, word in (
            (Group.PERSON, self.tr("PERSONS")),
            (Group.TAG, self.tr("TAGS")),
            (Group.COLLECTION, self.tr("COLLECTIONS")),
        ):
            column.addSpacing(2)
            column.addWidget(label(word, "section"))
            column.addWidget(self.names[group])
        self._note_title = label(self.tr("NOTE"), "section")
        column.addSpacing(2)
        column.addWidget(self._note_title)
        column.addWidget(self.note)
        column.addSpacing(6)
        column.addWidget(label(self.tr("FOUND"), "section"))
        for widget in (self.found, self.skills):
            column.addWidget(widget)
        column.addSpacing(6)
        column.addWidget(label(self.tr("FILE"), "section"))
        column.addWidget(self.facts)
        column.addWidget(self.path)
        column.addStretch(1)
        self.setWidget(self._inner)

    def _connect(self) -> None:
        self.title.editingFinished.connect(self._renamed)
        self.stars.rated.connect(self.rated)
        for group, field in self.names.items():
            field.named.connect(partial(self.named.emit, group))
            field.installEventFilter(self)
            field.returnPressed.connect(self.left)
        self.title.returnPressed.connect(self.left)
        self.title.installEventFilter(self)
        self.note.installEventFilter(self)

    def _renamed(self) -> None:
        clip, text = self._clip, " ".join(self.title.text().split())
        if clip is None or not self.title.isModified():
            return
        self.title.setModified(False)
        if text and text != clip.title:
            self.renamed.emit(clip.id, text)
        else:
            self.title.setText(clip.title)
