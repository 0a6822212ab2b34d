"""The phases of a clip, true and said, as an outcome keeps them: run by run, in letters."""

import re

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import PHASES, runs
from training.evaluate import ClipReport
from training.metrics import confusion, macro_f1

_LETTERS = "".join(phase[0] for phase in PHASES)
_CODES = _LETTERS + _LETTERS.upper()
"""Of phases, then of the same where frames do not count."""

_RUN = re.compile(f"([{_CODES}])([0-9]{{1,7}})")
_LONGEST = 10**7


@attrs.frozen
class Ribbon:
    """What is done in a clip, and what a system said.

    Attributes:
        name: of the clip.
        seconds: from its first frame to its last.
        truth: phases and how many frames each goes on, as ``i20 t15 s12``; in capitals where frames do not count.
        said: likewise, without capitals.
    """

    name: str
    seconds: float
    truth: str
    said: str

    @classmethod
    def of(cls, report: ClipReport) -> "Ribbon":
        """As a clip was judged."""
        truth = report.truth + len(PHASES) * ~report.counted
        return cls(report.name, report.length, _written(truth), _written(report.said))

    @classmethod
    def from_json(cls, facts: dict[str, str | float]) -> "Ribbon":
        """As `attrs.asdict` gave it to a file.

        Raises:
            ValueError: it cannot be that.
            KeyError: something is missing.
        """
        found = cls(str(facts["name"]), float(facts["seconds"]), str(facts["truth"]), str(facts["said"]))
        if len(_read(found.truth)) != len(_read(found.said)) or not 0 <= found.seconds < float("inf"):
            raise ValueError("ribbon")
        return found

    @property
    def true_labels(self) -> NDArray[np.uint8]:
        """(T,) positions in `PHASES`."""
        return _read(self.truth) % len(PHASES)

    @property
    def counted(self) -> NDArray[np.bool_]:
        """(T,) frames that are judged."""
        return _read(self.truth) < len(PHASES)

    @property
    def said_labels(self) -> NDArray[np.uint8]:
        """(T,) positions in `PHASES`."""
        return _read(self.said) % len(PHASES)

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the phases that there are or that were said; NaN where no frame counts."""
        kept = self.counted
        return macro_f1(confusion(self.true_labels[kept], self.said_labels[kept], len(PHASES)))


def _written(codes: NDArray[np.integer]) -> str:
    return " ".join(f"{_CODES[code]}{last - first + 1}" for code, first, last in runs(codes))


def _read(text: str) -> NDArray[np.uint8]:
    found = [_RUN.fullmatch(part) for part in text.split()]
    pairs = [(_CODES.index(run[1]), int(run[2])) for run in found if run]
    if len(pairs) < len(found) or sum(count for _, count in pairs) > _LONGEST:
        raise ValueError("runs")
    codes, counts = np.array(pairs, np.int64).reshape(-1, 2).T
    return np.repeat(codes.astype(np.uint8), counts)
