"""What a style network makes of a clip before its last layer."""

import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import ModelError
from dancecoach.i18n import _
from dancecoach.inference.session import Session, open_session
from dancecoach.models.model import OnnxModel
from dancecoach.models.style import SLICE_S
from dancecoach.models.teaching.library import onnx
from dancecoach.motion.features import normalise
from dancecoach.motion.grid import RATE_HZ

Rows = NDArray[np.float32]

_LAST = ("MatMul", "Add", "Identity")
"""How our exporter ends a style network."""


@attrs.frozen(eq=False)
class StylePack:
    """A style network, taken apart before its last layer. D numbers stand for a clip, K styles are named.

    Attributes:
        path: the file.
        model: the network as the app opens it.
        graph: its ``ModelProto``.
        kernel: (D, K) of the last layer.
        bias: (K,) of the last layer.
    """

    path: Path
    model: OnnxModel
    graph: Any
    kernel: Rows
    bias: Rows
    _front: Session

    @classmethod
    def open(cls, path: Path) -> "StylePack":
        """Read a file.

        Raises:
            ModelError: it is no style network of ours, or one whose last layer is not linear.
            EngineError: the library ``onnx`` is not installed.
        """
        model = OnnxModel(path, kind="style")
        library = onnx()
        # What a pack needs is in its file; one of somebody else may name any other file as its weights.
        graph = library.load(str(path), load_external_data=False)
        product, total, _given = _tail(graph, path)
        weights = {w.name: library.numpy_helper.to_array(w) for w in graph.graph.initializer}
        return cls(
            path, model, graph, weights[product.input[1]], weights[total.input[1]], _front(graph, product.input[0])
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """The K styles."""
        return self.model.card.labels

    def embed(self, values: Rows) -> NDArray[np.float64]:
        """(D,) of a clip.

        The app averages the last layer's outputs over slices of the clip; that layer is linear, so this average of
        what goes in gives the same.

        Args:
            values: (n, F) as `dancecoach.models.style.style_values` gives them, n at least 1.
        """
        slices = np.array_split(values, max(1, round(len(values) / RATE_HZ / SLICE_S)))
        card = self.model.card
        points: list[Rows] = [self._front.run(normalise(part, card.mean, card.scale)[None])[0][0] for part in slices]
        return np.asarray(np.mean(points, axis=0), np.float64)

    def logits(self, embeddings: NDArray[np.floating]) -> NDArray[np.float64]:
        """(N, K) what the last layer says of (N, D)."""
        return np.asarray(embeddings @ self.kernel.astype(float) + self.bias, np.float64)


def embeddings(pack: StylePack, clips: Sequence[Rows]) -> NDArray[np.float64]:
    """(N, D) of N clips."""
    return np.array([pack.embed(values) for values in clips], np.float64).reshape(len(clips), len(pack.kernel))


def tail(pack: StylePack) -> tuple[Any, Any]:
    """The nodes of the last layer: product and sum."""
    product, total, _given = _tail(pack.graph, pack.path)
    return product, total


def _tail(graph: Any, path: Path) -> tuple[Any, Any, Any]:
    nodes = list(graph.graph.node)[-3:]
    chained = len(nodes) == 3 and all(a.output[0] == b.input[0] for a, b in pairwise(nodes))
    if tuple(n.op_type for n in nodes) != _LAST or not chained:
        raise ModelError(
            _("has a last layer that cannot be added to"),
            subject=path,
            remedy=_("teach a style pack made by this program"),
        )
    return nodes[0], nodes[1], nodes[2]


def _front(graph: Any, embedding: str) -> Session:
    """The network up to its last layer, opened by the house's own door, which takes files."""
    library = onnx()
    front = type(graph)()
    front.CopyFrom(graph)
    del front.graph.output[:], front.graph.node[-3:]
    front.graph.output.append(library.helper.make_tensor_value_info(embedding, library.TensorProto.FLOAT, None))
    with tempfile.TemporaryDirectory(prefix="dancecoach-") as place:
        path = Path(place) / "front.onnx"
        path.write_bytes(front.SerializeToString())
        return open_session(path, threads=1, gpu="never")
