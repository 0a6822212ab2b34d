"""Whether a network file is what the app's model contract asks for, point by point.

The app looks at what it needs to run a file safely (`dancecoach.models`). Before a file is shipped more is looked at:
how large it is, what it is written in, and whether it gives the same in pieces, in batches and as a whole.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import DancecoachError
from dancecoach.inference.session import Session, open_session
from dancecoach.models.card import CARD_KEY, ModelCard, parse_card
from dancecoach.models.model import OnnxModel
from dancecoach.motion.features import FEATURE_SET, FEATURES, normalise
from training.export.graph import IR_VERSION, OPSET
from training.export.parity import TOLERANCE, run_in_steps, run_whole
from training.export.write import MOST_BYTES
from training.networks.backend import onnx

Known = TypeVar("Known")

_LENGTHS = (1, 2, 37, 300)
"""Samples; whole clips are of any length."""

_LOOPS = {"Loop", "Scan", "If"}
"""What exporters write where there is a native operator: many times as slow."""


@attrs.frozen
class Check:
    """One point of the contract.

    Attributes:
        name: of the point.
        passed: whether the file keeps it; None where it could not be asked, since another failed.
        said: what was found, or what is wrong.
    """

    name: str
    passed: bool | None
    said: str


@attrs.frozen(eq=False)
class _Subject:
    """A file, as far as it could be opened.

    Attributes:
        path: of the file.
        proto: its content; None where it is no network.
        session: ready to run; None where the runtime refuses it.
        card: what it says about itself; None where that is not valid.
        model: as the app opens it; None where the app refuses it.
    """

    path: Path
    proto: Any = None
    session: Session | None = None
    card: ModelCard | None = None
    model: OnnxModel | None = None


class _Wrong(Exception):  # noqa: N818 - a verdict
    """A point is not kept; its text says why."""


def verify(path: Path) -> list[Check]:
    """All points, in the order in which they build on one another.

    Raises:
        EngineError: onnx is not installed.
    """
    onnx()
    subject = _Subject(path)
    found = []
    for name, needed, ask in _POINTS:
        if any(getattr(subject, part) is None for part in needed):
            found.append(Check(name, None, "not asked"))
            continue
        try:
            said, known = ask(subject)
            found.append(Check(name, True, said))
            subject = attrs.evolve(subject, **known)
        except _Wrong as wrong:
            found.append(Check(name, False, str(wrong)))
        except DancecoachError as error:
            found.append(Check(name, False, error.problem))
    return found


Found = tuple[str, dict[str, Any]]
"""What is said of a point that is kept, and what is known of the file from then on."""


def _size(subject: _Subject) -> Found:
    if not subject.path.is_file():
        raise _Wrong("there is no such file")
    size = subject.path.stat().st_size
    if size > MOST_BYTES:
        raise _Wrong(f"is {size:,} bytes large, at most {MOST_BYTES:,} are shipped")
    return f"{size:,} bytes", {}


def _network(subject: _Subject) -> Found:
    library = onnx()
    if not subject.path.is_file():
        raise _Wrong("there is nothing to read")
    try:
        proto = library.load(str(subject.path), load_external_data=False)
    except Exception as error:  # protobuf's own, of whatever implementation
        raise _Wrong("is no ONNX file") from error
    outside = [w.name for w in proto.graph.initializer if w.data_location == library.TensorProto.EXTERNAL]
    if outside:
        raise _Wrong(f"keeps {len(outside)} weights in other files")
    try:
        library.checker.check_model(proto, full_check=True)
    except Exception as error:  # the checker's own, and those of shape inference
        raise _Wrong(f"is no valid network ({str(error).strip().splitlines()[0]})") from error
    return f"{len(proto.graph.node)} operators, all weights inside", {"proto": proto}


def _version(subject: _Subject) -> Found:
    domains = {entry.domain or "ai.onnx": entry.version for entry in subject.proto.opset_import}
    if domains != {"ai.onnx": OPSET}:
        written = ", ".join(f"{name} {version}" for name, version in domains.items())
        raise _Wrong(f"is written in {written}, where ai.onnx {OPSET} is needed")
    if subject.proto.ir_version > IR_VERSION:
        raise _Wrong(f"has the file version {subject.proto.ir_version}, at most {IR_VERSION} is read everywhere")
    return f"opset {OPSET}, file version {subject.proto.ir_version}", {}


def _operators(subject: _Subject) -> Found:
    kinds = {node.op_type for node in subject.proto.graph.node}
    if kinds & _LOOPS:
        raise _Wrong(f"runs in a {min(kinds & _LOOPS)}, where a native operator is many times as fast")
    return ", ".join(sorted(kinds)), {}


def _weights(subject: _Subject) -> Found:
    count = 0
    for weight in subject.proto.graph.initializer:
        values = onnx().numpy_helper.to_array(weight)
        if values.dtype.kind == "f" and not np.isfinite(values).all():
            raise _Wrong(f"{weight.name} holds values that are not numbers")
        count += values.size
    return f"{count:,} numbers", {}


def _card(subject: _Subject) -> Found:
    session = open_session(subject.path, threads=1, gpu="never")
    card = parse_card(session.metadata.get(CARD_KEY), subject.path)
    if not card.training:
        raise _Wrong("its card names nothing that it was trained on")
    if not card.metrics:
        raise _Wrong("its card names no measure of how good it is")
    return f"{card.title}, {card.date}, {card.licence}", {"session": session, "card": card}


def _purpose(subject: _Subject) -> Found:
    card = _known(subject.card)
    use = f"live, {card.look_ahead} samples behind" if card.causal else "whole clips"
    return f"{card.kind} ({', '.join(card.labels)}), {use}", {}


def _features(subject: _Subject) -> Found:
    card = _known(subject.card)
    # Normalised features lie about 0 with spread 1; such a scale makes any of them a thousandfold.
    tiny = [name for name, scale in zip(FEATURES, card.scale.tolist(), strict=True) if scale < 1e-4]
    if tiny:
        raise _Wrong(f"the spread of {tiny[0]} is almost 0: it does not change in what the network was trained on")
    return f"{FEATURE_SET}, {len(FEATURES)} features", {}


def _thresholds(subject: _Subject) -> Found:
    card = _known(subject.card)
    chance = 1 / len(card.labels)
    if card.kind == "style" and not chance < card.unknown < 1:
        raise _Wrong(f"unknown is {card.unknown:g}, where more than {chance:.2f} (chance) and less than 1 make sense")
    unknown = f", unknown below {card.unknown:g}" if card.kind == "style" else ""
    return f"temperature {card.temperature:g}{unknown}", {}


def _tensors(subject: _Subject) -> Found:
    session, card = _known(subject.session), _known(subject.card)
    model = OnnxModel(subject.path, kind=card.kind, causal=card.causal)
    fixed = [t.name for t in session.inputs if t.name == "features" and t.shape[:2] != (None, None)]
    if fixed:
        raise _Wrong("features has a fixed batch or length, where any is needed")
    shapes = (f"{t.name} {'x'.join('?' if n is None else str(n) for n in t.shape)}" for t in
              (*session.inputs, *session.outputs))  # fmt: skip
    return ", ".join(shapes), {"model": model}


def _finite(subject: _Subject) -> Found:
    model = _known(subject.model)
    rng = np.random.default_rng(0)
    largest = 0.0
    for length in _LENGTHS:
        values = model.card.mean + model.card.scale * rng.normal(0, 3, (length, len(FEATURES)))
        values[rng.random(values.shape) < 0.1] = np.nan  # missing, as where nobody is seen
        largest = max(largest, float(np.abs(model.whole(values.astype(np.float32))).max()))
    return f"finite for {', '.join(map(str, _LENGTHS))} samples, logits up to {largest:.1f}", {}


def _batches(subject: _Subject) -> Found:
    """A batch gives what its members do one by one."""
    session, x = _known(subject.session), _random(subject, 3, 20)
    together = run_whole(session, x)
    alone = np.concatenate([run_whole(session, x[i : i + 1]) for i in range(len(x))])
    return _same(together, alone, "a batch differs from its members one by one"), {}


def _steps(subject: _Subject) -> Found:
    """A causal network gives the same step by step, and does not know what comes; another one carries no state."""
    session = _known(subject.session)
    if not _known(subject.card).causal:
        return "not causal: run on whole clips only", {}
    x = _random(subject, 1, 60)
    whole = run_whole(session, x)
    said = _same(run_in_steps(session, x), whole, "step by step differs from the whole, though its card says causal")
    _same(run_whole(session, x[:, :25]), whole[:, :25], "what comes later changes what was said, though causal")
    return said, {}


def _random(subject: _Subject, batch: int, steps: int) -> NDArray[np.float32]:
    """Features by chance, normalised as the app does."""
    card, rng = _known(subject.card), np.random.default_rng(1)
    values = card.mean + card.scale * rng.normal(0, 1, (batch, steps, len(FEATURES)))
    return np.stack([normalise(rows.astype(np.float32), card.mean, card.scale) for rows in values])


def _same(left: NDArray[np.float32], right: NDArray[np.float32], otherwise: str) -> str:
    worst = float(np.abs(left - right).max()) if left.shape == right.shape else float("inf")
    if not worst <= TOLERANCE:
        raise _Wrong(f"{otherwise} (by {worst:.2g})")
    return f"differs by {worst:.1g}"


def _known(part: Known | None) -> Known:
    assert part is not None
    return part


_POINTS: tuple[tuple[str, tuple[str, ...], Callable[[_Subject], Found]], ...] = (
    ("size", (), _size),
    ("network", (), _network),
    ("version", ("proto",), _version),
    ("operators", ("proto",), _operators),
    ("weights", ("proto",), _weights),
    ("card", ("proto",), _card),
    ("purpose", ("card",), _purpose),
    ("features", ("card",), _features),
    ("thresholds", ("card",), _thresholds),
    ("inputs and outputs", ("card",), _tensors),
    ("random input", ("model",), _finite),
    ("batches", ("model",), _batches),
    ("step by step", ("model",), _steps),
)
"""Name, what must be known of the file, and how it is asked."""
