"""Deletes a person: shows first what belongs to them, and asks once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.library.care.care import Care
from dancecoach.gui.widgets.parts import label, progress_bar, show_fraction

if TYPE_CHECKING:
    from dancecoach.library.care.belongings import Belongings


class PersonDialog(QDialog):
    """Who, what belongs to them, and the one button.

    Args:
        care: does it.
        person: who is chosen first; "" for nobody in particular.
        parent: stands behind it.
    """

    def __init__(self, care: Care, person: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._care = care
        self.there: Belongings | None = None
        self._done = False
        self.setWindowTitle(self.tr("Delete a person"))
        self.who = QComboBox()
        self.who.setAccessibleName(self.tr("Person"))
        if person:
            self.who.addItem(person, person)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("What belongs to them"))
        self.mentions = QCheckBox(
            self.tr("Take the name out of titles, notes, tags and collections of what stays, too")
        )
        self.mentions.setChecked(True)
        self.lessons = QCheckBox(self.tr("Forget the styles, skills and phases that learnt from their clips, too"))
        for tick in (self.mentions, self.lessons):
            tick.hide()
        self.bar, self.doing = progress_bar(), label(role="muted")
        self.delete_button = QPushButton(self.tr("Delete for good"))
        self.delete_button.setAutoDefault(False)
        self.close_button = QPushButton(self.tr("Cancel"))
        self.close_button.setDefault(True)
        self._lay_out()
        self.who.currentIndexChanged.connect(lambda _index: self._look())
        self.delete_button.clicked.connect(self._delete)
        self.close_button.clicked.connect(self.reject)
        care.changed.connect(self._show)
        self.finished.connect(self._over)
        self.resize(640, 520)
        self.text.setPlainText(self._looking())
        care.ask_who(self._known)
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(9)
        column.addWidget(self.who)
        column.addWidget(self.text, 1)
        column.addWidget(self.mentions)
        column.addWidget(self.lessons)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.doing)
        row.addStretch(1)
        row.addWidget(self.delete_button)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def _looking(self) -> str:
        return self.tr("Looking up what belongs to them …")

    def _known(self, names: tuple[str, ...]) -> None:
        chosen = self.who.currentData()
        with QSignalBlocker(self.who):
            self.who.clear()
            for name in names:
                self.who.addItem(name, name)
            self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
        self._look()

    def _look(self) -> None:
        self.there = None
        self.text.setPlainText(self._looking())
        if self.who.count():
            self._care.look_up(self.who.currentData(), self._looked)
        else:
            self.text.setPlainText(
                self.tr(
                    "Nobody is named. Persons are named beside a clip in the library (P), and in Practice and Live "
                    "where it says who is dancing."
                )
            )
        self._show()

    def _looked(self, there: "Belongings") -> None:
        if there.person != self.who.currentData():
            self._look()
            return
        from dancecoach.library.care.belongings_words import words_of

        self.there = there
        self.text.setPlainText(words_of(there))
        self.mentions.setVisible(bool(there.mentions))
        self.lessons.setVisible(bool(there.lessons.from_them))
        self._show()

    def _delete(self) -> None:
        if self.there is not None:
            self._done = True
            self._care.forget(self.there.person, mentions=self.mentions.isChecked(), lessons=self.lessons.isChecked())

    def _over(self) -> None:
        """Nobody waits for what is looked up."""
        if not self._done:
            self._care.stop()

    def _show(self) -> None:
        care = self._care
        working = self._done and care.busy
        self.bar.setVisible(working)
        self.doing.setVisible(working)
        show_fraction(self.bar, care.progress.fraction if care.progress else None)
        self.doing.setText(care.progress.stage if care.progress else "")
        over = self._done and not care.busy
        self.who.setEnabled(not self._done and self.who.count() > 0)
        for tick in (self.mentions, self.lessons):
            tick.setEnabled(not self._done)
        self.delete_button.setEnabled(self.there is not None and not care.busy and not self._done)
        if over and care.report:
            self.text.setPlainText("\n".join(care.report))
            self.close_button.setText(self.tr("Close"))
            self._done = care.bad is False
        self.text.viewport().setCursor(Qt.CursorShape.ArrowCursor)
