"""Whether a network file is what it should be, point by point: the app's model contract, or that of a field's system.

The app looks at what it needs to run a file safely (`dancecoach.models`). Before a file is shipped more is looked at:
how large it is, what it is written in, and whether it gives the same in pieces, in batches and as a whole.
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dancecoach.inference.session import open_session
from dancecoach.models.card import CARD_KEY, parse_card
from dancecoach.models.model import OnnxModel
from dancecoach.motion.features import FEATURE_SET, FEATURES, normalise
from training.export.parity import run_in_steps, run_whole
from training.export.points import WRITTEN, Check, Found, Point, Subject, Wrong, asked, known, same, size_within
from training.export.systems import SCHEMA
from training.export.verify_systems import SYSTEM_POINTS
from training.export.write import MOST_BYTES
from training.networks.backend import onnx

_LENGTHS = (1, 2, 37, 300)
"""Samples; whole clips are of any length."""


def verify(path: Path) -> list[Check]:
    """All points, in the order in which they build on one another; those of a system where its card says so.

    Raises:
        EngineError: onnx is not installed.
    """
    onnx()
    written, subject = asked(WRITTEN, Subject(path))
    if _is_system(subject):
        return [*asked((("size", (), size_within(None)),), subject)[0], *written, *asked(SYSTEM_POINTS, subject)[0]]
    size = asked((("size", (), size_within(MOST_BYTES)),), subject)[0]
    return [*size, *written, *asked(_POINTS, subject)[0]]


def _is_system(subject: Subject) -> bool:
    if subject.proto is None:
        return False
    try:
        text = next((p.value for p in subject.proto.metadata_props if p.key == CARD_KEY), "{}")
        return bool(json.loads(text)["schema"] == SCHEMA)
    except (ValueError, KeyError, TypeError):
        return False


def _card(subject: Subject) -> Found:
    session = open_session(subject.path, threads=1, gpu="never")
    card = parse_card(session.metadata.get(CARD_KEY), subject.path)
    if not card.training:
        raise Wrong("its card names nothing that it was trained on")
    if not card.metrics:
        raise Wrong("its card names no measure of how good it is")
    return f"{card.title}, {card.date}, {card.licence}", {"session": session, "card": card}


def _purpose(subject: Subject) -> Found:
    card = known(subject.card)
    use = f"live, {card.look_ahead} samples behind" if card.causal else "whole clips"
    return f"{card.kind} ({', '.join(card.labels)}), {use}", {}


def _features(subject: Subject) -> Found:
    card = known(subject.card)
    # Normalised features lie about 0 with spread 1; such a scale makes any of them a thousandfold.
    tiny = [name for name, scale in zip(FEATURES, card.scale.tolist(), strict=True) if scale < 1e-4]
    if tiny:
        raise Wrong(f"the spread of {tiny[0]} is almost 0: it does not change in what the network was trained on")
    return f"{FEATURE_SET}, {len(FEATURES)} features", {}


def _thresholds(subject: Subject) -> Found:
    card = known(subject.card)
    chance = 1 / len(card.labels)
    if card.kind == "style" and not chance < card.unknown < 1:
        raise Wrong(f"unknown is {card.unknown:g}, where more than {chance:.2f} (chance) and less than 1 make sense")
    unknown = f", unknown below {card.unknown:g}" if card.kind == "style" else ""
    return f"temperature {card.temperature:g}{unknown}", {}


def _tensors(subject: Subject) -> Found:
    session, card = known(subject.session), known(subject.card)
    model = OnnxModel(subject.path, kind=card.kind, causal=card.causal)
    fixed = [t.name for t in session.inputs if t.name == "features" and t.shape[:2] != (None, None)]
    if fixed:
        raise Wrong("features has a fixed batch or length, where any is needed")
    shapes = (f"{t.name} {'x'.join('?' if n is None else str(n) for n in t.shape)}" for t in
              (*session.inputs, *session.outputs))  # fmt: skip
    return ", ".join(shapes), {"model": model}


def _finite(subject: Subject) -> Found:
    model = known(subject.model)
    rng = np.random.default_rng(0)
    largest = 0.0
    for length in _LENGTHS:
        values = model.card.mean + model.card.scale * rng.normal(0, 3, (length, len(FEATURES)))
        values[rng.random(values.shape) < 0.1] = np.nan  # missing, as where nobody is seen
        largest = max(largest, float(np.abs(model.whole(values.astype(np.float32))).max()))
    return f"finite for {', '.join(map(str, _LENGTHS))} samples, logits up to {largest:.1f}", {}


def _batches(subject: Subject) -> Found:
    """A batch gives what its members do one by one."""
    session, x = known(subject.session), _random(subject, 3, 20)
    together = run_whole(session, x)
    alone = np.concatenate([run_whole(session, x[i : i + 1]) for i in range(len(x))])
    return same(together, alone, "a batch differs from its members one by one"), {}


def _steps(subject: Subject) -> Found:
    """A causal network gives the same step by step, and does not know what comes; another one carries no state."""
    session = known(subject.session)
    if not known(subject.card).causal:
        return "not causal: run on whole clips only", {}
    x = _random(subject, 1, 60)
    whole = run_whole(session, x)
    said = same(run_in_steps(session, x), whole, "step by step differs from the whole, though its card says causal")
    same(run_whole(session, x[:, :25]), whole[:, :25], "what comes later changes what was said, though causal")
    return said, {}


def _random(subject: Subject, batch: int, steps: int) -> NDArray[np.float32]:
    """Features by chance, normalised as the app does."""
    card, rng = known(subject.card), np.random.default_rng(1)
    values = card.mean + card.scale * rng.normal(0, 1, (batch, steps, len(FEATURES)))
    return np.stack([normalise(rows.astype(np.float32), card.mean, card.scale) for rows in values])


_POINTS: tuple[Point, ...] = (
    ("card", ("proto",), _card),
    ("purpose", ("card",), _purpose),
    ("features", ("card",), _features),
    ("thresholds", ("card",), _thresholds),
    ("inputs and outputs", ("card",), _tensors),
    ("random input", ("model",), _finite),
    ("batches", ("model",), _batches),
    ("step by step", ("model",), _steps),
)
"""Of a network of the app, beside those of any file."""
