"""Instants side by side: each cut out around the body, all at the same height, so that the jump is seen."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.report.letters import text_size, write_text
from dancecoach.report.surface import Surface
from dancecoach.video.frame import Image

_MARGIN = 0.1
_GAP = 6
_GROUND = (24, 24, 24)
_INK = (235, 235, 235)


def strip_of(
    pictures: Sequence[Image], points: Sequence[NDArray[np.floating[Any]]], labels: Sequence[str] = ()
) -> Image:
    """The instants in one row.

    Args:
        pictures: of one size, in order.
        points: (J, 2) of the body in each, pixels; a picture in which nobody is known is left out.
        labels: words below each; () for none.
    """
    spans = [_span(p) for p in points]
    known = [i for i, span in enumerate(spans) if span is not None]
    boxes = np.array([spans[i] for i in known], np.float64)
    height, width = pictures[0].shape[:2]
    more = _MARGIN * float((boxes[:, 3] - boxes[:, 1]).max())
    top, bottom = max(0, int(boxes[:, 1].min() - 1.6 * more)), min(height, int(boxes[:, 3].max() + more))
    wide = min(width, int((boxes[:, 2] - boxes[:, 0]).max() + 2 * more))
    line = max(12, round(0.055 * (bottom - top))) if labels else 0
    foot = 2 * line
    whole = np.empty((bottom - top + foot, len(known) * (wide + _GAP) - _GAP, 3), np.uint8)
    whole[:] = _GROUND
    for place, i in enumerate(known):
        middle = (boxes[place, 0] + boxes[place, 2]) / 2
        left = int(np.clip(middle - wide / 2, 0, width - wide))
        x = place * (wide + _GAP)
        whole[: bottom - top, x : x + wide] = pictures[i][top:bottom, left : left + wide]
        if labels:
            fits = min(1.0, 0.9 * wide / text_size(labels[i], line)[0])
            at = (x + wide / 2, bottom - top + 0.4 * line)
            on = Surface.of_image(whole)
            write_text(on, labels[i], at, height=line * fits, colour=_INK, anchor="middle", halo=False)
    return whole


def _span(points: NDArray[np.floating[Any]]) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of a body; None where nobody is known."""
    known = points[np.isfinite(points).all(axis=1)]
    if len(known) < 4:
        return None
    return (*known.min(axis=0).tolist(), *known.max(axis=0).tolist())
