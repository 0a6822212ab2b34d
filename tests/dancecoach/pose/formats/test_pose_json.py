"""What every JSON file is told about itself: what it is, that it is broken, that it is something else."""

import json
import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dancecoach.errors import PoseFileError
from dancecoach.pose.formats import is_pose_file, load_pose_file
from dancecoach.pose.formats import json_file as module
from dancecoach.pose.formats.json_file import frame_number


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"hello", "is no JSON from line 1, column 1"),
        (b'{"frames": [\n{"landmarks": [', "ends in the middle"),
        (b'[{"image_id": 1, "keypoints": [1, 2,, 3]}]', "is no JSON from line 1"),
        (b"[" * 200_000, "nested too deeply"),
        (b"[" * 200_000 + b"]" * 200_000, "nested too deeply"),
        (b"[" + b"9" * 5000 + b"]", "a number that cannot be read"),
        (b"[]\n[" + b"9" * 5000 + b"]", "a line that cannot be read"),
        (b"{}\n{x", "is no JSON from line 1, column 2"),
        (b"\x00\x01\x02", "is no JSON"),
        (b"\xff\xfe", "holds no poses|is no JSON|ends in the middle"),
        (b"[]", "holds no poses"),
        (b"{}", "holds no poses"),
        (b"null", "holds no poses"),
        (b"3", "no poses of a kind that is read"),
        (b'"pose"', "no poses of a kind that is read"),
        (b"[1, 2, 3]", "no poses of a kind that is read"),
        (b'{"a": {"b": [1]}}', "no poses of a kind that is read"),
        (b'{"type": "FeatureCollection", "features": []}', "no poses of a kind that is read"),
        (b'[{"image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4], "score": 1}]', "no poses of a kind"),
        (b'{"images": [], "annotations": []}', "annotates no keypoints"),
        (b'{"images": [1], "annotations": [2]}', "annotates no keypoints"),
        (b'{"frames": []}', "no poses of a kind that is read"),
        (b'{"frames": [{"landmarks": []}]}', "no poses of a kind that is read"),
        (b'{"frames": [{"landmarks": "x"}]}', "no poses of a kind that is read"),
        (b'{"schema": "dancecoach.analysis/1"}', "choose the pose.npz beside it"),
        (json.dumps([{"image_id": 1, "keypoints": [float("nan")] * 51}] * 2).encode() + b"}", "is no JSON"),
    ],
)
def test_what_is_no_file_of_poses_is_one_sentence(tmp_path, content, match):
    path = tmp_path / "kaputt.json"
    path.write_bytes(content)
    with pytest.raises(PoseFileError, match=match) as caught:
        load_pose_file(path)
    assert str(caught.value).startswith(str(path))
    assert str(caught.value).endswith(".")
    assert ";" in str(caught.value)


def test_nan_is_a_joint_that_is_not_known(write, tools, drawn):
    data = [{"image_id": f, "keypoints": tools.coco(drawn, f)} for f in range(4)]
    data[2]["keypoints"][3:5] = [float("nan"), float("inf")]
    track, _ = load_pose_file(write(data))
    assert np.argwhere(np.isnan(track.landmarks[..., 0])).tolist() == [[2, 1]]


def test_a_file_of_nothing_but_nan_has_nobody(write):
    track, _ = load_pose_file(write([{"image_id": f, "keypoints": [float("nan")] * 51} for f in range(4)]))
    assert not track.found.any()


def test_too_large_a_file_is_not_read(write, monkeypatch):
    monkeypatch.setattr(module.read_json, "__kwdefaults__", {"max_bytes": 1 << 20})
    with pytest.raises(PoseFileError, match="larger than 1 MiB"):
        load_pose_file(write(["x" * (1 << 20)]))


@pytest.mark.parametrize("last", [10**9, 10**14])
def test_absurd_frame_numbers_ask_for_no_memory(write, tools, drawn, last):
    path = write([{"image_id": f, "keypoints": tools.coco(drawn, 0)} for f in (0, 1, last)])
    tracemalloc.start()
    with pytest.raises(PoseFileError, match=f"from 0 to {last}; number the frames"):
        load_pose_file(path)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("fps", [0, -1, float("nan"), float("inf")])
def test_an_absurd_frame_rate_is_refused(write, tools, drawn, fps):
    with pytest.raises(PoseFileError, match="frame rate"):
        load_pose_file(write([{"image_id": 1, "keypoints": tools.coco(drawn, 0)}]), fps=fps)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.json", "a.JSON", "a.txt", "a", "a.csv"])
