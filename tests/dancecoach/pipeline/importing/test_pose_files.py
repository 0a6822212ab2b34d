"""Poses of every tool become clips of a library: pictured, analysed without an engine, handed on in a lesson."""

import csv
import json
import zipfile

import attrs
import cv2
import numpy as np
import pytest

from dancecoach.library.catalogue.records import Kind, State, Step, Storage
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.library import Library
from dancecoach.pipeline.analyze import FROM_FILE, analyze
from dancecoach.pipeline.importing.files import clips_in
from dancecoach.pipeline.importing.importer import Importer
from dancecoach.pipeline.importing.one_file import as_one_file
from dancecoach.pipeline.lessons import make_lesson_of, receive_lesson
from dancecoach.pose.formats import load_pose_file, save_npz
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13, COCO_17
from dancecoach.progress import CancelToken

FRAMES = 90
OPENPOSE = (
    "nose", "", "right_shoulder", "right_elbow", "right_wrist", "left_shoulder", "left_elbow", "left_wrist", "",
    "right_hip", "right_knee", "right_ankle", "left_hip", "left_knee", "left_ankle", "right_eye", "left_eye",
    "right_ear", "left_ear", "left_foot_index", "", "left_heel", "right_foot_index", "", "right_heel",
)  # fmt: skip


@pytest.fixture(scope="module")
def dance():
    return np.arange(FRAMES) / 30


