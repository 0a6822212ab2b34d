"""Where the pictures stand: one alone, two beside or above each other, or the second seen through the first."""

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.palette import OTHER_SIDES

Arrangement = Literal["beside", "above", "through"]
"""As in `dancecoach.report.layout`, which the window need not load."""


class OtherCanvas(VideoCanvas):
    """The second picture; its skeleton in colours of its own, and glass when it lies over the first.

    Attributes:
        opacity: how much is seen of it while it is glass, 0 to 1.
    """

    sides = OTHER_SIDES

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opacity = 0.5
        self._glass = False
        self.setAccessibleName(self.tr("Picture of the other clip"))

    @property
    def glass(self) -> bool:
        """Whether what lies beneath is seen through it; the mouse then means that."""
        return self._glass

    @glass.setter
    def glass(self, value: bool) -> None:
        self._glass = value
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not value)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, value)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if value else Qt.FocusPolicy.ClickFocus)
        self.update()

    def set_opacity(self, opacity: float) -> None:
        """Say how much of it is seen, 0 to 1."""
        self.opacity = min(max(opacity, 0.0), 1.0)
        self.update()

    def _paint(self, painter: QPainter, part: QRect) -> None:
        """Paint all of it, or through it."""
        if not self._glass:
            super()._paint(painter, part)
        elif self._frame is not None:
            painter.setOpacity(self.opacity)
            self._paint_picture(painter, self._frame)
            painter.setOpacity(min(1.0, 2 * self.opacity))  # lines are thin: they fade later than the picture
            self._paint_people(painter)


class Stage(QWidget):
    """Holds the pictures.

    Args:
        first: the picture that is always there.
        other: the one beside it.
        parent: owner.

    Signals:
        arranged: the pictures stand in another way.
    """

    arranged = Signal()

    def __init__(self, first: VideoCanvas, other: OtherCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._other = first, other
        self._arrangement: Arrangement = "beside"
        self._two = False
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(2)
        self._split.addWidget(first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)
        other.setParent(self)
        other.hide()
        first.installEventFilter(self)

    @property
    def arrangement(self) -> Arrangement:
        """How two pictures stand."""
        return self._arrangement

    def arrange(self, arrangement: Arrangement) -> None:
        """Let two pictures stand in another way."""
        self._arrangement = arrangement
        self._place()
        self.arranged.emit()

    def show_two(self, two: bool) -> None:
        """Show the second picture, or the first alone."""
        self._two = two
        self._place()

    def _place(self) -> None:
        """Put the second picture where it belongs; the first one never moves to another parent."""
        through = self._arrangement == "through"
        self._other.glass = self._two and through
        if not self._two:
            self._other.setParent(self)
            self._other.hide()
            return
        if through:
            self._other.setParent(self._first)
            self._cover()
            self._other.raise_()
        else:
            upright = self._arrangement == "above"
            self._split.setOrientation(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
            self._split.addWidget(self._other)
            self._split.setSizes([1000, 1000])
        self._other.show()

    def _cover(self) -> None:
        self._other.setGeometry(self._first.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The glass is as large as what it lies on."""
        if watched is self._first and event.type() == QEvent.Type.Resize and self._other.glass:
            self._cover()
        return super().eventFilter(watched, event)
