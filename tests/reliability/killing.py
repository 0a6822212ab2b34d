"""Work that is killed at a moment that was chosen by chance, and by a seed: for the tests of what is left then.

Half of the moments are calls that touch the disk, when they begin or when they are over: the program dies before and
after writes, flushes, renames and commits. A quarter are any calls, Python's and those in C; and a quarter are by the
clock: they come where the time is spent, in the middle of a write, of a commit, or of the encoder.
"""

import json
import subprocess
import sys
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


@attrs.frozen
class Moment:
    """When it is killed: at a call, at one that touches the disk, or after seconds; none of them lets it end."""

    call: int = 0
    touch: int = 0
    after_s: float = 0.0


@attrs.define
class Worker:
    """Does work in children that are killed: see `library_work`."""

    process: "subprocess.Popen[str]"

    def run(self, moment: Moment, work: str, folder: Path, films: Path) -> tuple[int, Said]:
        """Exit code of the child, `KILLED` for killed, and what it said."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{moment.call}\t{moment.touch}\t{moment.after_s}\t{work}\t{folder}\t{films}\n")
        self.process.stdin.flush()
        said = []
        for line in self.process.stdout:
            words = line.split()
            if words[0] == "ended":
                return int(words[1]), said
            said.append(words)
        raise AssertionError("the worker itself ended")

    def finish(self, work: str, folder: Path, films: Path) -> Said:
        """Let it end; what it said."""
        code, said = self.run(Moment(), work, folder, films)
        assert code == 0
        return said

    def moments(self, work: str, folder: Path, films: Path, how_many: int, seed: int) -> list[Moment]:
        """Moments of a piece of work, of each kind; the folder is used up."""
        _, calls, touches, seconds = self.finish(work, folder, films)[-1]
        rng, quarter = np.random.default_rng(seed), how_many // 4
        by_touch = [Moment(touch=int(touch)) for touch in rng.integers(1, int(touches), how_many - 2 * quarter)]
        by_call = [Moment(call=int(call)) for call in rng.integers(1, int(calls), quarter)]
        by_clock = [
            Moment(after_s=float(share) * min(LONGEST_S, float(seconds))) for share in rng.uniform(0, 1, quarter)
        ]
        return [*by_touch, *by_call, *by_clock]


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
        assert code in (0, KILLED)
        if moment.call or moment.touch:
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
