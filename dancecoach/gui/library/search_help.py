"""What can be typed into the search field: examples that a click or Enter puts there."""

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dancecoach.gui.widgets.parts import label

_TEXT = Qt.ItemDataRole.UserRole


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("LibrarySearchHelp", text)


def examples() -> tuple[tuple[str, str], ...]:
    """(what is typed, what it finds)."""
    return (
        ("back tuck", tr("both words, anywhere: titles, notes, names, dances, skills")),
        ("back tucks with flight over 0.6 s", tr("a skill that is that and flew so long, in plain words")),
        ("skill:tuck flight>0.6 height>=0.4", tr("the same in short; height in metres, turns>=2 too")),
        (
            "person:Anna -tag:camp -slow",
            tr("Anna, not at the camp, without the word slow; a minus works before all"),
        ),
        ('in:"Tuesday group" is:reference', tr("a collection, clips to learn from")),
        ("is:lesson", tr("clips that have a lesson: received, made, or begun")),
        ("style:waltz score>80", tr("a dance, by the best mark of a take")),
        ("at least 4 stars", tr("by stars; rating>=4 in short")),
        ("filmed since 2026-03", tr("by day, month or year; also: added this week")),
        ("length<30", tr("by length in seconds; found>50 is the share of time with a body, per cent")),
    )


class SearchHelp(QDialog):
    """Stands under the search field until something else is done.

    Signals:
        wanted: the example that is to be searched.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAccessibleName(tr("What can be searched"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Examples"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for typed, found in examples():
            item = QListWidgetItem(self.list)
            item.setData(_TEXT, typed)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{typed}: {found}")
            line = _line(typed, found)
            item.setSizeHint(line.sizeHint())
            self.list.setItemWidget(item, line)
        self.list.setCurrentRow(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(label(tr("Type any of these, and together. Enter or a click tries one."), "muted", wrap=True))
        column.addWidget(self.list)
        self.list.itemClicked.connect(self._take)

    def show_under(self, field: QWidget) -> None:
        """Come up under a widget."""
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count())) + 64
        window = field.window()
        self.resize(min(620, max(320, window.width() - 120)), min(rows, max(200, window.height() - 140)))
        self.move(field.mapToGlobal(QPoint(0, field.height() + 4)))
        self.show()
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter takes an example, Esc leaves."""
        item = self.list.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._take(item)
        else:
            super().keyPressEvent(event)

    def _take(self, item: QListWidgetItem) -> None:
        self.close()
        self.wanted.emit(str(item.data(_TEXT)))


def _line(typed: str, found: str) -> QWidget:
    """An example over what it finds."""
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(10, 5, 10, 5)
    column.setSpacing(0)
    column.addWidget(label(typed))
    column.addWidget(label(found, "muted"))
    return line
