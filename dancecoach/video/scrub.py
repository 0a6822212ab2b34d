"""A video under a person's hand: always something to see at once, and always the exact frame in the end."""

from contextlib import nullcontext
from pathlib import Path

from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Frame
from dancecoach.video.random_access import GivenUp

#: A frame that is at most so many frames away is waited for: it is there before a picture in its place would be seen.
_SOON = 10
#: Pixels that are decoded in about 0.1 s on two cores: 50 frames of 1080p. Clips that never need more have no previews.
_QUICK_PIXELS = 50 * 1920 * 1080
#: 120 frames of 1080p: 50 to go back through while the 50 before them are being decoded.
_CACHE_BYTES = 384 * 2**20


class ScrubbedVideo(VideoFile):
    """A video file with small pictures for the time that its exact frames take to decode.

    `glimpse` gives a picture from nearby at once; `frame_unless` the frame itself, or nothing when the person has gone
    on in the meantime; `settle` prepares the steps from a frame while nothing else is to be done.

    Args:
        path: the file.

    Attributes:
        previews: the small pictures; None for a clip whose key frames are so close that none are needed.

    Raises:
        VideoError: the file cannot be used; the message says why.
    """

    def __init__(self, path: str | Path) -> None:
        super().__init__(path, cache_bytes=_CACHE_BYTES)
        self.previews = self.make_previews() if self.slowest > _QUICK_PIXELS else None
        if self.previews is not None:
            self.previews.start()

    def glimpse(self, index: int) -> Frame | None:
        """A picture from nearby; None where the exact one is as quick, or nothing is there yet."""
        if self.previews is None:
            return None
        self.previews.look_at(index)
        return self.previews.nearest(index) if self.cost(index) > _SOON else None

    def frame_unless(self, given_up: GivenUp, index: int) -> Frame | None:
        """One frame, as by `VideoFile.frame_unless`.

        Small pictures wait for it, except where there is none nearby: they are what the hand will want next.
        """
        covered = self.previews if self.previews is not None and self.previews.near(index) is not None else None
        with nullcontext() if covered is None else covered.held():
            return super().frame_unless(given_up, index)

    def close(self) -> None:
        """Let the file go; calling it twice does no harm."""
        if self.previews is not None:
            self.previews.close()
        super().close()
