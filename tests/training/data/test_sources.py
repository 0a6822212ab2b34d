import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.motion.features import FEATURES, track_features
from dancecoach.pose.skeleton import BODY_13
from training.data.mocap import load_capture, load_mocap
from training.data.trends import load_trend, load_trends


def _trend(path, frames=20, **changes):
    rng = np.random.default_rng(0)
    content = {"landmarks": rng.random((frames, 33, 4), np.float32), "label": "heyhey", "source": "x", "fps": 30.0}
    np.savez(path, **(content | changes))
    return path


def test_trend_clips_carry_their_dance(tmp_path):
    _trend(tmp_path / "heyhey-01.npz")
    lost = np.full((1, 33, 4), np.nan, np.float32)
    _trend(tmp_path / "heyhey-02.npz", landmarks=np.concatenate([np.ones((4, 33, 4), np.float32), lost]))
    first, second = load_trends(tmp_path)
    assert (first.name, first.style, len(first)) == ("heyhey-01", "heyhey", 20)
    assert second.track.found.tolist() == [True] * 4 + [False]


@pytest.mark.parametrize(
    "change",
    [
        {"landmarks": np.zeros((5, 17, 3))},
        {"landmarks": np.zeros((0, 33, 4))},
        {"landmarks": np.array([{"a": 1}], object)},
        {"landmarks": np.full((5, 33, 4), "x")},
        {"landmarks": np.full((5, 33, 4), 1j)},
        {"fps": np.ones(2)},
    ],
)
def test_damaged_trend_clip_is_named(tmp_path, change):
    with pytest.raises(InputError, match=r"heyhey-01\.npz: holds no landmarks of 33 joints"):
        load_trend(_trend(tmp_path / "heyhey-01.npz", **change))


@pytest.mark.parametrize("fps", [0.0, -30.0, 1e-3, 1e9, np.inf, np.nan])
def test_trend_clip_of_a_rate_that_cannot_be_is_named(tmp_path, fps):
    with pytest.raises(InputError, match=r"heyhey-01\.npz: is said to have .* frames a second; write its `fps` anew"):
        load_trend(_trend(tmp_path / "heyhey-01.npz", fps=fps))


@pytest.mark.parametrize("kept", [0, 100, 4000, -30])
def test_trend_clip_that_was_cut_off_is_named(tmp_path, kept):
    path = _trend(tmp_path / "heyhey-01.npz")
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(InputError, match=r"heyhey-01\.npz: holds no landmarks of 33 joints; fetch the file again"):
        load_trend(path)


def test_trend_clip_of_other_members_is_named(tmp_path):
    np.savez(tmp_path / "heyhey-01.npz", joints=np.zeros(3))
    with pytest.raises(InputError, match="holds no landmarks of 33 joints"):
        load_trend(tmp_path / "heyhey-01.npz")


def test_trend_clip_without_anybody_or_without_a_dance_is_named(tmp_path):
    with pytest.raises(InputError, match=r"heyhey-01\.npz: shows nobody"):
        load_trend(_trend(tmp_path / "heyhey-01.npz", landmarks=np.full((5, 33, 4), np.nan)))
    with pytest.raises(InputError, match=r"heyhey-01\.npz: names no dance"):
        load_trend(_trend(tmp_path / "heyhey-01.npz", label=" "))


def test_empty_folders_are_named(tmp_path):
    with pytest.raises(InputError, match="holds no clips of landmarks"):
        list(load_trends(tmp_path))
    with pytest.raises(InputError, match="holds no captures"):
        list(load_mocap(tmp_path))


def test_damaged_captures_are_named(tmp_path):
    path = tmp_path / "walk.npz"
    content = {"positions": np.zeros((5, 2, 3), np.float32), "joints": np.array(["l_hip", "r_hip"]), "fps": 30.0}
    np.savez(path, **content, label="walk")
    with pytest.raises(InputError, match=r"walk\.npz: lacks the joints nose, left_shoulder"):
        load_capture(path)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(InputError, match=r"walk\.npz: is damaged; fetch the file again or take it out"):
        load_capture(path)


def _capture(path, positions):
    names = np.array(BODY_13.joints)
    np.savez(path, positions=positions.astype(np.float32), joints=names, fps=30.0, label="walk")
    return path


def test_captures_that_hold_hardly_anybody_are_named(tmp_path):
    rng = np.random.default_rng(0)
    body = rng.random((1, len(BODY_13.joints), 3)) * (0.3, 1.6, 0.3)
    moving = body + 0.1 * rng.random((20, 1, 3))
    assert len(load_capture(_capture(tmp_path / "walk.npz", moving))) == 20
    lacking = moving.copy()
    lacking[:, 0] = np.nan
    assert len(load_capture(_capture(tmp_path / "walk.npz", lacking))) == 20
    for gone, kept in ((20, 0), (11, 9)):
        moving[:gone] = np.nan
        with pytest.raises(InputError, match=rf"walk\.npz: holds a body in {kept} of 20 frames; fetch the file again"):
            load_capture(_capture(tmp_path / "walk.npz", moving))
        moving = body + 0.1 * rng.random((20, 1, 3))


def test_captures_are_seen_upright_and_whole(shared_data):
    clips = list(load_mocap(shared_data / "mocap" / "acrobatics"))
    walk = next(c for c in clips if c.name == "dm-walk")
    values = track_features(walk.track, causal=False).values
    assert walk.track.found.all()
    assert np.nanmedian(values[:, FEATURES.index("trunk_y")]) > 0.95
    inside = (walk.track.landmarks[..., :2] > 0) & (walk.track.landmarks[..., :2] < 1)
    assert inside.mean() > 0.95
