"""How well annotators agree beyond chance: Cohen's kappa of two, Fleiss' of all.

Neighbouring frames are no independent subjects, so a kappa here describes; it tests nothing.
"""

import numpy as np
from numpy.typing import NDArray

from training.data.labels.segments import UNLABELLED
from training.scikit import scikit


def cohen_kappa(a: NDArray[np.integer], b: NDArray[np.integer]) -> float:
    """Cohen's kappa of two annotators over the frames that both label; NaN where it is undefined.

    It is where they share no frame, or both say one and the same phase throughout: chance alone would agree too.

    J. Cohen, "A coefficient of agreement for nominal scales", Educ. Psychol. Meas. 20 (1960), 37-46.

    Args:
        a: (T,) phases, `UNLABELLED` where not told.
        b: (T,) the same by the other.

    Raises:
        EngineError: scikit-learn is not installed.
    """
    both = (a != UNLABELLED) & (b != UNLABELLED)
    if len(np.union1d(a[both], b[both])) < 2:
        return float("nan")
    return float(scikit("metrics").cohen_kappa_score(a[both], b[both]))


def fleiss_kappa(table: NDArray[np.integer]) -> float:
    """Fleiss' kappa; NaN where it is undefined, as for Cohen's.

    J. L. Fleiss, "Measuring nominal scale agreement among many raters", Psychol. Bull. 76 (1971), 378-382. Where not
    everybody labels every frame, each frame counts alike (K. L. Gwet, Handbook of Inter-Rater Reliability, 2014);
    frames with less than two labels say nothing about agreement.

    Args:
        table: (N, K) how many annotators put subject n into class k.
    """
    agreeing, shares = _agreement(table)
    chance = float((shares**2).sum())
    if not len(agreeing) or chance >= 1 - 1e-12:
        return float("nan")
    return (float(agreeing.sum(1).mean()) - chance) / (1 - chance)


def fleiss_by_class(table: NDArray[np.integer]) -> NDArray[np.float64]:
    """(K,) Fleiss' kappa of each class against all others; NaN for one that nobody, or everybody always, says.

    Args:
        table: (N, K) as for `fleiss_kappa`.
    """
    agreeing, shares = _agreement(table)
    if not len(agreeing):
        return np.full(table.shape[1], np.nan)
    # Of the pairs in which one says the class, how many of the others do; against how many would by chance.
    with np.errstate(invalid="ignore", divide="ignore"):
        given = agreeing.mean(0) / shares
        return np.where((shares > 0) & (shares < 1 - 1e-12), (given - shares) / (1 - shares), np.nan)


def _agreement(table: NDArray[np.integer]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(N', K) share of a subject's pairs that agree on each class, and (K,) share of each class."""
    used = np.asarray(table, np.float64)
    used = used[used.sum(1) >= 2]
    raters = used.sum(1, keepdims=True)
    shares = (used / raters).mean(0) if len(used) else np.zeros(used.shape[1])
    return used * (used - 1) / (raters * (raters - 1)), shares
