import os
import subprocess
import sys
import time

import pytest

from dancecoach import __version__
from dancecoach.cli import app as app_module
from dancecoach.cli import opening as window_module


@pytest.fixture
def opened(monkeypatch):
    """Calls of the window instead of a window."""
    calls = []

    def open_window(clip, camera, page, library=None):
        calls.append((None if clip is None else str(clip), camera, page))
        return 0

    monkeypatch.setattr(window_module, "open_window", open_window)
    return calls


def test_help_names_the_commands_and_exit_codes(call):
    done = call("--help")
    assert done.code == 0
    for word in ("analyze", "doctor", "demo", "Exit codes", "everything stays on this computer"):
        assert word in done.out
    assert done.err == ""


def test_version(call):
    assert call("--version").out == f"dancecoach {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], (None, None, None)),
        (["clip.mp4"], ("clip.mp4", None, None)),
        (["--camera", "0"], (None, "0", None)),
        (["--camera", "file:a b.mp4", "--page", "live"], (None, "file:a b.mp4", "live")),
        (["clip.mp4", "--page", "review"], ("clip.mp4", None, "review")),
        (["open", "analyze"], ("analyze", None, None)),
        (["./analyze"], ("analyze", None, None)),
    ],
)
def test_anything_but_a_command_opens_the_window(call, opened, arguments, wanted):
    assert call(*arguments).code == 0
    assert opened == [wanted]


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze"],
        ["analyze", "clip.mp4"],
        ["analyze", "--out", "results"],
        ["analyze", "clip.mp4", "--out", "results", "--pose-model", "heavy"],
        ["analyze", "clip.mp4", "--out", "results", "--engine", "crystal"],
        ["analyze", "clip.mp4", "--out", "results", "--activity", "chess"],
        ["analyze", "clip.mp4", "--out", "results", "--workers", "0"],
        ["analyze", "clip.mp4", "--out", "results", "--workers", "two"],
        ["analyze", "clip.mp4", "--out", "results", "--nonsense"],
        ["doctor", "somebody"],
        ["--page", "backstage"],
        ["one.mp4", "two.mp4"],
    ],
)
def test_a_wrong_call_is_2(call, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = call(*arguments)
    assert done.code == 2
    assert "Usage: dancecoach" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_typing_mistake_for_a_command_is_said(call):
    done = call("analyse")
    assert done.code == 3
    assert done.err == "analyse: there is no such file or command; check the name, or see: dancecoach --help.\n"


def test_a_camera_that_is_neither_number_nor_clip(call):
    assert call("--camera", "front").err == "front: is not a camera; give a number (0 is the first), or file:CLIP.\n"
    done = call("--camera", "file:nothing.mp4")
    assert (done.code, done.err) == (3, "file:nothing.mp4: there is no such clip; check the name.\n")


def test_without_a_display_the_window_says_what_to_do(call, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    done = call()
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert "dancecoach analyze CLIP --out DIR" in done.err


def test_without_qt_the_window_says_what_to_do(call, monkeypatch):
    monkeypatch.setattr(window_module.importlib.util, "find_spec", lambda _name: None)
    done = call()
    assert done.code == 1
    assert "PySide6, which is not installed" in done.err


def test_help_is_there_at_once_and_loads_nothing_heavy():
    code = (
        "import sys\nfrom dancecoach.cli import main\nmain(['--help'])\n"
        "heavy = {'numpy', 'av', 'cv2', 'onnxruntime', 'PySide6', 'scipy', 'mediapipe'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    began = time.process_time()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert time.process_time() - began < 0.5


def test_the_desktop_entry_opens_the_window(monkeypatch):
    from dancecoach import cli

    seen = []
    monkeypatch.setattr(app_module, "run", lambda arguments: seen.append(arguments) or 0)
    monkeypatch.setattr(sys, "argv", ["dancecoach-gui", "analyze"])
    assert cli.window() == 0
    assert seen == [["open", "analyze"]]


def test_python_dash_m_is_the_same_program():
    done = subprocess.run(
        [sys.executable, "-m", "dancecoach", "--version"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONWARNINGS": "error"},
    )
    assert done.stdout == f"dancecoach {__version__}\n"