@pytest.fixture
def poses(tmp_path, figure, dance):
    """A folder with the same three seconds as nine tools write them; in frame 4 nobody is found."""
    folder = tmp_path / "poses"
    folder.mkdir()
    points = figure.points(FRAMES, knee=50 + 40 * np.sin(dance * 4), shoulder=60 + 60 * np.sin(dance * 3))
    track = figure.track(points, dance, found=np.arange(FRAMES) != 4)
    pixels, shares = track.pixels(), track.landmarks

    def keypoints(frame, names):
        rows = ((*pixels[frame, BLAZEPOSE_33.index(n)].tolist(), 0.9) if n else (0, 0, 0) for n in names)
        return [value for row in rows for value in row]

    seen = [i for i in range(FRAMES) if i != 4]
    people = {i: [{"pose_keypoints_2d": keypoints(i, OPENPOSE)}] for i in seen}
    jsons = {
        "coco results.json": [
            {"image_id": i, "category_id": 1, "keypoints": keypoints(i, COCO_17.joints), "score": 0.9} for i in seen
        ],
        "coco annotations.json": {
            "images": [{"id": i, "file_name": f"{i}.jpg", "width": 1280, "height": 720} for i in range(FRAMES)],
            "annotations": [{"image_id": i, "keypoints": keypoints(i, COCO_17.joints)} for i in seen],
        },
        "alphapose-results.json": [
            {"image_id": f"{i}.jpg", "keypoints": keypoints(i, COCO_17.joints), "score": 2.9, "idx": 1, "box": [0] * 4}
            for i in seen
        ],
        "openpose.json": [{"people": people.get(i, [])} for i in range(FRAMES)],
        "mediapipe.json": {
            "fps": 30,
            "frames": [
                {
                    "landmarks": [
                        {"x": x, "y": y, "z": z, "visibility": 1.0}
                        for x, y, z in (shares[i].tolist() if i in seen else [])
                    ]
                }
                for i in range(FRAMES)
            ],
        },
    }
    for name, value in jsons.items():
        (folder / name).write_text(json.dumps(value))
    (folder / "openpose frames").mkdir()
    for i in range(FRAMES):
        text = json.dumps({"version": 1.3, "people": people.get(i, [])})
        (folder / "openpose frames" / f"cam_{i:012d}_keypoints.json").write_text(text)
    with (folder / "mediapipe.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["frame", *(f"{part}{joint}" for joint in range(33) for part in "xyzv")])
        for i in range(FRAMES):
            row = [v for joint in shares[i].tolist() for v in (*joint, 1.0)] if i in seen else [""] * 132
            table.writerow([i, *row])
    metres = points * [1, -1, -1]
    body = BLAZEPOSE_33.indices(*BODY_13.joints)
    np.savez(folder / "mocap.npz", positions=metres[:, body], joints=np.array(BODY_13.joints), fps=np.float64(30))
    save_npz(track, folder / "ours.npz")
    return folder


@pytest.fixture
def library(tmp_path, poses):
    """A library with all of them."""
    with Library(tmp_path / "library") as library:
        library.jobs.add(list(clips_in([poses])), Storage.COPIED)
        Importer(library, lambda path, _p, _c: analyze(path), ("blazepose", "full")).work_off(CancelToken())
        yield library


def clips(library):
    count = library.clips.count()
    return {clip.title: clip for clip in library.clips.get_all(range(1, count + 1))}


def test_every_kind_comes_in_with_a_drawn_picture_and_is_analysed_without_an_engine(library):
    assert library.jobs.list(State.FAILED) == []
    found = clips(library)
    assert set(found) == {
        "coco results", "coco annotations", "alphapose-results", "openpose", "openpose frames", "mediapipe", "mocap",
        "ours",
    }  # fmt: skip
    assert library.clips.count() == 9  # two are called mediapipe
    for clip in library.clips.get_all(range(1, 10)):
        assert clip.facts.kind is Kind.POSES
        assert clip.facts.frames == FRAMES
        assert clip.findings is not None
        assert library.analyses.get(clip.facts.sha256, FROM_FILE, "") is not None
        picture = cv2.imread(str(library.media.picture(clip.facts.sha256)))
        assert (picture.reshape(-1, 3).std(axis=0) > 3).all()  # a skeleton, not plain ground


def test_what_is_broken_says_why_and_comes_in_when_it_is_mended(tmp_path, library, poses):
    whole = (poses / "mediapipe.json").read_bytes()
    broken = tmp_path / "later.json"
    broken.write_bytes(whole[: len(whole) // 2])
    library.jobs.add([broken], Storage.LINKED)
    importer = Importer(library, lambda path, _p, _c: analyze(path), ("blazepose", "full"))
    importer.work_off(CancelToken())
    (failed,) = library.jobs.list(State.FAILED)
    assert failed.step is Step.IMPORT
    assert "ends in the middle; write or copy it again" in failed.problem
    broken.write_bytes(whole + b"\n")
    library.jobs.resume([failed.id])
    importer.work_off(CancelToken())
    assert library.jobs.list(State.FAILED) == []
    assert library.clips.count() == 10


@pytest.mark.parametrize("title", ["openpose frames", "mocap", "coco annotations"])
def test_a_lesson_of_poses_comes_out_and_in_with_its_analysis(library, tmp_path, title):
    clip = clips(library)[title]
    library.clips.write_note(clip.id, "mind the arms")
    path = tmp_path / "poses.dclesson"
    lesson = Lesson(title, "", "", 0.0, clip.facts.duration_s, "Anna")
    make_lesson_of(path, library, clip, lesson)
    first = path.read_bytes()
    make_lesson_of(path, library, clip, lesson)
    assert path.read_bytes() == first
    with Library(tmp_path / "student") as student:
        received = receive_lesson(path, student)
        assert received.warnings == ()
        assert received.clip.facts.kind is Kind.POSES
        assert received.clip.findings == clip.findings
        assert student.jobs.list(State.WAITING) == []
        there, _ = load_pose_file(received.clip.path)
        here, _ = load_pose_file(clip.path)
        np.testing.assert_array_equal(there.landmarks, here.landmarks)


def test_poses_are_the_same_bytes_however_a_machine_packs(library, tmp_path, monkeypatch):
    folder = clips(library)["openpose frames"]
    first = as_one_file(folder, tmp_path).path.read_bytes()
    monkeypatch.setattr(np, "savez_compressed", np.savez)
    assert as_one_file(folder, tmp_path).path.read_bytes() == first
    with zipfile.ZipFile(tmp_path / "openpose frames.npz") as archive:
        assert {(info.compress_type, info.create_system) for info in archive.infolist()} == {(zipfile.ZIP_STORED, 3)}


def test_objects_beside_the_poses_are_left_at_home(library, tmp_path):
    clip = clips(library)["mocap"]
    with np.load(clip.path) as arrays:
        more = dict(arrays)
    np.savez(tmp_path / "mocap.npz", **more, notes=np.array([{"who": "me"}], object))
    mixed = attrs.evolve(clip, path=tmp_path / "mocap.npz")
    (tmp_path / "out").mkdir()
    bare = as_one_file(mixed, tmp_path / "out")
    assert bare.path == tmp_path / "out" / "mocap.npz"
    assert b"who" not in bare.path.read_bytes()
    there, _ = load_pose_file(bare.path)
    here, _ = load_pose_file(clip.path)
    np.testing.assert_array_equal(there.landmarks, here.landmarks)


def test_one_file_stays_what_it_is(library, tmp_path):
    clip = clips(library)["mocap"]
    assert as_one_file(clip, tmp_path) is clip
    folder = clips(library)["openpose frames"]
    made = as_one_file(folder, tmp_path)
    assert made.path == tmp_path / "openpose frames.npz"
    assert attrs.evolve(made, path=folder.path, facts=folder.facts) == folder
