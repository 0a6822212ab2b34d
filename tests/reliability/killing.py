"""Work that is killed at a moment that was chosen by chance, and by a seed: for the tests of what is left then.

Half of the moments are calls, of Python's functions and of those in C (each counts when it begins and when it is over,
so that the program dies before and after every write, flush and rename); the same seed finds the same ones. The other
half are by the clock: they come where the time is spent, in the middle of a write, of a commit, or of the encoder.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np

Said = list[list[str]]
"""Words of each line that was said before the end."""

KILLED = -9


@attrs.frozen
class Moment:
    """When it is killed: at a call, or after seconds; neither lets it end."""

    call: int = 0
    after_s: float = 0.0


@attrs.define
class Worker:
    """Does work in children that are killed: see `library_work`."""

    process: "subprocess.Popen[str]"

    def run(self, moment: Moment, work: str, folder: Path, films: Path) -> tuple[int, Said]:
        """Exit code of the child, `KILLED` for killed, and what it said."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{moment.call}\t{moment.after_s}\t{work}\t{folder}\t{films}\n")
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
        """Moments of a piece of work, half by calls and half by the clock; the folder is used up."""
        said = self.finish(work, folder, films)
        calls, seconds = int(said[-1][1]), float(said[-1][2])
        rng = np.random.default_rng(seed)
        by_call = [Moment(call=int(call)) for call in rng.integers(1, calls, how_many - how_many // 2)]
        by_clock = [Moment(after_s=float(share) * seconds) for share in rng.uniform(0, 1, how_many // 2)]
        return [*by_call, *by_clock]


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
        if moment.call:
            self.chosen += 1
            self.killed += code == KILLED

    def check(self) -> None:
        """Nearly all of them were."""
        assert self.killed >= 0.8 * self.chosen > 0
