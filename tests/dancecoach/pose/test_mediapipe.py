"""The optional engine: around a stand-in for the library, and (where it is installed) with the library itself."""

import importlib.util
import subprocess
import sys
import types
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from dancecoach.errors import EngineError, ModelError
from dancecoach.pose import mediapipe as module
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.pose.mediapipe import MediaPipePose, import_mediapipe, privacy_notice
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.video.frame import Frame

ROOT = Path(__file__).resolve().parents[3]
HIPS = BLAZEPOSE_33.indices("left_hip", "right_hip")

needs_mediapipe = pytest.mark.skipif(
    importlib.util.find_spec("mediapipe") is None, reason="the optional engine mediapipe is not installed"
)


def frame(time_s, index=0):
    return Frame(np.zeros((90, 160, 3), np.uint8), time_s, index)


def person(x, height=0.5):
    """Landmarks of somebody at ``x``, as the library gives them."""
    levels = np.linspace(0.2, 0.2 + height, 33)
    return [SimpleNamespace(x=x, y=y, z=0.0, visibility=0.9, presence=1.0) for y in levels]


class FakeLibrary:
    """The parts of mediapipe that are used; ``shown`` is who the next frames show."""

    def __init__(self):
        self.stamps, self.made, self.closed = [], 0, 0
        self.shown = [person(0.5)]
        library = self

        class Landmarker:
            @staticmethod
            def create_from_options(options):
                library.made += 1
                library.options = options
                return Landmarker()

            def detect_for_video(self, image, stamp):
                library.stamps.append(stamp)
                return SimpleNamespace(pose_landmarks=library.shown, pose_world_landmarks=library.shown)

            def detect(self, image):
                return self.detect_for_video(image, None)

            def close(self):
                library.closed += 1

        vision = SimpleNamespace(
            RunningMode=SimpleNamespace(IMAGE="image", VIDEO="video"),
            PoseLandmarkerOptions=SimpleNamespace,
            PoseLandmarker=Landmarker,
        )
        self.tasks = SimpleNamespace(vision=vision, BaseOptions=SimpleNamespace)
        self.ImageFormat = SimpleNamespace(SRGB=1)
        self.Image = lambda image_format, data: data


@pytest.fixture
def library(monkeypatch):
    fake = FakeLibrary()
    monkeypatch.setattr(module, "import_mediapipe", lambda: fake)
    return fake


class TestTime:
    @pytest.mark.parametrize("fps", [24, 30, 59.94, 240, 960, 2000])
    def test_stamps_increase_at_any_rate(self, library, fps):
        engine = MediaPipePose("lite")
        for i in range(100):
            engine.estimate(frame(i / fps, i))
        assert all(isinstance(s, int) for s in library.stamps)
        assert (np.diff(library.stamps) > 0).all()
        assert library.made == 1
        if fps < 500:
            assert library.stamps[-1] == pytest.approx(99_000 / fps, abs=1)

    def test_a_repeated_time_is_no_jump(self, library):
        engine = MediaPipePose("lite")
        engine.estimate(frame(1.0))
        engine.estimate(frame(1.0))
        assert library.stamps == [1000, 1001]
        assert library.made == 1

    def test_a_jump_back_starts_anew(self, library):
        engine = MediaPipePose("lite")
        engine.estimate(frame(5.0))
        engine.estimate(frame(1.0))
        assert library.stamps == [5000, 1000]
        assert (library.made, library.closed) == (2, 1)

    def test_reset_starts_anew_with_new_numbers(self, library):
        engine = MediaPipePose("lite", max_people=2)
        engine.estimate(frame(1.0))
        engine.reset()
        assert engine.people_seen == -1
        assert engine.estimate(frame(0.5))[0].person == 0


class TestPeople:
    def test_the_larger_and_more_central_is_followed_and_keeps_the_number(self, library):
        engine = MediaPipePose("lite", max_people=3)
        library.shown = [person(0.1), person(0.55), person(0.9, height=0.2)]
        first = engine.estimate(frame(0.0))
        assert engine.people_seen == 3
        assert first[0].landmarks[HIPS, 0].mean() == pytest.approx(0.55)
        library.shown = [person(0.12, height=0.7), person(0.9, height=0.2), person(0.6)]
        second = engine.estimate(frame(0.1))
        assert second[0].person == first[0].person
        assert {p.person for p in second} == {p.person for p in first}

    def test_a_point_chooses_another(self, library):
        engine = MediaPipePose("lite", max_people=2)
        library.shown = [person(0.2), person(0.6)]
        engine.estimate(frame(0.0))
        engine.follow_at(0.1, 0.5)
        for i in (1, 2):
            assert engine.estimate(frame(i / 10))[0].landmarks[0, 0] == pytest.approx(0.2)

    def test_one_who_leaves_is_replaced_and_comes_back_as_another(self, library):
        engine = MediaPipePose("lite", max_people=2)
        library.shown = [person(0.2), person(0.5)]
        followed = engine.estimate(frame(0.0))[0].person
        library.shown = [person(0.2)]
        assert engine.estimate(frame(0.1))[0].person != followed
        library.shown = []
        assert engine.estimate(frame(0.2)) == []
        assert engine.people_seen == 0

    def test_with_one_person_asked_for_others_are_not_counted(self, library):
        engine = MediaPipePose("lite")
        engine.estimate(frame(0.0))
        assert engine.people_seen == -1


