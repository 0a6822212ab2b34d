"""One open container that yields frames from any key frame on; the half of a video file that has a position."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import av

from dancecoach.video.index import FrameIndex


class Decoder:
    """Decodes one video stream forward from wherever it was sent.

    Args:
        path: the file.
        threads: "AUTO" spreads frames over the cores (fast runs), "SLICE" answers with the least delay.
    """

    def __init__(self, path: Path, threads: str = "AUTO") -> None:
        self._path, self._threads = path, threads
        self._open()

    def forward(self, *, skip_until: int | None = None) -> Iterator[Any]:
        """Frames from the present position to the end; damaged packets are passed over.

        Args:
            skip_until: frames shown before this timestamp that no other frame needs are left undecoded.
        """
        context = self._stream.codec_context
        for packet in self._packets():
            skips = skip_until is not None and packet.pts is not None and packet.pts < skip_until
            context.skip_frame = "NONREF" if skips else "DEFAULT"
            try:
                frames = packet.decode()
            except av.FFmpegError:
                continue  # a damaged packet; the decoder picks up at the next good one
            for frame in frames:
                if not frame.is_corrupt:
                    yield frame

    def forward_from(self, index: FrameIndex, pts: int, *, skip: bool) -> Iterator[Any]:
        """Frames from the key frame before ``pts``, or from an earlier one, on.

        Some containers (transport streams) land behind the place they were asked for: then an earlier one is tried,
        and at last the start of the file.

        Args:
            index: the file's frames.
            pts: timestamp of the frame wanted.
            skip: leave frames before it undecoded where no other frame needs them.
        """
        key = index.key_before(pts)
        for origin in index.keys_up_to(key, most=3):
            self._container.seek(origin, stream=self._stream, backward=True, any_frame=False)
            run = self.forward(skip_until=pts if skip else None)
            first = next(run, None)
            if first is not None and first.pts is not None and first.pts <= key:
                return chain((first,), run)
        self.rewind()
        return self.forward(skip_until=pts if skip else None)

    def rewind(self) -> None:
        """Back to the start of the file, also where it cannot seek (bare streams)."""
        self.close()
        self._open()

    def close(self) -> None:
        """Close the file; calling it twice does no harm."""
        self._container.close()

    def _open(self) -> None:
        self._container: Any = av.open(str(self._path))
        self._stream: Any = self._container.streams.video[0]
        self._stream.thread_type = self._threads

    def _packets(self) -> Iterator[Any]:
        """Packets to the end of what can be read, and the empty one that flushes the decoder."""
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.FFmpegError:
                return  # the file ends in the middle of a packet
            yield packet
