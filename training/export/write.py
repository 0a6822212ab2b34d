"""From a trained network to the file that the app opens, checked before it is kept."""

from pathlib import Path
from typing import Any

import attrs

from dancecoach.errors import ModelError
from dancecoach.files import atomic_path, make_folder
from dancecoach.models.card import CARD_KEY, ModelCard
from dancecoach.models.model import OnnxModel
from training.export.networks import phases_graph, style_graph
from training.export.parity import check_parity
from training.networks.phases_gru import PhasesGru
from training.networks.style_gru import StyleGru

MOST_BYTES = 4_000_000
"""Largest file that is shipped."""


@attrs.frozen
class Exported:
    """A written network.

    Attributes:
        path: the file.
        size: bytes.
        parity: largest difference of a logit to the Keras model, whole and step by step.
    """

    path: Path
    size: int
    parity: float


def export(system: PhasesGru | StyleGru, network: Any, card: ModelCard, path: Path) -> Exported:
    """Write a network with its card; equal networks and cards give equal files.

    Args:
        system: how it is built.
        network: the trained Keras model.
        card: what goes into the file.
        path: ``.onnx`` file.

    Raises:
        ModelError: it differs from the Keras model, is too large, or the app would not open it.
        OutputError: it cannot be written.
    """
    properties = {CARD_KEY: card.to_json()}
    if isinstance(system, StyleGru):
        model = style_graph(network, system.stride, properties)
    else:
        model = phases_graph(network, properties)
    content = model.SerializeToString(deterministic=True)
    if len(content) > MOST_BYTES:
        raise ModelError(f"would be {len(content)} bytes large", subject=path, remedy="train a network of fewer units")
    make_folder(path.parent)
    with atomic_path(path) as temporary:
        temporary.write_bytes(content)
        parity = check_parity(network, temporary)
        OnnxModel(temporary, kind=card.kind, causal=card.causal)
    return Exported(path, len(content), parity)
