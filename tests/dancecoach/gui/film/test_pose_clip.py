"""Landmarks without pictures, opened in Review."""

import json

import numpy as np
import pytest

from dancecoach.errors import PoseFileError
from dancecoach.gui.film.pose_clip import PoseClip, open_any
from dancecoach.gui.review.model import ClipState
from dancecoach.gui.window.main_window import MainWindow
from dancecoach.pose.formats import save_npz

pytestmark = pytest.mark.gui


@pytest.fixture
def landmarks(figure, tmp_path):
    times = np.arange(90) / 30
    path = tmp_path / "Übung.npz"
    squat = 40 + 40 * np.sin(times * 4)
    save_npz(figure.track(figure.points(90, knee=squat, hip=squat / 2), times), path)
    return path


def test_the_ground_has_the_shape_of_the_missing_picture(landmarks):
    clip = open_any(landmarks)
    assert isinstance(clip, PoseClip)
    assert clip.info.frames == len(clip.times) == 90
    first, last = clip.frame(0), clip.frame(89)
    assert first.size[0] / first.size[1] == pytest.approx(16 / 9, rel=0.02)
    assert first.image is last.image
    assert (last.index, last.time_s) == (89, pytest.approx(89 / 30))


def test_a_video_is_still_a_video(counted_clip):
    clip = open_any(counted_clip)
    assert not isinstance(clip, PoseClip)
    assert clip.info.frames == 120
    clip.close()


def test_a_damaged_file_gets_a_sentence(tmp_path):
    path = tmp_path / "broken.npz"
    path.write_bytes(b"PK\x03\x04 but no more")
    with pytest.raises(PoseFileError, match=r"broken\.npz"):
        open_any(path)


@pytest.fixture
def real_window(qtbot, context):
    window = MainWindow(context)
    window.resize(1200, 860)
    window.show()
    window.libraries_loaded()
    yield window
    window.close()
    window.deleteLater()


def test_skeleton_curves_and_angles_are_shown_and_stored(real_window, qtbot, landmarks, context):
    page = real_window.pages["review"]
    real_window.open_clip(landmarks)
    qtbot.waitUntil(lambda: page.model.findings is not None and page.canvas.frame is not None, timeout=20_000)
    assert page.model.clip_state is ClipState.READY
    page.model.seek(30)
    qtbot.waitUntil(lambda: page.canvas.frame.index == 30)
    assert len(page.canvas.poses) == 1
    assert page.sidebar._cells["left_knee"].text().endswith("°")
    values = page.plots.plots._curves["knee", "left"].getData()[1]
    assert np.isfinite(values).all()
    assert page.model.findings.analysis.engine == "file"
    assert page.sidebar.body.text().endswith("Landmarks as given in the file")
    assert context.store.find(landmarks, "file", "") is not None


def openpose_folder(track, folder):
    """The track's nose, right arm and hips as OpenPose would write them, the joints between at the nose."""
    folder.mkdir()
    for f, points in enumerate(track.pixels().tolist()):
        flat = [v for joint in range(25) for v in (*points[joint], 0.9)]
        (folder / f"a_{f:012}_keypoints.json").write_text(json.dumps({"people": [{"pose_keypoints_2d": flat}]}))
    return folder


@pytest.mark.parametrize("folder", [False, True])
def test_landmarks_of_other_tools_are_shown_and_stored(real_window, qtbot, tmp_path, figure, context, folder):
    times = np.arange(60) / 30
    track = figure.track(figure.points(60, knee=40 + 40 * np.sin(times * 4)), times)
    path = tmp_path / "Übung.json"
    path.write_text(json.dumps({"fps": 30, "frames": [[[*p, 0.9] for p in f] for f in track.landmarks.tolist()]}))
    if folder:
        path = openpose_folder(track, tmp_path / "Bilder")
    page = real_window.pages["review"]
    real_window.open_clip(path)
    qtbot.waitUntil(lambda: page.model.findings is not None and page.canvas.frame is not None, timeout=20_000)
    page.model.seek(30)
    qtbot.waitUntil(lambda: page.canvas.frame.index == 30)
    assert len(page.canvas.poses) == 1
    assert page.model.findings.analysis.track.skeleton.name == "blazepose-33"
    assert context.store.find(path, "file", "") is not None


def test_a_damaged_file_is_told_on_the_page(real_window, qtbot, tmp_path):
    path = tmp_path / "broken.npz"
    path.write_bytes(b"PK\x03\x04 but no more")
    page = real_window.pages["review"]
    real_window.open_clip(path)
    qtbot.waitUntil(lambda: page.model.clip_state is ClipState.FAILED, timeout=20_000)
    assert "broken.npz" in page.empty.text.text()
