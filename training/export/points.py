"""Points that a network file keeps or not: how they are asked, and those that hold for any file that we write."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import DancecoachError
from dancecoach.inference.session import Session
from dancecoach.models.card import ModelCard
from dancecoach.models.model import OnnxModel
from training.export.graph import IR_VERSION, OPSET
from training.export.parity import TOLERANCE
from training.networks.backend import onnx

Known = TypeVar("Known")

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
class Subject:
    """A file, as far as it could be opened.

    Attributes:
        path: of the file.
        proto: its content; None where it is no network.
        session: ready to run; None where the runtime refuses it.
        card: what it says about itself; None where that is not valid.
        model: as the app opens it; None where the app refuses it.
        labels: of the classes of a system's file; empty where its card is not valid.
    """

    path: Path
    proto: Any = None
    session: Session | None = None
    card: ModelCard | None = None
    model: OnnxModel | None = None
    labels: tuple[str, ...] | None = None


class Wrong(Exception):  # noqa: N818 - a verdict
    """A point is not kept; its text says why."""


Found = tuple[str, dict[str, Any]]
"""What is said of a point that is kept, and what is known of the file from then on."""

Point = tuple[str, tuple[str, ...], Callable[[Subject], Found]]
"""Name, what must be known of the file, and how it is asked."""


def asked(points: Sequence[Point], subject: Subject) -> tuple[list[Check], Subject]:
    """Points in the order in which they build on one another, and what is known of the file after them."""
    found = []
    for name, needed, ask in points:
        if any(getattr(subject, part) is None for part in needed):
            found.append(Check(name, None, "not asked"))
            continue
        try:
            said, new = ask(subject)
            found.append(Check(name, True, said))
            subject = attrs.evolve(subject, **new)
        except Wrong as wrong:
            found.append(Check(name, False, str(wrong)))
        except DancecoachError as error:
            found.append(Check(name, False, error.problem))
    return found, subject


def known(part: Known | None) -> Known:
    """Of the subject, what `Point` asks for."""
    assert part is not None
    return part


def same(left: NDArray[np.float32], right: NDArray[np.float32], otherwise: str) -> str:
    """How far two answers are apart.

    Raises:
        Wrong: too far.
    """
    worst = float(np.abs(left - right).max()) if left.shape == right.shape else float("inf")
    if not worst <= TOLERANCE:
        raise Wrong(f"{otherwise} (by {worst:.2g})")
    return f"differs by {worst:.1g}"


def size_within(most: int | None) -> Callable[[Subject], Found]:
    """The point that a file is there, and no larger than ``most`` bytes."""

    def ask(subject: Subject) -> Found:
        if not subject.path.is_file():
            raise Wrong("there is no such file")
        size = subject.path.stat().st_size
        if most is not None and size > most:
            raise Wrong(f"is {size:,} bytes large, at most {most:,} are shipped")
        return f"{size:,} bytes", {}

    return ask


def network(subject: Subject) -> Found:
    """The file is a network, with all weights inside."""
    library = onnx()
    if not subject.path.is_file():
        raise Wrong("there is nothing to read")
    try:
        proto = library.load(str(subject.path), load_external_data=False)
    except Exception as error:  # protobuf's own, of whatever implementation
        raise Wrong("is no ONNX file") from error
    outside = [w.name for w in proto.graph.initializer if w.data_location == library.TensorProto.EXTERNAL]
    if outside:
        raise Wrong(f"keeps {len(outside)} weights in other files")
    try:
        library.checker.check_model(proto, full_check=True)
    except Exception as error:  # the checker's own, and those of shape inference
        raise Wrong(f"is no valid network ({str(error).strip().splitlines()[0]})") from error
    return f"{len(proto.graph.node)} operators, all weights inside", {"proto": proto}


def version(subject: Subject) -> Found:
    """It is written for the runtime that is free of reports to its maker."""
    domains = {entry.domain or "ai.onnx": entry.version for entry in subject.proto.opset_import}
    if domains != {"ai.onnx": OPSET}:
        written = ", ".join(f"{name} {version}" for name, version in domains.items())
        raise Wrong(f"is written in {written}, where ai.onnx {OPSET} is needed")
    if subject.proto.ir_version > IR_VERSION:
        raise Wrong(f"has the file version {subject.proto.ir_version}, at most {IR_VERSION} is read everywhere")
    return f"opset {OPSET}, file version {subject.proto.ir_version}", {}


def operators(subject: Subject) -> Found:
    """It runs in native operators."""
    kinds = {node.op_type for node in subject.proto.graph.node}
    if kinds & _LOOPS:
        raise Wrong(f"runs in a {min(kinds & _LOOPS)}, where a native operator is many times as fast")
    return ", ".join(sorted(kinds)), {}


def weights(subject: Subject) -> Found:
    """Its weights are numbers."""
    count = 0
    for weight in subject.proto.graph.initializer:
        values = onnx().numpy_helper.to_array(weight)
        if values.dtype.kind == "f" and not np.isfinite(values).all():
            raise Wrong(f"{weight.name} holds values that are not numbers")
        count += values.size
    return f"{count:,} numbers", {}


WRITTEN: tuple[Point, ...] = (
    ("network", (), network),
    ("version", ("proto",), version),
    ("operators", ("proto",), operators),
    ("weights", ("proto",), weights),
)
"""Of any file."""
