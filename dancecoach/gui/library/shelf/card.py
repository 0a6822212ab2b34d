"""How a clip looks in the grid: its picture, large, and two quiet lines below."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dancecoach.gui.icons import pixmap
from dancecoach.gui.library import words
from dancecoach.gui.library.shelf.pictures import Pictures
from dancecoach.gui.library.shelf.rows import CLIP
from dancecoach.gui.theme import colours
from dancecoach.library.catalogue.records import Clip

GAP = 7
"""Around a card, pixels."""

STRIP_PICTURES = 10
STAGE = "#0C0D10"
"""What pictures lie on, in both themes: video is judged on dark."""
_ROUND = 8
_SHADE = QColor(8, 9, 11, 190)


class ClipCard(QStyledItemDelegate):
    """Draws cards.

    Args:
        pictures: where they come from.
        where: files of a clip's picture and of its strip.
        parent: owner.

    Attributes:
        looked_at: row under the mouse, -1 for none.
        share: where in its width the mouse is, 0 to 1: the strip shows the clip at that share of its length.
    """

    def __init__(
        self, pictures: Pictures, where: Callable[[Clip], tuple[Path, Path] | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pictures, self._where = pictures, where
        self.looked_at, self.share = -1, 0.0
        self.size = QSize(240, 200)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """The same for all."""
        return self.size

    def size_for(self, width: int, metrics: QFontMetrics) -> QSize:
        """A card of a width: a picture of 16 to 9, and two lines."""
        return QSize(width, (width - 2 * GAP) * 9 // 16 + 2 * metrics.height() + 12 + 2 * GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One card."""
        clip = index.data(CLIP)
        box = option.rect.adjusted(GAP, GAP, -GAP, -GAP)
        stage = QRect(box.x(), box.y(), box.width(), box.width() * 9 // 16)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_picture(painter, stage, clip, index.row())
        if clip is not None:
            self._paint_signs(painter, option, stage, clip)
            self._paint_words(painter, option, QRect(box.x(), stage.bottom() + 6, box.width(), 0), clip)
        self._paint_frame(painter, option, stage)
        painter.restore()

    # Parts

    def _paint_picture(self, painter: QPainter, stage: QRect, clip: Clip | None, row: int) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(stage), _ROUND, _ROUND)
        painter.fillPath(path, QColor(STAGE))
        files = None if clip is None else self._where(clip)
        if files is None:
            return
        painter.save()
        painter.setClipPath(path)
        wide = round(stage.width() * painter.device().devicePixelRatioF())
        picture = self._pictures.get(files[0], wide)
        strip = self._pictures.get(files[1]) if row == self.looked_at else None
        if strip is not None:
            width = strip.width() // STRIP_PICTURES
            place = min(STRIP_PICTURES - 1, int(self.share * STRIP_PICTURES))
            source = QRect(place * width, 0, width, strip.height())
            painter.drawPixmap(fitted(source.size(), stage), strip, source)
            done = QRect(stage.x(), stage.bottom() - 2, round(stage.width() * self.share), 3)
            painter.fillRect(done, QColor(colours().accent))
        elif picture is not None:
            painter.drawPixmap(fitted(picture.size(), stage), picture, picture.rect())
        painter.restore()

    def _paint_signs(self, painter: QPainter, option: QStyleOptionViewItem, stage: QRect, clip: Clip) -> None:
        """How long it is; whether it is one to learn from; its stars."""
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        _badge(painter, stage.bottomRight(), words.length(clip.facts.duration_s), right=True)
        if clip.rating:
            _badge(painter, stage.bottomLeft(), words.stars(clip.rating), right=False, colour="#FFD166")
        if clip.reference:
            box = QRectF(stage.x() + 6, stage.y() + 6, 26, 24)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_SHADE)
            painter.drawRoundedRect(box, 5, 5)
            painter.drawPixmap(stage.x() + 10, stage.y() + 9, _sign(painter))

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, at: QRect, clip: Clip) -> None:
        look, font = colours(), QFont(option.font)
        height = option.fontMetrics.height()
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        lines = ((bold, look.text, clip.title), (font, look.muted, words.below(clip)))
        for line, (face, colour, text) in enumerate(lines):
            painter.setFont(face)
            painter.setPen(QColor(colour))
            short = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, at.width() - 4)
            place = QRect(at.x() + 2, at.y() + line * (height + 1), at.width() - 4, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, short)

    def _paint_frame(self, painter: QPainter, option: QStyleOptionViewItem, stage: QRect) -> None:
        look, state = colours(), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        near = bool(state & QStyle.StateFlag.State_MouseOver)
        colour, width = (look.accent, 2.5) if chosen else (look.faint if near else look.border, 1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), width))
        inset = width / 2
        painter.drawRoundedRect(QRectF(stage).adjusted(inset, inset, -inset, -inset), _ROUND, _ROUND)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.text), 1.0))
            painter.drawRoundedRect(QRectF(stage).adjusted(-2.5, -2.5, 2.5, 2.5), _ROUND + 2, _ROUND + 2)


def fitted(size: QSize, stage: QRect) -> QRect:
    """All of a picture, in the middle."""
    fitted = size.scaled(stage.size(), Qt.AspectRatioMode.KeepAspectRatio)
    if stage.width() - fitted.width() <= 2 and stage.height() - fitted.height() <= 2:
        return stage
    return QRect(
        stage.x() + (stage.width() - fitted.width()) // 2,
        stage.y() + (stage.height() - fitted.height()) // 2,
        fitted.width(),
        fitted.height(),
    )


def _sign(painter: QPainter) -> QPixmap:
    return pixmap("practice", "#FFFFFF", 18, painter.device().devicePixelRatioF())


def _badge(painter: QPainter, corner: object, text: str, *, right: bool, colour: str = "#F2F3F5") -> None:
    """A word on the picture, in one of its lower corners."""
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(text) + 12, metrics.height() + 4
    x = corner.x() - width - 5 if right else corner.x() + 6  # type: ignore[attr-defined]
    box = QRectF(x, corner.y() - height - 5, width, height)  # type: ignore[attr-defined]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(QColor(colour))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
