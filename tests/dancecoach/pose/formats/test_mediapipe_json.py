import json

import numpy as np
import pytest

from dancecoach.errors import PoseFileError
from dancecoach.pose.formats import load_pose_file
from dancecoach.pose.skeleton import BLAZEPOSE_33

SIZE = (1280, 720)
MEDIAPIPE_NAMES = [
    {"left_mouth": "MOUTH_LEFT", "right_mouth": "MOUTH_RIGHT"}.get(n, n.upper()) for n in BLAZEPOSE_33.joints
]


def metres(track, frame):
    return [{"x": x, "y": y, "z": z, "visibility": 1.0} for x, y, z in track.world[frame].tolist()]


def rows(landmarks):
    return [[p["x"], p["y"], p["z"], p["visibility"]] for p in landmarks]


def named(landmarks):
    return dict(zip(MEDIAPIPE_NAMES, landmarks, strict=True))


# What the file is made of, from the list of each frame's 33 landmarks as objects.
SHAPES = {
    "list of lists": lambda bodies: bodies,
    "objects with landmarks": lambda bodies: [{"landmarks": b} for b in bodies],
    "pose_landmarks": lambda bodies: [{"pose_landmarks": b, "face_landmarks": [], "left_hand": None} for b in bodies],
    "frames inside": lambda bodies: {"frames": [{"frame": i, "landmarks": b} for i, b in enumerate(bodies)]},
    "poses inside": lambda bodies: {"filename": "a.mp4", "poses": bodies},
    "landmarks inside": lambda bodies: {"landmarks": bodies},
    "frames in pose_landmarks": lambda bodies: {"pose_landmarks": [{"frame_index": 0, "landmarks": b} for b in bodies]},
    "tasks, a list of people": lambda bodies: [{"pose_landmarks": [b], "segmentation_masks": None} for b in bodies],
    "people under poses": lambda bodies: {"frames": [{"poses": [{"pose_landmarks": b}]} for b in bodies]},
    "protobuf": lambda bodies: [{"pose_landmarks": {"landmark": b}} for b in bodies],
    "by number": lambda bodies: {str(i): b for i, b in reversed(list(enumerate(bodies)))},
    "by name of frame": lambda bodies: {f"frame_{i:04}": {"landmarks": b} for i, b in enumerate(bodies)},
    "rows": lambda bodies: [rows(b) for b in bodies],
    "rows with presence": lambda bodies: [[[*r, 0.9] for r in rows(b)] for b in bodies],
    "flat rows": lambda bodies: [[v for r in rows(b) for v in r] for b in bodies],
    "by joint": lambda bodies: [named(b) for b in bodies],
    "joints beside the frame": lambda bodies: [{"frame": i, **named(b)} for i, b in enumerate(bodies)],
    "by joint's number": lambda bodies: [{"landmarks": {str(i): p for i, p in enumerate(b)}} for b in bodies],
    "named, in another order": lambda bodies: [
        [{"name": n, **p} for n, p in reversed(list(named(b).items()))] + [{"name": "nose", **b[0]}] for b in bodies
    ],
    "tensorflow": lambda bodies: [
        [{"score": 0.9, "keypoints": [{**p, "x": p["x"] * 1280, "y": p["y"] * 720, "z": p["z"] * 1280} for p in b]}]
        for b in bodies
    ],
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_usual_shape_gives_the_same_track(tools, drawn, write, shape):
    bodies = [tools.mediapipe(drawn, f) for f in range(20)]
    if shape is SHAPES["frames in pose_landmarks"]:
        data = shape(bodies)
        for i, frame in enumerate(data["pose_landmarks"]):
            frame["frame_index"] = i
    else:
        data = shape(bodies)
    track, said = load_pose_file(write(data), fps=30, frame_size=SIZE)
    assert (track.skeleton, track.source, said) == (BLAZEPOSE_33, "mediapipe json", [])
    np.testing.assert_allclose(track.landmarks, drawn.landmarks, atol=1e-5)
    np.testing.assert_allclose(track.visibility, drawn.visibility, atol=1e-6)
    np.testing.assert_allclose(track.times, np.arange(20) / 30)
    assert track.world is None


def test_a_frame_on_each_line(tools, drawn, tmp_path):
    path = tmp_path / "poses.jsonl"
    path.write_text("\n".join(json.dumps({"frame": f, "landmarks": tools.mediapipe(drawn, f)}) for f in range(20)))
    track, _ = load_pose_file(path, fps=30, frame_size=SIZE)
    np.testing.assert_allclose(track.landmarks, drawn.landmarks, atol=1e-5)


@pytest.mark.parametrize("world", ["pose_world_landmarks", "worldLandmarks", "keypoints3D"])
def test_metres_come_along(tools, drawn, write, world):
    data = [{"landmarks": tools.mediapipe(drawn, f), world: metres(drawn, f)} for f in range(20)]
    np.testing.assert_allclose(load_pose_file(write(data))[0].world, drawn.world, atol=1e-5)


def test_metres_in_a_list_of_their_own(tools, drawn, write):
    data = {
        "pose_landmarks": [tools.mediapipe(drawn, f) for f in range(20)],
        "pose_world_landmarks": [metres(drawn, f) for f in range(20)],
    }
    np.testing.assert_allclose(load_pose_file(write(data))[0].world, drawn.world, atol=1e-5)


def test_metres_alone_are_refused(drawn, write):
    with pytest.raises(PoseFileError, match="metres about the hips"):
        load_pose_file(write([{"landmarks": metres(drawn, f)} for f in range(20)]))


NOBODY = [None, [], {}, {"landmarks": []}, {"landmarks": None}, {"pose_landmarks": []}, {"poses": []}]


@pytest.mark.parametrize(
    "nobody", [*NOBODY, [{"x": None, "y": None, "z": None, "visibility": 0.0}] * 33, [[0] * 4] * 33]
)
def test_frames_without_anybody(tools, drawn, write, nobody):
    data = [nobody if f in {0, 5, 6} else {"landmarks": tools.mediapipe(drawn, f)} for f in range(20)]
    track, _ = load_pose_file(write(data), fps=30)
    assert np.flatnonzero(~track.found).tolist() == [0, 5, 6]
    assert len(track) == 20


def test_numbers_make_gaps(tools, drawn, write):
    data = [{"frame_idx": f, "landmarks": tools.mediapipe(drawn, f)} for f in (2, 3, 4, 8)]
    track, _ = load_pose_file(write(data), fps=10)
    assert np.flatnonzero(track.found).tolist() == [2, 3, 4, 8]
    np.testing.assert_allclose(track.times, np.arange(9) / 10)


@pytest.mark.parametrize(
    ("key", "scale", "offset"),
    [
        ("timestamp_ms", 1e3, 0),
        ("timestamp_ms", 1e3, 1.7e12),
        ("time", 1, 0),
        ("timestamp", 1, 3.5),
        ("timestamp", 1e3, 0),
        ("timestamp", 1e6, 0),
        ("timestamp", 1e9, 0),
        ("t", 1, 0),
    ],
)
def test_times_are_taken_from_the_file(tools, drawn, write, key, scale, offset):
    times = np.cumsum([0, 0.033, 0.034, 0.1, 0.033, 0.04])
    data = [{key: t * scale + offset, "landmarks": tools.mediapipe(drawn, f)} for f, t in enumerate(times.tolist())]
    track, said = load_pose_file(write(data), frame_size=SIZE)
    np.testing.assert_allclose(track.times, times, atol=1e-3)
    assert said == []


def test_numbers_and_times_fill_gaps_with_times_between(tools, drawn, write):
    data = [{"frame": f, "timestamp_ms": f * 40, "landmarks": tools.mediapipe(drawn, f)} for f in (2, 3, 6, 7)]
    track, said = load_pose_file(write(data), frame_size=SIZE)
    assert np.flatnonzero(track.found).tolist() == [2, 3, 6, 7]
    np.testing.assert_allclose(track.times, np.arange(8) * 0.04)
    assert said == []


def test_times_that_stand_still_are_not_used_and_that_is_said(tools, drawn, write):
    data = [{"time": 0.5, "landmarks": tools.mediapipe(drawn, f)} for f in range(4)]
    track, said = load_pose_file(write(data), frame_size=SIZE)
    np.testing.assert_allclose(track.times, np.arange(4) / 30)
    assert "do not increase" in said[0]


@pytest.mark.parametrize(
    "facts",
    [
        {"fps": 50, "width": 640, "height": 480},
        {"frameRate": 50, "frameWidth": 640, "frameHeight": 480},
        {"metadata": {"fps": 50.0, "image_width": 640, "image_height": 480}},
        {"video_info": {"fps": 50, "resolution": [640, 480]}},
    ],
)
def test_rate_and_size_are_taken_from_the_file(tools, drawn, write, facts):
    data = {**facts, "frames": [{"landmarks": tools.mediapipe(drawn, f)} for f in range(5)]}
    track, said = load_pose_file(write(data))
    assert (track.frame_size, said) == ((640, 480), [])
    np.testing.assert_allclose(track.times, np.arange(5) / 50)


def test_without_either_both_are_assumed_and_said(tools, drawn, write):
    track, said = load_pose_file(write([tools.mediapipe(drawn, f) for f in range(5)]))
    assert track.frame_size == (1920, 1080)
    assert ["30 frames per second" in said[0], "1920 x 1080 is assumed" in said[1], len(said)] == [True, True, 2]


def test_without_visibility_all_that_is_there_is_visible(drawn, write):
    data = [drawn.landmarks[f].tolist() for f in range(5)]
    assert (load_pose_file(write(data))[0].visibility == 1).all()


def test_a_few_named_joints_leave_the_others_unknown(tools, drawn, write):
    some = ["left_hip", "right_hip", "left_knee", "rightKnee", "NOSE"]
    ours = ["left_hip", "right_hip", "left_knee", "right_knee", "nose"]
    data = []
    for f in range(5):
        body = tools.mediapipe(drawn, f)
        data.append(
            {"landmarks": [{"name": n, **body[BLAZEPOSE_33.index(o)]} for n, o in zip(some, ours, strict=True)]}
        )
    track, _ = load_pose_file(write(data))
    known = BLAZEPOSE_33.indices(*ours)
    np.testing.assert_allclose(track.landmarks[:, known], drawn.landmarks[:5, known], atol=1e-6)
    assert np.isnan(track.landmarks).any(axis=2).sum() == 5 * (33 - 5)


def test_a_picture_alone(tools, drawn, write):
    for data in (tools.mediapipe(drawn, 3), {"pose_landmarks": tools.mediapipe(drawn, 3)}):
        track, _ = load_pose_file(write(data))
        np.testing.assert_allclose(track.landmarks, drawn.landmarks[3:4], atol=1e-5)


def test_two_people_in_a_frame(tools, drawn, write):
    small = [{**p, "x": 0.9 + p["x"] * 0.1, "y": p["y"] * 0.1} for p in tools.mediapipe(drawn, 0)]
    data = [{"pose_landmarks": [small, tools.mediapipe(drawn, f)][:: (-1) ** f]} for f in range(20)]
    track, said = load_pose_file(write(data), fps=30, frame_size=SIZE)
    np.testing.assert_allclose(track.landmarks, drawn.landmarks, atol=1e-5)
    assert len(said) == 1
    assert "up to 2 people in a frame (more than one in 20 frames)" in said[0]


def test_32_landmarks_are_not_guessed_at(tools, drawn, write):
    with pytest.raises(PoseFileError, match="no poses of a kind that is read"):
        load_pose_file(write([tools.mediapipe(drawn, f)[:32] for f in range(5)]))
