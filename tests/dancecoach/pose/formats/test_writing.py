"""What is written is read back within stated bounds, by our readers and by others' rules."""

import csv
import json
import os
import sys

import attrs
import numpy as np
import pytest
from arro3.io import read_parquet

from dancecoach.errors import InputError, OutputError
from dancecoach.pose.formats import load_pose_file
from dancecoach.pose.formats.coco_writing import save_coco_json
from dancecoach.pose.formats.writing import POSE_FORMATS, WRITERS
from dancecoach.pose.skeleton import BODY_13, COCO_17

SHARE = 1e-6
"""Error of a place in our own table, shares of the picture."""
PIXELS = 0.0051
"""Error of a place in COCO, which has two decimals."""


@pytest.fixture
def gone(figure):
    """20 frames at uneven times; nobody is found in some, and some joints are never seen."""
    times = np.arange(20) / 30 + np.linspace(0, 0.01, 20) ** 2
    found = np.ones(20, bool)
    found[[0, 7, 8, 19]] = False
    points = figure.points(20, knee=60 + 40 * np.sin(times * 4))
    track = figure.track(points, times, found=found, visibility=0.3 + 0.6 * np.random.default_rng(1).random((20, 33)))
    landmarks, visibility = track.landmarks.copy(), track.visibility.copy()
    landmarks[3, [25, 27]], visibility[3, [25, 27]] = np.nan, 0
    return attrs.evolve(track, landmarks=landmarks, visibility=visibility)


def back(track, tmp_path, kind):
    path = tmp_path / WRITERS[kind].ending
    WRITERS[kind].save(track, path)
    read, warnings = load_pose_file(path)
    assert warnings == []
    np.testing.assert_allclose(read.times, track.times, atol=1e-6)
    assert read.frame_size == track.frame_size
    assert (read.found == track.found).all()
    return read, track.to_skeleton(read.skeleton)


@pytest.mark.parametrize("skeleton", [None, COCO_17, BODY_13])
def test_our_table_comes_back(gone, tmp_path, skeleton):
    track = gone if skeleton is None else gone.to_skeleton(skeleton)
    read, wanted = back(track, tmp_path, "poses-csv")
    assert read.skeleton is track.skeleton
    np.testing.assert_allclose(read.landmarks, wanted.landmarks, atol=SHARE)
    np.testing.assert_allclose(read.visibility, wanted.visibility, atol=1e-6)
    np.testing.assert_allclose(read.world, wanted.world, atol=1e-6)


@pytest.mark.parametrize("skeleton", [None, COCO_17, BODY_13])
def test_coco_comes_back(gone, tmp_path, skeleton):
    track = gone if skeleton is None else gone.to_skeleton(skeleton)
    read, wanted = back(track, tmp_path, "coco")
    assert read.skeleton is COCO_17
    np.testing.assert_allclose(read.pixels(), wanted.pixels(), atol=PIXELS)
    np.testing.assert_allclose(read.visibility, wanted.visibility, atol=1e-3)


def test_npz_comes_back_bit_for_bit(gone, tmp_path):
    read, wanted = back(gone, tmp_path, "npz")
    for name in ("landmarks", "visibility", "world"):
        assert np.array_equal(getattr(read, name), getattr(wanted, name), equal_nan=True)


def test_coco_holds_what_others_look_for(gone, tmp_path):
    save_coco_json([gone], tmp_path / "a.json")
    data = json.loads((tmp_path / "a.json").read_text())
    assert [image["frame_id"] for image in data["images"]] == list(range(20))
    assert {a["image_id"] for a in data["annotations"]} == set(range(1, 21)) - {1, 8, 9, 20}
    assert data["categories"][0]["keypoints"] == list(COCO_17.joints)
    assert all(1 <= end <= 17 for bone in data["categories"][0]["skeleton"] for end in bone)
    fourth = next(a for a in data["annotations"] if a["image_id"] == 4)
    knee, ankle = COCO_17.index("left_knee"), COCO_17.index("left_ankle")
    assert fourth["keypoints"][3 * knee : 3 * knee + 3] == [0, 0, 0] == fourth["keypoints"][3 * ankle : 3 * ankle + 3]
    assert fourth["num_keypoints"] == 15 == sum(mark > 0 for mark in fourth["keypoints"][2::3])
    x, y, width, height = fourth["bbox"]
    places = [(a, b) for a, b, mark in zip(*(fourth["keypoints"][i::3] for i in range(3)), strict=True) if mark]
    assert min(a for a, _ in places) == x
    assert max(b for _, b in places) == pytest.approx(y + height, abs=0.02)
    assert fourth["area"] == pytest.approx(width * height, abs=0.02 * (width + height))


def test_several_people_are_told_apart(figure, tmp_path):
    times = np.arange(12) / 25
    points = figure.points(12, shoulder=np.linspace(0, 90, 12))
    left = figure.track(points - np.array([1.0, 0, 0]), times, pixels_per_metre=200.0)
    right = figure.track(points + np.array([2.0, 0, 0]), times, pixels_per_metre=120.0)
    save_coco_json([left, right], tmp_path / "a.json")
    marks = [a["track_id"] for a in json.loads((tmp_path / "a.json").read_text())["annotations"]]
    assert marks.count(1) == marks.count(2) == 12
    read, warnings = load_pose_file(tmp_path / "a.json")
    assert "up to 2 people" in warnings[0]
    np.testing.assert_allclose(read.pixels(), left.to_skeleton(COCO_17).pixels(), atol=PIXELS)


