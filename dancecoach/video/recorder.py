"""Recording that survives a crash: every second of it is on the disk in a form that can be played."""

import glob
import logging
import os
import queue
import re
import threading
from pathlib import Path
from typing import Any

import av

from dancecoach.errors import OutputError
from dancecoach.files import atomic_path, free_path, make_folder, output_error
from dancecoach.i18n import _
from dancecoach.processes import is_running
from dancecoach.video.frame import Frame
from dancecoach.video.writer import TIME_BASE, add_video_stream, as_frame

_log = logging.getLogger(__name__)

#: Pictures that wait for the encoder at most: 30 of 720p are 80 MB.
QUEUE_FRAMES = 30
#: A recording is not cut to less than this, s.
LEAST_S = 0.5
_EBML, _CLUSTER = b"\x1a\x45\xdf\xa3", b"\x1f\x43\xb6\x75"
"""How a Matroska file begins, and each piece of it that holds pictures."""
_UNFINISHED = re.compile(r"(?P<name>.+)\.(?P<pid>\d+)\.recording\.mkv$")


class Recorder:
    """Writes pictures at their own times, encoded by a thread of its own; `write` never waits.

    While it runs the data go into ``NAME.PID.recording.mkv`` beside the final file: Matroska can be played however
    the program ends, up to the last second. `close` copies it, without encoding again, into the final file.

    Args:
        path: the final file, ``.mp4`` or ``.mkv``.
        size: (width, height) of the pictures in pixels.
        fps_hint: frame rate as far as known, for the encoder's rate control only.

    Attributes:
        dropped: pictures that were left out because the encoder could not keep up.

    Raises:
        OutputError: the folder cannot be written to.
    """

    def __init__(self, path: Path, size: tuple[int, int], fps_hint: float = 30.0) -> None:
        self.path = path
        self.dropped = 0
        make_folder(path.parent)
        self._part = path.with_name(f"{path.stem}.{os.getpid()}.recording.mkv")
        self._queue: queue.Queue[Frame | None] = queue.Queue(QUEUE_FRAMES)
        self._error: OutputError | None = None
        self._first_s: float | None = None
        self._last_tick = -1
        self._open(size, fps_hint)
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    def write(self, frame: Frame) -> None:
        """Take a picture; returns at once, and counts it as dropped when too many wait already.

        Raises:
            OutputError: an earlier picture could not be written (the disk is full); what came before it is kept.
        """
        if self._error is not None:
            raise self._error
        try:
            self._queue.put_nowait(frame)
        except queue.Full:
            self.dropped += 1

    def close(self, cut_s: float = 0.0) -> Path:
        """Write what waits, finish the file; where it lies. Calling it twice does no harm.

        Args:
            cut_s: so many of the last seconds are left out, where that leaves `LEAST_S`.

        Raises:
            OutputError: it cannot be finished; the message names the file in which the recording is kept.
        """
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()
        if self._part.exists():
            until_s = float(self._last_tick * TIME_BASE) - cut_s
            finish(self._part, self.path, until_s if cut_s > 0 and until_s >= LEAST_S else None)
        return self.path

    def _open(self, size: tuple[int, int], fps_hint: float) -> None:
        try:
            self._part.touch()
            self._container: Any = av.open(
                f"file:{self._part}",
                "w",
                format="matroska",
                options={"cluster_time_limit": "500", "flush_packets": "1"},
            )
        except OSError as error:
            raise output_error(self.path, error) from error
        # No B-frames and no look-ahead: nothing is held back that a crash could take.
        options = {"preset": "superfast", "tune": "zerolatency", "crf": "21"}
        self._stream = add_video_stream(self._container, size, fps_hint, options=options)
        self._stream.codec_context.gop_size = max(1, round(fps_hint))

    def _run(self) -> None:
        while True:
            frame = self._queue.get()
            if self._error is None:
                try:
                    self._encode(frame)
                except (OSError, av.FFmpegError, ValueError) as error:
                    _log.warning("recording stopped: %s", error)
                    self._error = _broke_off(self.path, error)
            if frame is None:
                self._close_container()
                return

    def _encode(self, frame: Frame | None) -> None:
        native = None
        if frame is not None:
            if self._first_s is None:
                self._first_s = frame.time_s
            tick = max(round((frame.time_s - self._first_s) / TIME_BASE), self._last_tick + 1)
            native, self._last_tick = as_frame(frame.image, tick), tick
        for packet in self._stream.encode(native):
            self._container.mux(packet)

    def _close_container(self) -> None:
        try:
            self._container.close()
        except OSError as error:
            self._error = self._error or output_error(self.path, error)


