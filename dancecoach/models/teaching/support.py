"""Embeddings of clips that a style network was trained on, carried in its file: what the old styles look like to it."""

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import ModelError
from dancecoach.files import write_bytes
from dancecoach.i18n import _
from dancecoach.models.teaching.embedding import Rows, StylePack, embeddings
from dancecoach.models.teaching.library import onnx

SUPPORT_KEY = "dancecoach.support"
"""Name of the property in the file's metadata; the app does not look at it."""

_SCHEMA = "dancecoach.support/1"


@attrs.frozen(eq=False)
class Support:
    """M clips as a style network sees them before its last layer.

    Attributes:
        points: (M, D), finite.
        styles: (M,) name of each clip's style, empty for movement that is none of them.
    """

    points: NDArray[np.float64]
    styles: tuple[str, ...]

    @classmethod
    def of(cls, pack: StylePack, clips: Sequence[Rows], styles: Sequence[str]) -> "Support":
        """The support that some clips make.

        Args:
            pack: the network.
            clips: (n, F) features each.
            styles: of the clips.
        """
        return cls(embeddings(pack, clips), tuple(styles))

    @classmethod
    def read(cls, pack: StylePack) -> "Support":
        """What a network's file carries.

        Raises:
            ModelError: it carries none, or a damaged one.
        """
        text = next((p.value for p in pack.graph.metadata_props if p.key == SUPPORT_KEY), None)
        if text is None:
            raise ModelError(
                _("carries no examples of its styles, so a new one could not be told from them"),
                subject=pack.path,
                remedy=_("teach a style pack made by this program"),
            )
        try:
            content = json.loads(text)
            if content["schema"] != _SCHEMA:
                raise ValueError(content["schema"])
            styles = tuple(map(str, content["styles"]))
            flat = np.frombuffer(base64.b64decode(content["points"], validate=True), "<f2")
            points = flat.reshape(len(styles), len(pack.kernel)).astype(float)
            if not np.isfinite(points).all() or set(styles) - {"", *pack.labels}:
                raise ValueError("points")
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(_("carries damaged examples of its styles"), subject=pack.path) from error
        return cls(points, styles)

    def put_into(self, graph: Any) -> None:
        """Write it into a network's ``ModelProto``, in place of what is there."""
        kept = {p.key: p.value for p in graph.metadata_props if p.key != SUPPORT_KEY}
        packed = base64.b64encode(self.points.astype("<f2").tobytes()).decode("ascii")
        content = {"schema": _SCHEMA, "styles": list(self.styles), "points": packed}
        del graph.metadata_props[:]
        onnx().helper.set_model_props(graph, {**kept, SUPPORT_KEY: json.dumps(content, ensure_ascii=False)})

    def joined(self, points: NDArray[np.float64], style: str) -> "Support":
        """With clips of one more style."""
        return Support(np.concatenate([self.points, points]), (*self.styles, *[style] * len(points)))


def carry(path: Path, clips: Sequence[Rows], styles: Sequence[str]) -> None:
    """Have a network's file carry clips as its support.

    Args:
        path: a style network; written anew, whole or not at all.
        clips: (n, F) features each, as `dancecoach.models.style.style_values` gives them; empty ones are left out.
        styles: of the clips, empty for movement that is none of the network's.

    Raises:
        ModelError: it is no style network of ours.
        OutputError: it cannot be written.
    """
    pack = StylePack.open(path)
    kept = [i for i, values in enumerate(clips) if len(values)]
    support = Support.of(pack, [clips[i] for i in kept], [styles[i] for i in kept])
    support.put_into(pack.graph)
    write_bytes(path, pack.graph.SerializeToString(deterministic=True))
