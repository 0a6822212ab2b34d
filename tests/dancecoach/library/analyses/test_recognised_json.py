import json

import attrs
import pytest

from dancecoach.coaching.skill_sheet import MEASURES, ShapeCurve, SkillSheet, Unseen, measured, not_seen
from dancecoach.errors import AnalysisFileError
from dancecoach.library.analyses.analysis_json import (
    AnalysisDocument,
    from_text,
    read_analysis_json,
    to_text,
    write_analysis_json,
)
from dancecoach.library.analyses.record import Recogniser


@pytest.fixture
def content(make_analysis, recognised):
    return json.loads(to_text(AnalysisDocument.of(make_analysis(**recognised))))


def test_written_as_the_schema_says(content):
    shares = {"waltz": 0.75, "samba": 0.25}
    assert content["style"] == {"model": "style 1", "pack": "latin", "label": "waltz", "probabilities": shares}
    assert content["phases"]["model"] == "phases-review 1"
    assert [s["phase"] for s in content["phases"]["segments"]] == ["idle", "take-off", "skill", "landing"]
    assert content["phases"]["segments"][2] == {
        "phase": "skill",
        "start_frame": 2,
        "end_frame": 4,
        "start_s": pytest.approx(2 / 30, abs=1e-6),
        "end_s": pytest.approx(4 / 30, abs=1e-6),
        "confidence": 0.875,
    }
    assert content["skills"][0] == {
        "takeoff_frame": 2,
        "touchdown_frame": 5,
        "flight_time_s": 0.1,
        "jump_height_m": 0.0125,
        "rotation_turns": -1.25,
        "body_shape": "tuck",
        "confidence": 0.5,
        "flight_time_uncertainty_s": 0.03,
        "takeoff_s": 0.05,
        "touchdown_s": 0.15,
        "on_hands": False,
    }
    assert content["skills"][1]["flight_time_s"] is None
    assert content["skills"][1]["on_hands"] is True
    assert content["recognition"] == {
        "method": 3,
        "phases": "9f86d081884c7d65",
        "style": "",
        "skills": "",
        "warnings": ["Der Stil ist unbekannt."],
    }


def test_a_taught_name_is_written_only_where_there_is_one(make_analysis, recognised, tmp_path):
    analysis = make_analysis(**recognised)
    named = attrs.evolve(analysis.skills[0], name="Salto", name_certainty=0.75)
    text = to_text(AnalysisDocument.of(attrs.evolve(analysis, skills=(named, *analysis.skills[1:]))))
    first, second = json.loads(text)["skills"][:2]
    assert (first["name"], first["name_certainty"]) == ("Salto", 0.75)
    assert "name" not in second
    again = from_text(text, tmp_path)
    assert again.skills[0] == named
    assert (again.skills[1].name, again.skills[1].name_certainty) == ("", 0.0)


def test_the_segments_cover_each_frame_once(content):
    frames = [f for s in content["phases"]["segments"] for f in range(s["start_frame"], s["end_frame"] + 1)]
    assert frames == list(range(content["clip"]["frames"]))


def test_reading_gives_back_what_was_written(make_analysis, recognised, tmp_path):
    analysis = make_analysis(**recognised)
    write_analysis_json(analysis, tmp_path / "analysis.json")
    again = read_analysis_json(tmp_path / "analysis.json").with_track(analysis.track)
    assert again.style == analysis.style
    assert again.phase_model == analysis.phase_model
    assert again.skills == analysis.skills
    assert again.recogniser == analysis.recogniser
    assert again.recognition_warnings == analysis.recognition_warnings
    for one, other in zip(again.phases, analysis.phases, strict=True):
        assert (one.phase, one.start_frame, one.end_frame) == (other.phase, other.start_frame, other.end_frame)
        assert (one.start_s, one.end_s) == pytest.approx((other.start_s, other.end_s), abs=1e-6)
        assert (one.confidence, one.author) == (other.confidence, other.author)


@pytest.mark.parametrize(
    "keys", [("style", "phases", "skills", "recognition"), ("style",), ("phases",), ("skills",), ("recognition",)]
)
@pytest.mark.parametrize("how", ["missing", "null"])
def test_a_file_without_them_is_read(content, tmp_path, keys, how):
    for key in keys:
        if how == "missing":
            del content[key]
        else:
            content[key] = None
    document = from_text(json.dumps(content), tmp_path)
    empty = {"style": None, "phases": (), "skills": (), "recognition": Recogniser()}
    names = {"recognition": "recogniser"}
    for key in keys:
        assert getattr(document, names.get(key, key)) == empty[key]


