"""Where a picture lies in a widget: fit, zoom, pan and mirror, and the way back from a click to the picture.

Pure arithmetic, no widget: picture points are shares of its width and height (0,0 top left, 1,1 bottom right),
widget points are logical pixels.
"""

from collections.abc import Callable

import attrs

MAX_ZOOM = 16.0

Size = tuple[float, float]
Point = tuple[float, float]


def _clamp(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))


@attrs.frozen
class View:
    """A picture of one size shown in a widget of another.

    Attributes:
        picture: (width, height) of the picture in its own pixels, both above 0.
        widget: (width, height) of the widget in logical pixels.
        zoom: 1 fits the whole picture into the widget; up to `MAX_ZOOM`.
        centre: the picture point, in shares, that lies at the widget's middle.
        mirrored: left and right swapped, as in a mirror.
    """

    picture: Size
    widget: Size
    zoom: float = 1.0
    centre: Point = (0.5, 0.5)
    mirrored: bool = False

    @property
    def scale(self) -> float:
        """Logical pixels per picture pixel."""
        (pw, ph), (ww, wh) = self.picture, self.widget
        return max(1e-6, min(ww / pw, wh / ph)) * self.zoom

    @property
    def shown(self) -> Size:
        """(width, height) of the whole picture as drawn, logical pixels."""
        return self.picture[0] * self.scale, self.picture[1] * self.scale

    @property
    def origin(self) -> Point:
        """Widget point of the drawn picture's top left corner (of what is drawn, mirrored or not)."""
        (w, h), (ww, wh) = self.shown, self.widget
        return ww / 2 - self._drawn_x(self.centre[0]) * w, wh / 2 - self.centre[1] * h

    def to_widget(self, x: float, y: float) -> Point:
        """Widget point of a picture point."""
        return self.mapping()(x, y)

    def mapping(self) -> Callable[[float, float], Point]:
        """`to_widget` with all that is the same for every point worked out once."""
        (ox, oy), (w, h) = self.origin, self.shown
        left, across = (ox + w, -w) if self.mirrored else (ox, w)
        return lambda x, y: (left + x * across, oy + y * h)

    def to_picture(self, x: float, y: float) -> Point:
        """Picture point under a widget point; outside 0..1 when beside the picture."""
        (ox, oy), (w, h) = self.origin, self.shown
        return self._drawn_x((x - ox) / w), (y - oy) / h

    def zoomed(self, factor: float, at: Point) -> "View":
        """The view after zooming by a factor so that the picture point under ``at`` stays there."""
        before = self.to_picture(*at)
        zoom = _clamp(self.zoom * factor, 1.0, MAX_ZOOM)
        after = attrs.evolve(self, zoom=zoom).to_picture(*at)
        centre = (self.centre[0] + before[0] - after[0], self.centre[1] + before[1] - after[1])
        return attrs.evolve(self, zoom=zoom, centre=centre).settled()

    def panned(self, dx: float, dy: float) -> "View":
        """The view after dragging the picture by logical pixels."""
        w, h = self.shown
        dx = -dx if self.mirrored else dx
        return attrs.evolve(self, centre=(self.centre[0] - dx / w, self.centre[1] - dy / h)).settled()

    def settled(self) -> "View":
        """The view with its centre moved so that no empty strip shows where picture could be."""
        (w, h), (ww, wh) = self.shown, self.widget
        half_x, half_y = min(0.5, ww / w / 2), min(0.5, wh / h / 2)
        x = _clamp(self.centre[0], half_x, 1 - half_x)
        y = _clamp(self.centre[1], half_y, 1 - half_y)
        return attrs.evolve(self, centre=(x, y))

    def _drawn_x(self, x: float) -> float:
        """Share across the drawn picture of a share across the stored one, and back."""
        return 1 - x if self.mirrored else x
