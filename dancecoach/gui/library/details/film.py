"""The chosen clip's picture, large; the mouse looks through its strip."""

from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dancecoach.gui.library.shelf.card import STAGE, STRIP_PICTURES, fitted
from dancecoach.gui.library.shelf.pictures import Pictures
from dancecoach.gui.theme import colours

_STRIP_SHARE = 0.1


class FilmView(QWidget):
    """A picture, and its strip below.

    Args:
        pictures: where they come from.
        parent: owner.
    """

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._files: tuple[Path, Path] | None = None
        self._share: float | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Pictures of the clip"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        pictures.came.connect(self.update)

    def show_files(self, files: tuple[Path, Path] | None) -> None:
        """Show a picture and a strip; None shows neither."""
        if files != self._files:
            self._files, self._share = files, None
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as a picture of 16 to 9 and ten small ones."""
        width = max(200, self.width())
        return QSize(width, self._heights(width)[0] + self._heights(width)[1] + 4)

    def resizeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Keep the proportion."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.setFixedHeight(sum(self._heights(self.width())) + 4)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Look at another moment."""
        self._share = min(0.999, max(0.0, event.position().x() / max(1, self.width())))
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:  # noqa: N802
        """Back to the picture it is known by."""
        self._share = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The picture, or the moment under the mouse; the strip; where in it that is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        high, low = self._heights(self.width())
        stage, band = QRect(0, 0, self.width(), high), QRect(0, high + 4, self.width(), low)
        painter.fillRect(stage, QColor(STAGE))
        painter.fillRect(band, QColor(STAGE))
        if self._files is None:
            return
        picture, strip = (self._pictures.get(path) for path in self._files)
        if strip is not None:
            self._paint_strip(painter, band, strip.size())
        if strip is not None and self._share is not None:
            width = strip.width() // STRIP_PICTURES
            source = QRect(int(self._share * STRIP_PICTURES) * width, 0, width, strip.height())
            painter.drawPixmap(fitted(source.size(), stage), strip, source)
        elif picture is not None:
            painter.drawPixmap(fitted(picture.size(), stage), picture, picture.rect())

    def _paint_strip(self, painter: QPainter, band: QRect, size: QSize) -> None:
        assert self._files is not None
        strip = self._pictures.get(self._files[1])
        assert strip is not None
        width = size.width() // STRIP_PICTURES
        for place in range(STRIP_PICTURES):
            left, right = (round(band.width() * n / STRIP_PICTURES) for n in (place, place + 1))
            cell = QRect(band.x() + left, band.y(), right - left - 1, band.height())
            source = QRect(place * width, 0, width, size.height())
            part = source.size().scaled(cell.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            cut_x = round(source.width() * (1 - cell.width() / max(1, part.width())) / 2)
            cut_y = round(source.height() * (1 - cell.height() / max(1, part.height())) / 2)
            painter.drawPixmap(cell, strip, source.adjusted(cut_x, cut_y, -cut_x, -cut_y))
            if self._share is not None and int(self._share * STRIP_PICTURES) == place:
                painter.fillRect(QRect(cell.x(), cell.bottom() - 2, cell.width(), 3), QColor(colours().accent))

    @staticmethod
    def _heights(width: int) -> tuple[int, int]:
        return width * 9 // 16, max(24, round(width * _STRIP_SHARE * 1.15))
