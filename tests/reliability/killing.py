"""Work that is killed at a moment that was chosen by chance, and by a seed: for the tests of what is left then.

A third of the moments are writes into files, most of them where a film is copied: the program dies with half of a file
written. A quarter are any calls, Python's and those in C, and a quarter are by the clock: they come where the time is
spent, in the middle of a commit, or of the encoder. The others are calls that touch the disk, when they begin or when
they are over: it dies before and after renames, flushes and commits.
"""

import json
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np

from dancecoach.files import sha256_of

Said = list[list[str]]
"""Words of each line that was said before the end."""

KILLED = -9
LONGEST_S = 5.0
"""Where a busy machine takes longer, moments by the clock come in the first seconds only."""
PATIENCE_S = 120.0
"""A piece of work of a second that takes longer than this stands still: it says where, and the test fails."""


@attrs.frozen
class Moment:
    """When it is killed: at a call, one that touches the disk, one that writes, or after seconds; 0 lets it end."""

    call: int = 0
    touch: int = 0
    write: int = 0
    after_s: float = 0.0


@attrs.define
class Worker:
    """Does work in children that are killed: see `library_work`."""

    process: "subprocess.Popen[str]"

    def run(self, moment: Moment, work: str, folder: Path, films: Path) -> tuple[int, Said]:
        """Exit code of the child, `KILLED` for killed, and what it said."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        when = (moment.call, moment.touch, moment.write, moment.after_s)
        self.process.stdin.write("\t".join(map(str, (*when, work, folder, films))) + "\n")
        self.process.stdin.flush()
        said = []
        end = threading.Timer(2 * PATIENCE_S, self.process.kill)  # should even the one who waits for it stand still
        end.start()
        try:
            for line in self.process.stdout:
                words = line.split()
                if words[0] == "ended":
                    return int(words[1]), said
                said.append(words)
        finally:
            end.cancel()
        raise AssertionError(f"the worker itself ended, or stood still: {work}, {moment}, {said}")

    def finish(self, work: str, folder: Path, films: Path) -> Said:
        """Let it end; what it said."""
        code, said = self.run(Moment(), work, folder, films)
        assert code == 0
        return said

    def moments(self, work: str, folder: Path, films: Path, how_many: int, seed: int) -> list[Moment]:
        """Moments of a piece of work, of each kind; the folder is used up."""
        _, calls, touches, writes, seconds = self.finish(work, folder, films)[-1]
        rng, quarter = np.random.default_rng(seed), how_many // 4
        third = how_many // 3 if int(writes) > 1 else 0
        by_write = [Moment(write=int(write)) for write in rng.integers(1, max(2, int(writes)), third)]
        by_call = [Moment(call=int(call)) for call in rng.integers(1, int(calls), quarter)]
        by_clock = [
            Moment(after_s=float(share) * min(LONGEST_S, float(seconds))) for share in rng.uniform(0, 1, quarter)
        ]
        others = [*by_write, *by_call, *by_clock]
        by_touch = [Moment(touch=int(touch)) for touch in rng.integers(1, int(touches), how_many - len(others))]
        return [*by_touch, *others]


def start_worker(script: str) -> Iterator[Worker]:
    """A worker that runs a script of this folder, until the test is over."""
    command = [sys.executable, str(Path(__file__).with_name(script))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Worker(process)
        assert process.stdin is not None
        process.stdin.close()


@attrs.define
class Toll:
    """Counts those that were killed where a call was chosen: with too few, a test would say nothing."""

    chosen: int = 0
    killed: int = 0

    def count(self, moment: Moment, code: int) -> None:
        """One more."""
        assert code in (0, KILLED), f"the work failed, or stood still for {PATIENCE_S} s: {moment}"
        if not moment.after_s:
            self.chosen += 1
            self.killed += code == KILLED

    def check(self) -> None:
        """Nearly all of them were."""
        assert self.killed >= 0.8 * self.chosen > 0


def half_files(folder: Path) -> list[Path]:
    """Files of a library that are there by half; what begins with a dot is not there yet, and is swept away."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_half(path, path.relative_to(folder))]


def _is_half(path: Path, inner: Path) -> bool:
    if any(part.startswith(".") for part in inner.parts):
        return False
    if inner.parts[0] == "media":  # its folder says what is in it
        return not sha256_of(path).startswith(path.parent.name)
    if path.suffix == ".jpg":
        return not path.read_bytes().endswith(b"\xff\xd9")
    if path.suffix in (".zip", ".dclesson"):
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is not None
    if path.suffix == ".json":
        return not json.loads(path.read_bytes())
    return False
