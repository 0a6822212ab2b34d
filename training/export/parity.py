"""Whether a written network computes what Keras does, whole and step by step."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import ModelError
from dancecoach.inference.session import Session, open_session

TOLERANCE = 1e-5
"""Largest difference of a logit; single precision and the order of sums are all that may differ."""

_SHAPES = ((1, 90), (3, 47), (1, 1))
"""Batches and lengths that are tried."""


def check_parity(network: Any, path: Path, seed: int = 0) -> float:
    """Largest difference between the file and the Keras model on random input.

    Args:
        network: a model with the inputs ``features`` and ``mask``.
        path: the ``.onnx`` file that was made from it.
        seed: of the input.

    Raises:
        ModelError: they differ by more than `TOLERANCE`, or a causal network in steps differs from the whole.
    """
    session = open_session(path, threads=1, gpu="never")
    rng = np.random.default_rng(seed)
    worst = 0.0
    for batch, steps in _SHAPES:
        x = rng.standard_normal((batch, steps, session.inputs[0].shape[2] or 0)).astype(np.float32)
        expected = np.asarray(network([x, np.ones((batch, steps), np.bool_)], training=False))
        whole = run_whole(session, x)
        worst = max(worst, float(np.abs(whole - expected).max()))
        if len(session.inputs) > 1:
            worst = max(worst, float(np.abs(run_in_steps(session, x) - whole).max()))
    if not worst <= TOLERANCE:
        raise ModelError(
            f"differs from the trained network by {worst:.2g}", subject=path, remedy="report it: the exporter is wrong"
        )
    return worst


def run_whole(session: Session, x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logits of sequences (batch, time, F) in one call, from the state zero where there is one."""
    return session.run(x, *(_zeros(t.shape, len(x)) for t in session.inputs[1:]))[0]


def run_in_steps(session: Session, x: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same of a causal network, sample by sample with the state carried on: (batch, time, classes)."""
    state = _zeros(session.inputs[1].shape, len(x))
    steps = []
    for i in range(x.shape[1]):
        logits, state = session.run(x[:, i : i + 1], state)
        steps.append(logits)
    return np.concatenate(steps, 1)


def _zeros(shape: tuple[int | None, ...], batch: int) -> NDArray[np.float32]:
    return np.zeros([batch if n is None else n for n in shape], np.float32)
