"""What no recording has ends at the reader: places far away, absurd pictures, hours between frames."""

import attrs
import numpy as np
import pytest

from dancecoach.errors import PoseFileError
from dancecoach.pose.formats import load_npz, load_pose_file, save_npz
from dancecoach.pose.formats.bounds import FARTHEST, FARTHEST_M


def test_a_joint_that_is_absurdly_far_away_is_not_known(drawn, tmp_path):
    landmarks, world = drawn.landmarks.copy(), drawn.world.copy()
    landmarks[2, 5, 0], landmarks[3, 6, 1], landmarks[4, 7, 2] = FARTHEST + 1, -np.inf, 1e30
    landmarks[5] = 1e9
    world[6, 8, 0] = FARTHEST_M * 2
    save_npz(attrs.evolve(drawn, landmarks=landmarks, world=world), tmp_path / "a.npz")
    track = load_npz(tmp_path / "a.npz")
    gone = np.isnan(track.landmarks).all(axis=2)
    assert np.argwhere(gone[:5]).tolist() == [[2, 5], [3, 6], [4, 7]]
    assert (track.visibility[gone] == 0).all()
    assert np.flatnonzero(~track.found).tolist() == [5]
    assert np.argwhere(np.isnan(track.world).all(axis=2)).tolist() == [[6, 8]]


def test_a_joint_outside_of_the_picture_stays(drawn, tmp_path):
    landmarks = drawn.landmarks.copy()
    landmarks[:, 3] = [2.5, -3.0, 0.1]
    save_npz(attrs.evolve(drawn, landmarks=landmarks), tmp_path / "a.npz")
    np.testing.assert_array_equal(load_npz(tmp_path / "a.npz").landmarks, landmarks)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"frame_size": (2**40, 2)}, r"says that the picture had 1\.09951e\+12 x 2 pixels"),
        ({"times": np.arange(20) * 11.0}, "says that 20 frames last 209 s; write its times in seconds"),
        ({"times": np.arange(20) * 1e300}, "frames last"),
        ({"times": np.arange(20) / 30 - 1e12}, "frames last"),
    ],
)
def test_what_no_recording_has_is_refused(drawn, tmp_path, change, why):
    save_npz(attrs.evolve(drawn, **change), tmp_path / "a.npz")
    for read in (load_npz, load_pose_file):
        with pytest.raises(PoseFileError, match=why):
            read(tmp_path / "a.npz")
