"""Is a style pack of somebody else safe to run? Asked of the file before any of it runs.

The runtime does whatever a network says: loop for ever, grow without end, read a file beside it. What our networks
are made of does none of that, so anything else is refused: only known operators, nothing outside the file, and no
intermediate result larger than a few hundred megabytes of a clip of any length that is asked about. Then it has to
pass the model contract (`dancecoach.models.model`), and to say something of movement of several lengths. All this
is done in a process of its own: the libraries that read networks can be brought to abort by a file that is made for it.
"""

import contextlib
import importlib
import math
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from dancecoach.errors import EngineError, InputError, ModelError
from dancecoach.i18n import _
from dancecoach.models.card import CARD_KEY, ModelCard, parse_card
from dancecoach.models.style import SLICE_S, StyleClassifier
from dancecoach.models.teaching.clips import LONGEST_NAME
from dancecoach.models.teaching.library import onnx
from dancecoach.motion.features import FEATURES
from dancecoach.motion.grid import RATE_HZ
from dancecoach.processes import Helper, sendable

MOST_BYTES = 64 << 20
"""Size of a pack's file; those that ship have half a megabyte."""

_MOST_NODES = 2_000
_MOST_VALUES = 1 << 26
"""Numbers of one intermediate result."""
_MOST_IN_ALL = 1 << 28
"""Numbers of all intermediate results together."""

_MOST_MEMORY = 16 << 30
"""Addresses that a process may take which looks at a pack; the libraries alone reserve some."""
_PATIENCE_S = 60.0
_LENGTHS = (60, 899)
"""Samples of made-up movement that a pack has to say something of: 2 s, and 30 s."""
_RNG = np.random.default_rng(0)

_MOST_CARD, _MOST_METADATA = 1 << 20, 16 << 20
"""Letters of a card, and of all that is carried beside the network; the packs that ship have a fiftieth of it."""
_LONGEST_TEXT = 2_000

_LAYERS = ("Conv", "GRU", "Gemm", "LSTM", "LayerNormalization", "MatMul", "BatchNormalization", "Einsum", "Constant")
_SUMS = ("Abs", "Add", "Clip", "Div", "Exp", "Log", "Max", "Min", "Mul", "Neg", "Pow", "Sqrt", "Sub")
_BENDS = ("Elu", "Erf", "Gelu", "LeakyRelu", "Relu", "Sigmoid", "Softmax", "Tanh")
_SHAPES = ("Cast", "Concat", "Flatten", "Identity", "Reshape", "Slice", "Split", "Squeeze", "Transpose", "Unsqueeze")
_POOLS = ("AveragePool", "GlobalAveragePool", "GlobalMaxPool", "MaxPool", "ReduceMax", "ReduceMean", "ReduceSum")
_OPERATORS = frozenset((*_LAYERS, *_SUMS, *_BENDS, *_SHAPES, *_POOLS))


def read_pack(path: Path) -> bytes:
    """The bytes of a pack's file.

    Raises:
        InputError: it is missing, no file, or too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(
            _("cannot be read ({reason})").format(reason=error.strerror or error),
            subject=path,
            remedy=_("choose a style pack, a file that ends in .onnx"),
        ) from error
    if len(content) > MOST_BYTES:
        raise InputError(
            _("is larger than {} MB, which no style pack is").format(MOST_BYTES >> 20),
            subject=path,
            remedy=_("choose another file"),
        )
    return content


def vet(content: bytes, path: Path) -> ModelCard:
    """Hold a pack of somebody else against all that a pack may be; its card. Takes a second or two.

    Args:
        content: of the file.
        path: for the sentence about a fault; nothing is read there.

    Raises:
        ModelError: it is not a style pack, or one that could do harm.
        EngineError: the library ``onnx`` is not installed, or no process can be started.
    """
    with tempfile.TemporaryDirectory(prefix="dancecoach-") as scratch:  # not the process's own, which may be killed
        said = _said_of(content, path, Path(scratch))
    if isinstance(said, Exception):
        raise said
    return parse_card(said, path)


def _said_of(content: bytes, path: Path, scratch: Path) -> Any:
    """What a process of its own says of a pack: its card, or what is wrong with it."""
    try:
        helper = Helper(_work)
    except OSError as error:
        text = _("no process can be started to look at the pack ({reason})").format(reason=error.strerror or error)
        raise EngineError(text, remedy=_("close other programs and try again")) from error
    try:
        helper.line.send((content, path, scratch))
        if not helper.line.poll(_PATIENCE_S):
            raise _fault(path, _("takes too long to say anything"))
        return helper.line.recv()
    except (EOFError, OSError) as error:
        raise _fault(path, _("breaks the program that runs it ({how})").format(how=helper.how_it_ended())) from error
    finally:
        helper.stop()


def _work(line: Connection) -> None:
    """The life of the process that looks at a pack."""
    _limit_memory()
    content, path, scratch = line.recv()
    try:
        line.send(vet_here(content, path, scratch).to_json())
    except Exception as error:  # raised again where somebody waits for it
        line.send(sendable(error))


def _limit_memory() -> None:
    """Whoever wants more memory than this is refused it; Windows knows no such limit for a running process."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def vet_here(content: bytes, path: Path, scratch: Path) -> ModelCard:
    """As `vet`, in this process, which a file that is made for it may bring to abort.

    Args:
        content: of the file.
        path: for the sentence about a fault.
        scratch: a folder for a copy.

    Raises:
        ModelError: as `vet`.
        EngineError: as `vet`.
    """
    model = _parsed(content, path)
    _check_graph(model, path)
    _check_metadata(model, path)
    copy = scratch / "pack.onnx"
    copy.write_bytes(content)
    try:
        classifier = StyleClassifier(copy)
        for count in _LENGTHS:
            classifier.judge(_RNG.normal(0, 1, (count, len(FEATURES))).astype(np.float32))
    except ModelError as error:
        raise _fault(path, error.problem) from error
    _check_words(classifier.model.card, path)
    return classifier.model.card


