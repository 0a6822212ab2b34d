"""A phase network comes back from its file with the weights that went in."""

import numpy as np
import pytest

from dancecoach.errors import ModelError
from dancecoach.models.card import ModelCard
from dancecoach.motion.features import FEATURES
from dancecoach.motion.phases import PHASES
from training.export.weights import phases_network
from training.export.write import export
from training.networks.phases_gru import PhasesGru, united

pytest.importorskip("tensorflow")


def card(**changes):
    plain = {"kind": "phases", "name": "small", "version": "1", "date": "2026-11-22", "labels": PHASES}
    mean, scale = np.zeros(len(FEATURES)), np.ones(len(FEATURES))
    return ModelCard(**(plain | {"causal": False, "look_ahead": 0, "mean": mean, "scale": scale} | changes))


@pytest.mark.parametrize(("layers", "members"), [(1, 1), (2, 3)])
def test_weights_come_back(tmp_path, layers, members):
    system = PhasesGru(len(FEATURES), units=3, layers=layers, bidirectional=True)
    network = system.build()
    if members > 1:
        system, network = united(system, [network, *(system.build() for _ in range(members - 1))])
    export(system, network, card(), tmp_path / "a.onnx")
    again, copy, said = phases_network(tmp_path / "a.onnx")
    assert (again.units, again.layers, again.members) == (3, layers, members)
    assert said.title == "small 1"
    for one, other in zip(network.get_weights(), copy.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_others_are_refused(tmp_path):
    system = PhasesGru(len(FEATURES), units=3, layers=1)
    export(system, system.build(), card(causal=True, look_ahead=2), tmp_path / "live.onnx")
    with pytest.raises(ModelError, match="live use"):
        phases_network(tmp_path / "live.onnx")
