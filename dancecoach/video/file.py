"""A video file: every frame of it, exactly, by number or by time."""

import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import VideoError
from dancecoach.i18n import _, ngettext
from dancecoach.video.capture import capture_rate
from dancecoach.video.decode import Decoder
from dancecoach.video.frame import ClipInfo, Frame
from dancecoach.video.index import FrameIndex, build_index
from dancecoach.video.picture import PictureMaker
from dancecoach.video.previews import Previews
from dancecoach.video.random_access import GivenUp, GivenUpError, RandomAccess, never
from dancecoach.video.source import VideoFrame, open_container, video_stream
from dancecoach.video.timeline import is_variable


class VideoFile:
    """The frames of a video file in the order of display.

    Frame ``i`` is the ``i``-th that FFmpeg shows, and ``times[i]`` comes from its presentation timestamp. A frame
    that cannot be decoded shows the picture before it, as a player would, and `warnings` says so.

    Decoded frames are cached in the decoder's own format, which takes half the room of a picture, and are
    converted when they are asked for. `frame` may be called from any thread; `frames` has a decoder of its own.

    Args:
        path: the file. A still image is a clip of one frame.
        cache_bytes: limit of the cache of decoded frames.

    Attributes:
        info: what is known of the clip.
        times: (T,) float64 seconds since the first frame, strictly increasing, read-only.
        start_s: the first frame's time on the container's clock, seconds: sound runs on the same clock.
        has_audio: whether there is sound.
        capture_fps: frames per second at which the camera filmed, where the file says so (slow motion is shot faster
            than it plays); else None.

    Raises:
        VideoError: the file cannot be used; the message says why.
    """

    info: ClipInfo
    times: NDArray[np.float64]
    start_s: float
    has_audio: bool
    capture_fps: float | None

    def __init__(self, path: str | Path, *, cache_bytes: int = 256 * 2**20) -> None:
        self._path = Path(path)
        self._index = build_index(self._path)
        self.times, self.start_s = self._index.times, self._index.start_s
        self._lock = threading.Lock()
        self._last: Frame | None = None
        self._closed = False
        self._decoded = RandomAccess(self._path, self._index, cache_bytes)
        try:
            first = self._decoded.get(0)
            with open_container(self._path) as container:
                stream = video_stream(container, self._path)
                aspect = stream.sample_aspect_ratio
                self.has_audio = bool(container.streams.audio)
                self.capture_fps = capture_rate(stream.metadata, container.metadata)
        except VideoError:
            self._decoded.close()
            raise
        self._interlaced = first.interlaced_frame
        self._pictures = PictureMaker(first, aspect)
        self.info = _describe(str(path), self._index, self._pictures)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences for the person about what is wrong with the file and how it was dealt with."""
        said = list(self._index.warnings)
        if self._interlaced:
            said.append(_("the video is interlaced: fast limbs have combed edges and are measured less exactly"))
        lost = self._decoded.undecodable
        if lost:
            text = ngettext(
                "{n} frame cannot be decoded, at {time:.2f} s; the picture before it is shown instead",
                "{n} frames cannot be decoded, the first at {time:.2f} s; the picture before is shown instead",
                len(lost),
            )
            said.append(text.format(n=len(lost), time=self.times[min(lost)]))
        return tuple(said)

    @property
    def cached_bytes(self) -> int:
        """Memory that the cache of decoded frames uses now."""
        return self._decoded.cached_bytes

    def __len__(self) -> int:
        """Number of frames."""
        return len(self.times)

    def frame(self, index: int) -> Frame:
        """One frame.

        Args:
            index: from 0 up to, not including, ``info.frames``.

        Raises:
            IndexError: there is no such frame.
            VideoError: the file was closed or has become unreadable.
        """
        with self._lock:
            return self._frame(index, never)

    def frame_unless(self, given_up: GivenUp, index: int) -> Frame | None:
        """One frame, as by `frame`, or None as soon as ``given_up()`` says that nobody waits for it any more.

        What was decoded until then is not lost: the way to a later frame goes on from there.
        """
        with self._lock:
            try:
                return self._frame(index, given_up)
            except GivenUpError:
                return None

    def cost(self, index: int) -> int:
        """How many frames have to be decoded before a frame can be shown; 0 for one that is cached."""
        with self._lock:
            return self._decoded.cost(index)

    def settle(self, given_up: GivenUp, index: int) -> None:
        """Decode what lies around a frame that was just asked for, so that steps from it are quick.

        To be called while nothing is asked for; ends as soon as ``given_up()`` says that something is.

        Raises:
            VideoError: the file was closed or has become unreadable.
        """
        with self._lock, suppress(GivenUpError):
            self._check_open()
            self._decoded.settle(index, given_up)

    @property
    def slowest(self) -> int:
        """Pixels that may have to be decoded before a frame can be shown, in the worst case."""
        return self._index.longest_group * self.info.width * self.info.height

    def make_previews(self) -> Previews:
        """Small pictures of the clip, not yet started; the caller closes them."""
        return Previews(self._path, self._index, self._pictures)

    def index_at(self, time_s: float) -> int:
        """Index of the frame that is shown at a time (seconds since the first frame), cut to what there is."""
        return max(0, int(np.searchsorted(self.times, time_s, side="right")) - 1)

    def frames(self, start: int = 0, stop: int | None = None) -> Iterator[Frame]:
        """Frames one after the other, from a decoder of their own and past the cache.

        Args:
            start: first frame.
            stop: one behind the last frame; None for all.

        Raises:
            VideoError: the file has become unreadable.
        """
        expected, stop = max(0, start), len(self.times) if stop is None else min(stop, len(self.times))
        if expected >= stop:
            return
        pictures = self._pictures.twin()
        with closing(Decoder(self._path, self._index)) as decoder:
            decoder.wanted_from = expected
            decoder.start_at(self._index.anchor_before(expected))
            for number, native in decoder:
                while expected < min(number, stop):
                    yield self.frame(expected)
                    expected += 1
                if number == expected:
                    yield Frame(pictures.make(native), float(self.times[number]), number)
                    expected += 1
                if expected >= stop:
                    return
        while expected < stop:
            yield self.frame(expected)
            expected += 1

    def natives(self, start: int = 0, stop: int | None = None) -> Iterator[tuple[int, VideoFrame]]:
        """Frames as `frames` gives them, but as decoded: neither turned nor converted. Copy before changing one.

        A frame that cannot be decoded is the one before it again.

        Args:
            start: first frame.
            stop: one behind the last frame; None for all.

        Raises:
            VideoError: the file has become unreadable.
        """
        expected, stop = max(0, start), len(self.times) if stop is None else min(stop, len(self.times))
        if expected >= stop:
            return
        last: VideoFrame | None = None
        with closing(Decoder(self._path, self._index)) as decoder:
            decoder.wanted_from = expected
            decoder.start_at(self._index.anchor_before(expected))
            for number, native in decoder:
                while last is not None and expected < min(number, stop):
                    yield expected, last
                    expected += 1
                last = native
                if number == expected:
                    yield number, native
                    expected += 1
                if expected >= stop:
                    return
        while expected < stop:
            yield expected, self._decoded.get(expected, never) if last is None else last
            expected += 1

    def picture_maker(self) -> PictureMaker:
        """Makes the pictures of this clip out of what `natives` gives; for one thread."""
        return self._pictures.twin()

    def close(self) -> None:
        """Close the file and empty the cache; calling it twice does no harm."""
        with self._lock:
            self._closed = True
            self._last = None
            self._decoded.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _frame(self, index: int, given_up: GivenUp) -> Frame:
        if not 0 <= index < len(self.times):
            raise IndexError(f"frame {index} of a clip with the frames 0 to {len(self.times) - 1}")
        self._check_open()
        if self._last is None or self._last.index != index:
            image = self._pictures.make(self._decoded.get(index, given_up))
            self._last = Frame(image, float(self.times[index]), index)
        return self._last

    def _check_open(self) -> None:
        if self._closed:
            raise VideoError(_("was closed"), subject=self._path, remedy=_("open it again"))


def _describe(path: str, index: FrameIndex, pictures: PictureMaker) -> ClipInfo:
    last_s = float(index.times[-1])
    width, height = pictures.size
    return ClipInfo(
        path=path,
        frames=len(index),
        duration_s=last_s + index.last_step_s,
        mean_fps=(len(index) - 1) / last_s if last_s else 0.0,
        variable_frame_rate=is_variable(index.times, index.time_base),
        width=width,
        height=height,
        rotation=pictures.orientation.rotation,
    )
