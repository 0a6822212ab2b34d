"""Asks which backup is restored, and what becomes of what is there now."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QFileDialog, QWidget

from dancecoach.gui.library.care.care import Care
from dancecoach.gui.widgets.question import Question
from dancecoach.i18n import ngettext

if TYPE_CHECKING:
    from dancecoach.library.care.backup import BackupFacts


class Restoring:
    """Restores backups.

    Args:
        care: does it.
        page: the dialogs stand over it.

    Attributes:
        question: asks what becomes of this library.
    """

    def __init__(self, care: Care, page: QWidget) -> None:
        self._care, self._page = care, page
        self.question = Question(page)

    def ask_for_file(self) -> None:
        """Let the person choose a backup."""
        last = self._care.last_backup()
        folder = str(last[1].parent) if last is not None else ""
        kinds = self._page.tr("Backups") + " (*.zip)"
        path, _ = QFileDialog.getOpenFileName(self._page, self._page.tr("Restore a backup"), folder, kinds)
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """See what the backup says of itself, and ask where it is to go."""
        self._care.read_backup(path, self.ask)

    def ask(self, facts: "BackupFacts") -> None:
        """Ask: in the place of this library, or beside it."""
        tr = self._page.tr
        when = facts.made_at.astimezone()
        clips = "" if facts.clips is None else ngettext("{} clip, ", "{} clips, ", facts.clips).format(facts.clips)
        text = tr("The backup is of {day}, {time:%H:%M}: {clips}{size:.1f} MB.")
        here, other = tr("In the place of this library"), tr("As another library …")
        self.question.ask(
            tr("Restore a backup"),
            tr("Where is the backup to go?"),
            text.format(day=long_day(when), time=when, clips=clips, size=facts.size_bytes / 1e6)
            + "\n\n"
            + tr(
                "In the place of this library: what is in it now is not deleted. It is kept in a folder of the library "
                "(before-restore-…), and can be opened as a library of its own.\n\n"
                "As another library: in an empty folder that you choose. This one stays as it is."
            ),
            {
                here: lambda: self._care.restore_here(facts.path),
                other: lambda: self._ask_for_folder(facts.path),
            },
            usual=other,
        )

    def _ask_for_folder(self, path: Path) -> None:
        title = self._page.tr("An empty folder for the restored library")
        folder = QFileDialog.getExistingDirectory(self._page, title, str(path.parent))
        if folder:
            self._care.restore_as(path, Path(folder))


def long_day(time: datetime) -> str:
    """A day in words, as people here write it."""
    here = time.astimezone()
    return QLocale().toString(QDate(here.year, here.month, here.day), QLocale.FormatType.LongFormat)
