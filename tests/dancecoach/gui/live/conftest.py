"""A camera and an engine that need no device and no network file."""

import threading
import time

import numpy as np
import pytest

from dancecoach.errors import CameraLostError
from dancecoach.gui.commands import CommandTable
from dancecoach.gui.context import AppContext
from dancecoach.gui.live.page import LivePage
from dancecoach.gui.notifier import Notifier
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.gui.worker import JobQueue
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.settings import Settings
from dancecoach.video.frame import Frame


class SteadyCamera:
    """A picture every 10 ms, each of another grey, until it is unplugged or closed."""

    def __init__(self, name="Steady", *, opens=None, frames=None):
        self.name, self.size, self.fps = name, (64, 48), 100.0
        self.opens, self.frames = opens, frames
        self.unplugged = threading.Event()
        self.closed = threading.Event()
        self.opened = threading.Event()

    def open(self):
        if self.opens is not None:
            raise self.opens
        self.opened.set()
        self._begun, self._count = time.perf_counter(), 0

    def read(self):
        self.closed.wait(0.01)
        if self.unplugged.is_set():
            raise CameraLostError("was unplugged", subject=self.name)
        if self.closed.is_set() or self._count == self.frames:
            return None
        self._count += 1
        grey = np.full((48, 64, 3), self._count % 256, np.uint8)
        return Frame(grey, time.perf_counter() - self._begun, self._count)

    def close(self):
        self.closed.set()


class QuickEngine:
    """Finds one person in every picture, at once."""

    name, model, skeleton, people_seen = "fake", "lite", BODY_13, 1

    def __init__(self):
        self.points, self.closed, self.fails = [], threading.Event(), None

    def estimate(self, frame):
        if self.fails is not None:
            raise self.fails
        landmarks = np.random.default_rng(0).random((13, 3), np.float32)
        # The score is left alone by the smoothing: it tells which frame the pose was found in.
        return [BodyPose(landmarks, np.ones(13, np.float32), None, float(frame.index))]

    def follow_at(self, x, y):
        self.points.append((x, y))

    def reset(self):
        pass

    def close(self):
        self.closed.set()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


@pytest.fixture
def steady_camera():
    return SteadyCamera


@pytest.fixture
def quick_engine():
    return QuickEngine


@pytest.fixture(autouse=True)
def no_thread_left_behind():
    yield
    left = [t for t in threading.enumerate() if t.name.startswith("dancecoach-")]
    for thread in left:
        thread.join(30)
    assert not [t.name for t in left if t.is_alive()]


@pytest.fixture
def devices():
    """Cameras by spec; a test puts its own in."""
    return {"0": SteadyCamera("Camera 0"), "1": SteadyCamera("Camera 1")}


@pytest.fixture
def live_context(qapp, devices, tmp_path):
    """What a page needs, without a window: the fake devices and a fake engine."""
    notifier = Notifier()
    context = AppContext(
        settings=SettingsModel(Settings(recordings_folder=str(tmp_path / "kept"))),
        notifier=notifier,
        store=AnalysisStore(tmp_path / "data" / "analyses"),
        make_estimator=QuickEngine,
        open_camera=lambda spec: devices[spec],
        commands=CommandTable(),
        jobs=JobQueue(notifier),
    )
    yield context
    assert context.jobs.shut_down()


TWO_CAMERAS = (("0", "Front camera"), ("1", "Side camera"))


@pytest.fixture
def two_cameras():
    return TWO_CAMERAS


@pytest.fixture
def make_page(live_context, qtbot):
    pages = []

    def make(cameras=lambda: TWO_CAMERAS):
        page = LivePage(live_context, cameras=cameras)
        qtbot.addWidget(page, before_close_func=lambda page: page.close_page())
        live_context.commands.add(page.commands())
        page.commands_ready()
        live_context.commands.set_page("live")
        page.resize(960, 640)
        page.show()
        qtbot.waitExposed(page)
        page.activate()
        pages.append(page)
        return page

    return make


@pytest.fixture
def page(make_page, qtbot):
    page = make_page()
    qtbot.waitUntil(page.view.bar.look_again.isEnabled)
    return page
