"""Trained systems of the field as ONNX files: what the benchmark compares can be run without TensorFlow.

They are no models of the app, since they look at other things than its features; their card says so, the app refuses
them, and `training.export.verify` knows them. ``inputs`` (batch, ...) are examples as `System.examples` cuts them, not
normalised: whatever was learned of their spread or their principal components stands in the file. ``probabilities``
are (batch, classes), or (batch, time, classes) of phases.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import attrs
import numpy as np

from dancecoach.errors import ModelError
from dancecoach.files import atomic_path, make_folder
from dancecoach.inference.session import open_session
from dancecoach.models.card import CARD_KEY
from training.export.graph import Graph
from training.export.layers import LayerWriter
from training.export.parity import TOLERANCE
from training.export.write import Exported
from training.networks.backend import keras
from training.networks.stacked50 import Components
from training.networks.system import Floats, System, Trained

SCHEMA = "dancecoach.system/1"


def system_graph(trained: Trained, name: str, properties: dict[str, str]) -> Any:
    """A trained system as ``ModelProto``.

    Args:
        trained: by a system that is one Keras model.
        name: of the graph.
        properties: text to carry along.

    Raises:
        ModelError: a layer has no match among the native operators, or the system is no single network.
    """
    network, reduce = _parts(trained, name)
    graph = Graph()
    *axes, columns = (int(n) for n in network.inputs[0].shape[1:])
    x = graph.input("inputs", ("batch", *axes, columns if reduce is None else len(reduce.mean)))
    if reduce is not None:
        (x,) = graph.op("Sub", x, graph.constant(reduce.mean))
        (x,) = graph.op("MatMul", x, graph.constant(reduce.axes.T))
    if trained.mean is not None and trained.scale is not None:
        (x,) = graph.op("Sub", x, graph.constant(trained.mean))
        (x,) = graph.op("Div", x, graph.constant(trained.scale))
    said = LayerWriter(graph).network(network, x)
    graph.output(said, "probabilities", ("batch", *(int(n) for n in network.outputs[0].shape[1:])))
    return graph.model(name, properties)


def export_system(
    system: System,
    trained: Trained,
    labels: Sequence[str],
    path: Path,
    *,
    inputs: Floats | None = None,
    about: Mapping[str, Any] | None = None,
) -> Exported:
    """Write a trained system, checked against Keras.

    Args:
        system: with the settings it was trained with.
        trained: by it.
        labels: of the classes, in the order of the outputs.
        path: ``.onnx`` file.
        inputs: (N, ...) examples on which file and network must agree too, beside random ones.
        about: what else stands on the card, such as ``training`` and ``metrics``.

    Raises:
        ModelError: it cannot be exported, or the file computes something else.
        OutputError: it cannot be written.
        EngineError: onnx or TensorFlow is not installed.
    """
    card = {
        "schema": SCHEMA, "kind": system.task, "name": system.name, "published": system.published,
        "labels": list(labels), "settings": attrs.asdict(cast(Any, system), value_serializer=_plain),
        **(about or {}),
    }  # fmt: skip
    model = system_graph(trained, system.name, {CARD_KEY: json.dumps(card, ensure_ascii=False)})
    content = model.SerializeToString(deterministic=True)
    make_folder(path.parent)
    with atomic_path(path) as temporary:
        temporary.write_bytes(content)
        parity = check_system(trained, temporary, inputs=inputs)
    return Exported(path, len(content), parity)


def check_system(trained: Trained, path: Path, seed: int = 0, inputs: Floats | None = None) -> float:
    """Largest difference of a probability between the file and Keras, on random inputs and on ``inputs``.

    Raises:
        ModelError: they differ by more than `TOLERANCE`.
    """
    session = open_session(path, threads=1, gpu="never")
    rng, worst = np.random.default_rng(seed), 0.0
    shape = [n or 1 for n in session.inputs[0].shape[1:]]
    asked = [rng.normal(0, 1, (batch, *shape)).astype(np.float32) for batch in (1, 3)]
    for x in [*asked, *([] if inputs is None or not len(inputs) else [inputs])]:
        expected = np.asarray(trained.network.predict(trained.ready(x), len(x), verbose=0))
        worst = max(worst, float(np.abs(session.run(x)[0] - expected).max()))
    if not worst <= TOLERANCE:
        raise ModelError(
            f"differs from the trained network by {worst:.2g}", subject=path, remedy="report it: the exporter is wrong"
        )
    return worst


def _parts(trained: Trained, name: str) -> tuple[Any, Components | None]:
    """The Keras model, and the change of columns before it."""
    reduce = getattr(trained.network, "reduce", None)
    network = trained.network.network if isinstance(reduce, Components) else trained.network
    if not isinstance(network, keras().Model):
        raise ModelError("is no single network of layers", subject=name, remedy="export it with its own recipe")
    return network, reduce if isinstance(reduce, Components) else None


def _plain(_owner: type, _field: Any, value: Any) -> Any:
    return str(value) if isinstance(value, Path) else value
