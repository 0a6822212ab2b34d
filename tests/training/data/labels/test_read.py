import json

import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.library.analyses.recognised_json import phases_content
from dancecoach.motion.phases import segments_of
from training.data.labels.read import label_files, read_annotations, read_file

TIMES = np.arange(30) / 30
HEAD = "clip,annotator,phase,start_s,end_s"


def _by(found):
    return {(a.clip, a.annotator): a.labels(TIMES).tolist() for a in found}


def test_a_table_of_two_annotators_and_clips(write_table):
    path = write_table(
        "all.csv",
        HEAD,
        "jump,ann,idle,0,0.5",
        "jump,ann,skill,0.5,1",
        "jump,bob,idle,0,1",
        "films/hop.MP4,ann,Take_Off,0,1",
        ",,,,",
    )
    assert _by(read_file(path)) == {
        ("jump", "ann"): [0] * 15 + [2] * 15,
        ("jump", "bob"): [0] * 30,
        ("hop", "ann"): [1] * 30,
    }


@pytest.mark.parametrize(
    ("name", "head", "line", "clip", "who"),
    [
        ("jump.csv", "phase,start_s,end_s", "idle,0,1", "jump", "labels"),
        ("ann/jump.csv", "phase,start_frame,end_frame", "idle,0,29", "jump", "ann"),
        ("ann.csv", "clip,phase,start_s,end_s", "jump,idle,0,1", "jump", "ann"),
        ("jump.v2.csv", "annotator;phase;start_s;end_s;note", "ann;idle;0;1,0;a, b", "jump.v2", "ann"),
        ("tabs.tsv", "Clip\tAnnotator\tPhase\tStart_S\tEnd_S", "jump\tann\tIdle\t0\t1", "jump", "ann"),
    ],
)
def test_tables_of_other_makes(write_table, name, head, line, clip, who):
    (said,) = read_file(write_table(name, text=f"\ufeff{head}\r\n{line}\r\n"))
    assert (said.clip, said.annotator) == (clip, who)
    assert said.labels(TIMES).tolist() == [0] * 30


def test_phases_of_the_app_s_form_are_by_the_folder(write_phases):
    path = write_phases("ann", "jump.2", ("idle", 0, 9), ("take-off", 10, 29))
    (said,) = read_file(path)
    assert (said.clip, said.annotator, said.in_frames) == ("jump.2", "ann", True)
    assert said.labels(TIMES).tolist() == [0] * 10 + [1] * 20


