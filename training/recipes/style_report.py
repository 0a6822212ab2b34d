"""What a style network is worth, from verdicts on clips that it never saw, and from where on it is to be believed."""

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from training.metrics import auroc, best_temperature, calibration_error, confusion, softmax

KEPT = 0.9
"""Share of right verdicts that are still given: what refusing other movement may cost, but for `REFUSED`."""

REFUSED = 0.8
"""Share of other movement that the threshold refuses at least; of other dances where there are some, because nobody
wonders which waltz a somersault is. A false name is worse than none."""

_SUREST = 0.99
"""A threshold of probabilities is never above."""

_LITTLE = 1e-4
"""From a verdict to a threshold just below or above it: single precision must not decide."""


@attrs.frozen(eq=False)
class StyleReport:
    """Verdicts on clips by networks that were trained without them.

    A network that was taught other movement has a class more than there are styles, the last: none of them.

    Attributes:
        labels: of the K styles.
        names: of the C clips.
        truth: (C,) positions in ``labels``.
        logits: (C, classes), K or K + 1.
        others: (M, classes) logits of movement that is none of the styles, of kinds never learned from, by every
            fold's network.
        strangers: (S, classes) the same of real clips of none of the styles.
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
    def knows_none(self) -> bool:
        """Whether the networks themselves say that it is none of the styles."""
        return bool(self.logits.shape[1] > len(self.labels))

    def styles(self, logits: NDArray[np.float64]) -> NDArray[np.float64]:
        """(N, K) logits of the styles alone."""
        return logits[:, : len(self.labels)]

    @property
    def right(self) -> NDArray[np.bool_]:
        """(C,) clips whose likeliest style is theirs."""
        return np.asarray(self.styles(self.logits).argmax(1) == self.truth)

    @property
    def table(self) -> NDArray[np.int64]:
        """Confusion matrix by clip, of the likeliest styles."""
        return confusion(self.truth, self.styles(self.logits).argmax(1), len(self.labels))

    @property
    def accuracy(self) -> float:
        """Share of clips whose likeliest style is theirs."""
        return float(self.right.mean())

    @property
    def recall(self) -> float:
        """Share named rightly of each style, averaged over styles: what few clips show counts as much as many."""
        return float(np.mean([self.right[self.truth == i].mean() for i in range(len(self.labels))]))

    @property
    def split(self) -> str:
        """What never stood on two sides."""
        return "by take" if len(set(self.groups)) not in (0, len(self.names)) else "by clip"

    @property
    def temperature(self) -> float:
        """What makes the probabilities of the styles honest."""
        return best_temperature(self.styles(self.logits), self.truth)

    @property
    def calibration(self) -> float:
        """Expected calibration error of the styles' probabilities, with that temperature."""
        return calibration_error(softmax(self.styles(self.logits), self.temperature), self.truth)

    def likeness(self, logits: NDArray[np.float64]) -> NDArray[np.float64]:
        """(N,) how much clips look like one of the styles.

        By how much the likeliest style is above none of them; of networks that do not know none, the largest
        probability of a style.
        """
        if self.knows_none:
            return np.asarray(self.styles(logits).max(1) - logits[:, -1])
        return np.asarray(softmax(logits, self.temperature).max(1))

    def auroc(self, unlike: NDArray[np.float64]) -> float:
        """Chance that a clip of a style looks more like one than a clip of none; NaN without such clips.

        Args:
            unlike: (M, classes) logits of clips of none.
        """
        return auroc(self.likeness(self.logits), self.likeness(unlike)) if len(unlike) else float("nan")

    @property
    def least(self) -> float:
        """The likeness that `KEPT` of the right verdicts have, or more where that would refuse less than `REFUSED`.

        The styles' own clips set it first, as other movement never shows all that a camera will: a line that parts
        them from captures and drawn figures lets other dancers pass who are nearer to the styles than those.
        Without other movement there is nothing to refuse: a probability of a half.
        """
        if not len(self.others) or not self.right.any():
            return 0.0 if self.knows_none else 0.5
        own = np.quantile(self.likeness(self.logits[self.right]), 1 - KEPT, method="lower") - _LITTLE
        unlike = self.likeness(self.others[self.near] if self.near.any() else self.others)
        least = float(max(own, np.quantile(unlike, REFUSED, method="higher") + _LITTLE))
        return least if self.knows_none else min(least, _SUREST)

    @property
    def unknown(self) -> float:
        """Share below which the likeliest style is not believed, as the card has it.

        Where the networks know none, that class decides, once `shift` is added to it, and nothing but a mere guess is
        refused beside it.
        """
        return 1 / (len(self.labels) + 1) + _LITTLE if self.knows_none else self.least

    @property
    def shift(self) -> float:
        """What is to be added to the logit of none, so that it is the largest where the likeness is too small."""
        return self.least if self.knows_none else 0.0

    def refused(self, logits: NDArray[np.float64]) -> NDArray[np.bool_]:
        """(N,) clips that the app calls unknown."""
        moved = logits + self.shift * (np.arange(logits.shape[1]) == len(self.labels))
        shares = softmax(moved, self.temperature)
        return np.asarray((shares.argmax(1) == len(self.labels)) | (shares.max(1) < self.unknown))

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
            "calibration": round(self.calibration, 4),
            "unknown": round(self.unknown, 4),
        }
        dances = self.others[self.near] if self.near.any() else self.others[:0]
        for name, unlike in (("others", self.others), ("other_dances", dances), ("strangers", self.strangers)):
            if len(unlike):
                refused = float(self.refused(unlike).mean())
                out[name] = {"auroc": round(self.auroc(unlike), 4), "refused": round(refused, 4)}
        named = ~self.refused(self.logits)
        out["kept"] = round(float(named.mean()), 4)
        out["kept_right"] = round(float(named[self.right].mean()), 4) if self.right.any() else 0.0
        out["named_wrongly"] = round(float((named & ~self.right).mean()), 4)
        return out
