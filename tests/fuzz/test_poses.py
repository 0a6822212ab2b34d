"""Poses of anybody are read, drawn, written and analysed, or refused with a sentence."""

import contextlib
import json
import struct
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dancecoach.errors import DancecoachError
from dancecoach.pipeline.analyze import analyze
from dancecoach.pipeline.importing.files import clips_in, facts_of
from dancecoach.pipeline.importing.pictures import draw_pictures
from dancecoach.pose.formats import is_pose_file, load_pose_file, may_hold_poses
from dancecoach.pose.formats.writing import WRITERS
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13
from dancecoach.pose.track import PoseTrack

FUZZ, SLOW = settings(settings.get_profile("fuzz")), settings(settings.get_profile("fuzz-slow"))

FRAMES = 6
_BODY = np.random.default_rng(5).uniform(0.3, 0.7, (FRAMES, 33, 3))


def _keypoints(frame, joints):
    return [v for x, y, _z in np.resize(_BODY[frame], (joints, 3)).tolist() for v in (640 * x, 480 * y, 0.9)]


def _landmarks(frame):
    return [{"x": x, "y": y, "z": z, "visibility": 0.9} for x, y, z in _BODY[frame].tolist()]


_TENSORFLOW = [{"name": name, "x": 9.0 * k, "y": 5.0, "score": 1} for k, name in enumerate(BLAZEPOSE_33.joints)]
_JSONS = {
    "coco results": [
        {"image_id": i, "category_id": 1, "keypoints": _keypoints(i, 17), "score": 0.9} for i in range(FRAMES)
    ],
    "coco annotations": {
        "info": {"fps": 25},
        "images": [
            {"id": i, "file_name": f"{i}.jpg", "width": 640, "height": 480, "time_s": i / 25} for i in range(FRAMES)
        ],
        "annotations": [
            {"id": i, "image_id": i, "keypoints": _keypoints(i, 17), "keypoint_scores": [0.5] * 17, "track_id": 1}
            for i in range(FRAMES)
        ],
    },
    "alphapose": [
        {"image_id": f"{i}.jpg", "keypoints": _keypoints(i, joints), "score": 2.9, "box": [1, 2, 3, 4], "idx": [[1.0]]}
        for i in range(FRAMES)
        for joints in (26, 17)
    ],
    "alphapose tracked": {f"{i}.jpg": [{"keypoints": _keypoints(i, 17), "scores": 1, "idx": 1}] for i in range(FRAMES)},
    "openpose": [{"people": [{"person_id": [-1], "pose_keypoints_2d": _keypoints(i, 25)}] * 2} for i in range(FRAMES)],
    "mediapipe": {
        "fps": 30, "width": 640, "height": 480,
        "frames": [
            {"frame": i, "timestamp_ms": 33 * i, "landmarks": _landmarks(i), "pose_world_landmarks": _landmarks(i)}
            for i in range(FRAMES)
        ],
    },
    "mediapipe by number": {f"frame_{i}": _BODY[i].tolist() for i in range(FRAMES)},
    "tensorflow": [[{"score": 0.9, "keypoints": _TENSORFLOW}] for _ in range(FRAMES)],
}  # fmt: skip


def _track():
    return PoseTrack(
        times=np.arange(FRAMES) / 30, landmarks=_BODY, visibility=np.ones((FRAMES, 33)), found=np.arange(FRAMES) != 2,
        frame_size=(640, 480), skeleton=BLAZEPOSE_33, source="fuzz", world=_BODY,
    )  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory, npz):
    """Sound files by name: of each tool, and of ours."""
    folder = tmp_path_factory.mktemp("sound")
    for name, value in _JSONS.items():
        (folder / f"{name}.json").write_text(json.dumps(value))
    for kind, writer in WRITERS.items():
        if kind in ("poses-csv", "npz", "coco"):
            track = _track().to_skeleton(BODY_13) if kind == "poses-csv" else _track()
            writer.save(track, folder / writer.ending)
    positions = np.cumsum(np.random.default_rng(1).uniform(0, 0.1, (FRAMES, 13, 3)), axis=1)
    (folder / "mocap.npz").write_bytes(npz(positions=positions, joints=np.array(BODY_13.joints), fps=np.float64(30)))
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def use(path, folder):
    """All that the library does with a file of poses before anybody looks at it."""
    is_pose_file(path)
    list(clips_in([path.parent]))
    track, warnings = load_pose_file(path)
    assert all(isinstance(warning, str) for warning in warnings)
    assert np.isfinite(track.times).all()
    facts_of(path)
    draw_pictures(path, folder / "picture.jpg", folder / "strip.jpg")
    for writer in WRITERS.values():
        with contextlib.suppress(DancecoachError):
            writer.save(track, folder / writer.ending)


def place(home, name):
    path = home / "poses" / name
    path.parent.mkdir(exist_ok=True)
    for old in path.parent.iterdir():
        old.unlink()
    return path


