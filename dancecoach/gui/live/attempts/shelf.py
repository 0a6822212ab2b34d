"""The list of attempts beside the live picture: picture, what it probably was, how long it flew."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from dancecoach.gui.live.attempts.model import AttemptRow, AttemptsModel
from dancecoach.gui.live.attempts.words import fate_text, flight_text, hint, name_text, sentence
from dancecoach.gui.phase_look import phase_colour
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.named import label

if TYPE_CHECKING:
    from dancecoach.pipeline.live.attempts.catcher import Caught

_ROW, _THUMB = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
_Index = QModelIndex | QPersistentModelIndex
#: A body stands upright, or is as wide as it is tall: the picture is a little taller than wide.
_WIDTH, _PICTURE = 300, QSize(70, 84)
#: Beside a picture that is narrower than that.
_BARS = "#0B0C0E"


class _Rows(QAbstractListModel):
    """The attempts as Qt's views want them; the newest first."""

    def __init__(self, model: AttemptsModel) -> None:
        super().__init__(model)
        self._model = model
        self._rows: tuple[AttemptRow, ...] = ()
        self._pictures: dict[int, QPixmap] = {}
        model.changed.connect(self._follow)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """A row for each attempt."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for eyes, tool tip and screen reader; the record and its picture for the painter."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return sentence(row)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return hint(row)
        return {_ROW: row, _THUMB: self._pictures.get(id(row.caught))}.get(role)

    def _follow(self) -> None:
        rows = self._model.rows
        if [id(row.caught) for row in rows] == [id(row.caught) for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self._pictures = {id(row.caught): self._pictures.get(id(row.caught)) or _small(row.caught) for row in rows}
        self.endResetModel()


class _Card(QStyledItemDelegate):
    """Draws one attempt: its picture, beside it three lines."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802
        """The picture and air."""
        return QSize(_WIDTH - 24, _PICTURE.height() + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw it."""
        row: AttemptRow = index.data(_ROW)
        look, chosen = colours(), bool(option.state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect).adjusted(0.5, 2.5, -0.5, -2.5)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(QColor(look.accent if chosen else look.border), 1))
        painter.setBrush(QColor(look.raised if chosen else look.base))
        painter.drawRoundedRect(box, 7, 7)
        room = QRectF(box.x() + 7, box.y() + 6, _PICTURE.width(), _PICTURE.height())
        thumb: QPixmap | None = index.data(_THUMB)
        if thumb is not None:
            painter.drawPixmap(room, thumb, QRectF(thumb.rect()))
        painter.fillRect(QRectF(room.x(), room.bottom(), room.width(), 3), phase_colour("skill"))
        self._write(painter, option, row, box.adjusted(_PICTURE.width() + 17, 6, -8, -6))
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, row: AttemptRow, box: QRectF) -> None:
        look, bold, small = colours(), QFont(option.font), QFont(option.font)
        bold.setBold(True)
        small.setPointSizeF(0.9 * small.pointSizeF())
        lines = (
            (name_text(row), bold, look.text),
            (flight_text(row), option.font, look.text),
            (fate_text(row), small, look.muted),
        )
        height = box.height() / len(lines)
        for place, (text, font, colour) in enumerate(lines):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
            where = QRectF(box.x(), box.y() + place * height, box.width(), height)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, short)


class AttemptShelf(QWidget):
    """The list with its heading; there while attempts are captured or any are listed.

    Signals:
        play: an `AttemptRow` to be shown again slowly.
        chosen_changed: another attempt is chosen, or none.
    """

    play = Signal(object)
    chosen_changed = Signal()

    def __init__(self, model: AttemptsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("attemptShelf")
        self.setFixedWidth(_WIDTH)
        self.heading = label("sectionTitle", self.tr("Attempts"))
        self.state = label("muted", self.tr("What is captured"), wrap=True)
        self.view = QListView()
        self.view.setObjectName("attempts")
        self.view.setAccessibleName(self.tr("Attempts, the newest first"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setModel(_Rows(model))
        self.view.setItemDelegate(_Card(self.view))
        self.view.clicked.connect(lambda index: self.play.emit(index.data(_ROW)))
        self.view.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        for widget in (self.heading, self.state):
            layout.addWidget(widget)
        layout.addWidget(self.view, 1)
        layout.addStretch(0)

    @property
    def chosen(self) -> AttemptRow | None:
        """The attempt that is chosen."""
        chosen = self.view.selectionModel().selectedIndexes()
        row: AttemptRow | None = chosen[0].data(_ROW) if chosen else None
        return row

    def choose(self, place: int) -> None:
        """Choose the attempt at a place of the list; 0 is the newest."""
        self.view.setCurrentIndex(self.view.model().index(place, 0))

    def follow(self, folder: Path) -> None:
        """Show what there is; clips go to ``folder``."""
        rows, on = len(self._model.rows), self._model.on
        self.setVisible(on or rows > 0)
        self.view.setVisible(rows > 0)
        self.heading.setText(self.tr("Attempts · {}").format(rows) if rows else self.tr("Attempts"))
        if on and not rows:
            self.state.setText(
                self.tr("Each attempt is cut out by itself and listed here. Clips go to {}").format(folder)
            )
        else:
            self.state.setText("" if on else self.tr("Attempts are no longer captured."))
        self.state.setVisible(bool(self.state.text()))
        self.setToolTip(self.tr("Clips go to {}").format(folder))


def _small(caught: "Caught") -> QPixmap:
    """The whole body at the key moment, as large as it is listed (twice, for fine screens)."""
    from dancecoach.pipeline.live.attempts.picture import whole_body

    image = QImage.fromData(caught.picture.jpeg)
    if image.isNull():
        return QPixmap()
    part = QRectF(*whole_body(caught.picture, caught.pictures, _PICTURE.width() / _PICTURE.height()))
    drawn = QPixmap(_PICTURE * 2)
    drawn.fill(QColor(_BARS))
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    scale = drawn.height() / part.height()
    there = part & QRectF(image.rect())
    # Qt scales down by more than a half with gaps: let the image do it.
    shown = image.copy(there.toAlignedRect()).scaled(
        (there.size() * scale).toSize(),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    painter.drawImage((there.topLeft() - part.topLeft()) * scale, shown)
    painter.end()
    return drawn