def test_people_of_different_clips_are_refused(gone, figure, tmp_path):
    other = figure.track(figure.points(3), np.arange(3) / 30)
    for people in ([], [gone, other]):
        with pytest.raises(InputError, match="not of one clip"):
            save_coco_json(people, tmp_path / "a.json")
    assert not (tmp_path / "a.json").exists()


def read_trc(path):
    """As OpenSim's adapter reads it: header, marker names, (T,) s, (T, J, 3), NaN where a cell is empty."""
    lines = path.read_text().split("\n")
    assert lines[0].split("\t")[:3] == ["PathFileType", "4", "(X/Y/Z)"]
    header = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    count = int(header["NumMarkers"])
    names = lines[3].split("\t")[2::3]
    assert lines[4].split("\t") == ["", ""] + [f"{axis}{i}" for i in range(1, count + 1) for axis in "XYZ"]
    assert lines[5] == ""
    rows = [line.split("\t") for line in lines[6:] if line]
    assert {len(row) for row in rows} == {2 + 3 * count}
    assert [row[0] for row in rows] == [str(i) for i in range(1, int(header["NumFrames"]) + 1)]
    cells = np.array([[float(cell) if cell else np.nan for cell in row[1:]] for row in rows])
    return header, names, cells[:, 0], cells[:, 1:].reshape(len(rows), -1, 3)


def test_trc_is_in_metres_with_y_up(gone, tmp_path):
    path = tmp_path / "a.trc"
    WRITERS["trc"].save(gone, path)
    header, names, times, places = read_trc(path)
    assert header["Units"] == "m"
    assert float(header["DataRate"]) == pytest.approx(19 / gone.times[-1], abs=1e-5)
    assert tuple(names) == gone.skeleton.joints
    np.testing.assert_allclose(times, gone.times, atol=1e-6)
    np.testing.assert_allclose(places, gone.world * [1, -1, -1], atol=1e-5)
    assert np.isnan(places[~gone.found]).all()
    heads, feet = (np.nanmean(places[:, names.index(name), 1]) for name in ("nose", "left_heel"))
    assert heads > feet + 0.5


def test_trc_of_places_without_metres_says_what_to_do(gone, tmp_path):
    with pytest.raises(InputError, match=r"places in the picture only.*choose COCO"):
        WRITERS["trc"].save(attrs.evolve(gone, world=None), tmp_path / "a.trc")
    assert list(tmp_path.iterdir()) == []


def test_parquet_has_types_and_nothing_where_nothing_was_seen(gone, tmp_path):
    path = tmp_path / "a.parquet"
    WRITERS["parquet"].save(gone, path)
    table = read_parquet(path).read_all()
    assert json.loads(table.schema.metadata_str["dancecoach"])["skeleton"] == "blazepose-33"
    assert table.num_rows == 20
    assert np.array_equal(table["time_s"].to_numpy(), gone.times)
    assert table["found"].to_pylist() == gone.found.tolist()
    knee = table["left_knee_x"]
    wanted = gone.landmarks[:, 25, 0]
    assert knee.null_count == np.isnan(wanted).sum() == 5
    cells = np.array([np.nan if cell is None else cell for cell in knee.to_pylist()], np.float32)
    assert np.array_equal(cells, wanted, equal_nan=True)
    assert table["nose_world_y"].null_count == 4


def test_the_table_has_a_row_for_each_frame(gone, tmp_path):
    path = tmp_path / "a.csv"
    WRITERS["poses-csv"].save(gone, path)
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert len(rows) == 20
    assert rows[7]["found"] == "0"
    assert {value for name, value in rows[7].items() if name.startswith("nose")} == {""}
    assert rows[3]["left_knee_x"] == "" == rows[3]["left_knee_visibility"]


@pytest.mark.parametrize("kind", POSE_FORMATS)
def test_the_same_poses_give_the_same_bytes(gone, tmp_path, kind):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        WRITERS[kind].save(gone, tmp_path / name / WRITERS[kind].ending)
    first, second = (next((tmp_path / name).iterdir()).read_bytes() for name in ("a", "b"))
    assert first == second


@pytest.mark.parametrize("kind", POSE_FORMATS)
def test_where_nothing_can_be_written_it_is_said(gone, tmp_path, kind):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        WRITERS[kind].save(gone, tmp_path / "file" / "a.x")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("kind", POSE_FORMATS)
def test_a_name_that_is_no_text_is_no_hindrance(gone, tmp_path, kind):
    path = tmp_path / os.fsdecode(b"caf\xe9" + WRITERS[kind].ending.encode())
    WRITERS[kind].save(gone, path)
    plain = path.with_name(f"caf_{WRITERS[kind].ending}")
    WRITERS[kind].save(gone, plain)
    assert path.read_bytes().replace("caf\ufffd".encode(), b"caf_") == plain.read_bytes()
