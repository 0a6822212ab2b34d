"""How good a verdict is: pure functions of labels and probabilities."""

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import runs

Labels = NDArray[np.integer]


def confusion(truth: Labels, said: Labels, classes: int) -> NDArray[np.int64]:
    """(classes, classes) counts; rows are the truth, columns what was said."""
    table = np.zeros((classes, classes), np.int64)
    np.add.at(table, (truth, said), 1)
    return table


def f1_scores(table: NDArray[np.int64]) -> NDArray[np.float64]:
    """(classes,) F1 from a confusion matrix; NaN for a class that neither exists nor was said."""
    hits = np.diag(table).astype(np.float64)
    total = table.sum(0) + table.sum(1)
    return np.where(total > 0, 2 * hits / np.maximum(total, 1), np.nan)


def macro_f1(table: NDArray[np.int64]) -> float:
    """Mean F1 of the classes that exist or were said; NaN for an empty table."""
    scores = f1_scores(table)
    return float(np.nanmean(scores)) if np.isfinite(scores).any() else float("nan")


def macro_precision(table: NDArray[np.int64]) -> float:
    """Mean share of a class's name that was right, of the classes that exist or were said; NaN for an empty table.

    A class that exists and was never said counts 0, as its F1 does.
    """
    return _macro(table, table.sum(0))


def macro_recall(table: NDArray[np.int64]) -> float:
    """Mean share of a class that was found, of the classes that exist or were said; NaN for an empty table.

    A class that was said and does not exist counts 0, as its F1 does.
    """
    return _macro(table, table.sum(1))


def _macro(table: NDArray[np.int64], of: NDArray[np.int64]) -> float:
    there = table.sum(0) + table.sum(1) > 0
    return float((np.diag(table) / np.maximum(of, 1))[there].mean()) if there.any() else float("nan")


def accuracy(table: NDArray[np.int64]) -> float:
    """Share said rightly, 0 to 1; NaN for an empty table."""
    total = int(table.sum())
    return float(np.trace(table) / total) if total else float("nan")


