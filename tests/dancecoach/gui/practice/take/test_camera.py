"""The learner's camera: other packs are asked while its pictures go on."""

import pytest

from dancecoach.models.packs.styles import StylePacks, switch_off
from dancecoach.pipeline.live import recognition as live_recognition
from dancecoach.pipeline.live.session import LiveState

pytestmark = pytest.mark.gui


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """The names of the packs that were asked, each time."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    names = []
    monkeypatch.setattr(live_recognition, "StylePacks", lambda files: names.append(set(files)) or StylePacks(files))
    return names


def begun(asked, qtbot):
    """Wait until nothing is made any more by itself: networks are made at first, and again for the pictures' size."""
    qtbot.waitUntil(lambda: len(asked) >= 2, timeout=30_000)


def no_gap(page, mirror, states):
    """The camera was neither let go nor opened anew."""
    return not mirror.closed.is_set() and states == [] and page.model.camera.status.state is LiveState.RUNNING


def test_other_packs_at_hand_are_asked_at_once(asked, ready, qtbot, mirror):
    begun(asked, qtbot)
    assert "ballroom-latin" in asked[-1]
    states = []
    ready.model.camera.status_changed.connect(states.append)
    switch_off({"ballroom-latin"})
    ready.context.packs.changed.emit()
    qtbot.waitUntil(lambda: "ballroom-latin" not in asked[-1], timeout=30_000)
    with qtbot.waitSignal(ready.model.camera.result, timeout=30_000):
        pass
    assert no_gap(ready, mirror, states)


def test_the_packs_of_a_lesson_are_asked_by_the_camera_that_runs(asked, ready, qtbot, mirror, tmp_path):
    begun(asked, qtbot)
    states = []
    ready.model.camera.status_changed.connect(states.append)
    own = tmp_path / "style_of_a_lesson.onnx"
    own.write_bytes(next(iter(live_recognition.pack_files().values())).read_bytes())
    ready.model.camera.ask_packs([own])
    qtbot.waitUntil(lambda: live_recognition.pack_name(own) in asked[-1], timeout=30_000)
    before = len(asked)
    ready.model.camera.ask_packs([own])  # the same: no work
    ready.model.camera.ask_packs([])
    qtbot.waitUntil(lambda: live_recognition.pack_name(own) not in asked[-1], timeout=30_000)
    assert len(asked) == before + 1
    assert no_gap(ready, mirror, states)
