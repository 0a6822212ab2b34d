"""The program as it is started: window first, quiet end, errors shown; and the whole way on the demo clip."""

import os
import signal
import subprocess
import sys
import textwrap
from multiprocessing import active_children

import numpy as np
import pytest
from PySide6.QtCore import QTimer

from dancecoach.gui.app import _errors_shown, load_networks, make_context
from dancecoach.gui.window.main_window import MainWindow
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.resources import demo_clip
from dancecoach.video.frame import Frame

HEAVY = ("cv2", "onnxruntime", "pyqtgraph", "av", "mediapipe", "tensorflow")


def run_python(code, tmp_path, **more):
    env = os.environ | {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(code)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


def test_the_window_is_there_before_the_heavy_libraries(tmp_path):
    code = f"""
    import sys
    from dancecoach.gui import app
    from dancecoach.gui.window.main_window import MainWindow

    def shown(window, event, before=MainWindow.showEvent):
        before(window, event)
        print("shown without", not set({HEAVY!r}) & set(sys.modules), sorted(set({HEAVY!r}) & set(sys.modules)))

    def loaded(window):
        print("loaded", {{"av", "cv2", "pyqtgraph"}} <= set(sys.modules))
        window.close()

    MainWindow.showEvent = shown
    MainWindow.libraries_loaded = loaded
    sys.exit(app.run_app(page="review"))
    """
    process = run_python(code, tmp_path)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert out.splitlines() == ["shown without True []", "loaded True"]
    assert err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT between processes there")
def test_ctrl_c_in_the_terminal_closes_the_window(tmp_path):
    code = """
    import sys
    from PySide6.QtCore import QTimer
    from dancecoach.gui import app
    from dancecoach.gui.window.main_window import MainWindow
    MainWindow.libraries_loaded = lambda window: print("ready", flush=True)
    sys.exit(app.run_app(page="review"))
    """
    process = run_python(code, tmp_path)
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert err == ""
    assert (tmp_path / "config" / "dancecoach" / "settings.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT between processes there")
def test_ctrl_c_between_two_jobs_starts_no_other(tmp_path):
    code = """
    import os, signal, sys
    from dancecoach.gui import app
    from dancecoach.gui.window.main_window import MainWindow
    MainWindow.libraries_loaded = lambda window: (os.kill(os.getpid(), signal.SIGINT), window.close())
    app.load_networks = lambda context: print("begun")
    sys.exit(app.run_app(page="review"))
    """
    process = run_python(code, tmp_path)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")


def test_broken_settings_are_said_in_the_window(qtbot, tmp_path):
    path = tmp_path / "settings.json"
    path.write_text("{ broken")
    context = make_context(path, AnalysisStore(tmp_path / "analyses"))
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.banner.isVisible)
    assert "settings.json.broken" in window.banner.notice.text
    window.close()
    assert path.exists()


def test_a_fault_in_a_slot_is_shown(context, caplog):
    notices = []
    context.notifier.posted.connect(notices.append)
    with _errors_shown(context.notifier):
        sys.excepthook(ValueError, ValueError("a slot failed"), None)
    assert "a slot failed" in notices[0].details


def test_the_engines_process_stays_warm_and_ends_with_the_window(qtbot, tmp_path):
    before = set(active_children())
    context = make_context(None, AnalysisStore(tmp_path / "analyses"))
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    load_networks(context)
    (process,) = set(active_children()) - before
    with context.make_estimator() as engine:
        assert engine.estimate(Frame(np.zeros((48, 64, 3), np.uint8), 0.0, 0)) == []
    assert set(active_children()) - before == {process}
    window.close()
    assert set(active_children()) <= before


@pytest.mark.slow
def test_the_demo_clip_from_opening_to_the_stored_analysis(qtbot, context):
    """Nothing faked: real decoding, real network, real store."""
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    window.libraries_loaded()
    page = window.pages["review"]
    window.open_clip(demo_clip())
    qtbot.waitUntil(lambda: page.model.findings is not None, timeout=180_000)
    analysis = page.model.findings.analysis
    assert analysis.track.found_fraction > 0.95
    knee = page.model.findings.angles["left_knee"]
    assert np.nanmin(knee) < 120  # somebody bends
    assert np.nanmax(knee) > 165  # and stands
    page.model.seek(page.model.last // 2)
    qtbot.waitUntil(lambda: page.canvas.frame.index == page.model.playhead)
    assert page.canvas.poses
    page.model.begin(None)
    done = []
    window.open_clip(demo_clip())
    timer = QTimer()
    timer.singleShot(5_000, lambda: done.append("late"))
    qtbot.waitUntil(lambda: page.model.findings is not None or bool(done), timeout=10_000)
    assert page.model.findings is not None
    window.close()
