"""The page as PDF, A4, drawn with reportlab from the same content as the HTML."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from dancecoach.files import write_bytes
from dancecoach.i18n import _
from dancecoach.report.page.content import Picture, Report, Section, Sheet
from dancecoach.report.page.paper import FOOT, HEIGHT, MARGIN, WIDTH, Paper
from dancecoach.report.page.plot import INKS, Plot, phase_key

_GAP = 16.0
_TIGHTER, _TIGHTEST = 0.96, 0.6
"""How a page that does not fit is made to: letters and pictures become smaller step by step."""


def write_pdf(report: Report, path: Path) -> None:
    """Write the page, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    write_bytes(path, pdf_of(report))


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
        if _Page(Canvas(io.BytesIO()), size, trial=True).draw(report, sheet) >= FOOT:
            return size
        size *= _TIGHTER
    return size


class _Page(Paper):
    """One page: a sheet."""

    def draw(self, report: Report, sheet: Sheet) -> float:
        """Draw all of it; y of its lower end."""
        full = WIDTH - 2 * MARGIN
        self._header(report, sheet)
        self._pictures(sheet.pictures, full)
        if sheet.sections:
            self.heading(_("Measures"), MARGIN)
            self._in_columns(self._sections(sheet.sections, (full - _GAP) / 2), full)
        if sheet.plots:
            self.heading(_("Angles over time, 180° is straight"), MARGIN)
            self._key(sheet.plots)
            self._plots(sheet.plots, full)
        self._foot(report, sheet, full)
        text = _("Made with dancecoach") + (f" · {report.made}" if report.made else "")
        self.text(text, MARGIN, FOOT - 12, 7, INKS["muted"])
        return self.y

    def _header(self, report: Report, sheet: Sheet) -> None:
        self.y -= 10
        self.text(report.title, MARGIN, self.y, 9.5, bold=True)
        if report.made:
            self.text(report.made, WIDTH - MARGIN, self.y, 8, INKS["muted"], anchor="end")
        self.y -= 6
        self.rule(MARGIN, WIDTH - MARGIN)
        for text, letters, colour in ((sheet.title, 16.0, INKS["ink"]), (sheet.summary, 11.0, "#1F6FBF")):
            if text:
                for line in self.wrapped(text, letters, WIDTH - 2 * MARGIN, bold=letters > 12):
                    self.y -= 1.35 * letters * self.size
                    self.text(line, MARGIN, self.y, letters, colour, bold=letters > 12)
        self.y -= 9

    def _pictures(self, pictures: Sequence[Picture], full: float) -> None:
        if not pictures:
            return
        wide = min((full - 3 * 6) / 4 * self.size, (full - 6 * (len(pictures) - 1)) / len(pictures))
        tall = max(wide * picture.size[1] / picture.size[0] for picture in pictures)
        for number, picture in enumerate(pictures):
            x = MARGIN + number * (wide + 6)
            self.picture(picture, x, wide)
            self.text(picture.title, x, self.y - tall - 11 * self.size, 8, bold=True, room=0.68 * wide)
            if picture.caption != picture.title:
                place = self.y - tall - 11 * self.size
                self.text(picture.caption, x + wide, place, 7.5, INKS["muted"], anchor="end")
        self.y -= tall + 14 * self.size

    def _sections(self, sections: Sequence[Section], wide: float) -> list[tuple[float, Callable[[float], None]]]:
        """(height, what draws it at x from ``y`` down) of each group."""
        return [(self._height_of(section, wide), self._drawer(section, wide)) for section in sections]

    def _height_of(self, section: Section, wide: float) -> float:
        lines = sum(len(self.wrapped(f"{names}: {why}", 7, wide)) for names, why in section.unseen)
        return (14 + 12.2 * len(section.rows) + 9.2 * lines + 3 * len(section.unseen) + 5) * self.size

    def _drawer(self, section: Section, wide: float) -> Callable[[float], None]:
        def draw(x: float) -> None:
            self.y -= 11 * self.size
            self.text(section.title, x, self.y, 9, bold=True)
            self.y -= 3 * self.size
            for name, value in section.rows:
                self.y -= 9.2 * self.size
                self.text(value, x + wide, self.y, 8, anchor="end")
                self.text(name, x, self.y, 8, room=wide - self.width(value, 8) - 6)
                self.y -= 3 * self.size
                self.rule(x, x + wide)
            for names, why in section.unseen:
                for line in self.wrapped(f"{names}: {why}", 7, wide):
                    self.y -= 9.2 * self.size
                    self.text(line, x, self.y, 7, INKS["muted"])
                self.y -= 3 * self.size
                self.rule(x, x + wide)
            self.y -= 5 * self.size

        return draw

    def _in_columns(self, groups: Sequence[tuple[float, Callable[[float], None]]], full: float) -> None:
        """Two columns, as even as can be without breaking a group."""
        heights = [height for height, _draw in groups]
        cuts = range(1, len(heights) + 1)
        cut = min(cuts, key=lambda at: max(sum(heights[:at]), sum(heights[at:])))
        top, low = self.y, self.y
        for x, column in ((MARGIN, groups[:cut]), (MARGIN + (full + _GAP) / 2, groups[cut:])):
            self.y = top
            for _height, draw in column:
                draw(x)
            low = min(low, self.y)
        self.y = low

    def _key(self, plots: Sequence[Plot]) -> None:
        """Which line is which side, and which colour which phase."""
        x = MARGIN
        self.y -= 8 * self.size
        entries = [(_("left"), INKS["left"], 2.0), (_("right"), INKS["right"], 2.0)]
        entries += [(name, colour, 7.0) for name, colour in phase_key(plots)]
        for text, colour, high in entries:
            self.canvas.setFillColor(colour)
            self.canvas.rect(x, self.y + 2.5 - high / 2, 8, high, stroke=0, fill=1)
            self.text(text, x + 11, self.y, 7.5, INKS["muted"])
            x += 11 + self.width(text, 7.5) + 12
        self.y -= 5 * self.size

    def _plots(self, plots: Sequence[Plot], full: float) -> None:
        wide = (full - _GAP) / 2
        for pair in (plots[i : i + 2] for i in range(0, len(plots), 2)):
            places = (MARGIN, MARGIN + wide + _GAP)
            self.y -= max(self.plot(plot, x, wide) for plot, x in zip(pair, places, strict=False))

    def _foot(self, report: Report, sheet: Sheet, full: float) -> None:
        """How sure it is on the left, the clip on the right."""
        wide = 0.58 * full
        top = self.y
        if sheet.sure:
            self.heading(_("How sure is this?"), MARGIN)
            for sentence in sheet.sure:
                for number, line in enumerate(self.wrapped(sentence, 7.5, wide - 10)):
                    self.y -= 9.6 * self.size
                    if number == 0:
                        self.text("·", MARGIN, self.y, 9, INKS["muted"], bold=True)
                    self.text(line, MARGIN + 8, self.y, 7.5, INKS["muted"])
                self.y -= 1.5 * self.size
        low, self.y = self.y, top
        x = MARGIN + wide + _GAP
        self.heading(_("Clip"), x)
        for name, value in report.facts:
            self.y -= 9.8 * self.size
            self.text(name, x, self.y, 7.5, INKS["muted"])
            room = WIDTH - MARGIN - x - self.width(name, 7.5) - 6
            self.text(value, WIDTH - MARGIN, self.y, 7.5, anchor="end", room=room)
            self.y -= 2.4 * self.size
            self.rule(x, WIDTH - MARGIN)
        self.y = min(low, self.y) - 4
