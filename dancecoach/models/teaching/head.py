"""The new column of the last layer: a logistic regression against what the old columns say.

With the old columns left alone the old styles keep their order among each other; the new one only takes what is more
like it than like any of them. The idea of a frozen network with a new column is weight imprinting (H. Qi, M. Brown,
D. G. Lowe, "Low-Shot Learning with Imprinted Weights", CVPR 2018); here the column is fitted, not copied.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logsumexp

Floats = NDArray[np.float64]

STIFFNESS = 0.005
"""Weight of the column's squared length, in units of the embeddings' spread: a few clips must not bend it far."""

SHARE = 0.15
"""How much the clips of the new style count in all, of 1: what is unlike a few of them may be it all the same, but far
more is not."""


def learn_column(
    points: Floats,
    rest: Floats,
    old_points: Floats,
    old_rest: Floats,
    *,
    stiffness: float = STIFFNESS,
    weights: Floats | None = None,
    old_weights: Floats | None = None,
) -> tuple[Floats, float]:
    """(D,) weights and bias of the new style; new clips count `SHARE` in all, however many there are.

    Args:
        points: (n, D) embeddings of the new style's clips, n at least 1.
        rest: (n, K) what the old columns say of them.
        old_points: (m, D) of clips of other styles, or of none, m at least 1.
        old_rest: (m, K) what the old columns say of those.
        stiffness: how much a long column costs.
        weights: (n,) how much each of the new clips counts among them, together above 0; None counts them alike.
        old_weights: (m,) how much each of the old clips counts among them, together above 0; None counts them alike.
    """
    everything = np.concatenate([points, old_points])
    middle, spread = old_points.mean(0), old_points.std(0) + 1e-3
    flat = np.c_[(everything - middle) / spread, np.ones(len(everything))]
    against = logsumexp(np.concatenate([rest, old_rest]), axis=1)
    sign = np.r_[np.ones(len(points)), -np.ones(len(old_points))]
    own = np.ones(len(points)) if weights is None else weights
    others = np.ones(len(old_points)) if old_weights is None else old_weights
    weight = np.r_[SHARE * own / own.sum(), (1 - SHARE) * others / others.sum()]

    def cost(column: Floats) -> tuple[float, Floats]:
        margin = sign * (flat @ column - against)
        slope = -weight * sign * expit(-margin)
        length = np.r_[column[:-1], 0.0]
        return (
            float((weight * np.logaddexp(0.0, -margin)).sum() + stiffness * (length @ length)),
            slope @ flat + 2 * stiffness * length,
        )

    found = minimize(cost, np.zeros(flat.shape[1]), jac=True, method="L-BFGS-B").x
    kernel = found[:-1] / spread
    return kernel, float(found[-1] - kernel @ middle)
