"""Files that are dropped onto a widget."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent


def take_files(event: QDragEnterEvent) -> None:
    """Say that files may be dropped here."""
    if any(url.isLocalFile() for url in event.mimeData().urls()):
        event.acceptProposedAction()


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files that were dropped, and taken by this; [] where nothing on this machine was."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    if files:
        event.acceptProposedAction()
    return files
