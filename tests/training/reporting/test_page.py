import json
import re
import sys
from datetime import date
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

from dancecoach.errors import EngineError, InputError, OutputError
from training.benchmark.protocols import PROTOCOLS
from training.cli import app
from training.errors import CallError
from training.reporting.contents import chapters
from training.reporting.page import render, summary, versions, write_report
from training.reporting.reading import Kept, Unread, read_folder

pytest.importorskip("jinja2", reason="Jinja is not installed (extra `training`)")

DAY = date(2030, 5, 17)
VOID = {"meta", "br"}


class _Tags(HTMLParser):
    """Sees that each element is closed where it should be, and keeps the text."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.text = [], [], ""

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def _page(folder):
    return render(read_folder(folder), DAY)


def _tags(page):
    tags = _Tags()
    tags.feed(page)
    tags.close()
    assert tags.open == []
    return tags


def test_numbers_stand_in_the_page_the_best_system_first(folder):
    by_clip = next(c for c in chapters(read_folder(folder)) if c.title == "two, by_clip")
    assert [row[0] for row in by_clip.section.rows] == ["gru", "lstm50"]
    assert by_clip.section.rows[0][2] == "87.5 ± 17.7"
    assert by_clip.headline == ("gru", "87.5 ± 17.7 %")
    text = _tags(_page(folder)).text
    for said in (
        "87.5 ± 17.7",
        "75.0",
        "1,234",
        "2030-05-17",
        "waltz 8, rumba 4",
        "55,555",
        "33 / 121 ms",
        "never met",
    ):
        assert said in text
    assert text.index("gru") < text.index("lstm50")


def test_matrices_add_up_the_runs(folder):
    by_clip = next(c for c in chapters(read_folder(folder)) if c.title == "two, by_clip")
    assert by_clip.matrices[0].title == "gru, clips, 2 runs together"
    assert [cell.title for cell in by_clip.matrices[0].rows[0]] == [
        "waltz called waltz: 15 of 16",
        "waltz called rumba: 1 of 16",
    ]


def test_matrices_are_of_the_best_systems_alone(tmp_path, style_outcome):
    for right in range(6):
        style_outcome(f"system{right}", (right, 4)).save(tmp_path)
    (chapter,) = chapters(read_folder(tmp_path))
    assert [m.title.split(",")[0] for m in chapter.matrices] == ["system5", "system4", "system3"]
    assert len(chapter.plots[0].groups[0].bars) == 6


def test_chance_is_the_share_of_the_commonest_class(folder):
    style, leaky, *phases = chapters(read_folder(folder))
    assert style.chance == leaky.chance == pytest.approx(8 / 12)
    assert style.plots[0].chance == 66.67
    assert [chapter.chance for chapter in phases] == [None]
    page = _page(folder)
    assert "chance 66.7 %" in page
    assert "by always saying “waltz”" in page
    assert "one of 2 by lot is 50.0 %" in page


def test_leaky_protocols_are_marked_and_others_are_not(folder):
    page = _page(folder)
    assert page.count('<span class="leaky">leaky</span>') == 2  # in the list and above the chapter
    assert page.count("these figures say little about new clips") == 1
    for name in ("by_clip", "random_windows_leaky"):
        meaning = PROTOCOLS[name].meaning
        assert meaning[1:] in page
    assert chapters(read_folder(folder))[1].leaky


def test_a_protocol_of_another_version_is_shown_too(tmp_path, style_outcome):
    style_outcome(protocol="by_moon").save(tmp_path)
    assert "A protocol that this version does not know." in _page(tmp_path)


def test_a_set_that_grew_between_two_runs_is_put_in_order(tmp_path, style_outcome):
    style_outcome(labels=("waltz", "rumba"), right=(8, 4)).save(tmp_path)
    style_outcome(labels=("rumba", "tango"), right=(8, 4), seed=1).save(tmp_path)
    (chapter,) = chapters(read_folder(tmp_path))
    assert chapter.matrices[0].labels == ("waltz", "rumba", "tango")
    assert chapter.matrices[0].rows[1][1].title == "rumba called rumba: 12 of 12"


def test_hostile_names_do_nothing(style_outcome):
    bad = "<script>alert('x')</script>\"&{{ 7*7 }}\ud800"
    outcome = style_outcome(bad, labels=(bad, "</style><b>"), dances='"><img src=x onerror=y>')
    page = render(Kept({"<u>": [outcome]}, unread=(Unread("<i>&.json", "is </section> damaged"),)), DAY)
    assert page.encode("utf-8")
    tags = _tags(page)
    assert not {"script", "img", "b", "i", "u"} & {tag for tag, _ in tags.seen}
    assert "<script>alert('x')</script>\"&{{ 7*7 }}?" in tags.text
    assert "<i>&.json is </section> damaged" in tags.text
    assert not [name for _, attributes in tags.seen for name in attributes if name.startswith("on")]


def test_a_damaged_file_is_named_in_the_page(folder):
    (folder / "damaged.json").write_text("{")
    text = _tags(_page(folder)).text
    assert "Left out of this report" in text
    assert "damaged.json holds no outcome of a benchmark" in text


def test_nothing_is_fetched_and_nothing_runs(folder):
    page = _page(folder)
    tags = _tags(page)
    assert "http" not in page
    assert "url(" not in page
    assert "@import" not in page
    assert not {"script", "link", "img", "iframe", "object", "embed", "base"} & {tag for tag, _ in tags.seen}
    targets = [attributes["href"] for tag, attributes in tags.seen if tag == "a"]
    assert targets
    assert all(t.startswith("#") and f'id="{t[1:]}"' in page for t in targets)


def test_all_that_is_drawn_lies_within_the_picture(folder):
    tags = _tags(_page(folder))
    shares = [
        float(v[:-1]) for t, a in tags.seen for k, v in a.items() if k in {"x1", "x2", "cx", "width"} and v[-1] == "%"
    ]
    assert len(shares) > 50
    assert min(shares) >= 0
    assert max(shares) <= 100
    assert sum(a.get("role") == "img" for tag, a in tags.seen if tag == "svg") == 4 + 2  # plots and cards


def test_same_outcomes_same_page_but_for_the_date(folder, tmp_path):
    write_report(folder, tmp_path / "1.html", DAY)
    write_report(folder, tmp_path / "2.html", DAY)
    write_report(folder, tmp_path / "3.html", date(2031, 1, 2))
    first, second, third = ((tmp_path / f"{i}.html").read_text("utf-8") for i in (1, 2, 3))
    assert first == second != third
    assert first == third.replace("2031-01-02", "2030-05-17")
    assert str(tmp_path) not in first


def test_versions_are_those_installed(folder):
    assert versions()["NumPy"] == __import__("numpy").__version__
    assert re.fullmatch(r"\d+\.\d+.*|not installed", versions()["ONNX Runtime"])
    assert set(versions()) == {"dancecoach", "Python", "NumPy", "TensorFlow", "Keras", "ONNX Runtime"}
    assert versions()["Python"] in _page(folder)


def test_all_numbers_of_the_tables_are_fit_for_json(folder):
    said = json.loads(json.dumps(summary(read_folder(folder), DAY)))
    assert (said["schema"], said["date"]) == ("dancecoach.report/1", "2030-05-17")
    first = said["chapters"][0]
    assert first["rows"][0][0] == first["figures"][0]["system"] == "gru"
    assert first["figures"][0]["accuracy"]["runs"] == pytest.approx([1.0, 0.75])
    assert first["figures"][0]["accuracy"]["std"] == pytest.approx(0.1768, abs=1e-4)
    assert first["confusion"]["lstm50, clips"] == {"labels": ["waltz", "rumba"], "counts": [[6, 2], [1, 3]]}
    assert first["facts"]["Seeds"] == "0, 1"
    assert said["chapters"][2]["figures"][0]["off median_ms"]["mean"] == 33.0


def test_numbers_lie_beside_the_page_and_are_no_outcome(folder):
    write_report(folder, folder / "report.html", DAY)
    again = write_report(folder, folder / "report.html", DAY)
    assert json.loads((folder / "report.json").read_text("utf-8"))["date"] == "2030-05-17"
    assert again.unread == ()
    with pytest.raises(CallError, match=r"report\.json: is where the page's numbers go; name the page report\.html"):
        write_report(folder, folder / "report.json", DAY)


def test_without_jinja_one_command_is_named(monkeypatch, folder):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(EngineError, match="reports cannot be written without Jinja; install it with: pip install"):
        _page(folder)


def test_a_page_that_cannot_be_written_is_one_sentence(folder, tmp_path):
    (tmp_path / "taken.html").mkdir()
    with pytest.raises(OutputError, match=r"taken\.html"):
        write_report(folder, tmp_path / "taken.html", DAY)


def test_command_writes_the_page_and_names_what_is_left_out(folder, tmp_path):
    (folder / "damaged.json").write_text("{")
    out, tables = tmp_path / "new" / "report.html", tmp_path / "tables.md"
    result = CliRunner().invoke(app, ["report", str(folder), "--out", str(out), "--markdown", str(tables)])
    assert result.exit_code == 0
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")
    numbers = json.loads(out.with_suffix(".json").read_text("utf-8"))
    assert numbers["unread"] == {"damaged.json": "holds no outcome of a benchmark"}
    assert "| gru | 2 | 87.5 ± 17.7 |" in tables.read_text("utf-8")
    assert isinstance(CliRunner().invoke(app, ["report", str(tmp_path / "none")]).exception, InputError)


@pytest.mark.parametrize(
    ("clips", "problem"),
    [("nowhere", "names no set and folder; write it like"), ("waltzes=.", "is not a set of clips; choose one of: tr")],
)
def test_clips_that_cannot_be_found_are_said_before_anything_is_written(folder, tmp_path, clips, problem):
    out = tmp_path / "report.html"
    result = CliRunner().invoke(app, ["report", str(folder), "--out", str(out), "--clips", clips])
    assert isinstance(result.exception, CallError)
    assert problem in str(result.exception)
    assert not out.exists()
