"""A teaching's process says how far it is, is stopped, fails with a sentence, and is never left over."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import attrs
import psutil
import pytest

from dancecoach.errors import Cancelled, EngineError, InputError
from dancecoach.pipeline.teaching.outcome import HeldOut, Outcome
from dancecoach.pipeline.teaching.request import TeachRequest
from dancecoach.pipeline.teaching.run import run_teaching
from dancecoach.progress import CancelToken, Progress

PATIENCE_S = 60


@attrs.frozen
class Toy(TeachRequest):
    """Does what the test tells it."""

    kind = "toy"
    act: str
    note: Path

    def learn(self, tell, cancel, scratch):
        (scratch / "half").write_text("half")
        tell(Progress("learning", 1, 2))
        if self.act == "fail":
            raise InputError("has no body in it", subject="clip.mp4", remedy="choose another clip")
        if self.act == "bug":
            raise ZeroDivisionError("oops")
        if self.act == "die":
            os._exit(7)
        if self.act != "learn":
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            self.note.write_text(f"{os.getpid()} {child.pid} {scratch} {tempfile.mkdtemp()}")
            tell(Progress("waiting", 2, 2))
            while True:
                if self.act == "listen":
                    cancel.check()
                time.sleep(0.02)
        return Outcome("toy", "hop", b"net", (HeldOut("a", "hop", "hop"), HeldOut("b", "hop", "skip")))

    def add(self, outcome):
        raise NotImplementedError


def left_over(note):
    pids = [int(word) for word in note.read_text().split()[:2]]
    return [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE]


def wait_until(condition):
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_it_tells_how_far_it_is_and_what_came_of_it(tmp_path):
    told = []
    outcome = run_teaching(Toy("learn", tmp_path / "note"), told.append)
    assert told == [Progress("learning", 1, 2)]
    assert (outcome.network, outcome.accuracy.hits, outcome.confusions) == (b"net", 1, (("skip", 1),))


@pytest.mark.parametrize(
    ("act", "kind", "words"),
    [
        ("fail", InputError, "clip.mp4: has no body in it; choose another clip."),
        ("bug", RuntimeError, "ZeroDivisionError: oops"),
        ("die", EngineError, "the teaching ended unexpectedly (exit code 7)"),
    ],
)
def test_what_goes_wrong_is_said(act, kind, words, tmp_path):
    with pytest.raises(kind) as caught:
        run_teaching(Toy(act, tmp_path / "note"))
    assert words in str(caught.value)


@pytest.mark.parametrize("act", ["listen", "be deaf"])
def test_it_is_stopped_and_nothing_of_it_is_left(act, tmp_path):
    note, cancel = tmp_path / "note", CancelToken()

    def stop(progress):
        if progress.stage == "waiting":
            cancel.cancel()

    with pytest.raises(Cancelled):
        run_teaching(Toy(act, note), stop, cancel)
    wait_until(lambda: not left_over(note))
    assert not [path for path in note.read_text().split()[2:] if Path(path).exists()]
    assert not [thread for thread in threading.enumerate() if thread.name == "teaching: watch"]


def test_one_that_is_only_starting_is_not_waited_for(tmp_path):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        run_teaching(Toy("be deaf", tmp_path / "note"), cancel=cancel)
    assert not (tmp_path / "note").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_it_goes_when_the_program_is_killed(tmp_path):
    note = tmp_path / "note"
    code = (
        "import sys; from pathlib import Path; from tests.dancecoach.pipeline.teaching.test_run import Toy\n"
        "from dancecoach.pipeline.teaching.run import run_teaching\n"
        "if __name__ == '__main__': run_teaching(Toy('be deaf', Path(sys.argv[1])))"
    )
    script = tmp_path / "asks.py"
    script.write_text(code)
    root = Path(__file__).parents[4]
    with subprocess.Popen(
        [sys.executable, str(script), str(note)], env={**os.environ, "PYTHONPATH": str(root)}
    ) as asks:
        wait_until(lambda: note.exists() and len(note.read_text().split()) == 4)
        asks.send_signal(signal.SIGKILL)
    wait_until(lambda: not left_over(note))
    wait_until(lambda: not [path for path in note.read_text().split()[2:] if Path(path).exists()])
