import numpy as np
import pytest

from dancecoach.errors import PoseFileError
from dancecoach.pose.formats import is_pose_file, load_pose_file
from dancecoach.pose.formats.mocap import is_mocap, load_mocap_npz, read_mocap
from dancecoach.pose.skeleton import BODY_13

# Right-handed, y up; facing z, the left side is at positive x.
PLACES = {
    "head": (0, 1.6, 0.05), "shoulder": (0.2, 1.4, 0), "elbow": (0.25, 1.1, 0), "wrist": (0.27, 0.85, 0.05),
    "hip": (0.1, 0.95, 0), "knee": (0.1, 0.5, 0.02), "ankle": (0.1, 0.08, -0.02), "toe": (0.1, 0.02, 0.15),
}  # fmt: skip
NAMES = ("toe_l", *(f"{side}_{part}" for part in PLACES if part not in {"head", "toe"} for side in "lr"), "head")


def _standing(frames=30, turn=0.0):
    body = np.zeros((len(NAMES), 3))
    for i, name in enumerate(NAMES):
        part = "toe" if name.startswith("toe") else name.split("_")[-1]
        x, y, z = PLACES[part]
        body[i] = (-x if name.startswith("r_") else x, y, z)
    cos, sin = np.cos(turn), np.sin(turn)
    turned = body @ np.array([[cos, 0, -sin], [0, 1, 0], [sin, 0, cos]])
    return np.repeat(turned[None], frames, axis=0).astype(np.float32)


@pytest.fixture
def write(tmp_path):
    def save(**changes):
        content = {"positions": _standing(), "joints": np.array(NAMES), "fps": 30.0, "label": "waltz"} | changes
        np.savez(tmp_path / "walk.npz", **{name: value for name, value in content.items() if value is not None})
        return tmp_path / "walk.npz"

    return save


def _at(track, joint, frame=0):
    return track.landmarks[frame, BODY_13.index(joint)]


@pytest.mark.parametrize("turn", [0.0, 1.0, np.pi, -2.0])
def test_the_camera_stands_in_front_wherever_the_person_faces(write, turn):
    path = write(positions=_standing(turn=turn))
    assert is_mocap(path)
    assert is_pose_file(path)
    track, (said,) = load_pose_file(path)
    assert said.startswith("This is motion capture")
    assert (len(track), track.source, track.frame_size) == (30, "mocap", (720, 1280))
    assert track.times[15] == pytest.approx(0.5)
    # From the front a person's left is on the viewer's right, and the picture's y grows downwards.
    assert _at(track, "left_hip")[0] > 0.5 > _at(track, "right_hip")[0]
    assert _at(track, "nose")[1] < _at(track, "left_knee")[1] < _at(track, "left_ankle")[1]
    assert _at(track, "nose")[2] < _at(track, "left_ankle")[2]  # the face is nearer than the heels
    assert track.landmarks[..., :2].min() > 0.05
    assert track.landmarks[..., :2].max() < 0.95
    np.testing.assert_allclose(track.visibility, 1)


def test_proportions_and_metres_are_kept(write):
    track, _ = load_pose_file(write())
    pixels = track.pixels()[0]
    length = [np.linalg.norm(pixels[BODY_13.index(a)] - pixels[BODY_13.index(b)]) for a, b in (
        ("left_shoulder", "right_shoulder"), ("left_hip", "left_knee"))]  # fmt: skip
    assert length[0] / length[1] == pytest.approx(0.4 / 0.45, rel=0.02)
    world = track.world[0]
    assert world[BODY_13.index("left_knee")] - world[BODY_13.index("left_hip")] == pytest.approx(
        (0, 0.45, -0.02), abs=1e-5
    )
    assert world[BODY_13.indices("left_hip", "right_hip")].mean(0) == pytest.approx((0, 0, 0), abs=1e-6)


def test_the_whole_way_is_in_a_picture_of_its_shape(write):
    walk = _standing(60)
    walk[..., 0] += np.linspace(0, 5, 60)[:, None]
    walk[..., 2] += np.linspace(0, 2, 60)[:, None]
    track, _ = load_pose_file(write(positions=walk))
    assert track.frame_size == (1280, 720)
    assert track.landmarks[..., :2].min() > 0.05
    assert track.landmarks[..., :2].max() < 0.95
    assert _at(track, "nose", 59)[0] - _at(track, "nose", 0)[0] > 0.5
    square, _ = load_mocap_npz(write(positions=walk), frame_size=(500, 500))
    assert square.frame_size == (500, 500)


def test_what_a_source_lacks_is_missing_and_lost_frames_are_kept(write):
    positions = _standing()
    positions[:, NAMES.index("l_wrist")] = np.nan
    positions[10:12] = np.nan
    track, _ = load_pose_file(write(positions=positions))
    assert np.flatnonzero(~track.found).tolist() == [10, 11]
    assert np.isnan(_at(track, "left_wrist")).all()
    assert track.visibility[0, BODY_13.index("left_wrist")] == 0
    assert track.visibility[10].max() == 0


def test_what_is_known_of_a_capture_is_read(write):
    capture = read_mocap(write(performer="ann", source="there", segments=np.array([[3, 20]])))
    assert (capture.label, capture.performer, capture.source, len(capture)) == ("waltz", "ann", "there", 30)
    assert capture.segments.tolist() == [[3, 20]]
    assert read_mocap(write(label=None)).label == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"fps": None}, "walk.npz: lacks fps; fetch the file again or take it out."),
        ({"fps": 0.0}, "names no frame rate"),
        ({"fps": np.nan}, "names no frame rate"),
        ({"joints": np.array([*NAMES[:-1], "hat"])}, "lacks the joints nose; name them"),
        ({"joints": np.array(NAMES[:-1])}, r"has positions of the shape \(30, 14, 3\) for 13 joints"),
        ({"positions": _standing() * 100}, "shows a body 152 units high, which are not metres; write its positions"),
        ({"positions": _standing()[:0]}, r"has positions of the shape \(0, 14, 3\)"),
        ({"positions": np.full((30, 14, 3), np.nan)}, "holds no movement"),
        ({"positions": np.array([{"a": 1}], object)}, "is damaged|holds values of the wrong kind"),
    ],
)
def test_captures_that_cannot_be_used_are_one_sentence(write, changes, said):
    with pytest.raises(PoseFileError, match=said):
        load_pose_file(write(**changes))


def test_a_capture_that_was_cut_off_is_named(write):
    path = write()
    content = path.read_bytes()
    path.write_bytes(content[:-20])
    with pytest.raises(PoseFileError, match=r"walk\.npz: is damaged"):
        load_pose_file(path)
    broken = bytearray(content)
    broken[400:420] = b"\0" * 20  # inside the positions: only the checksum knows
    path.write_bytes(bytes(broken))
    with pytest.raises(PoseFileError, match=r"walk\.npz: is damaged; fetch the file again or take it out"):
        load_pose_file(path)


def test_the_published_captures_are_read(shared_data):
    paths = sorted((shared_data / "mocap").rglob("*.npz"))[::9]
    for path in paths:
        track, _ = load_pose_file(path)
        shoulders = track.landmarks[:15, BODY_13.indices("left_shoulder", "right_shoulder"), 0]
        assert np.nanmean(shoulders[:, 0] - shoulders[:, 1]) > 0.02, path.name
        assert np.nanmax(np.abs(track.landmarks[..., :2] - 0.5)) < 0.45, path.name
    assert paths
