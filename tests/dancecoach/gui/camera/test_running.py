"""One session at a time: begun, brought into the window's thread, and let go behind the window's back."""

import threading
import time

import attrs
import numpy as np
import pytest

from dancecoach.gui.camera.running import Running
from dancecoach.gui.errand import Errands
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame

pytestmark = pytest.mark.gui
WAIT_MS, WAIT_S = 30_000, 30


class GreyCamera:
    """A hundred pictures a second until it is closed."""

    name, size, fps = "Grey", (64, 48), 100.0

    def __init__(self):
        self.opened, self.closed, self._count = threading.Event(), threading.Event(), 0

    def open(self):
        self._begun = time.perf_counter()
        self.opened.set()

    def read(self):
        if self.closed.wait(0.01):
            return None
        self._count += 1
        return Frame(np.full((48, 64, 3), 90, np.uint8), time.perf_counter() - self._begun, self._count)

    def close(self):
        self.closed.set()


class OnePerson:
    """Finds somebody in the middle of every picture."""

    name, model, skeleton, people_seen = "fake", "lite", BODY_13, 1

    def __init__(self):
        self.points = []

    def estimate(self, _frame):
        return [BodyPose(np.full((13, 3), 0.5, np.float32), np.ones(13, np.float32), None, 1.0)]

    def follow_at(self, x, y):
        self.points.append((x, y))

    def reset(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


@pytest.fixture
def made():
    """The cameras by spec, and the engines, that were made."""
    return {}, []


@pytest.fixture
def running(qapp, made):
    cameras, engines = made
    errands = Errands()

    def open_camera(spec):
        return cameras.setdefault(spec, GreyCamera())

    def make_estimator():
        engines.append(OnePerson())
        return engines[-1]

    runs = Running(open_camera, make_estimator, SettingsModel(), errands)
    yield runs
    runs.end()
    assert errands.wait(WAIT_S)


def test_results_come_in_the_windows_thread_as_they_were_made_on_the_way(running, qtbot):
    got, threads = [], {"way": set(), "window": set()}

    def on_the_way(result):
        threads["way"].add(threading.current_thread())
        return attrs.evolve(result, poses=result.poses * 2)

    def take(result):
        threads["window"].add(threading.current_thread())
        got.append(result)

    running.begin("0", take, lambda _status: None, on_the_way=on_the_way).start()
    qtbot.waitUntil(lambda: any(len(result.poses) == 2 for result in got), timeout=WAIT_MS)
    assert threads["window"] == {threading.main_thread()}
    assert threading.main_thread() not in threads["way"]


def test_a_camera_is_opened_when_the_one_before_is_let_go(running, made, qtbot):
    cameras, _ = made
    got = []
    running.begin("0", got.append, lambda _status: None).start()
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    free = []

    def stop(session):
        session.stop()
        free.append("1" in cameras)

    released = running.end(stop)
    assert running.session is None
    running.begin("1", got.append, lambda _status: None, released=released).start()
    qtbot.waitUntil(lambda: "1" in cameras and cameras["1"].opened.is_set(), timeout=WAIT_MS)
    assert cameras["0"].closed.is_set()
    assert free == [False]


def test_nothing_is_told_of_a_session_that_was_ended(running, qtbot, qapp):
    got, states = [], []
    running.begin("0", got.append, states.append).start()
    qtbot.waitUntil(lambda: bool(got and states), timeout=WAIT_MS)
    released = running.end()
    told = len(got), len(states)
    assert released()
    qapp.processEvents()  # what was on its way
    assert (len(got), len(states)) == told


def test_what_does_not_run_is_asked_for_nothing(running, made):
    assert running.end() is None
    running.renew_estimator()
    running.renew_packs()
    running.follow_at(0.5, 0.5)
    assert made == ({}, [])


def test_another_engine_follows_who_was_pointed_at(running, made, qtbot):
    _, engines = made
    got = []
    running.begin("0", got.append, lambda _status: None).start()
    qtbot.waitUntil(lambda: len(engines) == 1 and bool(got), timeout=WAIT_MS)
    running.renew_estimator()
    qtbot.waitUntil(lambda: len(engines) == 2, timeout=WAIT_MS)

    def pointed():
        running.follow_at(0.25, 0.75)
        return (0.25, 0.75) in engines[1].points

    qtbot.waitUntil(pointed, timeout=WAIT_MS)
