"""The Practice page in the real window: a dancer by formula in reference and camera, and no loudspeaker."""

import threading
import time

import attrs
import numpy as np
import pytest

from dancecoach.errors import CameraLostError
from dancecoach.files import sha256_of
from dancecoach.gui.practice.page import PracticePage
from dancecoach.gui.window.main_window import MainWindow
from dancecoach.gui.window.pages import PageEntry
from dancecoach.library.analyses.record import Analysis
from dancecoach.pipeline.live.session import LiveState
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Frame

SIZE = (64, 48)


def body_at(time_s):
    """(13, 3): arms that swing at rates of their own."""
    rest = {
        "nose": (0.5, 0.15), "left_shoulder": (0.58, 0.3), "right_shoulder": (0.42, 0.3), "left_hip": (0.55, 0.55),
        "right_hip": (0.45, 0.55), "left_knee": (0.56, 0.72), "right_knee": (0.44, 0.72), "left_ankle": (0.56, 0.9),
        "right_ankle": (0.44, 0.9),
    }  # fmt: skip
    for side, sign in (("left", 1), ("right", -1)):
        x, y = rest[f"{side}_shoulder"]
        upper = 1.2 * np.sin(2.1 * time_s + sign) + 0.4 * np.sin(5.3 * time_s)
        rest[f"{side}_elbow"] = (x + sign * 0.14 * np.cos(upper), y + 0.12 * np.sin(upper))
        ex, ey = rest[f"{side}_elbow"]
        rest[f"{side}_wrist"] = (ex + sign * 0.13 * np.cos(1.7 * upper), ey + 0.11 * np.sin(1.7 * upper))
    return np.array([(*rest[name], 0.0) for name in BODY_13.joints], np.float32)


def pose_at(time_s):
    return BodyPose(body_at(time_s), np.ones(13, np.float32), None, 1.0)


class Dancer:
    """Who is filmed: dances to what is heard, or stands away, or does what ``does`` says."""

    def __init__(self):
        self.heard = lambda: 0.0
        self.away = False
        self.does = lambda: pose_at(self.heard())


class DancingCamera:
    """50 pictures a second until it is unplugged or closed."""

    name, size, fps = "Mirror", SIZE, 50.0

    def __init__(self):
        self.unplugged, self.closed = threading.Event(), threading.Event()

    def open(self):
        self.closed.clear()
        self._begun, self._count = time.perf_counter(), 0

    def read(self):
        self.closed.wait(0.02)
        if self.unplugged.is_set():
            raise CameraLostError("was unplugged", subject=self.name)
        if self.closed.is_set():
            return None
        self._count += 1
        return Frame(np.full((48, 64, 3), self._count % 200, np.uint8), time.perf_counter() - self._begun, self._count)

    def close(self):
        self.closed.set()


class DanceEngine:
    """Sees the dancer as they are."""

    name, model, skeleton, people_seen = "fake", "lite", BODY_13, 1

    def __init__(self, dancer):
        self._dancer = dancer

    def estimate(self, _frame):
        return [] if self._dancer.away else [self._dancer.does()]

    def follow_at(self, x, y):
        pass

    def reset(self):
        pass

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


class DanceAnalyst:
    """Stands in for the analysis of the reference; held back until `go` is set."""

    def __init__(self):
        self.go, self.error, self.nobody, self.calls = threading.Event(), None, False, 0
        self.go.set()

    def __call__(self, path, chosen, tell, cancel, *, person=None):
        self.calls += 1
        while not self.go.wait(0.005):
            cancel.check()
        if self.error is not None:
            raise self.error
        with VideoFile(path) as video:
            times, info = video.times, video.info
        poses = [None if self.nobody else pose_at(t) for t in times]
        track = PoseTrack.from_poses(
            times, poses, frame_size=(info.width, info.height), skeleton=BODY_13, source="formula"
        )
        return Analysis(info, sha256_of(path), track, chosen.engine, chosen.pose_model, "auto", person=person)


@pytest.fixture
def dancer():
    return Dancer()


@pytest.fixture
def mirror():
    return DancingCamera()


@pytest.fixture
def dance_analyst():
    return DanceAnalyst()


@pytest.fixture
def long_clip(tmp_path_factory, counted_clip):
    """The reference: four seconds without sound."""
    return counted_clip


@pytest.fixture
def make_practice(context, dancer, mirror, dance_analyst):
    """Makes the page, on show in a window; gives up what it analyses at the end."""
    context = attrs.evolve(context, open_camera=lambda _spec: mirror, make_estimator=lambda: DanceEngine(dancer))
    windows = []

    def page(shared):
        return PracticePage(shared, analyse=dance_analyst, open_device=lambda: None, cameras=lambda: (("0", "Mirror"),))

    def make():
        window = MainWindow(context, (PageEntry("practice", page),))
        windows.append(window)
        window.resize(1280, 860)
        window.show()
        return window.pages["practice"]

    yield make
    dance_analyst.go.set()
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def practice(make_practice, qtbot, dancer):
    """The page, on show, its camera found and nothing chosen yet."""
    page = make_practice()
    dancer.heard = lambda: page.model.heard.media_s
    qtbot.waitUntil(page.stage.top.cameras.look_again.isEnabled)
    return page


@pytest.fixture
def ready(practice, qtbot, long_clip):
    """The page with its reference, and the camera running."""
    practice.open(long_clip)
    qtbot.waitUntil(
        lambda: practice.model.camera.status is not None and practice.model.camera.status.state is LiveState.RUNNING,
        timeout=20_000,
    )
    qtbot.waitUntil(
        lambda: practice.stage.reference_canvas.frame is not None and practice.stage.canvas.frame is not None
    )
    return practice