def at(content, key):
    """The parent of a dotted key with list positions, and its last part."""
    *parents, last = (int(part) if part.isdigit() else part for part in key.split("."))
    for parent in parents:
        content = content[parent]
    return content, last


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("style", "waltz", "has 'waltz' for style"),
        ("style.label", 3, "has 3 for style.label"),
        ("style.probabilities", [0.5], "has [0.5] for style.probabilities"),
        ("style.probabilities.waltz", 1.5, "has 1.5 for style.probabilities.waltz"),
        ("phases", [], "has [] for phases"),
        ("phases.segments", ["skill"], "something else than objects in phases.segments"),
        ("phases.segments.1.phase", "flight", "has 'flight' for phases.segments[1].phase"),
        ("phases.segments.1.end_frame", 7, "has 7 for phases.segments[1].end_frame"),
        ("phases.segments.1.end_frame", 0, "has 0 for phases.segments[1].end_frame"),
        ("phases.segments.1.confidence", float("nan"), "has nan for phases.segments[1].confidence"),
        ("phases.segments.2.start_frame", 3, "phases that do not cover each frame once"),
        ("phases.segments.2.start_frame", 1, "phases that do not cover each frame once"),
        ("phases.segments", [], "phases that do not cover each frame once"),
        ("skills", {}, "has {} for skills"),
        ("skills.0.takeoff_frame", 7, "has 7 for skills[0].takeoff_frame"),
        ("skills.0.touchdown_frame", 1, "has 1 for skills[0].touchdown_frame"),
        ("skills.0.flight_time_s", -0.1, "has -0.1 for skills[0].flight_time_s"),
        ("skills.0.jump_height_m", "high", "has 'high' for skills[0].jump_height_m"),
        ("skills.0.body_shape", "banana", "has 'banana' for skills[0].body_shape"),
        ("skills.0.name", 1, "has 1 for skills[0].name"),
        ("skills.0.on_hands", 1, "has 1 for skills[0].on_hands"),
        ("recognition", "phases-review 1", "has 'phases-review 1' for recognition"),
        ("recognition.method", -1, "has -1 for recognition.method"),
        ("recognition.skills", 1, "has 1 for recognition.skills"),
        ("recognition.style", None, "has None for recognition.style"),
        ("recognition.warnings", [1], "something else than text in recognition.warnings"),
    ],
)
def test_a_wrong_value_is_named(content, tmp_path, key, value, sentence):
    parent, last = at(content, key)
    parent[last] = value
    with pytest.raises(AnalysisFileError) as caught:
        from_text(json.dumps(content), tmp_path / "analysis.json")
    assert sentence in str(caught.value)
    assert str(caught.value).endswith("analyse the clip again.")


def test_a_last_frame_that_no_segment_covers_is_named(content, tmp_path):
    content["phases"]["segments"].pop()
    with pytest.raises(AnalysisFileError, match="do not cover each frame once"):
        from_text(json.dumps(content), tmp_path)


def test_a_missing_value_is_named(content, tmp_path):
    del content["skills"][1]["confidence"]
    with pytest.raises(AnalysisFileError, match=r"lacks skills\[1\]\.confidence"):
        from_text(json.dumps(content), tmp_path)


@pytest.fixture
def with_sheet(make_analysis, recognised):
    """An analysis whose first skill has a sheet with a bit of everything."""
    lines = [not_seen(name, Unseen.FROM_THE_FRONT) for name in MEASURES]
    for line in (measured("takeoff_knee", 151.2, 6.0), measured("direction", "backward"), measured("steps", 2, 1.0)):
        lines[list(MEASURES).index(line.name)] = line
    curve = ShapeCurve((0.0667, 0.1), (120.5, None), (80.0, 90.0))
    sheet = SkillSheet(tuple(lines), view_deg=80.5, body_height_px=412.0, curve=curve)
    first, *others = recognised["skills"]
    return make_analysis(**{**recognised, "skills": (attrs.evolve(first, sheet=sheet), *others)})


def test_a_sheet_is_written_and_read(with_sheet, tmp_path):
    path = tmp_path / "analysis.json"
    write_analysis_json(with_sheet, path)
    assert read_analysis_json(path).skills == with_sheet.skills
    skills = json.loads(path.read_text("utf-8"))["skills"]
    knee = {"group": "takeoff", "value": 151.2, "uncertainty": 6.0, "unit": "deg", "unseen": None}
    assert skills[0]["sheet"]["measures"]["takeoff_knee"] == knee
    assert skills[0]["sheet"]["measures"]["height"]["unseen"] == "from-the-front"
    assert "sheet" not in skills[1]


def test_a_sheet_of_another_version_is_measured_again(with_sheet, tmp_path):
    content = json.loads(to_text(AnalysisDocument.of(with_sheet)))
    del content["skills"][0]["sheet"]["measures"]["steps"]
    skill = from_text(json.dumps(content), tmp_path / "analysis.json").skills[0]
    assert skill.sheet is None
    assert skill.rotation_turns == -1.25


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("takeoff_knee", {"value": True}),
        ("takeoff_knee", {"unit": "stone"}),
        ("takeoff_knee", {"uncertainty": -1.0}),
        ("height", {"unseen": "tired"}),
        ("height", {"unseen": None}),
    ],
)
def test_an_impossible_sheet_is_refused(with_sheet, tmp_path, name, change):
    content = json.loads(to_text(AnalysisDocument.of(with_sheet)))
    content["skills"][0]["sheet"]["measures"][name].update(change)
    with pytest.raises(AnalysisFileError, match=f"measures.{name}"):
        from_text(json.dumps(content), tmp_path / "analysis.json")
