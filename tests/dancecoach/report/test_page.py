"""The page: gathered once, the same in both forms, wholly in one file, and one page for a skill."""

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import attrs
import cv2
import numpy as np
import pypdfium2
import pytest

from dancecoach.coaching.sheet.title import skill_title
from dancecoach.coaching.sheet.words import measure_title, value_text
from dancecoach.errors import InputError
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes.records import AthleteHeight
from dancecoach.report.page.content import Report, Section, Sheet
from dancecoach.report.page.gather import gather
from dancecoach.report.page.html import html_of, svg_of, write_html
from dancecoach.report.page.pdf import pdf_of, write_pdf
from dancecoach.report.page.plot import Band, Curves, Line, Word, plot_of
from dancecoach.report.page.sections import sections_of


@pytest.fixture(scope="module")
def report(leap):
    return gather(leap.analysis, clip=leap.path, made="21 November 2026")


def text_of_pdf(data):
    """The words of each page, without what lies between them."""
    document = pypdfium2.PdfDocument(data)
    try:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.asked, self.open = [], [], []

    def handle_starttag(self, tag, attributes):
        self.asked += [value for name, value in attributes if name in {"src", "href"}]
        if tag not in {"meta", "img", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def read_html(text):
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    return reader


def test_the_key_positions_are_pictures_of_one_shape(report, leap):
    (sheet,) = report.sheets
    assert [picture.title for picture in sheet.pictures][:3] == ["Take-off", "Highest point", "Touch-down"]
    sizes = {picture.size for picture in sheet.pictures}
    assert len(sizes) == 1
    for picture in sheet.pictures:
        image = cv2.imdecode(np.frombuffer(picture.jpeg, np.uint8), cv2.IMREAD_COLOR)
        assert (image.shape[1], image.shape[0]) == picture.size
    assert sheet.title == skill_title(leap.analysis.skills[0], leap.analysis.skills[0].sheet)


def test_every_measure_is_there_or_says_why_not(report, leap):
    (sheet,) = report.sheets
    measured = {name: value for section in sheet.sections for name, value in section.rows}
    unseen = " ".join(names for section in sheet.sections for names, _why in section.unseen)
    for line in leap.analysis.skills[0].sheet.measures:
        if line.unseen is None:
            assert measured[measure_title(line.name)] == value_text(line)
        else:
            assert measure_title(line.name) in unseen
    assert "The feet are cut off." in sheet.sure


def test_html_and_pdf_say_the_same(report):
    page = "".join("".join(read_html(html_of(report)).text).split())
    (printed,) = text_of_pdf(pdf_of(report))
    (sheet,) = report.sheets
    said = [report.title, sheet.title, sheet.summary, *sheet.sure]
    said += [text for section in sheet.sections for row in (*section.rows, *section.unseen) for text in row]
    said += [text for fact in report.facts for text in fact]
    for text in said:
        words = "".join(text.split())
        assert words in page, text
        assert words.replace("-", "") in printed.replace("-", "").replace("\ufffe", ""), text


def test_the_html_asks_for_nothing_outside_itself(report, tmp_path):
    write_html(report, tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert all(asked.startswith("data:image/jpeg;base64,") for asked in read_html(text).asked)
    assert not re.search(r"https?://|@import|<script", text)
    assert "prefers-color-scheme: dark" in text
    assert "size: A4" in text


def test_names_are_no_markup(report):
    bad = '<script>alert("1")</script>&.mp4'
    text = html_of(attrs.evolve(report, title=bad))
    assert "<script" not in text
    assert bad in "".join(read_html(text).text)


def test_each_skill_has_its_page_and_one_can_be_chosen(leap):
    twice = attrs.evolve(leap.analysis, skills=leap.analysis.skills * 2)
    assert len(gather(twice).sheets) == 2
    assert len(text_of_pdf(pdf_of(gather(twice)))) == 2
    assert len(gather(twice, skills=[1]).sheets) == 1
    with pytest.raises(InputError, match="there are 2"):
        gather(twice, skills=[2])


def test_a_clip_without_skills_has_a_page_too(leap):
    report = gather(attrs.evolve(leap.analysis, skills=(), phases=()), clip=leap.path)
    (sheet,) = report.sheets
    assert sheet.title == "No skill was found"
    assert len(sheet.pictures) == 4
    assert pdf_of(report).startswith(b"%PDF")
    assert "No skill was found" in html_of(report)


def test_a_clip_in_which_nobody_was_found_says_so_and_shows_what_it_is(leap, unseen):
    (sheet,) = gather(unseen, clip=leap.path).sheets
    assert sheet.title == "Nobody was found"
    assert len(sheet.pictures) == 4


def test_a_clip_that_ends_early_says_what_its_last_picture_is(leap):
    skill = attrs.evolve(
        leap.analysis.skills[0], touchdown_frame=len(leap.track) - 4, touchdown_s=float(leap.track.times[-4])
    )
    (page,) = gather(attrs.evolve(leap.analysis, skills=(attrs.evolve(skill, sheet=None),)), clip=leap.path).sheets
    assert [picture.title for picture in page.pictures][-2:] == ["Touch-down", "End of the clip"]


def test_slow_motion_is_told_in_real_seconds(leap, notes_with):
    skill, times = leap.analysis.skills[0], leap.track.times
    slow = attrs.evolve(
        leap.analysis,
        track=attrs.evolve(leap.track, times=times * 8),
        skills=(attrs.evolve(skill, takeoff_s=skill.takeoff_s * 8, touchdown_s=skill.touchdown_s * 8),),
    )
    rate = (len(times) - 1) / float(times[-1] - times[0])
    (told,) = gather(slow, clip=leap.path, notes=notes_with(leap, capture_fps=rate)).sheets
    (real,) = gather(leap.analysis, clip=leap.path).sheets
    assert [(p.title, p.caption) for p in told.pictures] == [(p.title, p.caption) for p in real.pictures]


def test_distances_are_metres_after_a_calibration(leap, notes_with):
    notes = notes_with(leap, calibration=AthleteHeight(1.5))
    (sheet,) = gather(leap.analysis, notes=notes).sheets
    flight = dict(sheet.sections[0].rows)
    assert flight["Distance covered"].endswith(" m")
    assert dict(sections_of(leap.analysis.skills[0].sheet)[0].rows)["Distance covered"].endswith("body heights")


def test_slow_motion_is_said(leap, notes_with):
    (sheet,) = gather(leap.analysis, notes=notes_with(leap, capture_fps=240.0)).sheets
    assert any("8 times slower" in sentence for sentence in sheet.sure)


def test_a_sheet_that_is_too_long_is_made_to_fit_its_page(report):
    many = tuple(Section(f"Group {i}", tuple((f"Name {i} {k}", "1 ± 1") for k in range(9))) for i in range(10))
    (sheet,) = report.sheets
    longer = attrs.evolve(report, sheets=(attrs.evolve(sheet, sections=many),))
    (printed,) = text_of_pdf(pdf_of(longer))
    assert "Name98" in printed
    assert "Howsureisthis?" in printed or "HOWSUREISTHIS?" in printed


def test_words_of_any_script_are_in_the_pdf(tmp_path):
    report = Report("Łódź – salto naprzód.mp4", (("Länge", "1,5 s"),), (Sheet("Überschlag rückwärts"),))
    write_pdf(report, tmp_path / "made.pdf")
    (printed,) = text_of_pdf((tmp_path / "made.pdf").read_bytes())
    assert "Überschlagrückwärts" in printed
    assert "saltonaprzód" in printed


PHASES = (PhaseSegment("take-off", 0, 9, 0.0, 0.3), PhaseSegment("skill", 10, 19, 10 / 30, 19 / 30))


def test_a_plot_has_gaps_bands_and_words():
    times = np.arange(30) / 30
    left = np.full(30, 90.0)
    left[12:15] = np.nan
    plot = plot_of("Knees <both>", Curves(times - 0.5, left, np.full(30, 180.0)), PHASES, 0.5, (200, 100))
    lines = [shape for shape in plot.shapes if isinstance(shape, Line)]
    assert sum(line.ink == "left" for line in lines) == 2
    assert sum(line.ink == "right" for line in lines) == 1
    assert len([shape for shape in plot.shapes if isinstance(shape, Band)]) == 2
    assert any(isinstance(shape, Word) and shape.text == "0 s" for shape in plot.shapes)
    drawn = ET.fromstring(str(svg_of(plot)))
    assert drawn.attrib["aria-label"] == "Knees <both>"
    for shape in lines:
        assert all(0 <= x <= 200 and 0 <= y <= 100 for x, y in shape.points)


def test_the_template_is_among_the_packages_files():
    from dancecoach.report import page

    assert (Path(page.__file__).parent / "page.html").is_file()
