"""What the file of one of the field's systems keeps, beside what any file does (`training.export.systems`)."""

import json

import numpy as np
from numpy.typing import NDArray

from dancecoach.inference.session import open_session
from dancecoach.models.card import CARD_KEY
from training.export.points import Found, Point, Subject, Wrong, known, same
from training.systems import SYSTEMS

_BATCH = 5


def _card(subject: Subject) -> Found:
    card = json.loads(open_session(subject.path, threads=1, gpu="never").metadata[CARD_KEY])
    name, labels = card.get("name"), card.get("labels")
    if name not in SYSTEMS:
        raise Wrong(f"its card names the system {name!r}, which there is not")
    if not isinstance(labels, list) or len(labels) < 2 or not all(isinstance(x, str) and x for x in labels):
        raise Wrong("its card does not name its classes")
    if len(set(labels)) < len(labels):
        raise Wrong("its card names a class twice")
    if not card.get("training"):
        raise Wrong("its card names nothing that it was trained on")
    return f"{name}, {card.get('kind')} ({', '.join(labels)})", {"labels": tuple(labels)}


def _tensors(subject: Subject) -> Found:
    session, labels = open_session(subject.path, threads=1, gpu="never"), known(subject.labels)
    names = [t.name for t in session.inputs], [t.name for t in session.outputs]
    if names != (["inputs"], ["probabilities"]):
        raise Wrong(f"takes {', '.join(names[0])} and gives {', '.join(names[1])}, not inputs and probabilities")
    given, said = session.inputs[0].shape, session.outputs[0].shape
    if given[0] is not None or None in given[1:]:
        raise Wrong("inputs has a fixed batch, or an open side beside it")
    if said[-1] != len(labels):
        raise Wrong(f"gives {said[-1]} probabilities for {len(labels)} classes")
    shapes = (f"{t.name} {'x'.join('?' if n is None else str(n) for n in t.shape)}" for t in
              (*session.inputs, *session.outputs))  # fmt: skip
    return ", ".join(shapes), {"session": session}


def _answers(subject: Subject) -> Found:
    """Probabilities, whatever the input, that depend on it."""
    session = known(subject.session)
    loud = [session.run(scale * _random(subject))[0] for scale in (np.float32(0), np.float32(1), np.float32(100))]
    said = np.concatenate(loud)
    if not np.isfinite(said).all():
        raise Wrong("gives values that are not numbers")
    if said.min() < 0 or np.abs(said.sum(-1) - 1).max() > 1e-3:
        raise Wrong("gives no probabilities: they are below 0, or their sum is not 1")
    if np.ptp(said, axis=0).max() == 0:
        raise Wrong("says the same of everything")
    return f"probabilities up to {said.max():.2f}", {}


def _batches(subject: Subject) -> Found:
    """A batch gives what its members do one by one."""
    session, x = known(subject.session), _random(subject)
    together = session.run(x)[0]
    alone = np.concatenate([session.run(x[i : i + 1])[0] for i in range(len(x))])
    return same(together, alone, "a batch differs from its members one by one"), {}


def _random(subject: Subject) -> NDArray[np.float32]:
    shape = [n or 1 for n in known(subject.session).inputs[0].shape[1:]]
    return np.random.default_rng(0).normal(0, 1, (_BATCH, *shape)).astype(np.float32)


SYSTEM_POINTS: tuple[Point, ...] = (
    ("card", ("proto",), _card),
    ("inputs and outputs", ("labels",), _tensors),
    ("random input", ("session",), _answers),
    ("batches", ("session",), _batches),
)
"""In their order."""
