"""A pack's card as people read it."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from dancecoach.i18n import _, ngettext
from dancecoach.models.card import UNKNOWN, ModelCard, TrainingData
from dancecoach.models.teaching.share import Share

_MOST = 1 << 31
"""More clips than anybody has; the card may be anybody's."""


def styles_of(card: ModelCard) -> tuple[str, ...]:
    """The styles that a pack knows."""
    return tuple(label for label in card.labels if label != UNKNOWN)


class Measured(Protocol):
    """Whatever says what was measured: the card of a network, a pack of a taught skill."""

    @property
    def metrics(self) -> Mapping[str, Any]:
        """What was measured, with the split it was measured on."""
        ...


class Card(Measured, Protocol):
    """What the card of a pack tells."""

    @property
    def title(self) -> str:
        """Name and version."""
        ...

    @property
    def date(self) -> str:
        """On which it was made, YYYY-MM-DD."""
        ...

    @property
    def licence(self) -> str:
        """Of the pack."""
        ...

    @property
    def training(self) -> tuple[TrainingData, ...]:
        """What it was made from."""
        ...


def measured(card: Measured) -> list[str]:
    """What was measured, a sentence each, with the split that it was measured on."""
    return [*_shipped(card.metrics), *_taught(card.metrics)]


def card_text(card: ModelCard) -> str:
    """The whole card of a style pack, in lines."""
    return written_card(card, _("Styles: {}").format(", ".join(styles_of(card))))


def written_card(card: Card, known: str) -> str:
    """The whole card of a pack of any kind, in lines.

    Args:
        card: of the pack.
        known: the line that says what the pack knows.
    """
    lines = [
        card.title,
        "",
        known,
        _("Made on: {}").format(card.date),
        _("Licence: {}").format(card.licence),
        "",
        _("How good it is:"),
        *(f"  {line}" for line in measured(card) or [_("nothing was measured")]),
        "",
        _("Made from:"),
    ]
    for data in card.training:
        clips = ngettext("{} clip", "{} clips", data.clips).format(data.clips)
        lines.append(f"  {data.name}: {clips}; {data.source}; {_('licence: {}').format(data.licence)}")
    return "\n".join(lines) + "\n"


def _shipped(metrics: Mapping[str, Any]) -> Iterator[str]:
    """Of networks made by `training`: shares of clips, by a split that is named."""
    for found in metrics.values():
        if isinstance(found, Mapping) and isinstance(found.get("accuracy"), float):
            text = _("{share:.0%} of {clips} clips named rightly ({split})")
            yield text.format(share=found["accuracy"], clips=found.get("clips", "?"), split=found.get("split", "?"))


def _taught(metrics: Mapping[str, Any]) -> Iterator[str]:
    """Of styles that were taught in the app."""
    taught = metrics.get("taught")
    for style, told in taught.items() if isinstance(taught, Mapping) else ():
        if not isinstance(told, Mapping):
            continue
        said = []
        for key, text in (
            ("known", _("{} of the clips known when held out")),
            ("by_person", _("{} known when their person was held out")),
            ("other_clips_refused", _("{} of other clips not taken for it")),
            ("drawn_skills_refused", _("{} of drawn figures that do something else not taken for it")),
            ("kept", _("{} of the older styles' clips called as before")),
            ("skills_kept", _("{} of the older skills' clips called as before")),
        ):
            share = _share(told.get(key))
            if share is not None:
                said.append(text.format(share))
        if said:
            yield f"“{style}”: {'; '.join(said)}"


def _share(value: object) -> Share | None:
    """A counted share as the card has it; None where it is anything else."""
    if not isinstance(value, Mapping):
        return None
    hits, of = value.get("hits"), value.get("of")
    return Share(hits, of) if isinstance(hits, int) and isinstance(of, int) and 0 <= hits <= of < _MOST else None