def _fault(path: Path, problem: str) -> ModelError:
    return ModelError(problem, subject=path, remedy=_("take only style packs that this program has made"))


def _parsed(content: bytes, path: Path) -> Any:
    model = onnx().ModelProto()
    try:
        model.ParseFromString(content)
    except Exception as error:  # protobuf's own, which share no base class with ours
        raise _fault(path, _("is no network file")) from error
    if not model.graph.node:
        raise _fault(path, _("is no network file"))
    return model


def _check_metadata(model: Any, path: Path) -> None:
    sizes = {part.key: len(part.value) for part in model.metadata_props}
    if sizes.get(CARD_KEY, 0) > _MOST_CARD or sum(sizes.values()) > _MOST_METADATA:
        raise _fault(path, _("carries more text than a style pack does"))


def _check_words(card: ModelCard, path: Path) -> None:
    """What a card says stands in lists, tables and file names: it must be names, and texts that somebody can read."""
    for label in card.labels:
        if len(label) > LONGEST_NAME or not label.isprintable():
            raise _fault(path, _("calls a style {!r}, which is no name").format(label[:LONGEST_NAME]))
    if len({label.casefold() for label in card.labels}) < len(card.labels):
        raise _fault(path, _("calls two styles the same"))
    texts = [card.name, card.version, card.date, card.licence]
    texts += [text for data in card.training for text in (data.name, data.source, data.licence)]
    if any(len(text) > _LONGEST_TEXT or not text.isprintable() for text in texts):
        raise _fault(path, _("has a card that nobody can read"))


def _check_graph(model: Any, path: Path) -> None:
    library, graph = onnx(), model.graph
    inside = [attribute.t for node in graph.node for attribute in node.attribute if attribute.HasField("t")]
    if any(
        tensor.data_location == library.TensorProto.EXTERNAL or tensor.external_data
        for tensor in [*graph.initializer, *inside]
    ):
        raise _fault(path, _("has weights in another file"))
    sparse = any(
        part.HasField("sparse_tensor") or part.sparse_tensors for node in graph.node for part in node.attribute
    )
    large = any(math.prod(tensor.dims) > _MOST_VALUES for tensor in [*graph.initializer, *inside])
    if model.functions or graph.sparse_initializer or sparse or large or len(graph.node) > _MOST_NODES:
        raise _fault(path, _("is built like no style pack"))
    for node in graph.node:
        inner = any(attribute.HasField("g") or attribute.graphs for attribute in node.attribute)
        if node.op_type not in _OPERATORS or node.domain not in ("", "ai.onnx") or inner:
            raise _fault(path, _("does something that no style pack does ({})").format(node.op_type[:40]))
    _check_sizes(model, path)


def _check_sizes(model: Any, path: Path) -> None:
    """Let the library say how large every result gets for the longest slice of a clip."""
    library = onnx()
    asked = library.ModelProto()
    asked.CopyFrom(model)
    for tensor in asked.graph.input:
        for place, size in enumerate(tensor.type.tensor_type.shape.dim):
            if not size.HasField("dim_value"):
                size.dim_value = (1, round(1.5 * SLICE_S * RATE_HZ))[place] if place < 2 else 1
    try:
        found = library.shape_inference.infer_shapes(asked, strict_mode=True, data_prop=True).graph
    except Exception as error:  # the library's own, for graphs that make no sense
        raise _fault(path, _("is built like no style pack")) from error
    sizes = {
        tensor.name: math.prod(size.dim_value if size.HasField("dim_value") else _MOST_VALUES + 1 for size in shape.dim)
        for tensor in [*found.value_info, *found.output]
        if (shape := tensor.type.tensor_type.shape) is not None
    }
    named = {name for node in asked.graph.node for name in node.output if name}
    if named - set(sizes) or max(sizes.values()) > _MOST_VALUES or sum(sizes.values()) > _MOST_IN_ALL:
        raise _fault(path, _("would need more memory than a style pack may"))
