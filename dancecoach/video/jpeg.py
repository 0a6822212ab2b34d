"""Pictures as JPEG in memory, and how good they may be so that a minute of them fits into a given room.

Measured on a 720p picture of a dancer (one core): OpenCV's libjpeg-turbo needs 1.7 ms to write and 1.4 ms to read it
whatever the quality, FFmpeg's MJPEG 3.4 and 1.6 ms, Qt 7 ms to read.
"""

import numpy as np

from dancecoach.errors import OutputError, VideoError
from dancecoach.i18n import _
from dancecoach.video.frame import Image

#: Qualities, best first: 90 shows no fault at all, 45 blocks in moving cloth that a step back from the screen hides.
QUALITIES = (90, 85, 80, 75, 70, 60, 45)


def compress(image: Image, quality: int = QUALITIES[0]) -> bytes:
    """A picture as JPEG with 4:2:0 colour.

    Args:
        image: (H, W, 3) uint8 BGR.
        quality: 0 to 100 inclusive, as libjpeg counts.

    Raises:
        OutputError: it cannot be a JPEG: a side has more than 65,500 pixels.
    """
    import cv2  # here, so that the window opens without waiting for it

    try:
        done, encoded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    except cv2.error as error:
        raise _cannot_be_kept(image) from error
    if not done:
        raise _cannot_be_kept(image)
    data: bytes = encoded.tobytes()
    return data


def decompress(jpeg: bytes) -> Image:
    """The picture again, (H, W, 3) uint8 BGR, read-only.

    Raises:
        VideoError: the bytes are no JPEG.
    """
    import cv2

    image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise VideoError(_("a kept picture cannot be read any more"), remedy=_("go on to the next one"))
    picture: Image = image
    picture.flags.writeable = False
    return picture


class QualityControl:
    """Chooses the quality so that a steady stream of pictures fits into a room.

    Noise in the dark makes a picture several times as large. The quality goes down a step when the pictures of the
    last second, for the whole time to be kept, would not fit, and up again once there is clearly room for it.

    Args:
        room: bytes for all.
        seconds: how much of the stream they are to hold.
    """

    #: A better quality is tried when that much of the room is enough for the one before.
    _AMPLE = 0.6

    def __init__(self, room: int, seconds: float) -> None:
        self._rate = room / seconds
        self._step = 0
        self._since: float | None = None
        self._bytes = 0

    @property
    def quality(self) -> int:
        """For the next picture."""
        return QUALITIES[self._step]

    def add(self, time_s: float, size: int) -> None:
        """Take note of a picture: its time in seconds and its size in bytes."""
        if self._since is None:
            self._since = time_s
        self._bytes += size
        took = time_s - self._since
        if took >= 1.0:
            rate = self._bytes / took
            if rate > self._rate:
                self._step = min(self._step + 1, len(QUALITIES) - 1)
            elif rate < self._AMPLE * self._rate:
                self._step = max(self._step - 1, 0)
            self._since, self._bytes = time_s, 0


def _cannot_be_kept(image: Image) -> OutputError:
    height, width = image.shape[:2]
    return OutputError(
        _("a picture of {width} × {height} pixels cannot be kept").format(width=width, height=height),
        remedy=_("choose a smaller picture of the camera"),
    )
