"""Words onto pictures, in any script for which this computer has a font. OpenCV's own letters end with ASCII."""

import math
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dancecoach.report.fonts import font_runs
from dancecoach.report.surface import Colour, Surface

Anchor = Literal["left", "middle", "right"]

_DARK: Colour = (24, 24, 24)
_SMALLEST, _LARGEST = 8, 400
_SHARES: dict[Anchor, float] = {"left": 0.0, "middle": 0.5, "right": 1.0}


def text_size(text: str, height: float, *, bold: bool = False) -> tuple[int, int]:
    """(width, height) in pixels of a text whose lines are ``height`` pixels high, dark edge included."""
    mask, _halo = _masks(text, _rounded(height), bold)
    return mask.shape[1], mask.shape[0]


def write_text(
    on: Surface,
    text: str,
    at: tuple[float, float],
    *,
    height: float,
    colour: Colour,
    anchor: Anchor = "left",
    bold: bool = False,
    halo: bool = True,
) -> None:
    """Write onto a picture; what lies beyond its edge is cut off.

    Args:
        on: written to.
        text: one line or several.
        at: x of the anchor and y of the upper edge, pixels.
        height: of a line, pixels.
        colour: BGR.
        anchor: which part of the text stands at x.
        bold: heavier letters.
        halo: a dark edge around the letters, which keeps them readable on any picture.
    """
    if not text.strip():
        return
    mask, edge = _masks(text, _rounded(height), bold)
    place = round(at[0] - _SHARES[anchor] * mask.shape[1]), round(at[1])
    if halo:
        on.stamp(edge, place, _DARK)
    on.stamp(mask, place, colour)


def _rounded(height: float) -> int:
    return int(min(max(round(height), _SMALLEST), _LARGEST))


@lru_cache(maxsize=512)
def _masks(text: str, height: int, bold: bool) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How much of each pixel the letters cover, and letters with edge; (h, w) 0 to 1."""
    from PIL import Image as Pictures
    from PIL import ImageDraw

    edge = max(1, round(height / 14))
    lines = [_runs(line, max(6, round(height / 1.2)), bold) for line in text.split("\n")]
    width = max(1, *(math.ceil(sum(font.getlength(run) for run, font in line)) for line in lines)) + 2 * edge + 1
    made = []
    for stroke in (0, edge):
        picture = Pictures.new("L", (width, height * len(lines) + 2 * edge), 0)
        pen = ImageDraw.Draw(picture)
        for row, line in enumerate(lines):
            x, base = float(edge), edge + (row + 0.78) * height
            for run, font in line:
                pen.text((x, base), run, fill=255, font=font, anchor="ls", stroke_width=stroke)
                x += font.getlength(run)
        made.append(np.asarray(picture, np.float32) / 255.0)
    return made[0], made[1]


def _runs(line: str, size: int, bold: bool) -> list[tuple[str, Any]]:
    """A line in pieces, each with the font that has its letters."""
    from PIL import ImageFont

    return [(run, ImageFont.truetype(str(file), size)) for run, file in font_runs(line, bold=bold)]