@pytest.mark.parametrize("fps", [30, 60, 25])
def test_an_analysis_is_said_by_its_model_whatever_the_rate(tmp_path, fps):
    times = np.arange(fps) / fps
    truth = np.repeat([0, 1, 2, 3, 0], fps // 5).astype(np.uint8)
    content = {
        "schema": "dancecoach.analysis/1",
        "clip": {"path": "D:\\films\\jump.mp4", "frames": fps, "duration_s": 1.0},
        "phases": phases_content(segments_of(truth, times, author="model x"), "phases-review 3"),
    }
    path = tmp_path / "analysis.json"
    path.write_text(json.dumps(content), "utf-8")
    (said,) = read_file(path)
    assert (said.clip, said.annotator) == ("jump", "model phases-review 3")
    np.testing.assert_array_equal(said.labels(times), truth)
    np.testing.assert_array_equal(said.labels(np.arange(120) / 120), np.repeat([0, 1, 2, 3, 0], 24))


def test_an_annotator_s_segments_may_lie_in_several_files(write_table):
    write_table("a.csv", HEAD, "jump,ann,idle,0,0.5")
    folder = write_table("b.csv", HEAD, "jump,ann,skill,0.5,1").parent
    write_table("styles.csv", "clip,style", "jump,waltz")
    write_table("notes.txt", "nothing")
    assert [path.name for path in label_files([folder])] == ["a.csv", "b.csv"]
    assert _by(read_annotations([folder])) == {("jump", "ann"): [0] * 15 + [2] * 15}
    assert _by(read_annotations([folder, folder / "a.csv"])) == {("jump", "ann"): [0] * 15 + [2] * 15}


def test_an_annotator_twice_for_one_frame_names_both_files(write_table):
    write_table("a.csv", HEAD, "jump,ann,idle,0,1")
    folder = write_table("b.csv", HEAD, "jump,ann,skill,0.5,1").parent
    (said,) = read_annotations([folder])
    with pytest.raises(
        InputError, match=r"b.csv, line 2: labels frames 15 to 29 .* a second time by ann, after .*a.csv"
    ):
        said.labels(TIMES)


def test_units_are_not_mixed(write_table):
    write_table("a.csv", HEAD, "jump,ann,idle,0,0.5")
    folder = write_table("b.csv", "clip,annotator,phase,start_frame,end_frame", "jump,ann,idle,15,29").parent
    with pytest.raises(InputError, match=r"b.csv, line 2: labels jump by ann in other units than .*a.csv, line 2"):
        read_annotations([folder])


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "is empty; label the clip, or take the file out"),
        ([HEAD], "holds no segments"),
        (["clip,annotator,label,start_s,end_s", "a,b,idle,0,1"], "has no column `phase`; name the columns clip,"),
        ([HEAD, "jump,ann,flying,0,1"], "line 2: names the phase 'flying', which there is not; choose one of: idle,"),
        ([HEAD, "jump,ann,,0,1"], "line 2: names the phase '', which there is not"),
        ([HEAD, "jump,ann,idle,0,0.5", "jump,ann,skill,1,0.5"], "line 3: starts at 1 and ends at 0.5; end it after"),
        ([HEAD, "jump,ann,idle,1,1"], "line 2: starts at 1 and ends at 1"),
        ([HEAD, "jump,ann,idle,zero,1"], "line 2: has 'zero' as start_s, which is not a time in seconds"),
        ([HEAD, "jump,ann,idle,-1,1"], "line 2: has '-1' as start_s"),
        ([HEAD, "jump,ann,idle,0,nan"], "line 2: has 'nan' as end_s"),
        ([HEAD, "jump,ann,idle,0,1e9"], "line 2: has '1e9' as end_s, which is after any clip's end; correct it"),
        (["phase,start_frame,end_frame", "idle,0,1e12"], "line 2: has '1e12' as end_frame, which is after any"),
        ([HEAD, 'jump,ann,"idle,0,1', "x" * 200_000], "line 2: cannot be read as a table; see its quotation marks"),
        ([HEAD, "jump,ann,idle,0"], "line 2: has no start and end; name the columns"),
        (
            ["phase,start_frame,end_frame", "idle,0.5,3"],
            "line 2: has '0.5' as start_frame, which is not a frame number",
        ),
    ],
)
def test_bad_tables_name_line_and_remedy(write_table, lines, said):
    with pytest.raises(InputError, match=said) as caught:
        read_file(write_table("bad.csv", *lines))
    assert "bad.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("{", "holds no phases"),
        ("3", "holds no phases"),
        ('["idle"]', "holds no phases"),
        ("[]", "holds no segments"),
        ("{}", "holds no phases; let the app analyse the clip again"),
        ('{"phases": null}', "holds no phases; let the app analyse the clip again"),
        ('{"phases": {"segments": []}}', "holds no phases"),
        ('[{"phase": "idle", "start": 5, "end": 3}]', "segment 1: starts at 5 and ends at 3"),
        ('[{"phase": "idle", "start": null, "end": 3}]', "segment 1: has None as start_frame"),
        ('[{"start": 0, "end": 3}]', "segment 1: names the phase None"),
    ],
)
def test_bad_json_names_segment_and_remedy(write_table, text, said):
    with pytest.raises(InputError, match=said) as caught:
        read_file(write_table("jump.phases.json", text=text))
    assert "jump.phases.json" in str(caught.value)


def test_files_that_are_not_there_or_not_text(tmp_path):
    with pytest.raises(InputError, match=r"gone\.csv: is not there"):
        label_files([tmp_path / "gone.csv"])
    with pytest.raises(InputError, match="holds no labels"):
        label_files([tmp_path])
    (tmp_path / "jump.csv").write_bytes(b"phase,\xff\xfe")
    with pytest.raises(InputError, match=r"jump.csv: cannot be read as text; save it as UTF-8"):
        read_file(tmp_path / "jump.csv")
