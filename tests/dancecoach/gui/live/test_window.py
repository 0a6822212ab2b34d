"""Live in the real window, with the real engine and the demo clip as the camera."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import av
import pytest
from PySide6.QtCore import Qt

from dancecoach.library.whose import dancer_of, note_dancer
from dancecoach.pipeline.live.session import LiveState
from dancecoach.resources import demo_clip

pytestmark = [
    pytest.mark.gui,
    pytest.mark.skipif(not demo_clip().is_file(), reason="the demo clip has not been drawn"),
]
PATIENCE_MS = 20_000


def frames_of(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [float(frame.time) for frame in container.decode(video=0)]


@pytest.fixture
def live(window, qtbot):
    """The live page in the window, the demo clip as its camera, with people found in it."""
    window.show_page("live")
    page = window.page
    page.start_camera(f"file:{demo_clip()}")
    qtbot.waitUntil(lambda: bool(page.view.canvas.poses), timeout=PATIENCE_MS)
    return page


def test_the_demo_dancer_is_found_on_the_picture(live, window):
    assert live.model.status.state is LiveState.RUNNING
    pose = live.view.canvas.poses[0]
    body = pose.landmarks[11:33, :2]
    assert ((body > -0.2) & (body < 1.2)).all()
    assert live.view.canvas.frame.size == live.model.status.camera.size
    assert window.windowTitle().startswith(demo_clip().name) or live.document == demo_clip().name


@pytest.mark.parametrize(("key", "attribute"), [(Qt.Key.Key_M, "mirrored"), (Qt.Key.Key_O, "overlay_visible")])
def test_keys_work_as_soon_as_the_picture_is_there(live, window, qtbot, key, attribute):
    before = getattr(live.view.canvas, attribute)
    window.activateWindow()
    qtbot.keyClick(window.focusWidget() or window, key)
    qtbot.waitUntil(lambda: getattr(live.view.canvas, attribute) != before)


def test_a_recording_has_every_picture_of_the_camera_at_its_time(live, qtbot):
    saved = []
    live.model.saved.connect(saved.append)
    live.keeping.toggle_recording()
    qtbot.waitUntil(lambda: ":" in live.view.keep.record.text() and "Saving to" in live.view.keep.note.text())
    begun = live.model.stats().offered
    qtbot.waitUntil(lambda: live.model.stats().offered >= begun + 30, timeout=PATIENCE_MS)
    live.keeping.toggle_recording()
    qtbot.waitUntil(lambda: len(saved) == 1, timeout=PATIENCE_MS)
    assert "Saved" in live.view.keep.note.text()
    times = frames_of(saved[0])
    assert len(times) >= 30
    assert times == sorted(times)
    assert saved[0].parent == live.context.settings.current.recordings_path


def test_closing_the_window_in_the_middle_finishes_the_recording(live, window, qtbot):
    live.keeping.toggle_recording()
    qtbot.waitUntil(lambda: "Saving to" in live.view.keep.note.text(), timeout=PATIENCE_MS)
    begun = live.model.stats().offered
    qtbot.waitUntil(lambda: live.model.stats().offered >= begun + 10, timeout=PATIENCE_MS)
    window.close()
    folder = live.context.settings.current.recordings_path
    [path] = folder.iterdir()
    assert path.suffix == ".mp4"
    assert len(frames_of(path)) > 2
    assert not live.model.running


def test_a_snapshot_is_the_picture_as_it_is_seen(live, qtbot):
    import cv2

    saved = []
    live.model.saved.connect(saved.append)
    live.keeping.take_snapshot()
    qtbot.waitUntil(lambda: len(saved) == 1, timeout=PATIENCE_MS)
    image = cv2.imread(str(saved[0]))
    assert (image.shape[1], image.shape[0]) == live.view.canvas.frame.size


def test_the_delay_mirror_is_worked_with_the_keys_alone(live, window, qtbot):
    live.context.settings.change(delay_s=0.5)
    window.activateWindow()
    qtbot.waitUntil(lambda: live.model.stats().kept.seconds > 1.5, timeout=PATIENCE_MS)

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(window.focusWidget() or window, key, modifier)

    press(Qt.Key.Key_D)
    qtbot.waitUntil(lambda: live.view.stages.first.late.text == "0.5 s late", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: bool(live.view.canvas.poses), timeout=PATIENCE_MS)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: live.view.stages.first.late.text == "paused", timeout=PATIENCE_MS)
    stood = live.view.canvas.frame
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: live.view.canvas.frame.time_s < stood.time_s - 0.3, timeout=PATIENCE_MS)
    assert live.view.canvas.frame.index <= stood.index - 11
    with qtbot.waitSignal(live.model.kept, timeout=PATIENCE_MS) as told:
        press(Qt.Key.Key_B)
    press(Qt.Key.Key_L)
    assert not live.model.mirror.past
    assert frames_of(told.args[0].path)[-1] > 0.3
    press(Qt.Key.Key_V)
    assert window.page.name == "review"
    qtbot.waitUntil(lambda: window.page.model.ready, timeout=PATIENCE_MS)


def test_turning_to_another_page_stops_the_camera_and_turning_back_starts_it(live, window, qtbot):
    window.show_page("review")
    assert not live.model.running
    window.show_page("live")
    qtbot.waitUntil(lambda: bool(live.view.canvas.poses) and live.model.running, timeout=PATIENCE_MS)


def test_a_clip_that_is_not_there_is_told_with_its_name(window, qtbot, tmp_path):
    window.show_page("live")
    page = window.page
    page.start_camera(f"file:{tmp_path / 'fort.mp4'}")
    qtbot.waitUntil(lambda: page.model.status.state is LiveState.FAILED, timeout=PATIENCE_MS)
    assert "fort.mp4" in page.view.panel.text.text()


def test_an_unwritable_folder_is_told_and_live_goes_on(live, qtbot, tmp_path):
    blocker = tmp_path / "blocker"
    blocker.write_text("a file where the folder should be")
    live.context.settings.change(recordings_folder=str(blocker))
    told = []
    live.context.notifier.posted.connect(told.append)
    live.keeping.toggle_recording()
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert "blocker" in told[0].text
    assert not live.model.recording
    assert not live.view.keep.record.isChecked()
    assert live.model.status.state is LiveState.RUNNING


RECORDER = """
import sys
from pathlib import Path
from dancecoach.pipeline.live.session import LiveSession
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.video.filecamera import open_camera

