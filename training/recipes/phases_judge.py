"""What a phase network says of whole clips for validation: decides the round, the temperature and the caution."""

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.features import normalise
from dancecoach.motion.phases import PHASES
from training.data.sequences import Sequences
from training.metrics import best_temperature, confusion, macro_f1
from training.predict import predict
from training.recipes.caution import Said, choose_caution, make_cautious


@attrs.frozen(eq=False)
class PhasesJudge:
    """Verdicts of a network on whole validation clips.

    Attributes:
        found: all clips with their features and labels.
        clips: those that judge.
        mean: (F,) of the features.
        scale: (F,) of the features.
        delay: samples by which a verdict trails what it is about.
    """

    found: Sequences
    clips: NDArray[np.intp]
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    delay: int

    def macro_f1(self, network: Any) -> float:
        """Frame by frame, without the grammar."""
        logits, labels = self._verdicts(network)
        return macro_f1(confusion(labels, logits.argmax(1), len(PHASES)))

    def temperature(self, network: Any) -> float:
        """What makes the probabilities honest."""
        return best_temperature(*self._verdicts(network))

    def said(self, network: Any) -> list[Said]:
        """The clips and their varied copies with what the network says of them, as Live gets it."""
        rows = [self.found.rows(int(c), v) for v in range(self.found.variants) for c in self.clips]
        values = [self.found.values[r].astype(np.float32) for r in rows]
        logits = predict(network, [normalise(v, self.mean, self.scale) for v in values])
        return [
            Said(v, said, np.asarray(self.found.labels[r]), np.asarray(self.found.weights[r]) > 0)
            for v, said, r in zip(values, logits, rows, strict=True)
        ]

    def _verdicts(self, network: Any) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """(N, 4) logits and (N,) labels of the samples that count."""
        rows = [self.found.rows(int(clip)) for clip in self.clips]
        values = [normalise(self.found.values[r].astype(np.float32), self.mean, self.scale) for r in rows]
        logits, labels = [], []
        for part, said in zip(rows, predict(network, values), strict=True):
            counted = self.found.weights[part] > 0
            late = np.minimum(np.arange(len(said)) + self.delay, len(said) - 1)
            logits.append(said[late][counted])
            labels.append(self.found.labels[part][counted])
        return np.concatenate(logits), np.concatenate(labels)


def cautious(network: Any, judge: PhasesJudge, temperature: float) -> dict[str, Any]:
    """Give the network the caution that the validation clips and their varied copies ask for; numbers for the card."""
    chosen = choose_caution(judge.said(network), temperature, judge.delay)
    make_cautious(network, chosen.off)
    numbers = {"caution": chosen.off, "live_macro_f1": round(chosen.macro_f1, 4)}
    if np.isfinite(chosen.false_skills):
        numbers["false_skills_per_10_min_idle"] = round(chosen.false_skills, 2)
    return numbers
