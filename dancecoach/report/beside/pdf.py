"""The page as PDF, A4, drawn with reportlab from the same content as the HTML; as many sheets as it takes."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dancecoach.files import write_bytes
from dancecoach.report.beside.content import BesidePage, JointRow, Pair, PhraseRow
from dancecoach.report.beside.words import page_words
from dancecoach.report.page.paper import FOOT, HEIGHT, MARGIN, WIDTH, Paper
from dancecoach.report.page.plot import INKS, Plot

_ACCENT, _SHOULD, _NOTE, _NOTE_INK = "#1F6FBF", "#1F8A3B", "#FFF6E0", "#6B4A00"
_MUTED = INKS["muted"]
_FULL = WIDTH - 2 * MARGIN
_IN_A_ROW, _GAP = 3, 12.0
_BAR, _NAMED = 90.0, 88.0


def write_beside_pdf(page: BesidePage, path: Path) -> None:
    """Write the page, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    write_bytes(path, beside_pdf(page))


def beside_pdf(page: BesidePage) -> bytes:
    """The PDF file."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), lang=page.language)
    canvas.setTitle(page.title)
    canvas.setCreator("dancecoach")
    _Sheets(canvas, page).draw()
    canvas.save()
    return file.getvalue()


class _Sheets(Paper):
    """Sheets one after another: what does not fit on one any more begins the next."""

    def __init__(self, canvas: Any, page: BesidePage) -> None:
        super().__init__(canvas)
        self._page, self._words, self._number = page, page_words(), 1

    def draw(self) -> None:
        """Draw all of it."""
        page, words = self._page, self._words
        self._head()
        self._notes()
        bad = [pair for pair in page.pairs if not pair.is_good]
        self._pairs(words["change"], bad)
        if bad:
            self._key()
        self._pairs(words["right"], [pair for pair in page.pairs if pair.is_good])
        self._plots(page.plots)
        self._phrases(page.phrases)
        self._joints(page.joints)
        self._paragraph(words["floor"], 7.5, _MUTED, before=12)
        self._end_sheet()

    # Sheets

    def _need(self, high: float) -> None:
        """Begin another sheet where there is less room."""
        if self.y - high < FOOT:
            self._end_sheet()
            self._number += 1
            self.y = HEIGHT - MARGIN

    def _end_sheet(self) -> None:
        made = self._words["made"] + (f" · {self._page.made}" if self._page.made else "")
        self.text(made, MARGIN, FOOT - 12, 7, _MUTED)
        self.text(str(self._number), WIDTH - MARGIN, FOOT - 12, 7, _MUTED, anchor="end")
        self.canvas.showPage()

    def _section(self, title: str, high: float) -> None:
        """A heading, on the same sheet as what follows it."""
        self._need(high + 26)
        self.y -= 6
        self.heading(title, MARGIN)
        self.y -= 4

    def _paragraph(self, text: str, letters: float, colour: str, *, before: float = 0.0) -> None:
        lines = self.wrapped(text, letters, _FULL)
        self._need(before + 1.3 * letters * len(lines))
        self.y -= before
        for line in lines:
            self.y -= 1.3 * letters
            self.text(line, MARGIN, self.y, letters, colour)

    # What stands on them

    def _head(self) -> None:
        """The score on the left, what it is about beside it."""
        page, top = self._page, self.y
        wide = max(self.width(page.score, 44, bold=True), self.width(self._words["of"], 8))
        self.text(page.score, MARGIN + wide / 2, top - 38, 44, _ACCENT, bold=True, anchor="middle")
        self.text(self._words["of"], MARGIN + wide / 2, top - 50, 8, _MUTED, anchor="middle")
        x = MARGIN + wide + 20
        self.y = top - 2
        for letters, text, colour in ((13.0, page.title, INKS["ink"]), (8.5, page.summary, _MUTED)):
            for line in self.wrapped(text, letters, WIDTH - MARGIN - x, bold=letters > 10):
                self.y -= 1.3 * letters
                self.text(line, x, self.y, letters, colour, bold=letters > 10)
        self.y -= 18
        for mark in page.marks:
            self.text(mark.name, x, self.y, 8.5, _MUTED)
            x += self.width(mark.name, 8.5) + 5
            self.text(mark.value, x, self.y, 11, bold=True)
            x += self.width(mark.value, 11, bold=True) + 18
        self.y = min(self.y, top - 54) - 4

    def _notes(self) -> None:
        """What may be wrong with the clips, in a box."""
        lines = [line for said in self._page.warnings for line in self.wrapped(said, 8.5, _FULL - 20)]
        if not lines:
            return
        high = 11.5 * len(lines) + 12
        self._need(high + 8)
        self.y -= 8
        self.canvas.setFillColor(_NOTE)
        self.canvas.roundRect(MARGIN, self.y - high, _FULL, high, 4, stroke=0, fill=1)
        for number, line in enumerate(lines, 1):
            self.text(line, MARGIN + 10, self.y - 3 - 11.5 * number, 8.5, _NOTE_INK)
        self.y -= high

    def _pairs(self, title: str, pairs: Sequence[Pair]) -> None:
        wide = (_FULL - (_IN_A_ROW - 1) * _GAP) / _IN_A_ROW
        for first in range(0, len(pairs), _IN_A_ROW):
            row = pairs[first : first + _IN_A_ROW]
            words = [self.wrapped(pair.title, 8, wide) if pair.title else [] for pair in row]
            over = 10.5 * max(map(len, words))
            high = over + max(_height(pair, wide) for pair in row) + 14
            if first == 0:
                self._section(title, high)
            else:
                self._need(high + 8)
                self.y -= 8
            top = self.y
            for number, (pair, lines) in enumerate(zip(row, words, strict=True)):
                self._pair(pair, lines, MARGIN + number * (wide + _GAP), wide, (top, over))
            self.y = top - high

    def _pair(self, pair: Pair, lines: Sequence[str], x: float, wide: float, place: tuple[float, float]) -> None:
        """Both bodies below what is said of them; ``place`` is where that begins and how much room all have for it."""
        top, over = place
        for number, line in enumerate(lines, 1):
            self.text(line, x, top - 10.5 * number + 2, 8)
        one = (wide - 4) / 2
        for number, picture in enumerate((pair.reference, pair.learner)):
            self.y = top - over - 2
            left = x + number * (one + 4)
            foot = self.y - self.picture(picture, left, one) - 8.5
            self.text(picture.title, left, foot, 7, _MUTED)
            self.text(picture.caption, left + one, foot, 7, _MUTED, anchor="end")

    def _key(self) -> None:
        """What the dashed line in the pictures means."""
        self._need(14)
        self.y -= 12
        self.canvas.setStrokeColor(_SHOULD)
        self.canvas.setLineWidth(1.6)
        self.canvas.setDash(4, 2.5)
        self.canvas.line(MARGIN, self.y + 2.5, MARGIN + 18, self.y + 2.5)
        self.canvas.setDash()
        self.text(self._words["should"], MARGIN + 23, self.y, 7.5, _MUTED)

    def _plots(self, plots: Sequence[Plot]) -> None:
        for number, plot in enumerate(plots):
            high = plot.size[1] * _FULL / plot.size[0]
            if number == 0:
                self._section(self._words["course"], high)
            else:
                self._need(high)
            self.y -= self.plot(plot, MARGIN, _FULL)

    def _phrases(self, rows: Sequence[PhraseRow]) -> None:
        left, right = MARGIN + 130, WIDTH - MARGIN
        for number, row in enumerate(rows):
            said = [(line, INKS["ink"]) for cue in row.cues for line in self.wrapped(cue, 8, right - left)]
            if row.praise:
                said += [(line, _SHOULD) for line in self.wrapped(row.praise, 8, right - left)]
            named = self.wrapped(row.steps, 8, _NAMED) if row.steps else []
            high = max(23.0 + 10 * len(named), 10.5 * len(said) + 2) + 5
            if number == 0:
                self._section(self._words["phrases"], high)
            else:
                self._need(high)
            top = self.y
            self.text(row.name, MARGIN, top - 10, 8.5, bold=True, room=_NAMED)
            for place, line in enumerate(named, 1):
                self.text(line, MARGIN, top - 10 - 10 * place, 8, room=_NAMED)
            self.text(row.when, MARGIN, top - 20 - 10 * len(named), 7, _MUTED)
            self.text(row.score, left - 14, top - 10, 9.5, bold=True, anchor="end")
            for place, (line, colour) in enumerate(said, 1):
                self.text(line, left, top - 10.5 * place + 0.5, 8, colour)
            self.y = top - high + 2
            self.rule(MARGIN, right)
            self.y -= 2

    def _joints(self, rows: Sequence[JointRow]) -> None:
        if not rows:
            return
        words, high = self._words, 14.0
        ends = (MARGIN + 230, WIDTH - MARGIN - 60, WIDTH - MARGIN)
        self._section(words["joints"], high * (min(len(rows), 4) + 1))
        self.y -= 8
        for title, end in zip((words["difference"], words["share"], words["mark"]), ends, strict=True):
            self.text(title, end, self.y, 7.5, _MUTED, anchor="end")
        self.text(words["joint"], MARGIN, self.y, 7.5, _MUTED)
        self.y -= 4
        self.rule(MARGIN, WIDTH - MARGIN)
        for row in rows:
            self._need(high)
            self.y -= 10
            self.text(row.name, MARGIN, self.y, 8.5)
            for value, end in zip((row.difference, row.share, row.mark), ends, strict=True):
                self.text(value, end, self.y, 8.5, anchor="end")
            self.canvas.setFillColor(_ACCENT)
            bar = _BAR * row.part
            self.canvas.rect(ends[1] - 34 - bar, self.y, bar, 5.5, stroke=0, fill=1)
            self.y -= 4
            self.rule(MARGIN, WIDTH - MARGIN)


def _height(pair: Pair, wide: float) -> float:
    """How high two pictures are side by side in so much room."""
    one = (wide - 4) / 2
    return max(one * picture.size[1] / picture.size[0] for picture in (pair.reference, pair.learner))
