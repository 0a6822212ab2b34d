"""A style network with one style more, as a file."""

from collections.abc import Sequence
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.files import atomic_path, make_folder
from dancecoach.models.card import CARD_KEY, UNKNOWN, TrainingData
from dancecoach.models.model import OnnxModel
from dancecoach.models.style import LEAST_S, style_values
from dancecoach.motion.grid import RATE_HZ
from dancecoach.pose.track import PoseTrack
from training.metrics import softmax
from training.networks.backend import onnx
from training.teaching.embedding import Rows, StylePack, embeddings, tail
from training.teaching.head import learn_column
from training.teaching.support import Support

FEWEST = 3
"""Clips from which a style can be taught."""

Floats = NDArray[np.float64]


@attrs.frozen
class Taught:
    """What came of the teaching.

    Attributes:
        path: the file.
        style: that was taught.
        clips: names of those it was taught from.
        heard: what each clip is called by a network that was taught all the others, "unknown" where it is not sure.
        kept: share of the old styles' clips that are called as before.
        left_out: (name, why) of clips that could not be used.
    """

    path: Path
    style: str
    clips: tuple[str, ...]
    heard: tuple[str, ...]
    kept: float
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def accuracy(self) -> float:
        """Share of the clips that are known when they are left out."""
        return float(np.mean([name == self.style for name in self.heard]))


def teach(pack_path: Path, style: str, clips: Sequence[tuple[str, PoseTrack]], out: Path) -> Taught:
    """Add a style to a network.

    Args:
        pack_path: a style network that carries its support.
        style: name of the new one.
        clips: name and poses of each; those too short for a style are left out, and said.
        out: the new ``.onnx`` file.

    Raises:
        InputError: the name is taken or empty, or fewer than `FEWEST` clips can be used.
        ModelError: the file is no such network.
        OutputError: the new file cannot be written.
        EngineError: the library ``onnx`` is not installed.
    """
    pack = StylePack.open(pack_path)
    style = style.strip()
    if not style or style in {*pack.labels, UNKNOWN}:
        raise InputError("is taken, or no name", subject=repr(style), remedy="choose another name for the style")
    support = Support.read(pack)
    names, values, left_out = _usable(clips)
    if len(names) < FEWEST:
        raise InputError(
            f"has {len(names)} clips long enough, where {FEWEST} are needed",
            subject=style,
            remedy=f"add clips in which the dancer is seen for {LEAST_S:.0f} s and more",
        )
    points = embeddings(pack, values)
    column = _column(pack, support, points)
    heard = tuple(
        _called(pack, style, points[i : i + 1], _column(pack, support, np.delete(points, i, axis=0)))[0]
        for i in range(len(points))
    )
    taught = Taught(out, style, tuple(names), heard, _kept(pack, support, style, column), tuple(left_out))
    _write(pack, support.joined(points, style), column, taught)
    return taught


def _usable(clips: Sequence[tuple[str, PoseTrack]]) -> tuple[list[str], list[Rows], list[tuple[str, str]]]:
    names: list[str] = []
    values: list[Rows] = []
    left_out: list[tuple[str, str]] = []
    for name, track in clips:
        rows = style_values(track)
        seconds = len(rows) / RATE_HZ
        if seconds < LEAST_S:
            left_out.append((name, f"the dancer is seen for {seconds:.1f} s, {LEAST_S:.0f} are needed"))
            continue
        names.append(name)
        values.append(rows)
    return names, values, left_out


def _column(pack: StylePack, support: Support, points: Floats) -> tuple[Floats, float]:
    return learn_column(points, pack.logits(points), support.points, pack.logits(support.points))


def _called(pack: StylePack, style: str, points: Floats, column: tuple[Floats, float]) -> list[str]:
    """What clips are called once the style is there."""
    card = pack.model.card
    new = points @ column[0] + column[1]
    shares = softmax(np.c_[pack.logits(points), new], card.temperature)
    labels = (*pack.labels, style)
    return [labels[int(row.argmax())] if row.max() >= card.unknown else UNKNOWN for row in shares]


def _kept(pack: StylePack, support: Support, style: str, column: tuple[Floats, float]) -> float:
    """Share of the support's clips of styles that the network calls as it did, the certainty left aside."""
    own = np.array([name != "" for name in support.styles])
    if not own.any():
        return 1.0
    before = pack.logits(support.points[own])
    new = support.points[own] @ column[0] + column[1]
    return float((before.max(1) >= new).mean())


def _write(pack: StylePack, support: Support, column: tuple[Floats, float], taught: Taught) -> None:
    library = onnx()
    graph = type(pack.graph)()
    graph.CopyFrom(pack.graph)
    product, total = tail(pack)
    wider = {
        product.input[1]: np.c_[pack.kernel, column[0]].astype(np.float32),
        total.input[1]: np.r_[pack.bias, column[1]].astype(np.float32),
    }
    for weight in graph.graph.initializer:
        if weight.name in wider:
            weight.CopyFrom(library.numpy_helper.from_array(wider[weight.name], weight.name))
    graph.graph.output[0].type.tensor_type.shape.dim[1].dim_value = len(pack.labels) + 1
    card = pack.model.card
    data = TrainingData(f"taught: {taught.style}", "the user's own clips", "the user's own", len(taught.clips))
    told = {"clips": len(taught.clips), "known_when_left_out": round(taught.accuracy, 4), "kept": round(taught.kept, 4)}
    metrics = {**card.metrics, "taught": {**dict(card.metrics.get("taught", {})), taught.style: told}}
    new = attrs.evolve(
        card, labels=(*card.labels, taught.style), training=(*card.training, data), metrics=metrics,
        version=f"{card.version}+{taught.style}",
    )  # fmt: skip
    kept = {p.key: p.value for p in graph.metadata_props}
    library.helper.set_model_props(graph, {**kept, CARD_KEY: new.to_json()})
    support.put_into(graph)
    library.checker.check_model(graph, full_check=True)
    make_folder(taught.path.parent)
    with atomic_path(taught.path) as temporary:
        temporary.write_bytes(graph.SerializeToString(deterministic=True))
        OnnxModel(temporary, kind="style")
