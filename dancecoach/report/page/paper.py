"""A sheet of paper written on from the top down: words in any script, wrapped lines, rules, pictures, curves."""

import io
from functools import lru_cache
from typing import Any

import attrs

from dancecoach.report.fonts import font_runs
from dancecoach.report.page.content import Picture
from dancecoach.report.page.plot import INKS, Band, Line, Plot, Shape

WIDTH, HEIGHT = 595.28, 841.89
"""A4, points."""

MARGIN, FOOT = 34.0, 30.0

_BAND = 0.22


@attrs.define(eq=False)
class Paper:
    """Draws upon a page; lengths are points, letters and pictures as large as ``size`` says.

    Attributes:
        canvas: reportlab's; y goes up.
        size: of letters and pictures, 1 as designed.
        trial: whether only the room is asked for: pictures are then left out.
        y: where the next line begins.
    """

    canvas: Any
    size: float = 1.0
    trial: bool = False
    y: float = HEIGHT - MARGIN

    def picture(self, picture: Picture, x: float, wide: float) -> float:
        """Draw a picture below ``y``; how high it is."""
        from reportlab.lib.utils import ImageReader

        high = wide * picture.size[1] / picture.size[0]
        if not self.trial:
            self.canvas.drawImage(ImageReader(io.BytesIO(picture.jpeg)), x, self.y - high, wide, high)
        return high

    def plot(self, plot: Plot, x: float, wide: float) -> float:
        """Draw a plot below ``y``, lower where everything is small; how high it is."""
        share = wide / plot.size[0]
        self.canvas.saveState()
        self.canvas.translate(x, self.y)
        self.canvas.scale(share, share * self.size)
        for shape in plot.shapes:
            self.shape(shape)
        self.canvas.restoreState()
        return plot.size[1] * share * self.size

    def shape(self, shape: Shape) -> None:
        """Draw one shape of a plot, the plot's upper left corner being the canvas's zero."""
        canvas = self.canvas
        if isinstance(shape, Band):
            canvas.setFillColor(shape.colour)
            canvas.setFillAlpha(_BAND)
            canvas.rect(shape.x, -shape.y - shape.height, shape.width, shape.height, stroke=0, fill=1)
            canvas.setFillAlpha(1)
        elif isinstance(shape, Line):
            canvas.setStrokeColor(INKS[shape.ink])
            canvas.setLineWidth(0.7 * shape.width)
            canvas.setDash(*((3, 2) if shape.dashed else ()))
            path = canvas.beginPath()
            path.moveTo(shape.points[0][0], -shape.points[0][1])
            for x, y in shape.points[1:]:
                path.lineTo(x, -y)
            canvas.drawPath(path)
            canvas.setDash()
        else:
            self.text(shape.text, shape.x, -shape.y, shape.size / self.size, INKS[shape.ink], anchor=shape.anchor)

    def heading(self, text: str, x: float) -> None:
        """Begin a section."""
        self.y -= 15 * self.size
        self.text(text.upper(), x, self.y, 7, INKS["muted"], bold=True)
        self.y -= 3 * self.size

    def rule(self, left: float, right: float) -> None:
        """Draw a line across at ``y``."""
        self.canvas.setStrokeColor(INKS["faint"])
        self.canvas.setLineWidth(0.5)
        self.canvas.line(left, self.y, right, self.y)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        letters: float,
        colour: str = INKS["ink"],
        *,
        bold: bool = False,
        anchor: str = "start",
        room: float | None = None,
    ) -> None:
        """Write a line; cut off with dots where it is wider than ``room``."""
        if room is not None:
            while len(text) > 2 and self.width(text, letters, bold=bold) > room:
                text = text[:-2].rstrip() + "…"
        x -= {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * self.width(text, letters, bold=bold)
        self.canvas.setFillColor(colour)
        for run, font in _named_runs(text, bold):
            self.canvas.setFont(font, letters * self.size)
            self.canvas.drawString(x, y, run)
            x += _run_width(run, font, letters * self.size)

    def width(self, text: str, letters: float, *, bold: bool = False) -> float:
        """How wide a line is."""
        return sum(_run_width(run, font, letters * self.size) for run, font in _named_runs(text, bold))

    def wrapped(self, text: str, letters: float, wide: float, *, bold: bool = False) -> list[str]:
        """The text in lines no wider than that; a word that is stays whole."""
        lines, line = [], ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self.width(longer, letters, bold=bold) > wide:
                lines.append(line)
                longer = word
            line = longer
        return [*lines, line]


@lru_cache(maxsize=20_000)
def _run_width(run: str, font: str, size: float) -> float:
    from reportlab.pdfbase import pdfmetrics

    return float(pdfmetrics.stringWidth(run, font, size))


@lru_cache(maxsize=20_000)
def _named_runs(text: str, bold: bool) -> tuple[tuple[str, str], ...]:
    """Pieces of a line, each with the name of a registered font that has its letters."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    runs = font_runs(text, bold=bold)
    for _run, file in runs:
        if file.stem not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(file.stem, str(file)))
    return tuple((run, file.stem) for run, file in runs)
