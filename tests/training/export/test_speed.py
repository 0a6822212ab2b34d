"""Speed of the native operators against what the standard exporter writes, the same network, interleaved."""

import sys
import time

import numpy as np
import pytest

from dancecoach.inference.session import open_session
from training.export.systems import system_graph
from training.networks.system import Trained
from training.systems import system

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::FutureWarning"),
]

ROUNDS = 40


# The standard exporter knows a plain LSTM's own operator; the others it writes as loops. Measured: 5.7, 1.2, 9.6.
@pytest.mark.parametrize(("name", "least"), [("rnn50", 2.0), ("lstm50", 0.8), ("gru50", 4.0)])
def test_native_operators_are_faster_than_the_standard_exporter(keras, tmp_path, name, least):
    pytest.importorskip("tf2onnx", reason="the standard exporter is not installed (extra `convert`)")
    network = system(name).build((10, 132), 5)
    network(np.zeros((1, 10, 132), np.float32))  # the exporter wants to have seen a call
    theirs, ours = tmp_path / "theirs.onnx", tmp_path / "ours.onnx"
    network.export(theirs, format="onnx", verbose=False)
    ours.write_bytes(system_graph(Trained(network), name, {}).SerializeToString())
    sessions = [open_session(path, threads=1, gpu="never") for path in (theirs, ours)]
    x = np.random.default_rng(0).normal(0, 1, (1, 10, 132)).astype(np.float32)
    said = [session.run(x)[0] for session in sessions]
    np.testing.assert_allclose(said[0], said[1], atol=1e-5)
    best = [np.inf, np.inf]
    for _ in range(ROUNDS):
        for i, session in enumerate(sessions):
            begin = time.perf_counter()
            session.run(x)
            best[i] = min(best[i], time.perf_counter() - begin)
    sys.stdout.write(
        f"\n{name}: standard {1000 * best[0]:.2f} ms, native {1000 * best[1]:.2f} ms, {best[0] / best[1]:.1f} times\n"
    )
    assert best[0] / best[1] > least
