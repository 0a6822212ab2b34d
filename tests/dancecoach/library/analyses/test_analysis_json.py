import json

import pytest

from dancecoach.errors import AnalysisFileError, OutputError
from dancecoach.library.analyses.analysis_json import (
    AnalysisDocument,
    from_text,
    read_analysis_json,
    to_text,
    write_analysis_json,
)
from dancecoach.pose.identity.seed import Seed


def test_written_form_has_the_keys_of_the_schema(make_analysis, tmp_path):
    path = tmp_path / "analysis.json"
    write_analysis_json(make_analysis("Übung 1/пируэт.mp4"), path)
    content = json.loads(path.read_text("utf-8"))
    wanted = ["schema", "clip", "pose", "activity", "style", "phases", "skills", "recognition", "warnings"]
    assert list(content) == wanted
    assert (content["style"], content["phases"], content["skills"]) == (None, None, [])
    assert content["schema"] == "dancecoach.analysis/1"
    assert content["clip"] == {
        "path": "Übung 1/пируэт.mp4",
        "sha256": "ab" * 32,
        "frames": 7,
        "duration_s": pytest.approx(7 / 30, abs=1e-6),
        "mean_fps": 30.0,
        "variable_frame_rate": False,
        "width": 640,
        "height": 360,
        "rotation": 90,
    }
    assert content["pose"] == {
        "engine": "blazepose",
        "model": "full",
        "skeleton": "blazepose-33",
        "found_fraction": pytest.approx(5 / 7, abs=1e-6),
    }
    assert content["warnings"] == ["Zu dunkel: 5 %."]


def test_reading_gives_back_what_was_written(make_analysis, tmp_path):
    analysis = make_analysis()
    path = tmp_path / "analysis.json"
    write_analysis_json(analysis, path)
    document = read_analysis_json(path)
    assert document.clip.frames == 7
    assert document.clip.rotation == 90
    again = document.with_track(analysis.track)
    assert (again.sha256, again.engine, again.model) == (analysis.sha256, "blazepose", "full")
    assert (again.activity, again.warnings) == ("dance", analysis.warnings)


def test_who_was_chosen_is_kept_and_a_file_without_says_nobody(make_analysis, tmp_path):
    chosen = AnalysisDocument.of(make_analysis(person=Seed(0.25, 0.5, 1.5)))
    content = json.loads(to_text(chosen))
    assert content["pose"]["person"] == {"x": 0.25, "y": 0.5, "time_s": 1.5}
    assert from_text(to_text(chosen), tmp_path).person == Seed(0.25, 0.5, 1.5)
    nobody = to_text(AnalysisDocument.of(make_analysis()))
    assert "person" not in json.loads(nobody)["pose"]
    assert from_text(nobody, tmp_path).person is None
    content["pose"]["person"]["x"] = 1.5
    with pytest.raises(AnalysisFileError, match=r"1\.5 for pose\.person\.x"):
        from_text(json.dumps(content), tmp_path)


def test_keys_of_a_later_version_are_kept(make_analysis, tmp_path):
    content = json.loads(to_text(AnalysisDocument.of(make_analysis())))
    content["cues"] = [{"joint": "left_knee"}]
    content["clip"]["camera_height_m"] = 1.2
    path = tmp_path / "analysis.json"
    document = from_text(json.dumps(content), path)
    write_analysis_json(document, path)
    assert json.loads(path.read_text("utf-8"))["cues"] == [{"joint": "left_knee"}]


def test_a_path_that_is_no_text_is_shown_with_marks(make_analysis):
    text = to_text(AnalysisDocument.of(make_analysis("bad\udcff.mp4")))
    assert json.loads(text)["clip"]["path"] == "bad\ufffd.mp4"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"schema": "dancecoach.analysis/2"}, "has the schema 'dancecoach.analysis/2', not dancecoach.analysis/1"),
        ({"schema": None}, "has the schema None"),
        ({"clip": None}, "has None for clip"),
        ({"warnings": [1]}, "something else than text in warnings"),
        ({"warnings": "dark"}, "has 'dark' for warnings"),
        ({"clip.frames": -1}, "has -1 for clip.frames"),
        ({"clip.frames": True}, "has True for clip.frames"),
        ({"clip.duration_s": "3"}, "has '3' for clip.duration_s"),
        ({"clip.duration_s": float("inf")}, "has inf for clip.duration_s"),
        ({"pose.found_fraction": 1.5}, "has 1.5 for pose.found_fraction"),
    ],
)
def test_a_wrong_value_is_named(make_analysis, tmp_path, change, sentence):
    content = json.loads(to_text(AnalysisDocument.of(make_analysis())))
    for key, value in change.items():
        *parents, last = key.split(".")
        place = content
        for parent in parents:
            place = place[parent]
        place[last] = value
    path = tmp_path / "analysis.json"
    path.write_text(json.dumps(content))
    with pytest.raises(AnalysisFileError) as caught:
        read_analysis_json(path)
    assert sentence in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert str(caught.value).endswith("clip again.")


def test_a_missing_value_is_named(make_analysis, tmp_path):
    content = json.loads(to_text(AnalysisDocument.of(make_analysis())))
    del content["pose"]["engine"]
    with pytest.raises(AnalysisFileError, match=r"lacks pose\.engine"):
        from_text(json.dumps(content), tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x00\xff", "[" * 100_000])
def test_something_else_is_refused(text, tmp_path):
    path = tmp_path / "analysis.json"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(AnalysisFileError):
        read_analysis_json(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(AnalysisFileError, match=r"gone\.json: cannot be read"):
        read_analysis_json(tmp_path / "gone.json")


def test_landmarks_of_another_clip_are_refused(make_analysis):
    document = AnalysisDocument.of(make_analysis())
    with pytest.raises(AnalysisFileError, match="describes 7 frames"):
        document.with_track(make_analysis(frames=8).track)


def test_a_failed_write_keeps_the_old_file(make_analysis, tmp_path, monkeypatch):
    path = tmp_path / "analysis.json"
    write_analysis_json(make_analysis(), path)
    before = path.read_bytes()

    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="the disk is full"):
        write_analysis_json(make_analysis(frames=9), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["analysis.json"]
