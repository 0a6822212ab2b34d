"""The file of a style network with one style more."""

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from dancecoach.models.card import CARD_KEY, TrainingData
from dancecoach.models.model import OnnxModel
from dancecoach.models.teaching.embedding import tail
from dancecoach.models.teaching.learner import Column, Learner
from dancecoach.models.teaching.library import onnx


def network_with(learner: Learner, column: Column, told: Mapping[str, Any], day: date) -> bytes:
    """A pack with the column, its card and its examples, as the bytes of its file; they pass the model contract.

    Args:
        learner: the pack and the clips.
        column: for the new style.
        told: what was measured, for the card.
        day: on which it is made.

    Raises:
        ModelError: it does not pass.
    """
    library, pack, style = onnx(), learner.pack, learner.style
    graph = type(pack.graph)()
    graph.CopyFrom(pack.graph)
    product, total = tail(pack)
    wider = {
        product.input[1]: np.c_[pack.kernel, column.kernel].astype(np.float32),
        total.input[1]: np.r_[pack.bias, column.bias].astype(np.float32),
    }
    for weight in graph.graph.initializer:
        if weight.name in wider:
            weight.CopyFrom(library.numpy_helper.from_array(wider[weight.name], weight.name))
    graph.graph.output[0].type.tensor_type.shape.dim[1].dim_value = len(pack.labels) + 1
    card = pack.model.card
    data = TrainingData(f"taught: {style}", "the user's own clips", "the user's own", len(learner.points))
    taught = {**dict(card.metrics.get("taught", {})), style: dict(told)}
    new = attrs.evolve(
        card,
        labels=(*card.labels, style),
        training=(*card.training, data),
        metrics={**card.metrics, "taught": taught},
        version=f"{card.version}+{style}",
        date=day.isoformat(),
    )
    kept = {p.key: p.value for p in graph.metadata_props}
    library.helper.set_model_props(graph, {**kept, CARD_KEY: new.to_json()})
    learner.support.joined(learner.unlike, "").joined(learner.points, style).put_into(graph)
    library.checker.check_model(graph, full_check=True)
    content = bytes(graph.SerializeToString(deterministic=True))
    with tempfile.TemporaryDirectory(prefix="dancecoach-") as place:
        path = Path(place) / "taught.onnx"
        path.write_bytes(content)
        OnnxModel(path, kind="style")
    return content
