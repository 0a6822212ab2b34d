import csv
import io
from itertools import pairwise

import attrs
import numpy as np
import openpyxl
import pytest

from dancecoach.coaching.skill_sheet import MEASURES
from dancecoach.errors import OutputError
from dancecoach.motion.angles import angle_names, joint_angles
from dancecoach.report import workbook
from dancecoach.report.skills_csv import write_phases_csv, write_skills_csv
from dancecoach.report.workbook import write_workbook


@pytest.fixture
def book(leap, tmp_path):
    write_workbook(leap.analysis, tmp_path / "made.xlsx")
    return openpyxl.load_workbook(tmp_path / "made.xlsx")


def test_frames_are_numbers_with_units_in_the_header(book, leap):
    sheet = book["Frames"]
    header = [cell.value for cell in sheet[1]]
    assert header[:4] == ["Frame", "Time (s)", "Found", "Phase"]
    assert "Left knee (°)" in header
    assert sheet.freeze_panes == "C2"
    assert sheet.max_row == len(leap.track) + 1
    row = [cell.value for cell in sheet[12]]
    assert row[:3] == [10, pytest.approx(leap.track.times[10]), True]
    column = angle_names(leap.track.skeleton).index("left_knee")
    assert row[4 + column] == pytest.approx(joint_angles(leap.track)[10, column])


def test_an_angle_that_was_not_seen_is_an_empty_cell(leap, tmp_path):
    visibility = leap.track.visibility.copy()
    visibility[3] = 0.1
    analysis = attrs.evolve(leap.analysis, track=attrs.evolve(leap.track, visibility=visibility))
    write_workbook(analysis, tmp_path / "made.xlsx")
    row = [cell.value for cell in openpyxl.load_workbook(tmp_path / "made.xlsx")["Frames"][5]]
    names = angle_names(leap.track.skeleton)
    assert row[4 : 4 + len(names)] == [None] * len(names)
    assert row[4 + len(names)] == pytest.approx(0.1)


def test_each_measure_has_its_uncertainty_or_says_why_it_cannot_be_seen(book, leap):
    rows = list(book["Skills"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(MEASURES)
    for row, line in zip(rows, leap.analysis.skills[0].sheet.measures, strict=True):
        _number, _when, _group, _title, value, spread, _unit, why, _name = row
        assert (value is None) == (line.value is None) == (why is not None)
        assert spread == line.uncertainty
        if line.number is not None:
            assert value == pytest.approx(line.number)


def test_phases_end_where_the_next_begins(book, leap):
    rows = list(book["Phases"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [segment.phase for segment in leap.analysis.phases]
    assert [row[4] for row in rows[:-1]] == pytest.approx([row[3] for row in rows[1:]])
    assert rows[-1][4] == pytest.approx(leap.analysis.clip.duration_s)


def test_words_stay_words(leap, tmp_path):
    phases = tuple(attrs.evolve(segment, author="=1+1") for segment in leap.analysis.phases)
    write_workbook(leap.analysis, tmp_path / "made.xlsx", phases)
    cell = openpyxl.load_workbook(tmp_path / "made.xlsx")["Phases"]["H2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_more_frames_than_rows_is_said(leap, tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 5)
    with pytest.raises(OutputError, match="CSV"):
        write_workbook(leap.analysis, tmp_path / "made.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_tables_for_scripts(leap, tmp_path):
    write_skills_csv(leap.analysis.skills, tmp_path / "skills.csv")
    write_phases_csv(leap.analysis.phases, tmp_path / "phases.csv")
    texts = ((tmp_path / name).read_text(encoding="utf-8") for name in ("skills.csv", "phases.csv"))
    skills, phases = (list(csv.DictReader(io.StringIO(text))) for text in texts)
    assert [row["measure"] for row in skills] == list(MEASURES)
    flight = skills[0]
    assert float(flight["value"]) == leap.analysis.skills[0].sheet["flight_time"].value
    assert all((row["value"] == "") != (row["unseen"] == "") for row in skills)
    assert np.all([int(a["end_frame"]) + 1 == int(b["start_frame"]) for a, b in pairwise(phases)])
