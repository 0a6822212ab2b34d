import threading
from pathlib import Path

import pytest

from dancecoach.errors import CameraNotFoundError, ModelError
from dancecoach.gui.live.model import LiveModel
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.library.whose import dancer_of
from dancecoach.models.packs.styles import StylePacks, switch_off
from dancecoach.pipeline.live import recognition as live_recognition
from dancecoach.pipeline.live.session import LiveState
from dancecoach.settings import Settings

pytestmark = pytest.mark.gui


@pytest.fixture
def cameras(steady_camera):
    return {"0": steady_camera("Camera 0"), "1": steady_camera("Camera 1")}


@pytest.fixture
def engines(quick_engine):
    return [quick_engine() for _ in range(5)]


def kept_in(folder):
    return SettingsModel(Settings(recordings_folder=str(folder)))


@pytest.fixture
def settings(tmp_path):
    return kept_in(tmp_path / "kept")


@pytest.fixture
def model(qapp, cameras, engines, settings):
    left = iter(engines)
    model = LiveModel(lambda spec: cameras[spec], lambda: next(left), settings)
    yield model
    model.close()


def state(model):
    return model.status.state if model.status else None


def test_pictures_arrive_in_the_window_thread_with_their_skeleton(model, qtbot):
    results = []
    model.result.connect(lambda result: results.append((result, threading.current_thread())))
    model.start("0")
    assert state(model) is LiveState.OPENING
    qtbot.waitUntil(lambda: any(result.poses for result, _ in results))
    assert state(model) is LiveState.RUNNING
    assert {thread for _, thread in results} == {threading.main_thread()}


def test_numbers_count_what_reached_the_screen(model, qtbot):
    model.result.connect(lambda result: model.painted(result.frame))
    model.result.connect(lambda result: model.painted(result.frame))  # a repaint of the same picture
    readouts = []
    model.readout_changed.connect(readouts.append)
    model.start("0")
    qtbot.waitUntil(lambda: bool(readouts) and readouts[-1].latency_ms is not None)
    stats = model.stats()
    assert 0 < readouts[-1].latency_ms < 1000
    assert model.shown.count <= stats.processed <= stats.offered
    assert 20 < readouts[-1].camera_fps < 120


def test_another_camera_takes_the_place_of_the_first(model, cameras, qtbot):
    model.start("0")
    qtbot.waitUntil(lambda: state(model) is LiveState.RUNNING)
    model.start("1")
    qtbot.waitUntil(lambda: state(model) is LiveState.RUNNING and model.status.camera.name == "Camera 1")
    assert cameras["0"].closed.is_set()


def test_a_camera_is_let_go_before_it_is_opened_again(model, cameras, steady_camera, qtbot):
    model.start("0")
    qtbot.waitUntil(lambda: state(model) is LiveState.RUNNING)
    first, second = cameras["0"], steady_camera("Camera 0 again")
    was_free = []
    real_open = second.open
    second.open = lambda: (was_free.append(first.closed.is_set()), real_open())
    cameras["0"] = second
    model.start("0")
    qtbot.waitUntil(lambda: state(model) is LiveState.RUNNING)
    assert was_free == [True]


def test_stop_lets_the_camera_go_and_says_so_at_once(model, cameras, qtbot):
    model.start("0")
    qtbot.waitUntil(lambda: state(model) is LiveState.RUNNING)
    model.stop()
    assert model.status is None
    assert not model.running
    qtbot.waitUntil(cameras["0"].closed.is_set)
    model.stop()


def test_a_camera_that_failed_can_be_tried_again(model, cameras, steady_camera, qtbot):
    cameras["0"] = steady_camera(opens=CameraNotFoundError("is not there", subject="Camera 0"))
    model.start("0")
    qtbot.waitUntil(lambda: state(model) is LiveState.FAILED)
    assert "is not there" in str(model.status.error)
    cameras["0"] = steady_camera()
    model.retry()
    qtbot.waitUntil(lambda: state(model) is LiveState.RUNNING)


def test_a_network_that_failed_can_be_tried_again_while_the_camera_runs_on(qapp, steady_camera, quick_engine, qtbot):
    camera, tries = steady_camera(), []

    def make():
        tries.append(1)
        if len(tries) == 1:
            raise ModelError("is corrupt", subject="full.onnx")
        return quick_engine()

    model = LiveModel(lambda _: camera, make, kept_in(Path.cwd()))
    model.start("0")
    qtbot.waitUntil(lambda: state(model) is LiveState.FAILED and model.status.pictures)
    model.retry()
    qtbot.waitUntil(lambda: state(model) is LiveState.RUNNING)
    assert not camera.closed.is_set()
    model.close()


def test_another_network_while_the_camera_runs_on(model, engines, cameras, qtbot):
    model.start("0")
    qtbot.waitUntil(lambda: state(model) is LiveState.RUNNING)
    model.renew_estimator()
    qtbot.waitUntil(engines[0].closed.is_set)
    qtbot.waitUntil(lambda: state(model) is LiveState.RUNNING)
    assert not cameras["0"].closed.is_set()
    assert not engines[1].closed.is_set()


def test_other_packs_are_asked_while_the_camera_runs_on(model, engines, cameras, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    asked = []
    monkeypatch.setattr(live_recognition, "StylePacks", lambda files: asked.append(set(files)) or StylePacks(files))
    model.renew_packs()  # nothing runs: no work
    model.start("0")
    # Networks are made at first, and again for the size of the pictures; from then on only where others are wanted.
    qtbot.waitUntil(lambda: state(model) is LiveState.RUNNING and len(asked) >= 2, timeout=30_000)
    assert all("ballroom-latin" in packs for packs in asked)
    switch_off({"ballroom-latin"})
    model.renew_packs()
    qtbot.waitUntil(lambda: "ballroom-latin" not in asked[-1], timeout=30_000)
    before = model.stats().processed
    qtbot.waitUntil(lambda: model.stats().processed > before + 5, timeout=30_000)
    assert state(model) is LiveState.RUNNING
    assert not model.status.notices
    assert not cameras["0"].closed.is_set()
    assert not engines[0].closed.is_set()


def test_all_that_is_filmed_carries_the_name_of_who_is_dancing(model, settings, qtbot, tmp_path):
    saved = []
    model.saved.connect(saved.append)
    model.kept.connect(lambda clip: saved.append(clip.path))
    settings.change(dancer="Mia")
    model.start("0")
    qtbot.waitUntil(lambda: state(model) is LiveState.RUNNING, timeout=30_000)
    model.snapshot(mirrored=False)
    model.start_recording()
    qtbot.waitUntil(lambda: model.stats().recording is not None, timeout=30_000)
    settings.change(dancer="Ben")  # who comes meanwhile is not who was filmed from the beginning
    qtbot.waitUntil(lambda: model.stats().kept.seconds > 0.2, timeout=30_000)
    model.stop_recording()
    model.save_last(5)
    qtbot.waitUntil(lambda: len(saved) == 3, timeout=30_000)
    by_kind = {path: dancer_of(path) for path in saved}
    assert sorted(by_kind.values()) == ["Ben", "Mia", "Mia"]
    assert {path.suffix for path, name in by_kind.items() if name == "Mia"} == {".png", ".mp4"}
    attempt = model.attempts._new_path()
    assert dancer_of(attempt) == "Ben"
    settings.change(dancer="")
    model.snapshot(mirrored=False)
    qtbot.waitUntil(lambda: len(saved) == 4, timeout=30_000)
    assert dancer_of(saved[-1]) == ""
    assert len(list((tmp_path / "kept").glob("*.dancer"))) == 4
