"""The sound of a clip from any moment on, slower or faster with its pitch kept.

FFmpeg's ``atempo`` does the stretching: overlapping pieces are laid closer together or further apart where their
waves fit (WSOLA: W. Verhelst, M. Roelands, "An overlap-add technique based on waveform similarity", ICASSP 1993).
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.error import FFmpegError
from av.filter import Graph
from av.filter.context import FilterContext

from dancecoach.video.sound_format import CHANNELS, RATE, Samples
from dancecoach.video.source import Container, open_container

#: What one filter slows down by at most; several in a row do more.
_HALF = 0.5
#: Decoded before the moment asked for: coders of sound need a run-up.
_RUN_UP_S = 0.15
#: Decoded beyond the last moment: the filter keeps back what it has not yet fitted.
_RUN_OUT_S = 0.2
#: Each piece that the filter lays down runs at its own speed, 1, about its middle: what is heard is ahead of its moment
#: by this much in slow motion that stands still, in proportion less in faster one. Measured with clicks.
_AHEAD_S = 0.02
#: A gap in the file smaller than this is the rounding of its clock.
_GAP = RATE // 50
_PIECE = RATE // 20
_TICK = Fraction(1, RATE)


class SoundTrack:
    """The sound of one file. Each run opens the file anew, so runs may go on in several threads.

    Args:
        path: the video file.
        start_s: the first picture's time on the container's clock, seconds: moment 0.
    """

    def __init__(self, path: Path, start_s: float) -> None:
        self._path, self._start_s = path, start_s

    def stretched(self, begin_s: float, end_s: float, speed: float) -> Iterator[Samples]:
        """The sound of a stretch in pieces, together as long as the stretch takes at this speed, to the sample.

        Where the file has no sound, or none that can be decoded, there is silence.

        Args:
            begin_s: first moment, seconds since the first picture.
            end_s: last moment.
            speed: seconds of the file per second, `SLOWEST` to `FASTEST`.

        Raises:
            VideoError: the file cannot be opened any more.
        """
        left = round((end_s - begin_s) / speed * RATE)
        pieces = self._pieces(begin_s - _AHEAD_S * (1 - speed), end_s + _RUN_OUT_S)
        for piece in pieces if speed == 1.0 else _stretch(pieces, speed):
            if left <= 0:
                return
            yield piece[:left]
            left -= len(piece)
        while left > 0:
            yield np.zeros((min(left, _PIECE), CHANNELS), np.float32)
            left -= _PIECE

    def _pieces(self, begin_s: float, end_s: float) -> Iterator[Samples]:
        """The sound as it is, gaps filled with silence, from the very sample on."""
        with open_container(self._path) as container:
            at, stop, begun = round(begin_s * RATE), round(end_s * RATE), False
            for first, samples in self._decoded(container, begin_s):
                if first > at + (_GAP if begun else 0):
                    yield np.zeros((min(first, stop) - at, CHANNELS), np.float32)
                    at = first
                fresh = samples[max(0, at - first) :] if first < at - _GAP or not begun else samples
                begun = True
                if at >= stop:
                    return
                if len(fresh):
                    yield fresh
                    at += len(fresh)

    def _decoded(self, container: Container, begin_s: float) -> Iterator[tuple[int, Samples]]:
        """Pieces as they come, with the sample that each begins at."""
        if not container.streams.audio:
            return
        stream = container.streams.audio[0]
        resampler = AudioResampler(format="flt", layout="stereo", rate=RATE)
        try:
            moment = max(0.0, begin_s + self._start_s - _RUN_UP_S)
            if moment > 0:  # a file that broke off has no index, and cannot even be wound to its beginning
                container.seek(int(moment * av.time_base))
            for frame in container.decode(stream):
                for made in resampler.resample(frame):
                    if made.pts is None or made.time_base is None:
                        continue
                    first = round((float(made.pts * made.time_base) - self._start_s) * RATE)
                    yield first, _samples(made)
        except (FFmpegError, OSError, ValueError):
            return  # damaged from here on: silence


def _stretch(pieces: Iterator[Samples], speed: float) -> Iterator[Samples]:
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="stereo", time_base=_TICK)
    last = source
    for factor in _factors(speed):
        tempo = graph.add("atempo", f"{factor:.6f}")
        last.link_to(tempo)
        last = tempo
    sink = graph.add("abuffersink")
    last.link_to(sink)
    graph.configure()
    count = 0
    for piece in pieces:
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(piece).reshape(1, -1), format="flt", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, count, _TICK
        count += len(piece)
        source.push(frame)
        yield from _pulled(sink)
    source.push(None)
    yield from _pulled(sink)


def _pulled(sink: FilterContext) -> Iterator[Samples]:
    """What the filters have ready."""
    while True:
        try:
            frame = sink.pull()
        except (BlockingIOError, EOFError):
            return
        if isinstance(frame, av.AudioFrame):
            yield _samples(frame)


def _factors(speed: float) -> Iterator[float]:
    """The speed as a product of such as one filter can do."""
    while speed < _HALF:
        yield _HALF
        speed /= _HALF
    yield speed


def _samples(frame: av.AudioFrame) -> Samples:
    return np.asarray(frame.to_ndarray(), np.float32).reshape(-1, CHANNELS)
