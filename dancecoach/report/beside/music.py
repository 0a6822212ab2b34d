"""The music of a clip put under a new video of it, as slow or fast as the video goes, its pitch kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.error import FFmpegError

from dancecoach.errors import VideoError
from dancecoach.video.file import VideoFile
from dancecoach.video.sound import SoundTrack
from dancecoach.video.sound_format import FASTEST, RATE, SLOWEST, Samples


def add_music(silent: Path, clip: Path, span: tuple[float, float], speed: float, target: Path) -> bool:
    """Write the pictures of one file and the music of another into a third.

    Args:
        silent: the new video, its first picture at 0 s.
        clip: where the music is.
        span: first and last moment of the clip that the video shows, seconds since its first picture.
        speed: seconds of the clip for one of the video.
        target: the file to write, ``.mp4``.

    Returns:
        Whether there is music in ``target``. False, and nothing of use is written, where the clip has none, or goes
        at a speed at which music is none.
    """
    if not SLOWEST <= speed <= FASTEST:
        return False
    try:
        with VideoFile(clip, cache_bytes=0) as video:
            if not video.has_audio:
                return False
            start_s = video.start_s
        with av.open(str(silent)) as pictures, av.open(str(target), "w", options={"movflags": "+faststart"}) as out:
            shown = pictures.streams.video[0]
            line: Any = out.add_stream_from_template(shown)
            sound: Any = out.add_stream("aac", rate=RATE, layout="stereo")
            pieces = SoundTrack(clip, start_s).stretched(*span, speed)
            for packet in _together(pictures.demux(shown), line, _encoded(pieces, sound)):
                out.mux(packet)
    except (FFmpegError, VideoError, ValueError):
        return False
    return True


def _encoded(pieces: Iterator[Samples], sound: Any) -> Iterator[Any]:
    """Packets of sound in order."""
    count = 0
    for piece in pieces:
        planes = np.ascontiguousarray(piece.T.astype(np.float32))
        frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = RATE, count
        count += len(piece)
        yield from sound.encode(frame)
    yield from sound.encode(None)


def _together(pictures: Iterator[Any], line: Any, sound: Iterator[Any]) -> Iterator[Any]:
    """Packets of both in the order of their times."""
    waiting = next(sound, None)
    for packet in pictures:
        if packet.dts is None:
            continue  # the empty packet at the end
        now = float(packet.dts * packet.time_base)
        while waiting is not None and float(waiting.dts * waiting.time_base) <= now:
            yield waiting
            waiting = next(sound, None)
        packet.stream = line
        yield packet
    if waiting is not None:
        yield waiting
    yield from sound
