"""Works on a library as the program does, and is killed at a moment that was chosen. Run by `test_killed_library`.

Read from the standard input, a line each: a moment (see `killing.Moment`), a kind of work, the library's folder,
the folder of films. For each a child is forked, which is quicker than starting Python anew. It says what was reported
as saved, one line each, and at its end what moments there were; the parent says how it ended.
"""

import faulthandler
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import numpy as np
from killing import PATIENCE_S

from dancecoach.library import media
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.catalogue.records import Clip, Group, Storage
from dancecoach.library.library import Library
from dancecoach.pipeline.importing.files import clips_in, facts_of
from dancecoach.pipeline.importing.importer import Importer
from dancecoach.pipeline.importing.keeping import keep_clip
from dancecoach.pipeline.live.recording import start_recording
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, ProgressCallback
from dancecoach.video.frame import ClipInfo, Frame

ENGINE = ("blazepose", "full")
CHUNK = 8 << 10
"""Bytes that are copied at once: films of a test are small, and one that is written at once is never there by half."""
RECORDED = 20
"""Pictures of a recording; fewer than wait for the encoder at most, so that none is dropped."""


def analyse(path: Path, _progress: ProgressCallback, _cancel: CancelToken) -> Analysis:
    """Nobody is found, and in no time."""
    facts = facts_of(path)
    n = facts.frames
    track = PoseTrack(
        times=np.arange(n) / 30, landmarks=np.full((n, 33, 3), np.nan, np.float32),
        visibility=np.zeros((n, 33), np.float32), found=np.zeros(n, bool), frame_size=(facts.width, facts.height),
        skeleton=BLAZEPOSE_33, source="test",
    )  # fmt: skip
    info = ClipInfo(str(path), n, facts.duration_s, facts.fps, False, facts.width, facts.height)
    return Analysis(info, facts.sha256, track, *ENGINE, "auto")


def say(*words: object) -> None:
    """One line, at once: to a pipe so few bytes in one write go whole or not at all, whenever the writer is killed.

    `print` may write word by word (it does where Python does not buffer): half a line would swallow the parent's next.
    """
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def take_in(folder: Path, films: Path) -> None:
    """Import a folder of films."""

    def changed(clip: Clip) -> None:
        say("clip", clip.facts.sha256, "analysed" if clip.findings else "there")

    with Library(folder) as library:
        say("queued", library.jobs.add(clips_in([films]), Storage.COPIED))
        Importer(library, analyse, ENGINE, changed=changed).work_off(CancelToken())


def label(folder: Path, _films: Path) -> None:
    """Rate, tag and annotate every clip."""
    with Library(folder) as library:
        for clip_id in range(1, library.clips.count() + 1):
            say("rated", clip_id, library.clips.rate(clip_id, 1 + clip_id % 5).rating)
            library.groups.put([clip_id], Group.TAG, f"tag {clip_id}")
            say("tagged", clip_id)
            say("noted", clip_id, library.clips.write_note(clip_id, f"note {clip_id}").note)


def record(folder: Path, _films: Path) -> None:
    """Record as Live does, tell of it as Live does, and keep it in the library."""
    rng = np.random.default_rng(0)
    for name in ("first", "second"):
        recording = start_recording(folder.parent / "recordings" / f"{name}.mp4", (96, 64), 30.0)
        for index in range(RECORDED):
            recording.write(Frame(rng.integers(0, 255, (64, 96, 3), np.uint8), index / 30, index))
        path = recording.close()
        say("recorded", path.name)
        with Library(folder) as library:
            clip, _ = keep_clip(library, path, collection="Takes")
        say("kept", clip.facts.sha256)


WORK: dict[str, Callable[[Path, Path], None]] = {"import": take_in, "label": label, "record": record}


TOUCHES = {
    "open", "write", "writelines", "flush", "close", "truncate", "fsync", "replace", "rename", "unlink", "remove",
    "rmdir", "mkdir", "link", "utime", "chmod", "sendfile", "execute", "executemany", "commit", "rollback", "backup",
}  # fmt: skip
"""Names of functions in C that may change what is on the disk."""
WRITES = {"write", "writelines", "flush", "truncate"}
"""Those of them that fill a file."""
OWNERS = {"module", "FileIO", "BufferedWriter", "BufferedRandom", "TextIOWrapper", "Connection", "Cursor"}
"""Types whose functions these are: texts and sets have some of the same names."""


class Counter:
    """Counts calls of functions, begun and done, those of them that touch the disk, and of these those that write.

    Kills the program at one of them.
    """

    def __init__(self, call: int, touch: int, write: int) -> None:
        self.calls, self.touches, self.writes = 0, 0, 0
        self._call, self._touch, self._write = call, touch, write

    def __call__(self, _frame: FrameType, event: str, argument: object) -> None:
        self.calls += 1
        touches = event in ("c_call", "c_return") and _touches(argument)
        writes = touches and getattr(argument, "__name__", "") in WRITES
        self.touches += touches
        self.writes += writes
        if (
            self.calls == self._call
            or (touches and self.touches == self._touch)
            or (writes and self.writes == self._write)
        ):
            os.kill(os.getpid(), signal.SIGKILL)


def _touches(function: object) -> bool:
    owner = type(getattr(function, "__self__", None)).__name__
    return owner in OWNERS and getattr(function, "__name__", "") in TOUCHES


def child(counter: Counter, work: Callable[[Path, Path], None], folder: Path, films: Path) -> None:
    """One piece of work; its calls, how many of them touched the disk and wrote, and its seconds."""
    faulthandler.dump_traceback_later(PATIENCE_S, exit=True)  # where it stands still
    media._CHUNK = CHUNK
    began = time.monotonic()
    threading.setprofile(counter)  # those that write and copy beside it count too
    sys.setprofile(counter)
    try:
        work(folder, films)
    finally:
        sys.setprofile(None)
    say("calls", counter.calls, counter.touches, counter.writes, time.monotonic() - began)


def main(work: dict[str, Callable[[Path, Path], None]]) -> None:
    """A child for each line; ``work`` says what each kind of work does."""
    for line in sys.stdin:
        call, touch, write, after_s, name, folder, films = line.rstrip("\n").split("\t")
        number = os.fork()
        if not number:
            child(Counter(int(call), int(touch), int(write)), work[name], Path(folder), Path(films))
            os._exit(0)
        status = _status_of(number, float(after_s))
        say("ended", os.waitstatus_to_exitcode(status))


def _status_of(number: int, after_s: float) -> int:
    """How a child ended, which is killed after seconds, if it has not ended by then; 0 lets it end."""
    until = time.monotonic() + after_s
    while after_s:
        ended, status = os.waitpid(number, os.WNOHANG)
        if ended:
            return status
        if time.monotonic() >= until:
            os.kill(number, signal.SIGKILL)
            break
        time.sleep(0.002)
    return os.waitpid(number, 0)[1]


if __name__ == "__main__":
    main(WORK)
