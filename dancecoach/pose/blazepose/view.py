"""One picture as the trackers see it: looked at region by region, with the detector asked once at most."""

from collections.abc import Callable

from dancecoach.pose.blazepose.detector import Detection
from dancecoach.pose.blazepose.landmarker import Sighting
from dancecoach.pose.blazepose.roi import Roi
from dancecoach.video.frame import Image

Look = Callable[[Image, Roi], Sighting]
"""The landmark network: `Landmarker`, or a stand-in."""

Find = Callable[[Image, Roi | None], list[Detection]]
"""The detector: `Detector`, or a stand-in."""


class View:
    """One picture and the two networks.

    Attributes:
        image: (H, W, 3) uint8 BGR.
        time_s: of the picture.
        looks: how often the landmark network has run on it.
        searches: how often the detector has run on it.
    """

    def __init__(self, image: Image, time_s: float, look: Look, find: Find) -> None:
        self.image = image
        self.time_s = time_s
        self.looks = self.searches = 0
        self._look, self._find = look, find
        self._everyone: list[Detection] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the picture in pixels."""
        return self.image.shape[1], self.image.shape[0]

    @property
    def whole(self) -> Roi:
        """The square around the whole picture."""
        return Roi.whole(*self.size)

    @property
    def has_searched(self) -> bool:
        """Whether the whole picture has been searched."""
        return self._everyone is not None

    def showing(self, image: Image) -> "View":
        """The same moment with another picture, such as one in which some people are painted over."""
        return View(image, self.time_s, self._look, self._find)

    def look(self, roi: Roi) -> Sighting:
        """The body in a region."""
        self.looks += 1
        return self._look(self.image, roi)

    def everyone(self) -> list[Detection]:
        """People that the detector sees in the whole picture, best first; searched for once."""
        if self._everyone is None:
            self.searches += 1
            self._everyone = self._find(self.image, None)
        return self._everyone

    def near(self, roi: Roi) -> list[Detection]:
        """People that the detector sees around a region.

        A body that is small in the picture is invisible to the detector until it looks closer.
        """
        window = Roi(roi.x, roi.y, 1.6 * roi.size, 0.0)
        return self.everyone() if window.size >= 0.8 * self.whole.size else self.find_in(window)

    def find_in(self, window: Roi) -> list[Detection]:
        """People that the detector sees in an upright part of the picture, best first."""
        self.searches += 1
        return self._find(self.image, window)
