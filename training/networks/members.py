"""Networks of ours that look at the same movement side by side and vote: trained one by one, then one network."""

from collections.abc import Sequence
from typing import Any

import numpy as np

SEEDS_APART = 1000
"""Between the seeds of two members, so that votes of neighbouring seeds have none in common."""


def member_mark(number: int) -> str:
    """What the names of a member's layers begin with; the first has none, as it may be alone."""
    return f"member_{number}_" if number else ""


def unite(wide: Any, networks: Sequence[Any], layers: int) -> None:
    """Give a network of several members the weights of trained ones, so that its logits are the mean of theirs.

    Their last layers become one behind all of them.

    Args:
        wide: a Keras model with a stack of GRUs for each member, marked by `member_mark`, and one layer ``logits``.
        networks: Keras models, at least one, with layers ``gru_0`` upwards and ``logits``.
        layers: GRUs in a stack.
    """
    for number, one in enumerate(networks):
        for i in range(layers):
            wide.get_layer(f"{member_mark(number)}gru_{i}").set_weights(one.get_layer(f"gru_{i}").get_weights())
    kernels, biases = zip(*(one.get_layer("logits").get_weights() for one in networks), strict=True)
    wide.get_layer("logits").set_weights([np.concatenate(kernels) / len(networks), np.mean(biases, axis=0)])
