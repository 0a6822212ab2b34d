"""Whether the networks for phases and style are there, fit this program, and what they are."""

from collections.abc import Iterator
from pathlib import Path

import attrs

from dancecoach.errors import DancecoachError
from dancecoach.i18n import _
from dancecoach.models.card import UNKNOWN, Kind, ModelCard
from dancecoach.models.model import OnnxModel
from dancecoach.models.packs.styles import SHIPPED_PACKS, own_packs_folder, pack_files
from dancecoach.models.phases import LIVE_FILE, REVIEW_FILE
from dancecoach.pipeline.doctor.findings import Finding, network_finding
from dancecoach.resources import model_path


@attrs.frozen
class _Wanted:
    """A network that ships with the app, and what it is for."""

    file: str
    kind: Kind
    causal: bool | None = None

    def path(self) -> Path:
        """Where it is.

        Raises:
            ModelError: it is missing.
        """
        return model_path(self.file)


@attrs.frozen
class _Own(_Wanted):
    """A style pack of the person's own."""

    place: Path = attrs.field(kw_only=True)

    def path(self) -> Path:
        """Where it is."""
        return self.place


SHIPPED = (
    _Wanted(LIVE_FILE, "phases", causal=True),
    _Wanted(REVIEW_FILE, "phases"),
    *(_Wanted(file, "style") for file in SHIPPED_PACKS),
)


def examine_models() -> Iterator[Finding]:
    """A finding for each network; what is missing costs phases or style, and the rest works."""
    own = [path for path in pack_files().values() if path.parent == own_packs_folder()]
    for wanted in (*SHIPPED, *(_Own(path.name, "style", place=path) for path in own)):
        try:
            model = OnnxModel(wanted.path(), kind=wanted.kind, causal=wanted.causal)
        except DancecoachError as error:
            yield network_finding(wanted.file, "notice", error)
            continue
        yield Finding(wanted.file, "ok", _described(model.card))


def _described(card: ModelCard) -> str:
    """Such as "phases-live 1 of 2026-11-21, tells idle, take-off, skill, landing"."""
    text = _("{title} of {date}, tells {labels}")
    told = (label for label in card.labels if label != UNKNOWN)
    return text.format(title=card.title, date=card.date, labels=", ".join(told))