class Nobody:
    name, model, skeleton, people_seen = "none", "lite", BLAZEPOSE_33, 0
    def estimate(self, frame): return []
    def close(self): pass
    def __enter__(self): return self
    def __exit__(self, *_): pass

def begin(result):
    if session.stats().recording is None:
        session.record_to(Path(sys.argv[2]) / "attempt.mp4")
    elif session.stats().recording.seconds > 4:  # handed over; on a busy machine the coder is seconds behind
        print("recorded", flush=True)

session = LiveSession(lambda: open_camera(f"file:{sys.argv[1]}"), Nobody, on_result=begin, on_status=lambda _: None)
session.start()
session._threads[0].join()
"""


def test_what_was_recorded_before_a_crash_is_saved_at_the_next_start_and_told(window, qtbot, context):
    folder = context.settings.current.recordings_path
    folder.mkdir()
    command = [sys.executable, "-c", RECORDER, str(demo_clip()), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline().strip() == "recorded"
        if os.name == "posix":
            child.send_signal(signal.SIGKILL)
        else:
            child.kill()
    [left] = folder.iterdir()
    assert left.name.endswith(".recording.mkv")
    note_dancer(folder / f"{left.name.split('.')[0]}.mp4", "Mia")  # as Live does before the first picture
    told = []
    context.notifier.posted.connect(told.append)
    window.libraries_loaded()
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    [path] = folder.glob("*.mp4")
    assert str(path) in told[0].text
    assert dancer_of(path) == "Mia"
    times = frames_of(path)
    assert times[-1] - times[0] > 1
