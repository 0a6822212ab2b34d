"""The file of a style network without one of the styles that it was taught."""

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np

from dancecoach.errors import InputError
from dancecoach.i18n import _
from dancecoach.models.card import CARD_KEY, ModelCard
from dancecoach.models.teaching.embedding import StylePack, tail
from dancecoach.models.teaching.library import onnx
from dancecoach.models.teaching.support import Support


def taught_styles(card: ModelCard) -> tuple[str, ...]:
    """The styles that a network was taught in the app, in the order of its labels."""
    taught = card.metrics.get("taught")
    return tuple(label for label in card.labels if isinstance(taught, Mapping) and label in taught)


def taught_style(card: ModelCard, style: str, pack: str) -> str:
    """The name of a style that a network was taught, as its card has it; upper and lower case count as the same.

    Args:
        card: of the network.
        style: as typed.
        pack: name of the network, for the sentence.

    Raises:
        InputError: it was not taught that style.
    """
    taught = taught_styles(card)
    for name in taught:
        if name.casefold() == style.casefold():
            return name
    remedy = _("choose one of: {}").format(", ".join(taught)) if taught else _("choose another pack")
    raise InputError(_("was not taught “{}”").format(style), subject=pack, remedy=remedy)


def network_without(pack: StylePack, style: str) -> bytes:
    """The network as if it had never been taught a style, as the bytes of its file; the other styles stay.

    Args:
        pack: the network.
        style: as `taught_style` gives it.

    Raises:
        InputError: it was not taught that style.
        ModelError: it carries no sound examples.
    """
    card = pack.model.card
    taught_style(card, style, pack.path.name)
    library, place = onnx(), card.labels.index(style)
    support = Support.read(pack)
    graph = type(pack.graph)()
    graph.CopyFrom(pack.graph)
    product, total = tail(pack)
    fewer = {
        product.input[1]: np.delete(pack.kernel, place, axis=1),
        total.input[1]: np.delete(pack.bias, place),
    }
    for weight in graph.graph.initializer:
        if weight.name in fewer:
            weight.CopyFrom(library.numpy_helper.from_array(fewer[weight.name], weight.name))
    graph.graph.output[0].type.tensor_type.shape.dim[1].dim_value = len(card.labels) - 1
    kept = {p.key: p.value for p in graph.metadata_props}
    library.helper.set_model_props(graph, {**kept, CARD_KEY: _card_without(card, style).to_json()})
    rows = [i for i, name in enumerate(support.styles) if name != style]
    Support(support.points[rows], tuple(support.styles[i] for i in rows)).put_into(graph)
    return bytes(graph.SerializeToString(deterministic=True))


def _card_without(card: ModelCard, style: str) -> ModelCard:
    metrics: dict[str, Any] = dict(card.metrics)
    metrics["taught"] = {name: told for name, told in card.metrics["taught"].items() if name != style}
    if not metrics["taught"]:
        del metrics["taught"]
    return attrs.evolve(
        card,
        labels=tuple(label for label in card.labels if label != style),
        training=tuple(data for data in card.training if data.name != f"taught: {style}"),
        metrics=metrics,
        version="+".join(part for part in card.version.split("+") if part != style),
    )
