"""What a system was worth in one run of one protocol, on disk as JSON."""

import json
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.files import make_folder, write_text
from training.metrics import accuracy, macro_f1

_SCHEMA = "dancecoach.outcome/1"


@attrs.frozen(eq=False)
class Outcome:
    """One seed of one protocol.

    Attributes:
        system: its name.
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
    """

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

    @property
    def accuracy(self) -> float:
        """Share of clips named rightly; of examples where clips were not kept apart."""
        return accuracy(self.clips if self.clips.any() else self.examples)

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the classes, of clips or, where they were not kept apart, of examples."""
        return macro_f1(self.clips if self.clips.any() else self.examples)

    @staticmethod
    def file_of(dances: str, protocol: str, system: str, seed: int) -> str:
        """Name under which an outcome is kept among others."""
        return f"{dances}.{protocol}.{system}.{seed}.json"

    def save(self, folder: Path) -> Path:
        """Write it, whole or not at all.

        Raises:
            OutputError: it cannot be written.
        """
        make_folder(folder)
        facts = attrs.asdict(self, value_serializer=_plain)
        path = folder / self.file_of(self.dances, self.protocol, self.system, self.seed)
        write_text(path, json.dumps({"schema": _SCHEMA, **facts}, indent=1) + "\n")
        return path

    @classmethod
    def load(cls, path: Path) -> "Outcome":
        """Read what `save` wrote.

        Raises:
            InputError: it is damaged, or of another schema.
        """
        try:
            facts = json.loads(path.read_text("utf-8"))
            if facts.pop("schema") != _SCHEMA:
                raise ValueError("schema")
            facts |= {name: np.array(facts[name], np.int64) for name in ("examples", "clips")}
            return cls(**{**facts, "labels": tuple(facts["labels"])})
        except (OSError, KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise InputError(
                "holds no outcome of a benchmark", subject=path, remedy="delete it and run again"
            ) from error


def _plain(_owner: type, _field: Any, value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else value
