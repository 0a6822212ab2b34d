"""Whether the networks for phases and style are there, fit this program, and what they are."""

from collections.abc import Iterator

import attrs

from dancecoach.errors import DancecoachError
from dancecoach.i18n import _
from dancecoach.models.card import Kind, ModelCard
from dancecoach.models.model import OnnxModel
from dancecoach.models.phases import LIVE_FILE, REVIEW_FILE
from dancecoach.models.style import FILE as STYLE_FILE
from dancecoach.pipeline.doctor_findings import Finding, network_finding
from dancecoach.resources import model_path


@attrs.frozen
class _Wanted:
    """A network that ships with the app, and what it is for."""

    file: str
    kind: Kind
    causal: bool | None = None


MODELS = (_Wanted(LIVE_FILE, "phases", causal=True), _Wanted(REVIEW_FILE, "phases"), _Wanted(STYLE_FILE, "style"))


def examine_models() -> Iterator[Finding]:
    """A finding for each network; what is missing costs phases or style, and the rest works."""
    for wanted in MODELS:
        try:
            model = OnnxModel(model_path(wanted.file), kind=wanted.kind, causal=wanted.causal)
        except DancecoachError as error:
            yield network_finding(wanted.file, "notice", error)
            continue
        yield Finding(wanted.file, "ok", _described(model.card))


def _described(card: ModelCard) -> str:
    """Such as "phases-live 1 of 2026-11-21, tells idle, take-off, skill, landing"."""
    text = _("{title} of {date}, tells {labels}")
    return text.format(title=card.title, date=card.date, labels=", ".join(card.labels))
