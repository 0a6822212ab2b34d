"""Where a picture lies in a widget: fit, zoom, pan, turn and mirror, and the way back from a click to the picture.

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
        mirrored: left and right swapped, as in a mirror, after turning.
        turns: quarter turns clockwise, 0 to 3.
    """

    picture: Size
    widget: Size
    zoom: float = 1.0
    centre: Point = (0.5, 0.5)
    mirrored: bool = False
    turns: int = 0

    @property
    def turned(self) -> Size:
        """(width, height) of the picture in its own pixels as it stands after turning."""
        return self.picture if self.turns % 2 == 0 else (self.picture[1], self.picture[0])

    @property
    def scale(self) -> float:
        """Logical pixels per picture pixel."""
        (pw, ph), (ww, wh) = self.turned, self.widget
        return max(1e-6, min(ww / pw, wh / ph)) * self.zoom

    @property
    def shown(self) -> Size:
        """(width, height) of the whole picture as drawn, logical pixels."""
        return self.turned[0] * self.scale, self.turned[1] * self.scale

    @property
    def origin(self) -> Point:
        """Widget point of the top left corner of what is drawn, turned and mirrored or not."""
        (w, h), (ww, wh) = self.shown, self.widget
        x, y = self._drawn(*self.centre)
        return ww / 2 - x * w, wh / 2 - y * h

    def to_widget(self, x: float, y: float) -> Point:
        """Widget point of a picture point."""
        return self.mapping()(x, y)

    def mapping(self) -> Callable[[float, float], Point]:
        """`to_widget` with all that is the same for every point worked out once."""
        (ox, oy), (w, h) = self.origin, self.shown
        x0, y0 = self._drawn(0.0, 0.0)
        (xx, xy), (yx, yy) = self._drawn(1.0, 0.0), self._drawn(0.0, 1.0)
        left, top = ox + x0 * w, oy + y0 * h
        across_x, down_x, across_y, down_y = (xx - x0) * w, (xy - y0) * h, (yx - x0) * w, (yy - y0) * h
        return lambda x, y: (left + x * across_x + y * across_y, top + x * down_x + y * down_y)

    def to_picture(self, x: float, y: float) -> Point:
        """Picture point under a widget point; outside 0..1 when beside the picture."""
        (ox, oy), (w, h) = self.origin, self.shown
        return self._stored((x - ox) / w, (y - oy) / h)

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
        x, y = self._drawn(*self.centre)
        return attrs.evolve(self, centre=self._stored(x - dx / w, y - dy / h)).settled()

    def settled(self) -> "View":
        """The view with its centre moved so that no empty strip shows where picture could be."""
        (w, h), (ww, wh) = self.shown, self.widget
        half_x, half_y = min(0.5, ww / w / 2), min(0.5, wh / h / 2)
        x, y = self._drawn(*self.centre)
        return attrs.evolve(self, centre=self._stored(_clamp(x, half_x, 1 - half_x), _clamp(y, half_y, 1 - half_y)))

    def _drawn(self, x: float, y: float) -> Point:
        """Shares of the drawn picture for shares of the stored one."""
        for _ in range(self.turns % 4):
            x, y = 1 - y, x
        return (1 - x if self.mirrored else x), y

    def _stored(self, x: float, y: float) -> Point:
        """Shares of the stored picture for shares of the drawn one."""
        if self.mirrored:
            x = 1 - x
        for _ in range(self.turns % 4):
            x, y = y, 1 - x
        return x, y
