"""Clapping on the live page: on and off, the sign, what a clap does, and what becomes of an error."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from dancecoach.errors import MicrophoneError
from dancecoach.gui.clap import model as model_module
from dancecoach.gui.clap.ear import ClapEar, Wanted
from dancecoach.gui.live.floor import timed_recording
from dancecoach.gui.settings.dialog import SettingsDialog
from dancecoach.pipeline.live.session import LiveState

pytestmark = pytest.mark.gui


class Beeps:
    """Counts no further than that it was asked to."""

    def __init__(self, parent=None):
        pass

    def count_down(self, seconds):
        pass

    def stop(self):
        pass

    def close(self):
        pass


@pytest.fixture(autouse=True)
def no_devices(monkeypatch, request, told_ear):
    monkeypatch.setattr(timed_recording, "Beeper", Beeps)
    if "device" not in request.fixturenames:
        monkeypatch.setattr(model_module, "ClapEar", told_ear)


@pytest.fixture
def device(monkeypatch, fake_ear):
    """The real ear listens to this microphone."""
    made = fake_ear()
    monkeypatch.setattr(model_module, "ClapEar", lambda parent: ClapEar(made.open, parent=parent))
    return made


def test_from_the_microphone_to_the_clip(device, claps, waiting, live, run, qtbot):
    run("live.clap")
    assert device.listening.wait(10)
    device.hear(claps())
    qtbot.waitUntil(lambda: live.model.recording)
    qtbot.waitUntil(lambda: live.model.stats().recording is not None and live.model.stats().recording.seconds > 0.3)
    with qtbot.waitSignal(live.model.saved, timeout=20_000):
        device.hear(claps())
    assert live.keeping.last_saved.exists()
    run("live.clap")
    qtbot.waitUntil(lambda: device.closed == 1)


@pytest.fixture
def live(page, qtbot):
    page.start_camera("0")
    qtbot.waitUntil(lambda: page.model.status.state is LiveState.RUNNING and page.has_pictures())
    page.refresh_commands()
    return page


@pytest.fixture
def ear(live):
    return live.clap._ear


@pytest.fixture
def run(live_context):
    return live_context.commands.run


def test_nobody_is_listened_to_unless_it_was_wanted_and_a_camera_runs(live, ear, run, live_context):
    assert ear.wanted is None
    assert not live.view.keep.ear.isVisible()
    run("live.clap")
    assert ear.wanted == Wanted(2, "usual")
    assert live.view.keep.ear.isVisible()
    assert live.view.keep.ear.text() == "Clap twice"
    assert live_context.settings.current.clap
    live.stop_camera()
    assert ear.wanted is None
    assert not live.view.keep.ear.isVisible()


def test_another_page_is_not_listened_to(live, ear, run, qtbot, devices, steady_camera):
    run("live.clap")
    live.deactivate()
    assert ear.wanted is None
    devices["0"] = steady_camera("Camera 0")
    live.activate()
    qtbot.waitUntil(lambda: ear.wanted is not None)


def test_a_clap_starts_and_another_ends_the_recording(live, ear, run, qtbot):
    run("live.clap")
    ear.clapped.emit(0.8)
    assert live.model.recording
    assert live.view.keep.ear.flashing
    qtbot.waitUntil(lambda: live.model.stats().recording is not None and live.model.stats().recording.seconds > 0.3)
    with qtbot.waitSignal(live.model.saved, timeout=20_000):
        ear.clapped.emit(0.1)
    assert not live.model.recording


def test_the_clap_that_ends_a_recording_is_not_in_it(live, ear, run, monkeypatch):
    cuts = []
    monkeypatch.setattr(live.model, "stop_recording", lambda cut_s=0.0: cuts.append(cut_s))
    run("live.clap")
    ear.clapped.emit(0.8)
    ear.clapped.emit(0.9)
    run("live.record")
    assert len(cuts) == 2
    assert cuts[0] > 0.9, "with the hands' way to each other"
    assert cuts[1] == 0, "the button cuts nothing"


def test_the_count_down_runs_first_and_its_beeps_are_not_heard(live, ear, run):
    run("live.countdown_3")
    run("live.clap")
    ear.clapped.emit(0.8)
    assert live.recording.left == 3
    assert ear.deaf
    live.recording._timer._until = 0.0
    live.recording._timer._look()
    assert live.model.recording
    assert not ear.deaf


def test_how_many_and_how_easily_is_chosen_and_remembered(live, ear, run, live_context):
    run("live.clap")
    run("live.clap_one")
    assert ear.wanted == Wanted(1, "usual")
    assert live.view.keep.ear.text() == "Clap once"
    run("live.clap_high")
    assert ear.wanted == Wanted(1, "high")
    action = live_context.commands.action
    assert action("live.clap_one").isChecked()
    assert not action("live.clap_two").isChecked()
    assert action("live.clap_high").isChecked()
    assert (live_context.settings.current.clap_count, live_context.settings.current.clap_sensitivity) == (1, "high")


def test_an_error_is_said_once_and_ends_listening(live, ear, run, live_context):
    notices = []
    live_context.notifier.posted.connect(notices.append)
    run("live.clap")
    ear.failed.emit(MicrophoneError("No microphone was found", remedy="plug one in"))
    assert [notice.text for notice in notices] == ["No microphone was found; plug one in."]
    assert not live_context.settings.current.clap
    assert not live.view.keep.ear.isVisible()
    assert not live_context.commands.action("live.clap").isChecked()


def test_the_sign_shows_how_loud_it_is_and_a_click_ends_it(live, ear, run, qtbot, live_context):
    run("live.clap")
    sign = live.view.keep.ear
    assert sign.lit == 0
    ear.level.emit(0.5)
    loud = sign.lit
    assert loud >= 6
    for _ in range(30):
        ear.level.emit(0.0)
    assert sign.lit == 0, "it falls back"
    still = sign.grab().toImage()
    ear.level.emit(0.9)
    assert sign.grab().toImage() != still
    assert "Nothing of the" in sign.toolTip()
    assert sign.accessibleName() == "Listening: Clap twice"
    qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)
    assert not live_context.settings.current.clap
    assert not sign.isVisible()


def test_the_settings_say_what_becomes_of_the_sound(live_context, qtbot):
    dialog = SettingsDialog(live_context.settings, live_context.commands)
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("Nothing of the sound is kept" in text for text in texts)
    claps = dialog.findChild(QComboBox, "setting_clap_count")
    claps.setCurrentIndex(1)
    claps.activated.emit(1)
    assert live_context.settings.current.clap_count == 1


def test_what_was_on_its_way_when_it_was_switched_off_does_nothing(live, ear, run):
    run("live.clap")
    run("live.clap")
    ear.clapped.emit(0.5)
    ear.level.emit(np.float32(0.5))
    assert not live.model.recording
