"""A widget that shows a picture somewhere in itself: fitted, zoomed, dragged, turned, mirrored."""

import attrs
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from dancecoach.gui.widgets.view import Size, View


class ZoomableWidget(QWidget):
    """Knows where its picture lies; what the picture is, is the business of who inherits it.

    Signals:
        view_changed: zoom, pan, fit, mirror or turn changed.
    """

    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = View((16.0, 9.0), (1.0, 1.0))

    @property
    def view(self) -> View:
        """Where the picture lies in the widget."""
        return self._view

    @property
    def mirrored(self) -> bool:
        """Whether left and right are swapped, as in a mirror."""
        return self._view.mirrored

    @mirrored.setter
    def mirrored(self, value: bool) -> None:
        self._set_view(attrs.evolve(self._view, mirrored=bool(value)))

    @property
    def turns(self) -> int:
        """Quarter turns clockwise, 0 to 3."""
        return self._view.turns

    @turns.setter
    def turns(self, value: int) -> None:
        self._set_view(attrs.evolve(self._view, turns=value % 4).settled())

    @property
    def zoom(self) -> float:
        """1 shows the whole picture."""
        return self._view.zoom

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom around a widget point (the middle by default); below 1 zooms out."""
        at = at or QPointF(self.width() / 2, self.height() / 2)
        self._set_view(self._view.zoomed(factor, (at.x(), at.y())))

    def pan_by(self, dx: float, dy: float) -> None:
        """Drag the picture by logical pixels."""
        self._set_view(self._view.panned(dx, dy))

    def fit(self) -> None:
        """Show the whole picture."""
        self._set_view(attrs.evolve(self._view, zoom=1.0, centre=(0.5, 0.5)))

    def _be_of_size(self, picture: Size) -> None:
        """Another picture, in its own pixels: one of another size starts fitted, and stays turned and mirrored."""
        if picture != self._view.picture:
            self._view = View(picture, self._view.widget, mirrored=self._view.mirrored, turns=self._view.turns)

    def _set_view(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self.update()
            self.view_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the picture fitted."""
        self._view = attrs.evolve(self._view, widget=(max(1, self.width()), max(1, self.height()))).settled()
        super().resizeEvent(event)
