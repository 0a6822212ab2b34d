import csv

import numpy as np
import pytest

from dancecoach.errors import OutputError
from dancecoach.motion.angles import joint_angles
from dancecoach.motion.phases import segments_of
from dancecoach.pose.skeleton import COCO_17
from dancecoach.report.frames_csv import columns, write_frames_csv


@pytest.fixture
def track(figure):
    visibility = np.ones((4, 33))
    visibility[2, 25] = 0.1  # the left knee is hidden
    points = figure.points(4, knee=np.array([0, 30, 60, 90]))
    return figure.track(
        points, np.array([0.0, 0.04, 0.09, 0.12]), found=[True, True, True, False], visibility=visibility
    )


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_for_each_frame_with_its_own_time(track, tmp_path):
    path = tmp_path / "frames.csv"
    write_frames_csv(track, path)
    rows = read(path)
    assert [r["frame"] for r in rows] == ["0", "1", "2", "3"]
    assert [float(r["time_s"]) for r in rows] == [0.0, 0.04, 0.09, 0.12]
    assert [r["found"] for r in rows] == ["1", "1", "1", "0"]


def test_angles_are_degrees(track, tmp_path):
    path = tmp_path / "frames.csv"
    write_frames_csv(track, path)
    rows = read(path)
    assert [float(r["right_knee_deg"]) for r in rows[:3]] == pytest.approx([180, 150, 120], abs=0.1)
    angles = joint_angles(track)
    names = columns(track.skeleton)[4:]
    for row, wanted in zip(rows, angles, strict=True):
        got = [float(row[name]) if row[name] else np.nan for name in names]
        np.testing.assert_allclose(got, wanted, atol=0.006)


def test_what_was_not_seen_is_empty(track, tmp_path):
    path = tmp_path / "frames.csv"
    write_frames_csv(track, path)
    rows = read(path)
    assert rows[2]["left_knee_deg"] == ""
    assert rows[2]["right_knee_deg"] != ""
    assert set(list(rows[3].values())[4:]) == {""}


def test_columns_are_those_of_the_skeleton(track, tmp_path):
    path = tmp_path / "frames.csv"
    write_frames_csv(track.to_skeleton(COCO_17), path)
    header = path.read_text().splitlines()[0].split(",")
    assert header[:4] == ["frame", "time_s", "found", "phase"]
    assert "left_knee_deg" in header
    assert "left_ankle_deg" not in header


def test_each_frame_has_its_phase(track, tmp_path):
    path = tmp_path / "frames.csv"
    write_frames_csv(track, path, segments_of(np.array([1, 2, 2, 3]), track.times))
    assert [r["phase"] for r in read(path)] == ["take-off", "skill", "skill", "landing"]


def test_without_phases_the_column_is_empty(track, tmp_path):
    path = tmp_path / "frames.csv"
    write_frames_csv(track, path)
    assert [r["phase"] for r in read(path)] == [""] * 4


def test_a_folder_that_is_not_there(track, tmp_path):
    with pytest.raises(OutputError, match=r"frames\.csv"):
        write_frames_csv(track, tmp_path / "gone" / "frames.csv")