def test_the_content_tells_what_it_is(tmp_path, tools, drawn, encoding, name):
    path = tmp_path / name
    path.write_text(
        "\n " + json.dumps([{"image_id": "ä1.jpg", "keypoints": tools.coco(drawn, 0)}], ensure_ascii=False), encoding
    )
    assert is_pose_file(path)
    assert len(load_pose_file(path)[0]) == 1


def test_other_json_without_the_suffix_is_not_taken_for_poses(tmp_path):
    (tmp_path / "settings").write_text('{"theme": "dark"}')
    assert not is_pose_file(tmp_path / "settings")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (12, 12), ("12.jpg", 12), ("frame_000012.png", 12), ("a/b2/frame7", 7), (r"c:\clip3\8.bmp", 8),
        ("a2_000000000012_keypoints.json", 12), (3.0, 3), ("x", None), ("", None), (-1, None), (True, None),
        (None, None), (float("nan"), None), (float("inf"), None), (10**30, None), ("9" * 40, None), ("0x1F.jpg", 1),
    ],
)  # fmt: skip
def test_frame_numbers(name, wanted):
    assert frame_number(name) == wanted


KEYS = st.sampled_from(
    ["frames", "landmarks", "pose_landmarks", "keypoints", "image_id", "images", "annotations", "people", "bodies",
     "pose_keypoints_2d", "joints", "x", "y", "z", "visibility", "frame", "timestamp_ms", "fps", "width", "height",
     "idx", "id", "name", "score", "file_name", "1.jpg", "2", "world_landmarks", "person_id", "metadata", "poses"]
)  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([0, 1, 2, 10**400, "nose", "12.jpg", "", 1e300])
    | st.text(max_size=4)
    | st.just([0.5] * 51)
    | st.just([0.5, 0.25, 1.0] * 25)
    | st.just([[0.5, 0.25, 0.0, 1.0]] * 33)
    | st.just([{"x": 0.5, "y": 0.25, "z": 0.0}] * 33)
)
ANY_JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=ANY_JSON)
def test_any_json_is_a_track_or_one_sentence(tmp_path, data):
    path = tmp_path / "any.json"
    path.write_text(json.dumps(data))
    try:
        track, said = load_pose_file(path)
    except PoseFileError as error:
        assert "any.json" in str(error)  # noqa: PT017
        return
    assert len(track) > 0
    assert all(isinstance(sentence, str) for sentence in said)
    assert np.isfinite(track.visibility).all()


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_damage_of_any_kind_is_a_sentence_or_a_track(tmp_path, tools, drawn, data):
    whole = json.dumps([{"image_id": f, "keypoints": tools.coco(drawn, f)} for f in range(3)]).encode()
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 4))):
        if damaged:
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.json"
    path.write_bytes(damaged)
    try:
        load_pose_file(path)
    except PoseFileError as error:
        assert "damaged.json" in str(error)  # noqa: PT017


def valid(tools, drawn):
    """One file of each kind, two frames long."""
    coco = [{"image_id": f, "keypoints": tools.coco(drawn, f), "score": 0.5, "idx": 1} for f in range(2)]
    people = [{"people": [{"person_id": [-1], "pose_keypoints_2d": tools.openpose(drawn, f)}]} for f in range(2)]
    body = tools.mediapipe(drawn, 0)
    frames = [{"frame": f, "timestamp_ms": 40 * f, "landmarks": body, "world_landmarks": body} for f in range(2)]
    images = [{"id": f, "file_name": f"{f}.jpg", "width": 1280, "height": 720} for f in range(2)]
    return [
        coco,
        {"images": images, "annotations": coco},
        {"0.jpg": coco[:1], "1.jpg": coco[1:]},
        {"0.jpg": {"bodies": [{"joints": tools.openpose(drawn, 0, joints=18)}]}},
        people[0],
        people,
        {"fps": 30, "metadata": {"width": 1280, "height": 720}, "frames": frames},
        [body, body],
        {"0": {"poses": [{"pose_landmarks": body}] * 2}},
    ]


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_one_wrong_value_in_a_good_file_is_a_track_or_one_sentence(tmp_path, tools, drawn, data):
    whole = json.loads(json.dumps({"it": data.draw(st.sampled_from(valid(tools, drawn)))}))
    place, key = whole, "it"
    for _ in range(data.draw(st.integers(0, 5))):
        inner = place[key]
        if not inner or not isinstance(inner, dict | list):
            break
        place, key = inner, data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
    place[key] = data.draw(ANY_JSON)
    path = tmp_path / "any.json"
    path.write_text(json.dumps(whole["it"]))
    try:
        load_pose_file(path)
    except PoseFileError as error:
        assert "any.json" in str(error)  # noqa: PT017
