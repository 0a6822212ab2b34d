"""Two pictures as one: side by side, one above the other, or one seen through the other."""

from typing import Literal

import attrs
import cv2
import numpy as np

from dancecoach.video.frame import Image

Arrangement = Literal["beside", "above", "through"]
Size = tuple[int, int]
"""Width and height in pixels."""

_GAP = 4
_GAP_COLOUR = (24, 24, 24)


@attrs.frozen
class Layout:
    """Where two pictures of given sizes go.

    Attributes:
        first: size of the first picture.
        second: size of the second.
        arrangement: "beside" each other, the second "above" (below the first), or "through": the second over the first.
        opacity: how much of the second is seen where they are superposed, 0 to 1.
        shift: where the second one's middle lies beside the first one's when superposed, shares of the first picture.
        scale: how much larger the second one is when superposed; 1 fits it into the first.
    """

    first: Size
    second: Size
    arrangement: Arrangement = "beside"
    opacity: float = 0.5
    shift: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0

    @property
    def size(self) -> Size:
        """(width, height) of the whole, both even."""
        (w1, h1), (w2, h2) = self.first, self._fitted
        if self.arrangement == "beside":
            return _even(w1 + _GAP + w2, h1)
        if self.arrangement == "above":
            return _even(w1, h1 + _GAP + h2)
        return _even(w1, h1)

    def compose(self, first: Image, second: Image) -> Image:
        """The whole, (H, W, 3) BGR.

        Args:
            first: picture of the first size.
            second: picture of the second size; it is scaled to the height (or width) of the first one.
        """
        width, height = self.size
        whole = np.empty((height, width, 3), np.uint8)
        whole[:] = _GAP_COLOUR
        h1, w1 = first.shape[:2]
        whole[:h1, :w1] = first
        if self.arrangement == "through":
            self._superpose(whole[:h1, :w1], second)
            return whole
        w2, h2 = self._fitted
        left, top = (w1 + _GAP, 0) if self.arrangement == "beside" else (0, h1 + _GAP)
        whole[top : top + h2, left : left + w2] = _resized(second, (w2, h2))
        return whole

    @property
    def _fitted(self) -> Size:
        """The second picture's size in the whole."""
        (w1, h1), (w2, h2) = self.first, self.second
        if self.arrangement == "beside":
            return max(1, round(w2 * h1 / h2)), h1
        if self.arrangement == "above":
            return w1, max(1, round(h2 * w1 / w2))
        share = min(w1 / w2, h1 / h2) * self.scale
        return max(1, round(w2 * share)), max(1, round(h2 * share))

    def _superpose(self, place: Image, second: Image) -> None:
        """Lay the second over the first; beyond the second's edge the first is seen as it is."""
        (w1, h1), (w2, h2) = self.first, self._fitted
        left, top = round((w1 - w2) / 2 + self.shift[0] * w1), round((h1 - h2) / 2 + self.shift[1] * h1)
        x0, y0, x1, y1 = max(0, left), max(0, top), min(w1, left + w2), min(h1, top + h2)
        if x0 >= x1 or y0 >= y1:
            return
        over = _resized(second, (w2, h2))[y0 - top : y1 - top, x0 - left : x1 - left]
        under = place[y0:y1, x0:x1]
        place[y0:y1, x0:x1] = cv2.addWeighted(over, self.opacity, under, 1.0 - self.opacity, 0.0)


def _resized(image: Image, size: Size) -> Image:
    if (image.shape[1], image.shape[0]) == size:
        return image
    smaller = size[0] < image.shape[1]
    resized = cv2.resize(image, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    return np.asarray(resized, np.uint8)


def _even(width: int, height: int) -> Size:
    return width + width % 2, height + height % 2
