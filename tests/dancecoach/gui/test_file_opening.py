"""What the desktop hands to a program that runs is opened."""

from pathlib import Path

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from dancecoach.gui.file_opening import FileOpening


def test_a_file_is_opened_and_nothing_after_the_end(qapp, tmp_path):
    opened = []
    opening = FileOpening(qapp, opened.append)
    path = tmp_path / "đôi.dclesson"
    QApplication.sendEvent(qapp, QFileOpenEvent(str(path)))
    QApplication.sendEvent(qapp, QFileOpenEvent(QUrl("https://example.org/no-file")))
    QApplication.sendEvent(qapp, QEvent(QEvent.Type.User))
    opening.close()
    QApplication.sendEvent(qapp, QFileOpenEvent(str(path)))
    assert opened == [Path(path)]
