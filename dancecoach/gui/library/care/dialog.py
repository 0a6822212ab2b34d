"""One place where the library is looked after: is anything wrong, is there a backup."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.library.care.care import Care
from dancecoach.gui.library.care.restoring import Restoring, long_day
from dancecoach.gui.widgets.parts import ElidedLabel, label, progress_bar, show_fraction
from dancecoach.gui.widgets.question import Question

_OLD_DAYS = 30
"""A backup that is older is worth a word."""


class CareDialog(QDialog):
    """Check and repair, back up and restore. What is under way goes on when it is closed.

    Args:
        care: does it.
        parent: stands behind it.
    """

    def __init__(self, care: Care, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._care = care
        self.restoring = Restoring(care, self)
        self.question = Question(self)
        self.setWindowTitle(self.tr("Look after the library"))
        self._make()
        self._lay_out()
        care.changed.connect(self._show)
        care.model.state_changed.connect(self._show)
        self.resize(720, 560)
        self._show()

    # What a person can do

    def check(self) -> None:
        """Look for faults."""
        self._care.check(thorough=self.thorough.isChecked())

    def ask_to_repair(self) -> None:
        """Say what will be done, and do it if the person wants it."""
        from dancecoach.library.care.repair import can_repair, repair_words

        found, folder = self._care.found or (), self._care.folder
        wanted = [repair_words(one, folder) for one in found if can_repair(one, folder)]
        lines = [f"{wanted.count(words)} ×  {words}" for words in dict.fromkeys(wanted)]
        asked, answers = self.tr("Put this right?"), {self.tr("Put it right"): self._care.repair}
        self.question.ask(self.windowTitle(), asked, "\n".join(lines), answers)

    def ask_where_to_look(self) -> None:
        """Look for missing films in a folder."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Look for missing films in a folder"))
        if folder:
            self._care.look_for(Path(folder))

    def ask_for_backup(self) -> None:
        """Choose a file, and write the backup into it."""
        last = self._care.last_backup()
        folder = last[1].parent if last is not None and last[1].parent.is_dir() else Path.home()
        name = f"dancecoach-{datetime.now().astimezone():%Y-%m-%d}.zip"
        kinds = self.tr("Backups") + " (*.zip)"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Back the library up"), str(folder / name), kinds)
        if path:
            self._care.back_up(Path(path if path.endswith(".zip") else f"{path}.zip"))

    # Showing

    def _make(self) -> None:
        self.folder = ElidedLabel("muted")
        self.folder.set_text(str(self._care.folder))
        self.thorough = QCheckBox(self.tr("Read every film to its end (about a minute for 20 GB)"))
        self.check_button = self._button(self.tr("Check"), self.check)
        self.repair_button = self._button(self.tr("Put right what can be …"), self.ask_to_repair)
        self.look_button = self._button(self.tr("Look for missing films …"), self.ask_where_to_look)
        self.faults = QListWidget()
        self.faults.setWordWrap(True)
        self.faults.setResizeMode(QListView.ResizeMode.Adjust)
        self.faults.setSpacing(3)
        self.faults.setAccessibleName(self.tr("What is wrong, and what a repair does"))
        self.backup_button = self._button(self.tr("Back up …"), self.ask_for_backup)
        self.restore_button = self._button(self.tr("Restore a backup …"), self.restoring.ask_for_file)
        self.rescue_button = self._button(self.tr("Recover what can be read"), self._care.rescue)
        self.last, self.report = label(wrap=True), label(wrap=True)
        self.report.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar, self.doing = progress_bar(), label(role="muted")
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop_button = self._button(self.tr("Stop"), self._care.stop)

    def _lay_out(self) -> None:
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        hint = self.tr(
            "Looks for films that are gone, films that are not what they were, missing pictures, and films that "
            "belong to no clip. Nothing is changed before you say so."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(9)
        column.addWidget(self.folder)
        column.addWidget(label(self.tr("Backup"), "heading"))
        column.addWidget(self.last)
        column.addLayout(_row(self.backup_button, self.restore_button))
        column.addSpacing(6)
        column.addWidget(label(self.tr("Is anything wrong?"), "heading"))
        column.addWidget(label(hint, "muted", wrap=True))
        column.addWidget(self.thorough)
        column.addLayout(_row(self.check_button, self.repair_button, self.look_button, self.rescue_button))
        column.addWidget(self.faults, 1)
        column.addLayout(_row(self.bar, self.doing, self.stop_button))
        column.addWidget(self.report)
        column.addStretch(0)
        column.addWidget(close)

    def _show(self) -> None:
        from dancecoach.library.care.check import Fault
        from dancecoach.library.care.repair import can_repair

        care, found, folder = self._care, self._care.found or (), self._care.folder
        if not care.busy or not self.last.text():  # it looks at a disk that may be slow, and progress comes often
            self.last.setText(self._last_words())
        self.backup_button.setEnabled(care.usable)
        self.check_button.setEnabled(care.usable)
        self.restore_button.setEnabled(not care.busy)
        self.rescue_button.setVisible(care.model.damaged and not care.model.ready)
        self.rescue_button.setEnabled(not care.busy)
        self.repair_button.setEnabled(care.usable and any(can_repair(one, folder) for one in found))
        self.look_button.setVisible(any(one.fault is Fault.MISSING for one in found))
        self.look_button.setEnabled(care.usable)
        self._show_faults()
        for widget in (self.bar, self.doing, self.stop_button):
            widget.setVisible(care.busy)
        progress = care.progress
        show_fraction(self.bar, progress.fraction if progress else None)
        self.doing.setText(progress.stage if progress else "")
        report = "\n".join(care.report)
        if not care.model.ready and care.model.damaged and not report:
            report = care.model.error
        self.report.setText(report)
        self.report.setVisible(bool(report) and not care.busy)
        self.report.setAccessibleName(report)

    def _show_faults(self) -> None:
        from dancecoach.library.care.repair import repair_words

        found = self._care.found or ()
        self.faults.setVisible(bool(found))
        lines = [f"{one.says}\n→ {repair_words(one, self._care.folder)}" for one in found]
        if [self.faults.item(at).text() for at in range(self.faults.count())] != lines:
            self.faults.clear()
            for line in lines:
                QListWidgetItem(line, self.faults)

    def _last_words(self) -> str:
        last = self._care.last_backup()
        if last is None:
            return self.tr(
                "There is no backup of this library yet. A backup is one file with all of it; keep it on another disk."
            )
        when, path = last
        day = long_day(when)
        words = self.tr("Last backup: {day}, in {path}").format(day=day, path=path)
        if not path.is_file():
            return f"{words}. " + self.tr("It is not there now.")
        age = (_now() - when).days
        return f"{words}. " + self.tr("That is {} days ago.").format(age) if age >= _OLD_DAYS else words

    def _button(self, text: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: do())
        return button


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _now() -> datetime:
    return datetime.now(UTC)
