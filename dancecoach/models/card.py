"""The card that each network of the movement carries: what it is, what it needs, what it was made from.

It lies in the file's metadata under ``dancecoach`` as one JSON object (schema ``dancecoach.model/1``)::

    {"schema": "dancecoach.model/1", "kind": "phases" | "style", "name", "version", "date",
     "labels": [...], "features": {"set": "body-v1", "names": [F]}, "rate_hz": 30.0,
     "causal": true | false, "look_ahead": 0, "normalisation": {"mean": [F], "scale": [F]},
     "thresholds": {"temperature": 1.0, "unknown": 0.5}, "training": [{"name", "source", "licence", "clips"}],
     "metrics": {...}, "licence"}

A network trained on other features than the app computes would give nonsense without complaint, so whatever this
program does not know is refused.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, cast

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.i18n import _
from dancecoach.models.card_json import Fields, fault
from dancecoach.motion.features import FEATURE_SET, FEATURES
from dancecoach.motion.grid import RATE_HZ
from dancecoach.motion.phases import PHASES

CARD_SCHEMA = "dancecoach.model/1"
CARD_KEY = "dancecoach"
"""Name of the property in the file's metadata."""

UNKNOWN = "unknown"
"""What a style is called that resembles none of the labels; a model may also have it among its labels."""

MOST_LOOK_AHEAD = 30
"""Samples; a whole second. More is no live model any more."""

Kind = Literal["phases", "style"]
_KINDS: tuple[Kind, ...] = ("phases", "style")


def _row(values: Any) -> NDArray[np.float32]:
    row = np.array(values, np.float32)
    row.flags.writeable = False
    return row


@attrs.frozen
class TrainingData:
    """A set that a network was trained on.

    Attributes:
        name: of the set.
        source: where it is from.
        licence: as its makers state it, or that they state none.
        clips: how many of it were used.
    """

    name: str
    source: str
    licence: str
    clips: int


@attrs.frozen(eq=False)
class ModelCard:
    """What is known of a network of the movement. F is the number of `FEATURES`.

    Attributes:
        kind: "phases" (a verdict for each sample) or "style" (one for all of them).
        name: of the network, without its version.
        version: of the network.
        date: on which it was made, YYYY-MM-DD.
        labels: of the classes, in the order of the outputs.
        causal: whether it looks back only and carries its state from sample to sample.
        look_ahead: samples by which a verdict trails the newest sample that it was formed from.
        mean: (F,) of the features in training.
        scale: (F,) their spread, above 0.
        temperature: the outputs are divided by it before they become probabilities.
        unknown: share below which the likeliest style is not believed; 0 for phases.
        training: the sets it was trained on.
        metrics: what was measured, with the split it was measured on.
        licence: of the network.
    """

    kind: Kind
    name: str
    version: str
    date: str
    labels: tuple[str, ...]
    causal: bool
    look_ahead: int
    mean: NDArray[np.float32] = attrs.field(converter=_row, repr=False)
    scale: NDArray[np.float32] = attrs.field(converter=_row, repr=False)
    temperature: float = 1.0
    unknown: float = 0.0
    training: tuple[TrainingData, ...] = ()
    metrics: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    licence: str = "Apache-2.0"

    @property
    def title(self) -> str:
        """Name and version, for people and for what is stored."""
        return f"{self.name} {self.version}"

    def to_json(self) -> str:
        """The written form, which `parse_card` reads."""
        thresholds = {"temperature": self.temperature}
        if self.kind == "style":
            thresholds["unknown"] = self.unknown
        content = {
            "schema": CARD_SCHEMA,
            "kind": self.kind,
            "name": self.name,
            "version": self.version,
            "date": self.date,
            "labels": list(self.labels),
            "features": {"set": FEATURE_SET, "names": list(FEATURES)},
            "rate_hz": RATE_HZ,
            "causal": self.causal,
            "look_ahead": self.look_ahead,
            "normalisation": {"mean": self.mean.tolist(), "scale": self.scale.tolist()},
            "thresholds": thresholds,
            "training": [attrs.asdict(data) for data in self.training],
            "metrics": dict(self.metrics),
            "licence": self.licence,
        }
        return json.dumps(content, ensure_ascii=False, allow_nan=False)


def parse_card(text: str | None, path: Path) -> ModelCard:
    """A card from its written form; whatever it says has been checked.

    Args:
        text: the property `CARD_KEY` of the file's metadata; None when it has none.
        path: the file, for the sentence about a fault.

    Raises:
        ModelError: there is no card, or a field is missing, wrong, or nothing that this program knows.
    """
    if text is None:
        raise fault(path, _("is a network without a dancecoach card"))
    fields = Fields.parse(text, path)
    schema = fields.text("schema")
    if schema != CARD_SCHEMA:
        raise fields.wrong("schema", schema, CARD_SCHEMA)
    kind = cast(Kind, fields.one_of("kind", _KINDS))
    _check_features(fields)
    causal = fields.flag("causal")
    normalisation, thresholds = fields.inner("normalisation"), fields.inner("thresholds")
    return ModelCard(
        kind=kind,
        name=fields.text("name"),
        version=fields.text("version"),
        date=fields.text("date"),
        labels=_labels(fields, kind),
        causal=causal,
        look_ahead=fields.count("look_ahead", MOST_LOOK_AHEAD if causal else 0),
        mean=normalisation.numbers("mean", len(FEATURES)),
        scale=normalisation.numbers("scale", len(FEATURES), above=0.0),
        temperature=thresholds.number("temperature", least=0.01, most=100.0),
        unknown=thresholds.number("unknown", least=0.0, most=1.0) if kind == "style" else 0.0,
        training=tuple(_training(data) for data in fields.objects("training")),
        metrics=fields.inner("metrics").content,
        licence=fields.text("licence"),
    )


def _check_features(fields: Fields) -> None:
    """Refuse features other than those computed here, in another order, or at another rate."""
    features = fields.inner("features")
    which = features.text("set")
    if which != FEATURE_SET:
        raise features.wrong("set", which, FEATURE_SET)
    names = features.texts("names")
    if len(names) != len(FEATURES):
        received, wanted = (_("{count} names").format(count=len(n)) for n in (names, FEATURES))
        raise features.wrong("names", received, wanted)
    for i, (name, known) in enumerate(zip(names, FEATURES, strict=True)):
        if name != known:
            raise features.wrong(f"names[{i}]", name, known)
    rate = fields.number("rate_hz")
    if rate != RATE_HZ:
        raise fields.wrong("rate_hz", rate, f"{RATE_HZ:g}")


def _labels(fields: Fields, kind: Kind) -> tuple[str, ...]:
    labels = fields.texts("labels")
    if kind == "phases" and labels != PHASES:
        raise fields.wrong("labels", list(labels), ", ".join(PHASES))
    if len(labels) < 2:
        raise fields.wrong("labels", list(labels), _("at least two"))
    return labels


def _training(data: Fields) -> TrainingData:
    return TrainingData(data.text("name"), data.text("source"), data.text("licence"), data.count("clips", 10**9))