def test_what_is_sound_is_used_without_a_word(sound, home, guarded):
    for name, content in sound.items():
        path = place(home, name)
        path.write_bytes(content)
        assert may_hold_poses(path) == ("by number" not in name)  # numbers alone could be anything's
        use(path, home)


@FUZZ
@given(data=st.data())
def test_damaged_files(data, sound, hostile, home, guarded):
    name = data.draw(st.sampled_from(sorted(sound)))
    path = place(home, name)
    path.write_bytes(data.draw(hostile.bytes(sound[name])))
    with guarded(home):
        use(path, home)


@FUZZ
@given(data=st.data())
def test_hostile_json(data, hostile, home, guarded):
    name = data.draw(st.sampled_from(sorted(_JSONS)))
    path = place(home, f"{name}.json")
    path.write_bytes(data.draw(hostile.json(_JSONS[name])))
    with guarded(home):
        use(path, home)


@FUZZ
@given(data=st.data())
def test_hostile_tables(data, sound, hostile, home, guarded):
    path = place(home, "poses.csv")
    path.write_bytes(data.draw(hostile.text(sound["poses.csv"].decode())))
    with guarded(home):
        use(path, home)


@FUZZ
@given(data=st.data())
def test_folders_of_frames(data, hostile, home, guarded):
    folder = home / "frames"
    folder.mkdir(exist_ok=True)
    frame = _JSONS["openpose"][0]
    for number in data.draw(st.lists(st.sampled_from([0, 1, 2, 5, 999, 10**14]), min_size=1, max_size=3, unique=True)):
        (folder / f"a_{number:012d}_keypoints.json").write_bytes(
            data.draw(hostile.json(frame) | st.just(json.dumps(frame).encode()))
        )
    with guarded(home):
        use(folder, home)
    for file in folder.iterdir():
        file.unlink()


_KINDS = [
    "<f4",
    "<f8",
    ">f4",
    "|b1",
    "<i8",
    "<U12",
    "|O",
    "|S9",
    "|V4",
    "<c16",
    "[('a', '<f4')]",
    "<M8[s]",
    "<U1000000000",
]
_SHAPE = st.lists(st.sampled_from([0, 1, 2, 6, 13, 33, -1, 2**31, 2**63, 10**30]), max_size=4).map(tuple)
_VALUES = st.sampled_from([np.nan, np.inf, -np.inf, 0.0, -1.0, 1e9, 1e38, 1e-38])


@FUZZ
@given(data=st.data())
def test_npz_that_claims_what_it_has_not(data, sound, home, guarded):
    """Headers of any shape and type, an archive that says its members are small."""
    name = data.draw(st.sampled_from(["poses.npz", "mocap.npz"]))
    path = place(home, name)
    source, wanted = place(home, "whole.npz"), data.draw(st.integers(0, 9))
    source.write_bytes(sound[name])
    with zipfile.ZipFile(source) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    source.unlink()
    member = sorted(members)[wanted % len(members)]
    shape, kind = data.draw(_SHAPE), data.draw(st.sampled_from(_KINDS))
    kind, fortran = (kind if kind[0] == "[" else repr(kind)), data.draw(st.booleans())
    header = f"{{'descr': {kind}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n"
    body = data.draw(st.binary(max_size=64))
    members[member] = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + body
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in members.items():
            archive.writestr(entry, content)
    with guarded(home):
        use(path, home)


@FUZZ
@given(data=st.data())
def test_npz_of_absurd_numbers(data, home, npz, guarded):
    """Sound archives whose numbers cannot be: they are refused, or drawn and written without harm."""
    shape = (FRAMES, 33, 3)
    landmarks = _BODY.astype(np.float32).copy()
    for _ in range(data.draw(st.integers(1, 4))):
        at = tuple(data.draw(st.integers(0, edge - 1)) for edge in shape)
        landmarks[at[: data.draw(st.integers(1, 3))]] = data.draw(_VALUES)
    times = np.arange(FRAMES) * data.draw(st.sampled_from([1 / 30, 1e-12, 1e12, 1e300, 0.0]))
    size = data.draw(st.sampled_from([(640, 480), (1, 1), (1, 2**31), (2**62, 2**62), (0, 5), (-3, 3)]))
    path = place(home, "absurd.npz")
    path.write_bytes(
        npz(
            schema=np.array("dancecoach.pose/1"), skeleton=np.array("blazepose-33"), source=np.array("x" * 10),
            frame_size=np.array(size, np.int64), times=times, landmarks=landmarks, world=landmarks,
            visibility=landmarks[..., 0], found=np.ones(FRAMES, bool),
        )
    )  # fmt: skip
    with guarded(home):
        use(path, home)


@SLOW
@given(data=st.data())
def test_what_is_read_can_be_analysed(data, hostile, home, guarded):
    name = data.draw(st.sampled_from(sorted(_JSONS)))
    path = place(home, f"{name}.json")
    path.write_bytes(data.draw(hostile.json(_JSONS[name])))
    with guarded(home):
        analyze(path)
