import json
import shutil

import pytest

from dancecoach.errors import InputError
from training.reporting.reading import read_folder


def _changed(folder, name, **changes):
    path = folder / name
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_all_outcomes_are_read_each_kind_for_itself(folder):
    kept = read_folder(folder)
    assert len(kept) == 6
    assert [len(kept.styles[""]), len(kept.phases[""])] == [4, 2]
    assert kept.unread == ()


def test_runs_of_fewer_rounds_stay_apart(folder, style_outcome):
    style_outcome().save(folder / "2-rounds")
    assert {place: len(runs) for place, runs in read_folder(folder).styles.items()} == {"": 4, "2-rounds": 1}


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "7", '"text"', "null", "[" * 100_000, '{"schema": "dancecoach.analysis/1"}', "\x00", "{}"],
    ids=["empty", "cut", "list", "number", "text", "null", "deep", "other", "zero", "nothing"],
)
def test_a_damaged_file_is_named_and_the_rest_is_read(folder, content):
    (folder / "damaged.json").write_text(content)
    kept = read_folder(folder)
    assert [file.name for file in kept.unread] == ["damaged.json"]
    assert len(kept) == 6


def test_a_file_in_another_encoding_is_named(folder):
    (folder / "damaged.json").write_bytes(b"\xff\xfe{\x00")
    assert [file.name for file in read_folder(folder).unread] == ["damaged.json"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"clips": [[1, 2]]}, "clips are not counts for each pair of classes"),
        ({"clips": [[1, -2], [3, 4]]}, "clips are not counts"),
        ({"clips": [[1, 2], [3]]}, "holds no outcome"),
        ({"clips": [[10**30, 0], [0, 0]]}, "holds no outcome"),
        ({"clips": [[0, 0], [0, 0]], "examples": [[0, 0], [0, 0]]}, "counts are all zero"),
        ({"labels": ["same", "same"]}, "labels are not names of classes"),
        ({"labels": [1, 2]}, "labels are not names of classes"),
        ({"system": None}, "system is no name"),
        ({"loss": None}, "loss is no number"),
        ({"seed": "0"}, "seed is no whole number"),
        ({"more": 1}, "holds no outcome"),
    ],
)
def test_numbers_that_cannot_be_shown_are_said(folder, changes, problem):
    _changed(folder, "two.by_clip.gru.0.json", **changes)
    (unread,) = read_folder(folder).unread
    assert unread.name == "two.by_clip.gru.0.json"
    assert problem in unread.problem


@pytest.mark.parametrize(
    "reports",
    [
        {},
        [],
        {"drawn": 1},
        {"drawn": {"macro_f1": 0.5}},
        {"drawn": {"macro_f1": 0.5, "edit": 0.5, "segment_f1": {"0.5": "x"}, "takeoff": {}, "touchdown": {}}},
        {"drawn": {"macro_f1": 1, "edit": 1, "segment_f1": {}, "takeoff": {}, "touchdown": {}, "confusion": [[1]]}},
    ],
)
def test_reports_that_lack_numbers_are_said(folder, reports):
    _changed(folder, "phases.bigru_phases.0.json", reports=reports)
    assert [file.name for file in read_folder(folder).unread] == ["phases.bigru_phases.0.json"]


def test_a_training_that_went_astray_is_kept(folder):
    _changed(folder, "two.by_clip.gru.0.json", loss=float("nan"))
    assert read_folder(folder).unread == ()


def test_a_copy_does_not_count_twice(folder):
    shutil.copy(folder / "two.by_clip.gru.0.json", folder / "two.by_clip.gru.0 (copy).json")
    kept = read_folder(folder)
    assert len(kept) == 6
    assert [file.problem.startswith("tells of the same run as two.by_clip.gru.0") for file in kept.unread] == [True]


def test_a_folder_without_outcomes_is_one_sentence(tmp_path):
    with pytest.raises(InputError, match="holds no outcome; name the folder given to"):
        read_folder(tmp_path)
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(InputError, match=r"holds no outcome of a benchmark \(1 other files\)"):
        read_folder(tmp_path)
    with pytest.raises(InputError, match="is not a folder"):
        read_folder(tmp_path / "missing")
