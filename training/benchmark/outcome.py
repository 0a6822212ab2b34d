"""What a system was worth in one run of one protocol, clip by clip."""

from typing import Any, ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from training.benchmark.kept import KeptOutcome
from training.metrics import accuracy, auroc, macro_f1, macro_precision, macro_recall, refused

STRANGE = -1
"""Truth of a clip that is none of the dances."""


@attrs.frozen(eq=False)
class Verdicts:
    """What was said of C clips by networks that never saw them.

    Attributes:
        names: (C,) of the clips; one that was asked of several networks stands there as often.
        truth: (C,) positions in the labels, or `STRANGE`.
        said: (C, K) probabilities, the mean over a clip's examples.
    """

    names: tuple[str, ...] = ()
    truth: NDArray[np.intp] = attrs.field(factory=lambda: np.zeros(0, np.intp))
    said: NDArray[np.float64] = attrs.field(factory=lambda: np.zeros((0, 0)))

    def __len__(self) -> int:
        """Number of clips, C."""
        return len(self.names)

    @property
    def certainty(self) -> NDArray[np.float64]:
        """(C,) the largest probability of each clip, 0 to 1."""
        return np.asarray(self.said.max(1) if len(self) else np.zeros(0))

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "Verdicts":
        """As `attrs.asdict` gave it to a file."""
        count = len(facts["names"])
        said = np.array(facts["said"], np.float64).reshape(count, -1) if count else np.zeros((0, 0))
        truth = np.array(facts["truth"], np.intp)
        if truth.shape != (count,):
            raise ValueError("truth")
        return cls(tuple(map(str, facts["names"])), truth, said)


@attrs.frozen(eq=False)
class Outcome(KeptOutcome):
    """One seed of one protocol.

    Attributes:
        system: its name; behind a plus what was on in its training that is not usual, as in "tcn+mirror".
        dances: name of the set.
        protocol: its name.
        seed: of everything.
        labels: of the classes.
        examples: (K, K) counts of windows or pictures; rows are the truth.
        clips: (K, K) counts of clips, by the mean over their examples; all zeros where clips were not kept apart.
        loss: mean negative logarithm of the probability of the truth, of examples.
        calibration: expected calibration error of examples, 0 to 1.
        parameters: of the network.
        seconds: of training, all folds together.
        answer_ms: time for one example, asked many at once.
        verdicts: clip by clip; empty where clips were not kept apart.
        strangers: of clips that are none of the dances, by the network of every fold; empty where none were asked.
        versions: of what it depends on, by name.
        learning: what was on that is not usual, in full: see `training.benchmark.learning`.
    """

    schema: ClassVar[str] = "dancecoach.outcome/1"

    system: str
    dances: str
    protocol: str
    seed: int
    labels: tuple[str, ...]
    examples: NDArray[np.int64]
    clips: NDArray[np.int64]
    loss: float
    calibration: float
    parameters: int
    seconds: float
    answer_ms: float
    verdicts: Verdicts = attrs.field(factory=Verdicts)
    strangers: Verdicts = attrs.field(factory=Verdicts)
    versions: dict[str, str] = attrs.field(factory=dict)
    learning: dict[str, Any] = attrs.field(factory=dict)

    @property
    def asked(self) -> NDArray[np.int64]:
        """(K, K) counts of clips or, where they were not kept apart, of examples."""
        return self.clips if self.clips.any() else self.examples

    @property
    def accuracy(self) -> float:
        """Share of clips named rightly; of examples where clips were not kept apart."""
        return accuracy(self.asked)

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the classes, of clips or, where they were not kept apart, of examples."""
        return macro_f1(self.asked)

    @property
    def macro_precision(self) -> float:
        """Mean share of a dance's name that was right, likewise."""
        return macro_precision(self.asked)

    @property
    def macro_recall(self) -> float:
        """Mean share of a dance that was found, likewise."""
        return macro_recall(self.asked)

    @property
    def auroc(self) -> float:
        """Chance that a clip of a dance is named with more certainty than a stranger; NaN where none were asked."""
        if not len(self.verdicts) or not len(self.strangers):
            return float("nan")
        return auroc(self.verdicts.certainty, self.strangers.certainty)

    @property
    def refused(self) -> float:
        """Share of strangers with less certainty than nine of ten clips of dances; NaN where none were asked."""
        return refused(self.verdicts.certainty, self.strangers.certainty)

    @staticmethod
    def file_of(dances: str, protocol: str, system: str, seed: int) -> str:
        """Name under which an outcome is kept among others."""
        return f"{dances}.{protocol}.{system}.{seed}.json"

    @property
    def file_name(self) -> str:
        """As `KeptOutcome.file_name`."""
        return self.file_of(self.dances, self.protocol, self.system, self.seed)

    @classmethod
    def _from_json(cls, facts: dict[str, Any]) -> dict[str, Any]:
        facts |= {name: np.array(facts[name], np.int64) for name in ("examples", "clips")}
        facts |= {name: Verdicts.from_json(facts[name]) for name in ("verdicts", "strangers") if name in facts}
        return {**facts, "labels": tuple(facts["labels"])}
