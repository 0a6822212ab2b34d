"""The phases of a clip, true and said, as an outcome keeps them: run by run, in letters."""

import re

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import PHASES, runs
from training.evaluate import ClipReport
from training.metrics import confusion, macro_f1

UNJUDGED = -1
"""In place of a true phase: the frame does not count."""

_LETTERS = {UNJUDGED: "-", **{number: phase[0] for number, phase in enumerate(PHASES)}}
_NUMBERS = {letter: number for number, letter in _LETTERS.items()}
_RUN = re.compile(f"([{''.join(_NUMBERS)}])([0-9]{{1,7}})")


@attrs.frozen
class Ribbon:
    """What is done in a clip, and what a system said.

    Attributes:
        name: of the clip.
        seconds: from its first frame to its last.
        truth: phases and how many frames each goes on, as ``i20 t15 s12``; ``-`` for frames that do not count.
        said: likewise, of every frame.
    """

    name: str
    seconds: float
    truth: str
    said: str

    @classmethod
    def of(cls, report: ClipReport) -> "Ribbon":
        """As a clip was judged."""
        truth = np.where(report.counted, report.truth.astype(np.int64), UNJUDGED)
        return cls(report.name, round(report.length, 3), _written(truth), _written(report.said))

    @classmethod
    def from_json(cls, facts: dict[str, str | float]) -> "Ribbon":
        """As `attrs.asdict` gave it to a file.

        Raises:
            ValueError: it cannot be that.
            KeyError: something is missing.
        """
        found = cls(str(facts["name"]), float(facts["seconds"]), str(facts["truth"]), str(facts["said"]))
        if len(found.true_labels) != len(found.said_labels) or not 0 <= found.seconds < float("inf"):
            raise ValueError("ribbon")
        return found

    @property
    def true_labels(self) -> NDArray[np.int64]:
        """(T,) positions in `PHASES`, or `UNJUDGED`."""
        return _read(self.truth)

    @property
    def said_labels(self) -> NDArray[np.int64]:
        """(T,) positions in `PHASES`."""
        return _read(self.said)

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the phases that there are or that were said; NaN where no frame counts."""
        truth, said = self.true_labels, self.said_labels
        counts = (truth != UNJUDGED) & (said != UNJUDGED)
        return macro_f1(confusion(truth[counts], said[counts], len(PHASES)))


def _written(labels: NDArray[np.integer]) -> str:
    return " ".join(f"{_LETTERS[label]}{last - first + 1}" for label, first, last in runs(labels))


def _read(text: str) -> NDArray[np.int64]:
    found = [_RUN.fullmatch(part) for part in text.split()]
    pairs = [(_NUMBERS[run[1]], int(run[2])) for run in found if run]
    if len(pairs) < len(found) or sum(count for _, count in pairs) > 10**7:
        raise ValueError("runs")
    return np.repeat(*np.array(pairs, np.int64).reshape(-1, 2).T)
