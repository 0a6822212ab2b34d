import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dancecoach.errors import NotesError
from dancecoach.library.analyses.recognised_json import phases_content
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes.labels import clip_stem, read_labels, write_label_table, write_phases_json
from dancecoach.notes.notes import Notes
from dancecoach.notes.notes_json import to_text
from dancecoach.notes.phase_edits import add_annotator, relabel_range
from dancecoach.notes.phase_track import NAMES, PhaseTrack
from dancecoach.notes.records import NotedClip
from training.data.labels.read import read_annotations, read_file

RATES = [24.0, 30.0, 60.0, 29.97]
STEPS = np.random.default_rng(3).uniform(0.004, 0.06, 40).cumsum()
HEAD = "clip,annotator,phase,start_s,end_s"
TIMES = np.arange(40) / 30


@pytest.fixture
def noted(blank):
    notes = add_annotator("Ann").apply(blank)
    notes = relabel_range("Ann", 0, 11, "idle").apply(notes)
    notes = relabel_range("Ann", 12, 30, "skill").apply(notes)
    notes = add_annotator("Bo, Jr. “x”").apply(notes)
    return relabel_range("Bo, Jr. “x”", 5, 39, "landing").apply(notes)


@pytest.fixture
def write(tmp_path):
    def write(name, *lines, text=None):
        path = tmp_path / "labels" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) if text is None else text, "utf-8")
        return path

    return write


@pytest.mark.parametrize("times", [*(np.arange(40) / rate for rate in RATES), STEPS], ids=[*map(str, RATES), "phone"])
def test_trainings_read_what_is_exported_to_the_frame(noted, tmp_path, times):
    """Two files and a table, each read as a training reads them, at any rate and at none."""
    write_label_table(noted, times, tmp_path / "table.csv")
    files = [write_phases_json(noted, who, times, tmp_path / "labels") for who in noted.annotators]
    expected = {("Übung 1", track.annotator): track.labels().tolist() for track in noted.tracks}
    table = {(said.clip, said.annotator): said.labels(times).tolist() for said in read_file(tmp_path / "table.csv")}
    assert table == expected
    said = read_annotations([tmp_path / "labels"])
    assert [said.labels(times).tolist() for said in said] == list(expected.values())
    assert [file.relative_to(tmp_path).as_posix() for file in files] == [
        "labels/Ann/Übung 1.phases.json",
        "labels/Bo, Jr. “x”/Übung 1.phases.json",
    ]
    assert read_labels(tmp_path / "table.csv", noted, times) == noted.tracks
    assert [read_labels(file, noted, times) for file in files] == [(track,) for track in noted.tracks]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(labels=st.lists(st.integers(-1, 3), min_size=1, max_size=40), phone=st.booleans())
def test_any_phases_come_back_from_both_readers(tmp_path, labels, phone):
    times = STEPS[: len(labels)] if phone else np.arange(len(labels)) / 29.97
    track = PhaseTrack.of_labels("Ann", np.array(labels))
    notes = Notes(NotedClip("9f" * 32, len(labels), "a.b.mov"), (track,))
    path = write_phases_json(notes, "Ann", times, tmp_path)
    assert path.name == "a.b.phases.json"
    (said,) = read_file(path)
    assert (said.clip, said.labels(times).tolist()) == ("a.b", labels)
    assert read_labels(path, notes, times) == (track,)


def test_names_that_no_folder_may_have(blank, tmp_path):
    notes = blank
    for name in ("Ann/Bo", 'C:"D"?', "..."):
        notes = add_annotator(name).apply(notes)
    paths = [write_phases_json(notes, name, TIMES, tmp_path) for name in notes.annotators]
    assert [path.parent.name for path in paths] == ["Ann-Bo", "C--D--", "annotator"]
    assert all(path.parent.parent == tmp_path for path in paths)


def test_a_clip_whose_name_nobody_knows_is_called_by_its_content(tmp_path):
    notes = add_annotator("Ann").apply(Notes(NotedClip("9f" * 32, 40)))
    assert clip_stem(notes) == "9f9f9f9f9f9f"
    assert write_phases_json(notes, "Ann", TIMES, tmp_path).name == "9f9f9f9f9f9f.phases.json"


