"""The clips' small pictures: read in a thread when somebody looks at them, and a few hundred kept."""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from dancecoach.gui.library.latest import Latest

#: As many as three large screens show: 75 MB of pixels.
KEPT = 240
_AT_ONCE = 12
_MOST_PIXELS = 1_000_000


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
        self._kept: OrderedDict[Path, QPixmap | None] = OrderedDict()
        self._wanted: dict[Path, None] = {}
        self._reader = Latest("library: pictures", _read, self)
        self._reader.answered.connect(self._take)

    def get(self, path: Path) -> QPixmap | None:
        """A picture; None while it is being read, and where there is none."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        self._wanted.pop(path, None)
        self._wanted[path] = None  # the last looked at comes last, and is read first
        if not self._reader.busy:
            self._go_on()
        return None

    def forget(self, path: Path) -> None:
        """Look again for a picture that was not there."""
        if path in self._kept and self._kept[path] is None:
            del self._kept[path]

    def close(self) -> None:
        """Read nothing more."""
        self._reader.close()

    def _go_on(self) -> None:
        some = list(self._wanted)[-_AT_ONCE:]
        if some:
            self._reader.ask(some)

    def _take(self, images: Sequence[tuple[Path, QImage | None]]) -> None:
        for path, image in images:
            self._wanted.pop(path, None)
            self._kept[path] = None if image is None else QPixmap.fromImage(image)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        while len(self._wanted) > KEPT:  # scrolled past long ago
            self._wanted.pop(next(iter(self._wanted)))
        self.came.emit()
        self._go_on()


def _read(paths: Sequence[Path]) -> list[tuple[Path, QImage | None]]:
    return [(path, _image(path)) for path in paths]


def _image(path: Path) -> QImage | None:
    if not path.is_file():
        return None
    reader = QImageReader(str(path))
    size = reader.size()
    if size.width() * size.height() > _MOST_PIXELS:  # whatever lies there, it is no small picture of ours
        reader.setScaledSize(size.scaled(QSize(1920, 216), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image.convertToFormat(QImage.Format.Format_RGB32)