def test_it_keeps_the_promise_of_an_engine(library):
    with MediaPipePose("lite") as engine:
        assert isinstance(engine, PoseEstimator)
        assert (engine.name, engine.model, engine.skeleton) == ("mediapipe", "lite", BLAZEPOSE_33)
        (pose,) = engine.estimate(frame(0.0))
        assert pose.landmarks.shape == pose.world.shape == (33, 3)
        assert pose.landmarks.dtype == pose.visibility.dtype == np.float32
        assert 0 <= pose.score <= 1
    engine.close()
    assert library.closed == 1
    with pytest.raises(EngineError, match="closed"):
        engine.estimate(frame(0.1))


def test_image_mode_looks_at_each_frame_alone(library):
    engine = MediaPipePose("lite", mode="image")
    engine.estimate(frame(0.0))
    assert library.options.running_mode == "image"
    assert library.stamps == [None]


def test_a_missing_bundle_is_one_sentence(library, tmp_path):
    with pytest.raises(ModelError, match="nowhere"):
        MediaPipePose("lite", bundle=tmp_path / "nowhere.task")


def test_without_the_library_the_command_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "mediapipe", None)
    with pytest.raises(EngineError, match=r"pip install \"dancecoach\[mediapipe\]\""):
        import_mediapipe()


def test_the_notice_says_who_gets_what():
    assert "Google" in privacy_notice()
    assert "usage metrics" in privacy_notice()


def test_modules_that_were_loaded_before_stay(monkeypatch):
    plots = types.ModuleType("matplotlib")
    monkeypatch.setitem(sys.modules, "matplotlib", plots)
    monkeypatch.delitem(sys.modules, "tensorflow", raising=False)
    with module._kept_out("matplotlib", "tensorflow", stand_in=False):
        assert sys.modules["matplotlib"] is plots
        assert sys.modules["tensorflow"] is None
    assert sys.modules["matplotlib"] is plots
    assert "tensorflow" not in sys.modules


@needs_mediapipe
@pytest.mark.slow
def test_the_library_is_imported_without_what_it_does_not_need():
    code = (
        "import sys; from dancecoach.pose.mediapipe import import_mediapipe; import_mediapipe();"
        "assert not {'tensorflow', 'matplotlib', 'matplotlib.pyplot'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@needs_mediapipe
@pytest.mark.slow
def test_a_real_dancer_is_found_in_both_modes_at_240_frames_a_second(tmp_path):
    clip = ROOT.parent / "shared" / "data" / "videos" / "dev" / "dance_single.mp4"
    if not clip.is_file():
        pytest.skip("the real clips are not here (../shared/data/videos/dev)")
    capture = cv2.VideoCapture(str(clip))
    images = [capture.read()[1] for _ in range(8)]
    bundle = tmp_path / "Größe ü.task"
    bundle.write_bytes((ROOT / "assets" / "models" / "pose_landmarker_lite.task").read_bytes())
    poses = {}
    for mode in ("video", "image"):
        with MediaPipePose("lite", bundle=bundle, mode=mode) as engine:
            found = [engine.estimate(Frame(image, i / 240, i)) for i, image in enumerate(images)]
        assert all(len(f) == 1 for f in found)
        poses[mode] = found[-1][0]
    assert poses["video"].world[HIPS].mean() == pytest.approx(0, abs=0.05)
    np.testing.assert_allclose(poses["video"].landmarks[:, :2], poses["image"].landmarks[:, :2], atol=0.05)


@needs_mediapipe
@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"not a bundle" * 100])
def test_a_file_that_is_no_bundle_is_one_sentence(tmp_path, content):
    path = tmp_path / "kaputt.task"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"kaputt\.task"):
        MediaPipePose("lite", bundle=path)
