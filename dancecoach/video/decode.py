"""A decoder that knows which frame of the file it is giving."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

import av  # noqa: F401 - first: two threads that import a submodule and its package at once would see half of it
from av.error import FFmpegError

from dancecoach.video.index import Anchor, FrameIndex, picture_print
from dancecoach.video.source import Packet, VideoFrame, decode, open_container, packets, video_stream


class Decoder:
    """Decodes one file forward from any of its key frames and numbers the frames.

    Not for several threads at once.

    Args:
        path: the video file.
        index: its frames.

    Attributes:
        wanted_from: from this frame on every frame is given; of those before it, the ones that no other frame is
            made from may be left out, which is quicker.
    """

    def __init__(self, path: Path, index: FrameIndex) -> None:
        self._path = path
        self._index = index
        self.wanted_from = 0
        self._open()

    def start_at(self, anchor: int) -> None:
        """Go on from a key frame; where the container cannot find it, from the beginning of the file.

        Args:
            anchor: position in ``index.anchors``.
        """
        place = self._index.anchors[anchor]
        first = self._seek(place) if anchor else None
        if first is None:
            self.close()
            self._open()
        else:
            self._frames = self._from(place, first)

    def __iter__(self) -> Iterator[tuple[int, VideoFrame]]:
        return self

    def __next__(self) -> tuple[int, VideoFrame]:
        """The next frame and its index. Indices increase; one is left out where its frame cannot be decoded."""
        return next(self._frames)

    def close(self) -> None:
        """Close the file; calling it twice does no harm."""
        self._container.close()
        # The generator holds this object, which holds the generator: the decoder's pictures (20 MB and more) would
        # stay until Python looks for such circles.
        self._frames = iter(())

    def _open(self) -> None:
        self._container = open_container(self._path)
        self._stream = video_stream(self._container, self._path)
        frames = decode(packets(self._container, self._stream), self._choose)
        self._frames = enumerate(frames) if self._index.pts is None else self._recognised(frames)

    def _seek(self, place: Anchor) -> Packet | None:
        """Stand at or before a key frame.

        Returns:
            The first packet from there; None where the container cannot do it.
        """
        # Most containers find a key frame by its time of display, some only by its time of decoding.
        for tick in dict.fromkeys((place.pts, place.dts)):
            if tick is None:
                continue
            with suppress(FFmpegError, OSError):
                self._container.seek(tick, stream=self._stream)
                first = next(packets(self._container, self._stream), None)
                if first is not None and first.pts is not None and place.pts is not None and first.pts <= place.pts:
                    return first
        return None

    def _from(self, place: Anchor, first: Packet) -> Iterator[tuple[int, VideoFrame]]:
        """Numbered frames after a seek; none at all where the key frame turns out not to be one."""
        frames = decode(chain([first], packets(self._container, self._stream)), self._choose)
        if self._index.pts is None:
            return _counted(frames, place)
        return _checked(self._recognised(frames), place, shown=self._index.frame_of(place.pts) is not None)

    def _recognised(self, frames: Iterator[VideoFrame]) -> Iterator[tuple[int, VideoFrame]]:
        """Frames numbered by their timestamps."""
        for frame in frames:
            number = self._index.frame_of(frame.pts)
            if number is not None:
                yield number, frame

    def _choose(self, packet: Packet) -> None:
        """Let the decoder pass over what is neither wanted nor needed."""
        number = self._index.frame_of(packet.pts)
        skip = "NONREF" if number is not None and number < self.wanted_from else "DEFAULT"
        context = self._stream.codec_context
        if context.skip_frame != skip:
            context.skip_frame = skip  # type: ignore[assignment]  # a Literal that mypy does not follow


def _counted(frames: Iterator[VideoFrame], place: Anchor) -> Iterator[tuple[int, VideoFrame]]:
    """Frames numbered by counting from the key frame, which is recognised by its picture."""
    for frame in frames:
        if frame.key_frame and picture_print(frame) == place.print:
            yield place.frame, frame
            break
    yield from enumerate(frames, place.frame + 1)


def _checked(
    frames: Iterator[tuple[int, VideoFrame]], place: Anchor, *, shown: bool
) -> Iterator[tuple[int, VideoFrame]]:
    """Nothing where the container took an ordinary frame for a key frame: what follows would be wrong pictures."""
    for number, frame in frames:
        if number < place.frame:
            continue
        if shown and not (number == place.frame and frame.key_frame):
            return
        yield number, frame
        break
    yield from frames
