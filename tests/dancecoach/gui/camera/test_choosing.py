"""Cameras are looked for behind the window; the one of last time comes first; who leaves a page lets it go."""

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QFileDialog

from dancecoach.gui.camera.bar import CLIP_AS_CAMERA, CameraBar
from dancecoach.gui.camera.choosing import CameraChoice
from dancecoach.gui.notifier import Notifier
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.gui.worker import JobQueue

pytestmark = pytest.mark.gui
TWO = (("0", "Front camera"), ("1", "Side camera"))
WAIT_MS = 30_000


class Runner:
    """Notes what it was told to do."""

    def __init__(self):
        self.spec, self.running, self.told = None, False, []

    def start(self, spec):
        self.spec, self.running = spec, True
        self.told.append(spec)

    def stop(self):
        self.running = False
        self.told.append("stop")


@pytest.fixture
def context(qapp):
    made = SimpleNamespace(settings=SettingsModel(), jobs=JobQueue(Notifier()))
    yield made
    assert made.jobs.shut_down()


@pytest.fixture
def bar(qtbot):
    made = CameraBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def runner():
    return Runner()


@pytest.fixture
def make_choice(context, bar, runner):
    return lambda find=lambda: TWO: CameraChoice(context, bar, runner, find, bar)


@pytest.fixture
def choice(make_choice, bar, qtbot):
    """Somebody has come to the page, and the cameras are found."""
    made = make_choice()
    made.enter()
    qtbot.waitUntil(bar.look_again.isEnabled, timeout=WAIT_MS)
    return made


def offered(bar):
    return [bar.cameras.itemData(row) for row in range(bar.cameras.count())]


def choose(bar, spec):
    row = bar.cameras.findData(spec)
    bar.cameras.setCurrentIndex(row)
    bar.cameras.activated.emit(row)


def test_what_is_found_is_offered_with_a_clip_as_one_more(choice, bar):
    assert choice.found == TWO
    assert offered(bar) == ["0", "1", CLIP_AS_CAMERA]


def test_cameras_are_looked_for_in_a_thread_and_once(make_choice, bar, qtbot):
    threads = []

    def find():
        threads.append(threading.current_thread())
        return TWO

    choice = make_choice(find)
    for _ in range(2):
        choice.enter()
        qtbot.waitUntil(bar.look_again.isEnabled, timeout=WAIT_MS)
        choice.leave()
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


def test_a_camera_that_was_plugged_in_is_found_by_looking_again(make_choice, bar, runner, qtbot):
    found = list(TWO[:1])
    choice = make_choice(lambda: tuple(found))
    choice.enter()
    qtbot.waitUntil(bar.look_again.isEnabled, timeout=WAIT_MS)
    choose(bar, "0")
    found.append(TWO[1])
    bar.look_again.click()
    qtbot.waitUntil(bar.look_again.isEnabled, timeout=WAIT_MS)
    assert choice.found == TWO
    assert bar.cameras.currentData() == "0"
    assert runner.told == ["0"]


def test_the_camera_of_last_time_is_first_while_it_is_there(choice, context):
    assert choice.first == TWO[0]
    context.settings.change(camera="1")
    assert choice.first == TWO[1]
    context.settings.change(camera="7")
    assert choice.first == TWO[0]


def test_the_chosen_one_runs_and_is_remembered(choice, bar, runner, context):
    choose(bar, "1")
    assert runner.told == ["1"]
    assert context.settings.current.camera == "1"
    choice.stop()
    assert runner.told == ["1", "stop"]
    assert bar.cameras.currentIndex() == -1


def test_who_leaves_the_page_lets_it_go_and_finds_it_again(choice, runner):
    choice.start("1")
    choice.leave()
    assert not runner.running
    choice.enter()
    assert (runner.running, runner.told) == (True, ["1", "stop", "1"])


def test_a_camera_that_was_stopped_stays_so(choice, runner):
    choice.start("1")
    choice.stop()
    choice.leave()
    choice.enter()
    assert not runner.running


def test_a_clip_plays_as_camera_under_its_own_name(choice, bar, runner, monkeypatch, tmp_path):
    clip = tmp_path / "Điệu nhảy.mp4"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(clip), ""))
    choose(bar, CLIP_AS_CAMERA)
    assert runner.told == [f"file:{clip}"]
    assert bar.cameras.currentText() == "Điệu nhảy.mp4"
    assert bar.name_of(f"file:{clip}") == "Điệu nhảy.mp4"


def test_no_clip_chosen_leaves_the_camera_that_runs(choice, bar, runner, monkeypatch):
    choice.start("1")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    choose(bar, CLIP_AS_CAMERA)
    assert runner.told == ["1"]
    assert bar.cameras.currentData() == "1"
