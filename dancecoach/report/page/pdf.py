"""The page as PDF, A4, drawn with reportlab from the same content as the HTML."""

import io
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs

from dancecoach.files import atomic_path
from dancecoach.i18n import _
from dancecoach.report.fonts import font_runs
from dancecoach.report.page.content import Picture, Report, Section, Sheet
from dancecoach.report.page.plot import INKS, Band, Line, Plot, Shape, phase_key

WIDTH, HEIGHT = 595.28, 841.89
"""A4, points."""

_MARGIN, _FOOT = 34.0, 30.0
_GAP = 16.0
_TIGHTER, _TIGHTEST = 0.96, 0.6
"""How a page that does not fit is made to: letters and pictures become smaller step by step."""

_BAND = 0.22


def write_pdf(report: Report, path: Path) -> None:
    """Write the page, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    data = pdf_of(report)
    with atomic_path(path) as temporary:
        temporary.write_bytes(data)


def pdf_of(report: Report) -> bytes:
    """The PDF file: one page for each sheet."""
    from reportlab.pdfgen.canvas import Canvas

    sizes = [_fitting(report, sheet) for sheet in report.sheets]
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), lang=report.language)
    canvas.setTitle(report.title)
    canvas.setCreator("dancecoach")
    for sheet, size in zip(report.sheets, sizes, strict=True):
        _Page(canvas, size).draw(report, sheet)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _fitting(report: Report, sheet: Sheet) -> float:
    """How large letters and pictures can be for the sheet to fit its page, at most 1."""
    from reportlab.pdfgen.canvas import Canvas

    size = 1.0
    while size > _TIGHTEST:
        if _Page(Canvas(io.BytesIO()), size, trial=True).draw(report, sheet) >= _FOOT:
            return size
        size *= _TIGHTER
    return size


@lru_cache(maxsize=20_000)
def _run_width(run: str, font: str, size: float) -> float:
    from reportlab.pdfbase import pdfmetrics

    return float(pdfmetrics.stringWidth(run, font, size))


@attrs.define(eq=False)
class _Page:
    """Draws one page from the top down.

    Attributes:
        canvas: reportlab's; y goes up.
        size: of letters and pictures, 1 as designed.
        trial: whether only the room is asked for: pictures are then left out.
        y: where the next line begins.
    """

    canvas: Any
    size: float = 1.0
    trial: bool = False
    y: float = HEIGHT - _MARGIN

    def draw(self, report: Report, sheet: Sheet) -> float:
        """Draw all of it; y of its lower end."""
        full = WIDTH - 2 * _MARGIN
        self._header(report, sheet)
        self._pictures(sheet.pictures, full)
        if sheet.sections:
            self._heading(_("Measures"), _MARGIN)
            self._in_columns(self._sections(sheet.sections, (full - _GAP) / 2), full)
        if sheet.plots:
            self._heading(_("Angles over time, 180° is straight"), _MARGIN)
            self._key(sheet.plots)
            self._plots(sheet.plots, full)
        self._foot(report, sheet, full)
        text = _("Made with dancecoach") + (f" · {report.made}" if report.made else "")
        self._text(text, _MARGIN, _FOOT - 12, 7, INKS["muted"])
        return self.y

    def _header(self, report: Report, sheet: Sheet) -> None:
        self.y -= 10
        self._text(report.title, _MARGIN, self.y, 9.5, bold=True)
        if report.made:
            self._text(report.made, WIDTH - _MARGIN, self.y, 8, INKS["muted"], anchor="end")
        self.y -= 6
        self._rule(_MARGIN, WIDTH - _MARGIN)
        for text, letters, colour in ((sheet.title, 16.0, INKS["ink"]), (sheet.summary, 11.0, "#1F6FBF")):
            if text:
                for line in self._wrapped(text, letters, WIDTH - 2 * _MARGIN, bold=letters > 12):
                    self.y -= 1.35 * letters * self.size
                    self._text(line, _MARGIN, self.y, letters, colour, bold=letters > 12)
        self.y -= 9

    def _pictures(self, pictures: Sequence[Picture], full: float) -> None:
        from reportlab.lib.utils import ImageReader

        if not pictures:
            return
        wide = min((full - 3 * 6) / 4 * self.size, (full - 6 * (len(pictures) - 1)) / len(pictures))
        tall = max(wide * picture.size[1] / picture.size[0] for picture in pictures)
        for number, picture in enumerate(pictures):
            x = _MARGIN + number * (wide + 6)
            high = wide * picture.size[1] / picture.size[0]
            if not self.trial:
                self.canvas.drawImage(ImageReader(io.BytesIO(picture.jpeg)), x, self.y - high, wide, high)
            self._text(picture.title, x, self.y - tall - 11 * self.size, 8, bold=True, room=0.68 * wide)
            if picture.caption != picture.title:
                place = self.y - tall - 11 * self.size
                self._text(picture.caption, x + wide, place, 7.5, INKS["muted"], anchor="end")
        self.y -= tall + 14 * self.size

    def _sections(self, sections: Sequence[Section], wide: float) -> list[tuple[float, Callable[[float], None]]]:
        """(height, what draws it at x from ``y`` down) of each group."""
        return [(self._height_of(section, wide), self._drawer(section, wide)) for section in sections]

    def _height_of(self, section: Section, wide: float) -> float:
        lines = sum(len(self._wrapped(f"{names}: {why}", 7, wide)) for names, why in section.unseen)
        return (14 + 12.2 * len(section.rows) + 9.2 * lines + 3 * len(section.unseen) + 5) * self.size

    def _drawer(self, section: Section, wide: float) -> Callable[[float], None]:
        def draw(x: float) -> None:
            self.y -= 11 * self.size
            self._text(section.title, x, self.y, 9, bold=True)
            self.y -= 3 * self.size
            for name, value in section.rows:
                self.y -= 9.2 * self.size
                self._text(value, x + wide, self.y, 8, anchor="end")
                self._text(name, x, self.y, 8, room=wide - self._width(value, 8) - 6)
                self.y -= 3 * self.size
                self._rule(x, x + wide)
            for names, why in section.unseen:
                for line in self._wrapped(f"{names}: {why}", 7, wide):
                    self.y -= 9.2 * self.size
                    self._text(line, x, self.y, 7, INKS["muted"])
                self.y -= 3 * self.size
                self._rule(x, x + wide)
            self.y -= 5 * self.size

        return draw

    def _in_columns(self, groups: Sequence[tuple[float, Callable[[float], None]]], full: float) -> None:
        """Two columns, as even as can be without breaking a group."""
        heights = [height for height, _draw in groups]
        cuts = range(1, len(heights) + 1)
        cut = min(cuts, key=lambda at: max(sum(heights[:at]), sum(heights[at:])))
        top, low = self.y, self.y
        for x, column in ((_MARGIN, groups[:cut]), (_MARGIN + (full + _GAP) / 2, groups[cut:])):
            self.y = top
            for _height, draw in column:
                draw(x)
            low = min(low, self.y)
        self.y = low

    def _key(self, plots: Sequence[Plot]) -> None:
        """Which line is which side, and which colour which phase."""
        x = _MARGIN
        self.y -= 8 * self.size
        entries = [(_("left"), INKS["left"], 2.0), (_("right"), INKS["right"], 2.0)]
        entries += [(name, colour, 7.0) for name, colour in phase_key(plots)]
        for text, colour, high in entries:
            self.canvas.setFillColor(colour)
            self.canvas.rect(x, self.y + 2.5 - high / 2, 8, high, stroke=0, fill=1)
            self._text(text, x + 11, self.y, 7.5, INKS["muted"])
            x += 11 + self._width(text, 7.5) + 12
        self.y -= 5 * self.size

    def _plots(self, plots: Sequence[Plot], full: float) -> None:
        wide = (full - _GAP) / 2
        for pair in (plots[i : i + 2] for i in range(0, len(plots), 2)):
            share = wide / pair[0].size[0]
            tall = pair[0].size[1] * share * self.size
            for number, plot in enumerate(pair):
                self.canvas.saveState()
                self.canvas.translate(_MARGIN + number * (wide + _GAP), self.y)
                self.canvas.scale(share, share * self.size)
                for shape in plot.shapes:
                    self._shape(shape)
                self.canvas.restoreState()
            self.y -= tall

    def _shape(self, shape: Shape) -> None:
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
            self._text(shape.text, shape.x, -shape.y, shape.size / self.size, INKS[shape.ink], anchor=shape.anchor)

    def _foot(self, report: Report, sheet: Sheet, full: float) -> None:
        """How sure it is on the left, the clip on the right."""
        wide = 0.58 * full
        top = self.y
        if sheet.sure:
            self._heading(_("How sure is this?"), _MARGIN)
            for sentence in sheet.sure:
                for number, line in enumerate(self._wrapped(sentence, 7.5, wide - 10)):
                    self.y -= 9.6 * self.size
                    if number == 0:
                        self._text("·", _MARGIN, self.y, 9, INKS["muted"], bold=True)
                    self._text(line, _MARGIN + 8, self.y, 7.5, INKS["muted"])
                self.y -= 1.5 * self.size
        low, self.y = self.y, top
        x = _MARGIN + wide + _GAP
        self._heading(_("Clip"), x)
        for name, value in report.facts:
            self.y -= 9.8 * self.size
            self._text(name, x, self.y, 7.5, INKS["muted"])
            room = WIDTH - _MARGIN - x - self._width(name, 7.5) - 6
            self._text(value, WIDTH - _MARGIN, self.y, 7.5, anchor="end", room=room)
            self.y -= 2.4 * self.size
            self._rule(x, WIDTH - _MARGIN)
        self.y = min(low, self.y) - 4

    def _heading(self, text: str, x: float) -> None:
        self.y -= 15 * self.size
        self._text(text.upper(), x, self.y, 7, INKS["muted"], bold=True)
        self.y -= 3 * self.size

    def _rule(self, left: float, right: float) -> None:
        self.canvas.setStrokeColor(INKS["faint"])
        self.canvas.setLineWidth(0.5)
        self.canvas.line(left, self.y, right, self.y)

    def _text(
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
            while len(text) > 2 and self._width(text, letters, bold=bold) > room:
                text = text[:-2].rstrip() + "…"
        x -= {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * self._width(text, letters, bold=bold)
        self.canvas.setFillColor(colour)
        for run, font in _named_runs(text, bold):
            self.canvas.setFont(font, letters * self.size)
            self.canvas.drawString(x, y, run)
            x += _run_width(run, font, letters * self.size)

    def _width(self, text: str, letters: float, *, bold: bool = False) -> float:
        return sum(_run_width(run, font, letters * self.size) for run, font in _named_runs(text, bold))

    def _wrapped(self, text: str, letters: float, wide: float, *, bold: bool = False) -> list[str]:
        """The text in lines no wider than that; a word that is stays whole."""
        lines, line = [], ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self._width(longer, letters, bold=bold) > wide:
                lines.append(line)
                longer = word
            line = longer
        return [*lines, line]


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
