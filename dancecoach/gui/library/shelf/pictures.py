"""The clips' small pictures: read in a thread when somebody looks at them, as large as shown; some are kept."""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import attrs
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from dancecoach.gui.latest import Latest

KEPT_BYTES = 16_000_000
"""Room that pictures may take: 130 as a usual screen shows them, some five screenfuls."""

LEAST = 64
"""As many pictures are kept whatever room they take, or a large screen would read its own ones again and again."""

_AT_ONCE = 12
_MOST_PIXELS = 1_000_000
_STEP = 64


@attrs.frozen(eq=False)
class _Kept:
    """A picture, None where there is none, and the width that it was read for."""

    pixmap: QPixmap | None
    width: int

    @property
    def bytes(self) -> int:
        """Room that it takes."""
        return 0 if self.pixmap is None else self.pixmap.width() * self.pixmap.height() * self.pixmap.depth() // 8


class Pictures(QObject):
    """Pictures by their files.

    Args:
        parent: owner.

    Signals:
        came: pictures that were asked for are there.
    """

    came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[Path, _Kept] = OrderedDict()
        self._bytes = 0
        self._wanted: dict[Path, int] = {}
        self._anew: set[Path] = set()
        self._reader = Latest("library: pictures", _read, self)
        self._reader.answered.connect(self._take)

    @property
    def bytes(self) -> int:
        """Room that the kept ones take."""
        return self._bytes

    def get(self, path: Path, width: int = _MOST_PIXELS) -> QPixmap | None:
        """A picture; None while it is being read, and where there is none.

        Args:
            path: of the file.
            width: pixels of the screen that it will fill; the picture may be larger, and is smaller only for a moment.
        """
        width = -(-width // _STEP) * _STEP
        kept = self._kept.get(path)
        if kept is not None:
            self._kept.move_to_end(path)
            if kept.pixmap is None or kept.width >= width:
                return kept.pixmap
        self._wanted[path] = max(width, self._wanted.pop(path, 0))  # the last looked at comes last, and is read first
        if not self._reader.busy:
            self._go_on()
        return None if kept is None else kept.pixmap

    def forget(self, path: Path) -> None:
        """Look again for a picture that was not there."""
        if path in self._kept and self._kept[path].pixmap is None:
            del self._kept[path]
        if path in self._wanted:
            self._anew.add(path)  # it may be looked for this moment, a moment too early

    def close(self) -> None:
        """Read nothing more."""
        self._reader.close()

    def _go_on(self) -> None:
        some = list(self._wanted.items())[-_AT_ONCE:]
        if some:
            self._reader.ask(some)

    def _take(self, images: Sequence[tuple[Path, int, QImage | None]]) -> None:
        for path, width, image in images:
            if image is None and path in self._anew:
                self._anew.discard(path)
                continue
            if self._wanted.get(path, width) <= width:
                self._wanted.pop(path, None)
            self._keep(path, _Kept(None if image is None else QPixmap.fromImage(image), width))
        while self._bytes > KEPT_BYTES and len(self._kept) > LEAST:
            self._bytes -= self._kept.popitem(last=False)[1].bytes
        while len(self._wanted) > LEAST * 4:  # scrolled past long ago
            self._wanted.pop(next(iter(self._wanted)))
        self._anew.intersection_update(self._wanted)
        self.came.emit()
        self._go_on()

    def _keep(self, path: Path, new: _Kept) -> None:
        old = self._kept.pop(path, None)
        self._bytes += new.bytes - (0 if old is None else old.bytes)
        self._kept[path] = new


def _read(wanted: Sequence[tuple[Path, int]]) -> list[tuple[Path, int, QImage | None]]:
    return [(path, width, _image(path, width)) for path, width in wanted]


def _image(path: Path, width: int) -> QImage | None:
    if not path.is_file():
        return None
    reader = QImageReader(str(path))
    size = reader.size()
    if size.width() * size.height() > _MOST_PIXELS:  # whatever lies there, it is no small picture of ours
        reader.setScaledSize(size.scaled(QSize(1920, 216), Qt.AspectRatioMode.KeepAspectRatio))
    elif size.width() > width:
        reader.setScaledSize(QSize(width, max(1, round(size.height() * width / size.width()))))
    image = reader.read()
    return None if image.isNull() else image.convertToFormat(QImage.Format.Format_RGB32)
