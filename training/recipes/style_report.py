"""What a style network is worth, from verdicts on clips that it never saw."""

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from training.metrics import auroc, best_temperature, confusion, softmax

REFUSED = 0.8
"""Share of other movement that the threshold refuses at least; of other dances where there are some, because nobody
wonders which waltz a somersault is. A false name is worse than none."""

_SUREST = 0.99
"""The threshold is never above."""


@attrs.frozen(eq=False)
class StyleReport:
    """Verdicts on clips by networks that were trained without them.

    Attributes:
        labels: of the styles.
        names: of the C clips.
        truth: (C,) positions in ``labels``.
        logits: (C, classes).
        others: (M, classes) logits of movement that is none of the styles, of kinds never learned from, by every
            fold's network; the thresholds rest on them.
        strangers: (S, classes) the same of clips that decide nothing and only judge.
        groups: (C,) what was kept together, such as the pieces of a take; () where every clip stands alone.
        near: (M,) which of ``others`` are dances, only others; empty for none.
    """

    labels: tuple[str, ...]
    names: tuple[str, ...]
    truth: NDArray[np.intp]
    logits: NDArray[np.float64]
    others: NDArray[np.float64]
    strangers: NDArray[np.float64]
    groups: tuple[str, ...] = ()
    near: NDArray[np.bool_] = attrs.field(factory=lambda: np.zeros(0, np.bool_))

    @property
    def table(self) -> NDArray[np.int64]:
        """Confusion matrix by clip."""
        return confusion(self.truth, self.logits.argmax(1), len(self.labels))

    @property
    def accuracy(self) -> float:
        """Share of clips named rightly."""
        return float((self.logits.argmax(1) == self.truth).mean())

    @property
    def recall(self) -> float:
        """Share named rightly of each style, averaged over styles: what few clips show counts as much as many."""
        right = self.logits.argmax(1) == self.truth
        return float(np.mean([right[self.truth == i].mean() for i in range(len(self.labels))]))

    @property
    def split(self) -> str:
        """What never stood on two sides."""
        return "by take" if len(set(self.groups)) not in (0, len(self.names)) else "by clip"

    @property
    def temperature(self) -> float:
        """What makes the probabilities honest."""
        return best_temperature(self.logits, self.truth)

    def certainty(self, logits: NDArray[np.float64]) -> NDArray[np.float64]:
        """Largest probability of each row."""
        return np.asarray(softmax(logits, self.temperature).max(1))

    def auroc(self, unlike: NDArray[np.float64]) -> float:
        """Chance that a clip of a style is named with more certainty than one of none; NaN without such clips.

        Args:
            unlike: (M, classes) logits of clips of none.
        """
        return auroc(self.certainty(self.logits), self.certainty(unlike)) if len(unlike) else float("nan")

    @property
    def unknown(self) -> float:
        """The certainty that best parts right verdicts from other movement (Youden's index); 0.5 without others.

        Higher where that would refuse less than `REFUSED`.
        """
        if not len(self.others):
            return 0.5
        right = self.certainty(self.logits[self.logits.argmax(1) == self.truth])
        wrong = self.certainty(self.others)
        tried = np.linspace(1 / len(self.labels), 0.95, 60)
        gains = [(right >= t).mean() - (wrong >= t).mean() for t in tried]
        near = self.certainty(self.others[self.near]) if self.near.any() else wrong
        enough = float(np.quantile(near, REFUSED, method="higher")) + 1e-4
        return float(min(max(tried[int(np.argmax(gains))], enough), _SUREST))

    def to_dict(self) -> dict[str, Any]:
        """The numbers, fit for JSON and for a model's card."""
        out: dict[str, Any] = {
            "split": f"{self.split}, out of fold",
            "clips": len(self.names),
            **({"takes": len(set(self.groups))} if self.split == "by take" else {}),
            "accuracy": round(self.accuracy, 4),
            "recall": round(self.recall, 4),
            "confusion": self.table.tolist(),
            "temperature": round(self.temperature, 4),
            "unknown": round(self.unknown, 4),
        }
        dances = self.others[self.near] if self.near.any() else self.others[:0]
        for name, unlike in (("others", self.others), ("other_dances", dances), ("strangers", self.strangers)):
            if len(unlike):
                refused = float((self.certainty(unlike) < self.unknown).mean())
                out[name] = {"auroc": round(self.auroc(unlike), 4), "refused": round(refused, 4)}
        named, right = self.certainty(self.logits) >= self.unknown, self.logits.argmax(1) == self.truth
        out["kept"] = round(float(named.mean()), 4)
        out["kept_right"] = round(float(named[right].mean()), 4) if right.any() else 0.0
        out["named_wrongly"] = round(float((named & ~right).mean()), 4)
        return out