def _broke_off(path: Path, error: Exception) -> OutputError:
    if isinstance(error, OSError):
        return output_error(path, error)
    problem = _("the recording broke off ({reason})").format(reason=error)
    return OutputError(problem, subject=path, remedy=_("start a new one"))


def finish(part: Path, path: Path, until_s: float | None = None) -> Path:
    """Copy an unfinished recording into its final file and remove it; the final file.

    Args:
        part: the unfinished recording.
        path: the final file.
        until_s: pictures later than this are left out, seconds since the first; None for none.

    Raises:
        OutputError: it cannot be copied; ``part`` stays, and the message names it.
    """
    try:
        if path.suffix.lower() == ".mkv" and until_s is None:
            part.replace(path)
        else:
            with atomic_path(path) as temporary:
                _copy_packets(part, temporary, until_s)
            part.unlink()
    except OutputError as error:
        remedy = _("the recording is kept in {file}").format(file=part)
        raise OutputError(error.problem, subject=path, remedy=remedy) from error
    except (OSError, av.FFmpegError) as error:
        remedy = _("what there is of it stays in this file")
        raise OutputError(_("the recording could not be finished"), subject=part, remedy=remedy) from error
    return path


def recover_recordings(folder: Path) -> list[Path]:
    """Finish the recordings that a crash left unfinished in a folder; their final files.

    Those of a process that still runs are left alone, and so is what cannot be read at all. One that was killed
    before its first picture was whole is removed: there is nothing to be seen in it.
    """
    saved = []
    for part in sorted(folder.glob("*.recording.mkv")):
        match = _UNFINISHED.match(part.name)
        if match is None or (int(match["pid"]) != os.getpid() and is_running(int(match["pid"]))):
            continue
        for left in folder.glob(f".{glob.escape(match['name'][:40])}.*.part.mp4"):
            left.unlink(missing_ok=True)  # `atomic_path` was killed while it was finished: all of it is in the part
        if _has_no_picture(part):
            _log.info("removed, as there is no picture in it: %s", part)
            part.unlink(missing_ok=True)
            continue
        path = free_path(folder, match["name"], ".mp4")
        try:
            saved.append(finish(part, path))
        except OutputError as error:
            _log.warning("an unfinished recording stays: %s", error)
    return saved


def _has_no_picture(part: Path) -> bool:
    """Whether what was left of a recording ends before its first picture does; False for what is none of ours."""
    try:
        with av.open(f"file:{part}") as given:
            return not any(_is_whole(packet) for packet in given.demux(given.streams.video[0]))
    except (OSError, av.FFmpegError, IndexError):
        pass
    try:
        with part.open("rb") as file:
            begin = file.read(1 << 16)  # a header is under a thousand bytes
    except OSError:
        return False
    return _EBML.startswith(begin[: len(_EBML)]) and _CLUSTER not in begin


def _is_whole(packet: Any) -> bool:
    return bool(packet.dts is not None and not packet.is_corrupt)


def _copy_packets(source: Path, target: Path, until_s: float | None) -> None:
    """The same packets in another container; a broken end is left out. There are no B-frames: they come in order."""
    kind, options = ("matroska", {}) if target.suffix.lower() == ".mkv" else ("mp4", {"movflags": "+faststart"})
    with (
        av.open(f"file:{source}") as given,
        av.open(f"file:{target}", "w", format=kind, options=options) as made,
    ):
        stream = given.streams.video[0]
        copy = made.add_stream_from_template(stream)
        for packet in given.demux(stream):
            if not _is_whole(packet):
                continue
            if until_s is not None and packet.pts is not None and packet.pts * packet.time_base > until_s:
                break
            packet.stream = copy
            made.mux(packet)
