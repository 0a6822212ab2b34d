"""Helpers that do what the test tells them, over the line."""

import os
import signal
import subprocess
import sys
from multiprocessing.connection import Connection

import pytest

from dancecoach import i18n
from dancecoach.errors import ModelError
from dancecoach.i18n import language, use_language
from dancecoach.processes import Helper, is_running, sendable

PATIENCE_S = 30


def parrot(line: Connection, greeting: str) -> None:
    """Says who it is, then what it is told, until the line breaks."""
    line.send((greeting, os.getpid(), language(), signal.getsignal(signal.SIGINT)))
    while True:
        line.send(line.recv())


def leave(_line: Connection) -> None:
    """Ends at once."""
    sys.exit(3)


def heard(helper):
    assert helper.line.poll(PATIENCE_S)
    return helper.line.recv()


def test_a_helper_speaks_our_language_and_does_not_hear_ctrl_c(monkeypatch, tmp_path):
    monkeypatch.setattr(i18n, "_translation", i18n._translation)
    monkeypatch.setattr(i18n, "_chosen", None)
    use_language("xx", tmp_path)
    helper = Helper(parrot, "hello")
    assert heard(helper) == ("hello", helper.pid, ("xx", tmp_path), signal.SIG_IGN)
    if sys.platform != "win32":
        os.kill(helper.pid, signal.SIGINT)
    helper.line.send("still here?")
    assert heard(helper) == "still here?"
    assert helper.alive
    helper.stop()
    assert helper.line.closed


def test_a_broken_line_is_its_quiet_end():
    helper = Helper(parrot, "hello")
    heard(helper)
    helper.line.close()
    helper._process.join(PATIENCE_S)
    assert not helper.alive
    assert helper._process.exitcode == 0
    helper.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_how_it_ended_is_said_in_words():
    left, killed = Helper(leave), Helper(parrot, "hello")
    heard(killed)
    killed.kill()
    for helper in (left, killed):
        helper._process.join(PATIENCE_S)
    assert left.how_it_ended() == "exit code 3"
    assert killed.how_it_ended() == "SIGKILL"
    left.stop()
    killed.stop()


def test_our_errors_cross_as_themselves_and_bugs_with_where_they_happened():
    ours = ModelError("is corrupt", subject="lite.onnx")
    assert sendable(ours) is ours
    try:
        os.fspath(3)
    except TypeError as bug:
        crossed = sendable(bug)
    assert isinstance(crossed, RuntimeError)
    assert "test_processes.py" in str(crossed)
    assert "TypeError" in str(crossed)


def test_any_number_may_be_asked_whether_it_is_a_process():
    assert is_running(os.getpid())
    assert not any(is_running(number) for number in (-1, 2**31, 10**30, -(10**30)))


BESIDE_AN_IMPORT = """
import importlib, sys, threading
from pathlib import Path
from dancecoach.processes import Helper

half_way, begun, really = threading.Event(), threading.Event(), importlib.import_module

def slowly(name, *more):
    if name == "cv2":  # OpenCV's own call, while its folder is on the path
        half_way.set()
        begun.wait(2)
    return really(name, *more)

def tell(line):
    line.send([Path(folder).name for folder in sys.path])

if __name__ == "__main__":
    importlib.import_module = slowly
    thread = threading.Thread(target=__import__, args=("cv2",))
    thread.start()
    assert half_way.wait(60)
    assert "cv2" in [Path(folder).name for folder in sys.path]
    helper = Helper(tell)
    begun.set()
    thread.join()
    print("cv2" in helper.line.recv())
    helper.stop()
"""


def test_a_helper_begins_well_while_opencv_is_being_imported(tmp_path):
    """OpenCV's folder is on the path meanwhile: a process that began with it would take its ``typing`` for Python's."""
    script = tmp_path / "beside.py"
    script.write_text(BESIDE_AN_IMPORT)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, "False\n"), done.stderr
