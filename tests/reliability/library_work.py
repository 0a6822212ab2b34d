"""Works on a library as the program does, and is killed at a moment that was chosen. Run by `test_killed_library`.

Read from the standard input, a line each: a moment as a number of calls and one in seconds, a kind of work, the
library's folder, the folder of films. For each a child is forked, which is quicker than starting Python anew. It says
what was reported as saved, one line each, at its end the calls that it made and its seconds; the parent says how it
ended.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import numpy as np

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
    """One line, at once."""
    print(*words, flush=True)  # noqa: T201


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


class Counter:
    """Counts calls of functions, Python's and those in C, begun and done, and kills the program at one of them."""

    def __init__(self, moment: int) -> None:
        self.calls, self._moment = 0, moment

    def __call__(self, _frame: FrameType, _event: str, _argument: object) -> None:
        self.calls += 1
        if self.calls == self._moment:
            os.kill(os.getpid(), signal.SIGKILL)


def child(moment: int, work: Callable[[Path, Path], None], folder: Path, films: Path) -> None:
    """One piece of work; how many calls it made, and its seconds."""
    counter, began = Counter(moment), time.monotonic()
    threading.setprofile(counter)  # those that write and copy beside it count too
    sys.setprofile(counter)
    try:
        work(folder, films)
    finally:
        sys.setprofile(None)
    say("calls", counter.calls, time.monotonic() - began)


def main(work: dict[str, Callable[[Path, Path], None]]) -> None:
    """A child for each line; ``work`` says what each kind of work does."""
    for line in sys.stdin:
        moment, after_s, name, folder, films = line.rstrip("\n").split("\t")
        number = os.fork()
        if not number:
            child(int(moment), work[name], Path(folder), Path(films))
            os._exit(0)
        if float(after_s):
            time.sleep(float(after_s))
            os.kill(number, signal.SIGKILL)  # it is a zombie at most: nobody else has its number
        code = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        say("ended", code)  # lines so short are written to a pipe whole or not at all


if __name__ == "__main__":
    main(WORK)
