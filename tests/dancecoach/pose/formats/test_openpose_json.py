import json

import numpy as np
import pytest

from dancecoach.errors import PoseFileError
from dancecoach.pose.formats import is_pose_file, load_pose_file
from dancecoach.pose.repair import repair
from dancecoach.pose.skeleton import BLAZEPOSE_33, COCO_17

SIZE = (1280, 720)

FEET = ("left_heel", "right_heel", "left_foot_index", "right_foot_index")
SEEN = (*COCO_17.joints, *FEET)


@pytest.fixture
def folder(tools, drawn, tmp_path):
    """The drawn track as OpenPose writes it: a file for each frame, people or not."""

    def make(*, frames=range(20), empty=(), key="pose_keypoints_2d", clip="Übung 2", **more):
        path = tmp_path / "json"
        path.mkdir(exist_ok=True)
        for f in frames:
            person = {"person_id": [-1], key: tools.openpose(drawn, f, **more), "face_keypoints_2d": []}
            frame = {"version": 1.3, "people": [] if f in empty else [person]}
            (path / f"{clip}_{f:012}_keypoints.json").write_text(json.dumps(frame))
        return path

    return make


@pytest.mark.parametrize("joints", [25, 18])
@pytest.mark.parametrize("key", ["pose_keypoints_2d", "pose_keypoints"])
def test_a_folder_of_frames(folder, drawn, same_places, joints, key):
    path = folder(joints=joints, key=key)
    assert is_pose_file(path)
    track, said = load_pose_file(path, fps=30, frame_size=SIZE)
    same_places(track, drawn, seen=SEEN)
    wanted = BLAZEPOSE_33 if joints == 25 else COCO_17
    assert (track.skeleton, track.source, said) == (wanted, "openpose json", [])
    np.testing.assert_allclose(track.visibility[:, wanted.indices(*COCO_17.joints)], 0.75)


def test_feet_are_measured_by(folder, drawn):
    """Heels and toes come through repair, the checks and the analysis like BlazePose's own."""
    with_feet, _ = load_pose_file(folder(joints=25), fps=30, frame_size=SIZE)
    assert repair(with_feet).track.skeleton is BLAZEPOSE_33
    feet = with_feet.skeleton.indices(*FEET)
    np.testing.assert_allclose(with_feet.pixels()[:, feet], drawn.pixels()[:, feet], atol=2e-3)
    assert (with_feet.visibility[:, feet] == 0.75).all()


def test_people_of_other_joints_among_those_with_feet_lack_theirs(write, tools, drawn):
    frames = [
        {"people": [{"pose_keypoints_2d": tools.openpose(drawn, f, joints=25 if f % 2 else 18)}]} for f in range(6)
    ]
    track, _ = load_pose_file(write(frames), fps=30, frame_size=SIZE)
    assert track.skeleton is BLAZEPOSE_33
    heel = track.skeleton.index("left_heel")
    assert np.isfinite(track.landmarks[:, heel, 0]).tolist() == [False, True] * 3
    assert np.isfinite(track.landmarks[:, track.skeleton.index("left_ankle"), 0]).all()


def test_frames_without_people_and_missing_files_are_gaps(folder):
    track, _ = load_pose_file(folder(frames=[0, 1, 2, 3, 7, 8], empty=(0, 8)), fps=30)
    assert track.found.tolist() == [False, True, True, True, False, False, False, True, False]


def test_the_first_file_is_the_first_frame(folder):
    track, said = load_pose_file(folder(frames=range(7, 20), empty=(7,)), fps=30, frame_size=SIZE)
    assert (len(track), track.found[0], said) == (13, False, [])


@pytest.mark.parametrize("scaled", ["0 to 1", "-1 to 1"])
def test_normalised_places(folder, drawn, tmp_path, scaled):
    path = folder()
    for file in path.iterdir():
        frame = json.loads(file.read_text())
        joints = np.array(frame["people"][0]["pose_keypoints_2d"]).reshape(-1, 3)
        joints[:, :2] /= SIZE
        if scaled == "-1 to 1":
            joints[:, :2] = joints[:, :2] * 2 - 1
        frame["people"][0]["pose_keypoints_2d"] = joints.ravel().tolist()
        file.write_text(json.dumps(frame))
    track, said = load_pose_file(path, fps=30)
    seen, wanted = (t.to_skeleton(COCO_17).landmarks[..., :2] for t in (track, drawn))
    np.testing.assert_allclose(seen, wanted, atol=1e-5)
    assert len(said) == 1
    assert "angles are wrong" in said[0]


def test_one_frame_alone_is_a_track_of_one(folder, drawn):
    file = sorted(folder().iterdir())[4]
    track, said = load_pose_file(file, fps=30, frame_size=SIZE)
    seen, wanted = (t.to_skeleton(COCO_17).pixels() for t in (track, drawn))
    np.testing.assert_allclose(seen[0], wanted[4], atol=2e-3)
    assert track.times.tolist() == [0]
    assert said == ["This is one frame of 20; open their folder to see all."]


def test_frames_joined_into_a_list(folder, write, drawn, same_places):
    frames = [json.loads(file.read_text()) for file in sorted(folder().iterdir())]
    track, _ = load_pose_file(write(frames), fps=30, frame_size=SIZE)
    same_places(track, drawn, seen=SEEN)


def test_faces_without_a_body_are_nobody(folder):
    path = folder()
    file = sorted(path.iterdir())[3]
    file.write_text(json.dumps({"people": [{"pose_keypoints_2d": [], "face_keypoints_2d": [1, 2, 0.5]}]}))
    assert np.flatnonzero(~load_pose_file(path, fps=30)[0].found).tolist() == [3]


@pytest.mark.parametrize(
    ("content", "match"),
    [
        ('{"people": [{"pose_keypoints_2d": [1, 2, 3]}]}', "frame 3 has 3 numbers"),
        (json.dumps({"people": [{"pose_keypoints_2d": [1.0] * 45}]}), "45 numbers, not .* of 18 or 25 joints"),
        ('{"people": [{"hand_left_keypoints_2d": [1, 2, 3]}]}', "frame 3 has somebody without"),
        ('{"people": [7]}', "frame 3 has somebody without"),
        ('{"people": {}}', "is no frame of OpenPose"),
        ('{"people": [', "ends in the middle"),
        ("", "is empty"),
        ("[]", "is no frame of OpenPose"),
    ],
)
def test_a_bad_frame_is_named(folder, content, match):
    path = folder()
    (path / "Übung 2_000000000003_keypoints.json").write_text(content)
    with pytest.raises(PoseFileError, match=match) as caught:
        load_pose_file(path)
    assert "000000000003_keypoints.json" in str(caught.value)


def test_two_clips_in_a_folder_are_refused(folder):
    folder(clip="a")
    with pytest.raises(PoseFileError, match=r"2 clips \(a, b\)"):
        load_pose_file(folder(clip="b"))


def test_a_folder_of_anything_else(tmp_path):
    (tmp_path / "notes.json").write_text("{}")
    assert not is_pose_file(tmp_path)
    with pytest.raises(PoseFileError, match="holds no frames of OpenPose"):
        load_pose_file(tmp_path)


def test_a_frame_that_is_a_folder(folder):
    path = folder()
    (path / "Übung 2_000000000020_keypoints.json").mkdir()
    with pytest.raises(PoseFileError, match="cannot be read"):
        load_pose_file(path)