def edit_score(truth: Labels, said: Labels) -> float:
    """How well the order of segments agrees, 0 to 1: 1 - Levenshtein distance / longer one; 1 for two empty ones.

    Lengths do not matter, pieces too many do (C. Lea et al., "Segmental Spatiotemporal CNNs", ECCV 2016).
    """
    a, b = ([label for label, _, _ in runs(x)] for x in (truth, said))
    if not a and not b:
        return 1.0
    row = np.arange(len(b) + 1)
    for i, left in enumerate(a, 1):
        before, row = row, np.full(len(b) + 1, i)
        for j, right in enumerate(b, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
    return 1.0 - float(row[-1]) / max(len(a), len(b))


def segment_counts(truth: Labels, said: Labels, overlap: float, ignored: int = 0) -> tuple[int, int, int]:
    """(found, false, missed) segments.

    A said segment is found when it overlaps a segment of the same phase, not claimed yet, by at least ``overlap`` of
    their union.

    Args:
        truth: (T,) labels.
        said: (T,) labels.
        overlap: least intersection over union, 0 to 1.
        ignored: a label whose segments are not counted.
    """
    wanted = [run for run in runs(truth) if run[0] != ignored]
    given = [run for run in runs(said) if run[0] != ignored]
    claimed: set[int] = set()
    for label, a, b in given:
        shares = [
            (min(b, d) - max(a, c) + 1) / (max(b, d) - min(a, c) + 1) if label == other and i not in claimed else 0.0
            for i, (other, c, d) in enumerate(wanted)
        ]
        best = int(np.argmax(shares)) if shares else -1
        if best >= 0 and shares[best] >= max(overlap, 1e-9):
            claimed.add(best)
    return len(claimed), len(given) - len(claimed), len(wanted) - len(claimed)


def segment_f1(counts: tuple[int, int, int]) -> float:
    """F1 of `segment_counts`; NaN where there is nothing."""
    found, false, missed = counts
    total = 2 * found + false + missed
    return 2 * found / total if total else float("nan")


@attrs.frozen
class BoundaryErrors:
    """How far said moments are from the true ones.

    Attributes:
        errors_s: of the pairs, said minus true, s.
        missed: true moments without a said one near them.
        false: said moments without a true one near them.
    """

    errors_s: tuple[float, ...]
    missed: int
    false: int

    def quantile_ms(self, share: float) -> float:
        """Quantile of the absolute errors, ms; NaN without any."""
        return float(np.quantile(np.abs(self.errors_s), share)) * 1000 if self.errors_s else float("nan")


def moments(labels: Labels, times: NDArray[np.float64], phase: int, *, end: bool = False) -> NDArray[np.float64]:
    """Times at which a phase begins, or ends, s; the borders of the clip are none.

    Args:
        labels: (T,) positions in `PHASES`.
        times: (T,) s.
        phase: whose.
        end: whether the first frame after it is meant.
    """
    frames = [b + 1 if end else a for label, a, b in runs(labels) if label == phase]
    return np.array([times[f] for f in frames if 0 < f < len(labels)])


def boundary_errors(truth: NDArray[np.float64], said: NDArray[np.float64], reach_s: float = 0.5) -> BoundaryErrors:
    """Pair moments, nearest first, each at most once.

    Args:
        truth: true moments, s.
        said: said moments, s.
        reach_s: farther apart they are no pair.
    """
    distance = np.abs(said[None] - truth[:, None])
    order = np.argsort(distance, axis=None, kind="stable")
    left, right, errors = set(range(len(truth))), set(range(len(said))), []
    for flat in order.tolist():
        i, j = divmod(flat, max(len(said), 1))
        if distance[i, j] > reach_s:
            break
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            errors.append(float(said[j] - truth[i]))
    return BoundaryErrors(tuple(errors), len(left), len(right))


def calibration_error(probabilities: NDArray[np.floating], truth: Labels, bins: int = 15) -> float:
    """Expected calibration error: mean distance of confidence and share of hits, 0 to 1.

    M. P. Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015.

    Args:
        probabilities: (N, classes).
        truth: (N,).
        bins: of equal width.
    """
    found = reliability(probabilities, truth, bins)
    share = found[:, 2] / max(1, len(truth))
    return float((share * np.abs(found[:, 0] - found[:, 1])).sum())


def reliability(probabilities: NDArray[np.floating], truth: Labels, bins: int = 15) -> NDArray[np.float64]:
    """(N, 3) mean certainty, share said rightly, and count, of each bin that holds any.

    Args:
        probabilities: (T, classes).
        truth: (T,).
        bins: of equal width.
    """
    if not len(truth):
        return np.zeros((0, 3))
    sure, right = probabilities.max(1), probabilities.argmax(1) == truth
    number = np.minimum((sure * bins).astype(int), bins - 1)
    inside = [number == i for i in np.unique(number)]
    return np.array([(sure[i].mean(), right[i].mean(), i.sum()) for i in inside])


def auroc(inside: Sequence[float] | NDArray[np.floating], outside: Sequence[float] | NDArray[np.floating]) -> float:
    """Chance that a score of a known one is above that of an unknown one; ties count half. NaN where one is empty."""
    a, b = np.asarray(inside, np.float64), np.asarray(outside, np.float64)
    if not len(a) or not len(b):
        return float("nan")
    return float((a[:, None] > b).mean() + 0.5 * (a[:, None] == b).mean())


def roc(
    inside: Sequence[float] | NDArray[np.floating], outside: Sequence[float] | NDArray[np.floating]
) -> NDArray[np.float64]:
    """(N, 2) shares of unknown and of known ones with at least so high a score, from (0, 0) on to (1, 1).

    A curve of straight lines between them; the area below is `auroc`. Empty where either side is.
    """
    a, b = np.asarray(inside, np.float64), np.asarray(outside, np.float64)
    if not len(a) or not len(b):
        return np.zeros((0, 2))
    limits = np.r_[np.inf, np.unique(np.r_[a, b])[::-1]]
    return np.stack([(part[None] >= limits[:, None]).mean(1) for part in (b, a)], axis=1)


def refused(
    inside: Sequence[float] | NDArray[np.floating],
    outside: Sequence[float] | NDArray[np.floating],
    kept: float = 0.9,
) -> float:
    """Share of unknown ones below the limit that still keeps a share of the known ones; NaN where one is empty.

    Args:
        inside: scores of known ones.
        outside: scores of unknown ones.
        kept: least share of the known ones with at least the limit.
    """
    curve = roc(inside, outside)
    return float(1 - curve[curve[:, 1] >= kept - 1e-9][0, 0]) if len(curve) else float("nan")


def best_temperature(logits: NDArray[np.floating], truth: Labels, weights: NDArray[np.floating] | None = None) -> float:
    """What the logits are to be divided by for the likeliest probabilities, 0.25 to 4.

    C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.

    Args:
        logits: (N, classes).
        truth: (N,).
        weights: (N,); None for 1.
    """
    mass = np.ones(len(truth)) if weights is None else np.asarray(weights, np.float64)
    tried = np.geomspace(0.25, 4.0, 81)
    losses = []
    for temperature in tried:
        scaled = logits / temperature
        scaled = scaled - scaled.max(1, keepdims=True)
        chosen = scaled[np.arange(len(truth)), truth] - np.log(np.exp(scaled).sum(1))
        losses.append(-(chosen * mass).sum())
    return float(tried[int(np.argmin(losses))])


def softmax(logits: NDArray[np.floating], temperature: float = 1.0) -> NDArray[np.float64]:
    """Probabilities along the last axis."""
    scaled = np.asarray(logits, np.float64) / temperature
    powers = np.exp(scaled - scaled.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True))
