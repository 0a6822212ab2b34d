"""What is dragged off the shelf: files for other pages and programs, numbers of clips for places of the library."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

CLIPS = "application/x-dancecoach-clips"
"""The kind of data that holds numbers of clips, with spaces between."""

MOST_FILES = 500
"""So many files go with it at most: nobody opens more elsewhere, and their records are read while the hand waits."""


def packed(ids: Sequence[int], files: Sequence[Path]) -> QMimeData:
    """Clips as they are dragged."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    data.setData(CLIPS, " ".join(map(str, ids)).encode())
    return data


def clips_in(data: QMimeData) -> tuple[int, ...]:
    """Numbers of the clips that are dragged; () for something else."""
    return tuple(map(int, bytes(data.data(CLIPS).data()).split())) if data.hasFormat(CLIPS) else ()
