"""Pictures of both bodies at a moment: cut around them, their skeletons drawn, and what to change in the learner's."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import attrs
import cv2
import numpy as np

from dancecoach.coaching.dance.phrases import clock_text
from dancecoach.motion.points import Floats
from dancecoach.pose.track import PoseTrack
from dancecoach.report.beside.correction import Correction, draw_correction
from dancecoach.report.cutout import box_of
from dancecoach.report.drawing import draw_skeleton
from dancecoach.report.page.content import Picture
from dancecoach.report.surface import Surface
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Image

SIZE = (416, 520)
"""(width, height) of every picture, pixels."""

_MARGIN = 0.12
_QUALITY = 86
_GROUND = (48, 40, 34)
_LETTERS = 30.0


class Album:
    """Makes the pictures of one clip.

    Args:
        track: the person followed.
        clip: the video; None for landmarks, whose bodies are drawn on an empty ground.

    Raises:
        VideoError: the clip cannot be opened.
    """

    def __init__(self, track: PoseTrack, clip: Path | None) -> None:
        self._track = track
        self._video = VideoFile(clip) if clip is not None else None

    def __enter__(self) -> Self:
        """Enter a block that closes the clip at its end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the clip."""
        if self._video is not None:
            self._video.close()

    def picture(self, frame: int, title: str, corrections: Sequence[Correction] = ()) -> Picture:
        """The picture of a frame.

        Raises:
            VideoError: it cannot be decoded.
        """
        corner, tall = self._part(frame)
        scale = SIZE[1] / tall
        image = self._ground(frame, corner, scale)
        on = Surface.of_image(image)
        points = ((self._track.pixels()[frame] - corner) * scale).astype(np.float32)
        draw_skeleton(on, points, self._track.visibility[frame], self._track.skeleton)
        for correction in corrections:
            draw_correction(on, _moved(correction, corner, scale), line=_LETTERS)
        _done, encoded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        return Picture(title, clock_text(float(self._track.times[frame])), encoded.tobytes(), SIZE)

    def _part(self, frame: int) -> tuple[Floats, float]:
        """Left and top of the part that is shown, and its height, in the clip's pixels.

        It lies inside of the picture if the body does.
        """
        size = np.array(self._track.frame_size, float)
        box = box_of(self._track.pixels()[frame], self._track.frame_size, _MARGIN) if self._track.found[frame] else None
        x0, y0, x1, y1 = (0.0, 0.0, *size) if box is None else box
        shape = SIZE[1] / SIZE[0]
        needed, fits = max(y1 - y0, (x1 - x0) * shape), min(size[1], size[0] * shape)
        tall = float(min(needed, max(fits, needed / (1 + 2 * _MARGIN))))
        part = np.array([tall / shape, tall])
        corner = np.array([x0 + x1, y0 + y1]) / 2 - part / 2
        if self._video is None:
            return corner, tall
        room = size - part
        return np.where(room >= 0, np.clip(corner, 0, np.maximum(room, 0)), room / 2), tall

    def _ground(self, frame: int, corner: Floats, scale: float) -> Image:
        """The part of the clip's picture, at the size of the page's; what lies beyond its edge is the page's ground."""
        image: Image = np.empty((SIZE[1], SIZE[0], 3), np.uint8)
        image[:] = _GROUND
        if self._video is None:
            return image
        whole = self._video.frame(frame).image
        # The track may have been made of a picture of another size than the file's.
        share = whole.shape[1] / self._track.frame_size[0]
        matrix = np.array([[scale / share, 0, -corner[0] * scale], [0, scale / share, -corner[1] * scale]])
        way = cv2.INTER_AREA if scale < share else cv2.INTER_LINEAR
        cv2.warpAffine(whole, matrix, SIZE, dst=image, flags=way, borderMode=cv2.BORDER_TRANSPARENT)
        return image


def _moved(correction: Correction, corner: Floats, scale: float) -> Correction:
    def there(point: Floats) -> Floats:
        return np.asarray((point - corner) * scale)

    further = None if correction.further is None else there(correction.further)
    return attrs.evolve(
        correction,
        start=there(correction.start),
        now=there(correction.now),
        should=there(correction.should),
        further=further,
    )
