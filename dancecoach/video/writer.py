"""Pictures into a video file, each at its own time: overlay videos, drawn clips."""

from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace

from dancecoach.errors import OutputError
from dancecoach.files import output_error
from dancecoach.video.frame import Image

#: Fine enough for any camera, a multiple of the usual frame rates, and the finest such that MPEG-4 allows (16 bits).
TIME_BASE = Fraction(1, 60_000)
_TICKS = float(1 / TIME_BASE)
_BT709 = 1


class VideoWriter:
    """Encodes pictures of one size with their own times (variable frame rate included) and closes the file properly.

    Writes to ``path`` itself: for a result that must be whole or absent, give it the path of
    `dancecoach.files.atomic_path`. The suffix chooses the container.

    Args:
        path: file to write.
        size: (width, height) of the pictures in pixels; odd sizes are padded by one row or column of edge pixels,
            since 4:2:0 colour needs even ones.
        fps: frame rate to note in the file; None where the steps vary.
        codec: "h264" or any encoder name that FFmpeg knows.
        crf: constant quality of H.264, 0 (lossless) to 51 inclusive.
        gop: most frames from one key frame to the next; None leaves it to the encoder.
        bframes: B-frames in a row; None leaves it to the encoder.
        preset: the encoder's effort, for H.264.

    Raises:
        OutputError: the file cannot be made, or a write fails.
    """

    def __init__(
        self,
        path: str | Path,
        size: tuple[int, int],
        fps: float | None = None,
        *,
        codec: str = "h264",
        crf: int = 20,
        gop: int | None = None,
        bframes: int | None = None,
        preset: str = "veryfast",
    ) -> None:
        self._path = Path(path)
        self._size = size
        self._last = -1
        mp4 = self._path.suffix.lower() in {".mp4", ".m4v", ".mov"}
        try:
            # FFmpeg opens the file with the first picture; a wrong folder is to be said at once.
            self._path.open("ab").close()
            self._container = _new_container(self._path, {"movflags": "+faststart"} if mp4 else {})
        except OSError as error:
            raise output_error(self._path, error) from error
        options = {"crf": str(crf), "preset": preset} if codec == "h264" else {}
        encoder = "libx264" if codec == "h264" else codec
        self._stream = add_video_stream(self._container, size, fps or 30.0, encoder=encoder, options=options)
        if gop is not None:
            self._stream.codec_context.gop_size = gop
        if bframes is not None:
            self._stream.codec_context.max_b_frames = bframes

    def write(self, image: Image, time_s: float) -> None:
        """Add a picture; times must increase.

        Args:
            image: (H, W, 3) uint8 BGR of the size given at the start.
            time_s: when it is to be shown, seconds.
        """
        if (image.shape[1], image.shape[0]) != self._size:
            raise OutputError(
                f"a picture of {image.shape[1]}x{image.shape[0]} pixels does not fit this video of {self._size}",
                subject=self._path,
            )
        self._mux(as_frame(image, self._tick(time_s)))

    def write_native(self, frame: Any, time_s: float) -> None:
        """Add a picture that is as the file wants it: 4:2:0, BT.709, 16 to 235, of the file's own even size.

        Args:
            frame: an `av.VideoFrame` that nobody else uses any more; its time is set.
            time_s: when it is to be shown, seconds; times must increase.
        """
        frame.pts, frame.time_base = self._tick(time_s), TIME_BASE
        frame.pict_type = 0  # what it was in another file is no order to this encoder
        self._mux(frame)

    def _tick(self, time_s: float) -> int:
        self._last = max(round(time_s * _TICKS), self._last + 1)
        return self._last

    def close(self) -> None:
        """Write what is pending and finish the file; calling it twice does no harm."""
        if self._container is None:
            return
        try:
            self._mux(None)
        finally:
            container, self._container = self._container, None
            try:
                container.close()
            except OSError as error:
                raise output_error(self._path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
        elif self._container is not None:
            container, self._container = self._container, None
            # The file is lost already, and the error that is under way says why.
            with suppress(OSError, ValueError):
                container.close()

    def _mux(self, frame: Any) -> None:
        try:
            for packet in self._stream.encode(frame):
                self._container.mux(packet)
        except OSError as error:
            raise output_error(self._path, error) from error


def _new_container(path: Path, options: dict[str, str]) -> Any:
    # The prefix keeps a colon in a name ("take 12:30.mp4") from being taken for a protocol.
    return av.open(f"file:{path}", "w", options=options)


def add_video_stream(
    container: Any, size: tuple[int, int], fps: float, *, encoder: str = "libx264", options: dict[str, str]
) -> Any:
    """A stream of 4:2:0 pictures with times in `TIME_BASE`.

    Args:
        container: an `av` container open for writing.
        size: (width, height) of the pictures; made even.
        fps: frame rate to note in the file; the pictures' own times decide.
        encoder: FFmpeg's name of the encoder.
        options: for the encoder.
    """
    stream: Any = container.add_stream(encoder, rate=Fraction(fps).limit_denominator(1001))
    stream.width, stream.height = size[0] + size[0] % 2, size[1] + size[1] % 2
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.time_base = TIME_BASE
    # Said in the file, so that no player has to guess from the size of the picture.
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.color_range = ColorRange.MPEG
    stream.options = options
    return stream


def as_frame(image: Image, tick: int) -> Any:
    """A picture for the encoder, to be shown at ``tick`` (in `TIME_BASE`)."""
    picture = av.VideoFrame.from_ndarray(_even(image), format="bgr24")
    frame = picture.reformat(
        format="yuv420p",
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
    )
    frame.pts, frame.time_base = tick, TIME_BASE
    return frame


def _even(image: Image) -> Image:
    """The picture with an even number of rows and columns."""
    rows, columns = image.shape[0] % 2, image.shape[1] % 2
    if rows or columns:
        return np.ascontiguousarray(np.pad(image, ((0, rows), (0, columns), (0, 0)), mode="edge"))
    return image
