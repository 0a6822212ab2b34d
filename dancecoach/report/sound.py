"""The sound of a clip put under a new video of it, packets copied as they are."""

import heapq
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError


def add_sound(silent: Path, clip: Path, start_s: float, target: Path, *, end_s: float = float("inf")) -> bool:
    """Write the pictures of one file and the sound of another into a third; nothing is encoded again.

    The sound is moved by as much as the clip's first frame was, so that it stays with the pictures. Sound before
    that frame is left out.

    Args:
        silent: the new video, its first frame at 0 s.
        clip: where the sound is.
        start_s: the clip's own time of its first frame, seconds.
        target: the file to write, in the container that its suffix names.
        end_s: the clip's own time where the pictures end; sound behind it is left out.

    Returns:
        Whether there is sound in ``target``. False, and nothing of use is written, where the clip has none or in a
        format that the container does not take.
    """
    try:
        with av.open(str(silent)) as pictures, av.open(str(clip)) as source:
            if not source.streams.audio:
                return False
            sound = source.streams.audio[0]
            with av.open(str(target), "w", options={"movflags": "+faststart"}) as out:
                lines = {
                    0: out.add_stream_from_template(pictures.streams.video[0]),
                    1: out.add_stream_from_template(sound),
                }
                for _when, kind, packet in heapq.merge(
                    _packets(pictures, pictures.streams.video[0], 0, 0.0),
                    _packets(source, sound, 1, start_s, end_s - start_s),
                    key=lambda item: item[:2],
                ):
                    packet.stream = lines[kind]
                    out.mux(packet)
    except (FFmpegError, ValueError):
        return False
    return True


def _packets(
    container: Any, stream: Any, kind: int, shift_s: float, until_s: float = float("inf")
) -> Iterator[tuple[float, int, Any]]:
    """(time in s, kind, packet) in file order, each packet moved back by ``shift_s``."""
    shift = round(shift_s / stream.time_base)
    for packet in container.demux(stream):
        if packet.dts is None or packet.pts is None:
            continue  # the empty packet at the end
        packet.pts -= shift
        packet.dts -= shift
        if kind == 1 and packet.pts < 0:
            continue
        if packet.pts * stream.time_base >= until_s:
            continue
        yield float(packet.dts * stream.time_base), kind, packet