def test_tables_of_other_makes(blank, write):
    """Semicolons and commas as Excel writes them in half of Europe, gaps of a few hundredths, other clips beside it."""
    path = write(
        "all.csv",
        text="\ufeffClip;Annotator;Phase;start_s;end_s;remark\r\n"
        "films\\Übung 1.MP4;ann;Idle;0,02;0,50;a, b\r\n"
        "hop;ann;skill;0;9;\r\n"
        ";;;;;\r\n"
        "Übung 1;ann;Take Off;0,52;1,32;\r\n",
    )
    (track,) = read_labels(path, blank, TIMES)
    assert (track.annotator, track.labels().tolist()) == ("ann", [0] * 16 + [1] * 24)


def test_an_analysis_and_another_coach_s_notes_are_read_too(blank, noted, write):
    segments = noted.tracks[0].phase_segments(TIMES)
    rest = PhaseSegment("idle", 31, 39, TIMES[31], TIMES[39])
    analysis = {"clip": {"path": "C:\\x\\y.mp4"}, "phases": phases_content([*segments, rest], "phases 1")}
    (track,) = read_labels(write("analysis.json", text=json.dumps(analysis)), blank, TIMES)
    assert track.annotator == "phases 1"
    assert [s.phase for s in track.segments()] == ["idle", "skill", "idle"]
    assert read_labels(write("notes.json", text=to_text(noted, 3)), blank, TIMES) == noted.tracks
    with pytest.raises(NotesError, match="holds no phases"):
        read_labels(write("none.json", text=json.dumps({"clip": {}, "phases": None})), blank, TIMES)


def test_a_network_s_labels_become_a_person_s_to_correct(blank, write):
    path = write("Übung 1.csv", HEAD, "Übung 1,model phases 1,idle,0,1.34")
    assert [track.annotator for track in read_labels(path, blank, TIMES)] == ["phases 1"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["x,ann,idle,0,0.9"], "do not cover each of its 40 frames once"),
        (["x,ann,idle,0,1", "x,ann,skill,0.7,1.33"], "do not cover each"),
        (["x,ann,idle,0,1", "x,ann,skill,1.2,1.33"], "do not cover each"),
        (["x,ann,idle,0,2"], "goes on 0.67 s after"),
        (["x,ann,jump,0,1.33"], r"csv, 2: names the phase “jump”"),
        (["x,ann,idle,1,0.5"], "ends before its start"),
        (["x,ann,idle,0,nan"], "where a time belongs"),
        (["x,ann,idle,0,-1"], "where a time belongs"),
        (["x,ann,idle,0,"], "has no start and end"),
        ([f"x,{'a' * 81},idle,0,1.33"], "names no annotator"),
        (["x,ann,idle,0,1.33", "y,ann,idle,0,1.33"], "says nothing of Übung 1"),
        ([], "says nothing of Übung 1"),
    ],
)
def test_labels_that_make_no_sense_are_refused_with_their_line(blank, write, lines, problem):
    with pytest.raises(NotesError, match=problem):
        read_labels(write("l.csv", HEAD, *lines), blank, TIMES)


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1]", "null", "[" * 50_000, '[{"phase": "idle", "start": 0.5, "end": 39}]', '[{"phase": "idle"}]'],
)
def test_json_of_something_else_is_refused(blank, write, text):
    with pytest.raises(NotesError):
        read_labels(write("ann/x.phases.json", text=text), blank, TIMES)


def test_frames_and_seconds_are_not_mixed(blank, write):
    rows = [{"phase": "idle", "start": 0, "end": 9}, {"phase": "skill", "start_s": 0.33, "end_s": 1.33}]
    with pytest.raises(NotesError, match="in part"):
        read_labels(write("ann/x.phases.json", text=json.dumps(rows)), blank, TIMES)


def test_other_failures_say_what_to_do(noted, blank, tmp_path):
    with pytest.raises(NotesError, match="cannot be read as text"):
        read_labels(tmp_path / "no.csv", blank, TIMES)
    with pytest.raises(NotesError, match=r"Übung 1\.mp4: has no phases by hand; add an annotator\."):
        write_label_table(blank, TIMES, tmp_path / "t.csv")
    with pytest.raises(NotesError, match="times of another clip"):
        write_label_table(noted, TIMES[:-1], tmp_path / "t.csv")


def test_the_names_are_those_of_trainings():
    from training.data.labels.segments import NAMES as THEIRS

    assert NAMES == THEIRS
