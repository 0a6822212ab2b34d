"""A real window on small clips, without a screen; and nobody leaves a thread or a timer behind."""

import importlib.util
import os
import sys
import threading
import time
import traceback
from pathlib import Path

import numpy as np
import pytest

if importlib.util.find_spec("PySide6") is None or importlib.util.find_spec("pytestqt") is None:
    collect_ignore_glob = ["*"]
else:
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import attrs
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from pytestqt.qtbot import QtBot

    from dancecoach.coaching.skill import Skill
    from dancecoach.gui.app import make_context
    from dancecoach.gui.review.page import ReviewPage
    from dancecoach.gui.theme import apply_theme
    from dancecoach.gui.window.main_window import MainWindow
    from dancecoach.gui.window.pages import PAGES, PageEntry
    from dancecoach.library.analyses.record import Analysis
    from dancecoach.library.analyses.store import AnalysisStore
    from dancecoach.models.style import StyleResult
    from dancecoach.motion.phases import PhaseSegment
    from dancecoach.pipeline.recognition import recogniser_now
    from dancecoach.pose.skeleton import BLAZEPOSE_33
    from dancecoach.pose.track import PoseTrack
    from dancecoach.progress import Progress
    from dancecoach.settings import Settings

    class PatientBot(QtBot):
        """Waits, where no time is given, as long as a machine may need that has much else to do."""

        def waitUntil(self, callback, *, timeout=30_000):
            super().waitUntil(callback, timeout=timeout)

        def waitSignal(self, signal, *, timeout=30_000, **more):
            return super().waitSignal(signal, timeout=timeout, **more)

        def waitSignals(self, signals, *, timeout=30_000, **more):
            return super().waitSignals(signals, timeout=timeout, **more)


COUNTED_FRAMES = 120
COUNTED_SIZE = (192, 128)
SOUND_RATE = 48_000
_BITS = 8
_BLOCK = 16


def pytest_collection_modifyitems(items):
    """The offscreen platform says this of every dialog and menu; it is no fault of theirs."""
    for item in items:
        if "/dancecoach/gui/" in item.path.as_posix():
            said = "does not support (propagateSizeHints|raise|grabbing)"
            item.add_marker(pytest.mark.qt_log_ignore(said, extend=True))


@pytest.fixture
def qtbot(qapp, request):
    """The hands of pytest-qt, with more patience."""
    return PatientBot(request)


def _started_here():
    return "".join(traceback.format_stack(sys._getframe(2), limit=8))


@pytest.fixture(autouse=True)
def nothing_left_behind(monkeypatch):
    """Fail a test that leaves a thread or a running timer behind, and say who started it."""
    threads, timers, before = {}, {}, set(threading.enumerate())
    start_thread, start_timer = threading.Thread.start, QTimer.start

    def thread_start(self):
        threads[self] = _started_here()
        start_thread(self)

    def timer_start(self, *args):
        timers[id(self)] = (self, _started_here())
        start_timer(self, *args)

    monkeypatch.setattr(threading.Thread, "start", thread_start)
    monkeypatch.setattr(QTimer, "start", timer_start)
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [t for t in threading.enumerate() if t not in before and t in threads]
    for thread in left:
        thread.join(30)
    alive = [f"thread {t.name}, started here:\n{threads[t]}" for t in left if t.is_alive()]
    alive += [
        f"timer of {t.parent()}, started here:\n{where}"
        for t, where in tuple(timers.values())
        if shiboken6.isValid(t) and t.isActive()
    ]
    assert not alive, "\n".join(alive)


def counted_picture(index):
    """A picture that says its number in black and white blocks, which survive compression."""
    width, height = COUNTED_SIZE
    image = np.full((height, width, 3), 96, np.uint8)
    image[64:, :, 2] = 160
    for bit in range(_BITS):
        value = 235 if index >> bit & 1 else 16
        image[16 : 16 + _BLOCK, 16 + bit * _BLOCK : 16 + (bit + 1) * _BLOCK] = value
    return image


def read_count(image):
    """The number in a picture of `counted_picture`."""
    centres = [16 + bit * _BLOCK + _BLOCK // 2 for bit in range(_BITS)]
    return sum(1 << bit for bit, x in enumerate(centres) if image[16 + _BLOCK // 2, x].mean() > 128)


@pytest.fixture
def number_in():
    return read_count


@pytest.fixture(scope="session")
def counted_clip(tmp_path_factory):
    """A clip of `COUNTED_FRAMES` numbered frames, with B-frames and a name that is not ASCII."""
    import av

    path = tmp_path_factory.mktemp("clips") / "zählt über 100.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"bf": "2", "g": "24"})
        stream.width, stream.height = COUNTED_SIZE
        stream.pix_fmt = "yuv420p"
        for index in range(COUNTED_FRAMES):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(counted_picture(index), format="bgr24")))
        container.mux(stream.encode())
    return path


def make_analysis(path, info, times, engine="blazepose", model="full", sha256="0" * 64):
    """A body that waves: an analysis as the house makes it, drawn from formulas. Nobody in frames 40 to 49."""
    count, joints = len(times), len(BLAZEPOSE_33)
    phase = np.linspace(0, 6, count)[:, None]
    landmarks = np.empty((count, joints, 3), np.float32)
    landmarks[..., 0] = 0.5 + 0.2 * np.sin(phase + np.arange(joints))
    landmarks[..., 1] = np.linspace(0.15, 0.9, joints)
    landmarks[..., 2] = 0
    found = np.ones(count, bool)
    found[40:50] = False
    landmarks[~found] = np.nan
    visibility = np.where(found[:, None], 0.9, 0.0) * np.ones(joints)
    visibility[:, BLAZEPOSE_33.index("left_wrist")] *= 0.3
    track = PoseTrack(
        np.asarray(times), landmarks, visibility, found, (info.width, info.height), BLAZEPOSE_33, f"{engine} {model}"
    )
    return Analysis(
        info,
        sha256,
        track,
        engine,
        model,
        "auto",
        ("The feet are cut off in some frames.",),
        style=StyleResult("style 1", "waltz", {"rumba": 0.2, "waltz": 0.72, "tango": 0.08}),
        phases=make_phases(times),
        phase_model="phases-review 1",
        skills=make_skills(times),
        recogniser=recogniser_now(),
    )


def make_phases(times):
    """A jump in the middle; nobody is sure of its landing."""
    return tuple(
        PhaseSegment(name, a, b, float(times[a]), float(times[b]), sure, "model phases-review 1")
        for name, a, b, sure in (
            ("idle", 0, 59, 0.95),
            ("take-off", 60, 71, 0.9),
            ("skill", 72, 89, 0.97),
            ("landing", 90, 104, 0.45),
            ("idle", 105, len(times) - 1, 0.9),
        )
    )


def make_skills(times):
    """The jump of `make_phases`, and what could not be measured."""
    return (
        Skill(
            takeoff_frame=72, touchdown_frame=89, takeoff_s=float(times[72]), touchdown_s=float(times[90]),
            flight_time_s=0.61, flight_time_uncertainty_s=0.03, jump_height_m=0.456, rotation_turns=-1.0,
            body_shape="tuck", confidence=0.8,
        ),
        Skill(takeoff_frame=108, touchdown_frame=len(times) - 1, takeoff_s=3.6, touchdown_s=3.9, confidence=0.4),
    )  # fmt: skip


class FakeAnalyst:
    """Stands in for the analysis: as many steps as asked for, held back until `go` is set; `changes` its result."""

    def __init__(self):
        self.go, self.calls, self.error, self.steps = threading.Event(), 0, None, 10
        self.reached = threading.Event()
        self.changes = {}
        self.go.set()

    def __call__(self, path, chosen, tell, cancel, *, person=None):
        from dancecoach.files import sha256_of
        from dancecoach.video.file import VideoFile

        self.calls += 1
        for step in range(self.steps):
            tell(Progress("finding the body", step, self.steps))
            self.reached.set()
            while not self.go.wait(0.005):
                cancel.check()
            cancel.check()
        if self.error is not None:
            raise self.error
        with VideoFile(path) as video:
            found = make_analysis(path, video.info, video.times, chosen.engine, chosen.pose_model, sha256_of(path))
        return attrs.evolve(found, activity=chosen.activity, person=person, **self.changes)


@pytest.fixture
def analyst():
    return FakeAnalyst()


@pytest.fixture
def context(qapp, tmp_path):
    """What pages share, with a store of its own and settings in memory."""
    made = make_context(None, AnalysisStore(tmp_path / "analyses"))
    made.settings.replace(attrs.evolve(Settings(), recordings_folder=str(tmp_path / "kept")))
    apply_theme(qapp, "dark")
    return made


@pytest.fixture
def make_window(qtbot, context, analyst):
    """A function that shows the real window, with the fake analysis in Review."""
    made = []

    def make(shared=None, **more):
        pages = tuple(
            PageEntry("review", lambda c: ReviewPage(c, analyse=analyst, **more)) if p.name == "review" else p
            for p in PAGES
        )
        window = MainWindow(shared or context, pages)
        made.append(window)
        if shared is None:
            window.resize(1200, 860)
        window.show()
        return window

    yield make
    analyst.go.set()
    for window in made:
        if shiboken6.isValid(window):
            window.close()
            window.deleteLater()


@pytest.fixture
def window(make_window):
    return make_window()


@pytest.fixture
def review(window, qtbot, counted_clip):
    """The Review page with the numbered clip on show, analysed, its plots made."""
    window.libraries_loaded()
    page = window.pages["review"]
    window.open_clip(counted_clip)
    qtbot.waitUntil(lambda: page.model.findings is not None, timeout=20_000)
    qtbot.waitUntil(lambda: page.canvas.frame is not None, timeout=20_000)
    return page


def _queued_s():
    """How long this thread was ready to run and had no core, in seconds, since it began; 0 where nobody counts it.

    Linux tells it in nanoseconds, as the second number (Documentation/scheduler/sched-stats.rst).
    """
    try:
        told = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat").read_text("ascii")
        return int(told.split()[1]) * 1e-9
    except (OSError, IndexError):
        return 0.0


class LoopWatch:
    """Measures how long the window's thread was not there for events, but for what other processes took from it."""

    def __init__(self):
        self.longest, self._last = 0.0, None
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)

    def _tick(self):
        now = time.perf_counter() - _queued_s()
        if self._last is not None:
            self.longest = max(self.longest, now - self._last)
        self._last = now

    def __enter__(self):
        self.longest, self._last = 0.0, None
        self._timer.start()
        return self

    def __exit__(self, *_):
        self._timer.stop()


@pytest.fixture
def loop_watch(qapp):
    return LoopWatch()


IN_REVIEW = """
import os, sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest

from dancecoach.gui.app import make_app, make_context
from dancecoach.gui.window.main_window import MainWindow
from dancecoach.gui.window.pages import PageEntry
from dancecoach.gui.review.page import ReviewPage
from dancecoach.library.analyses.store import AnalysisStore

clip, root = map(Path, sys.argv[1:])
app = make_app([])
context = make_context(None, AnalysisStore(root / "analyses"))


def nothing(*_):
    raise SystemExit("no analysis is wanted")


window = MainWindow(context, (PageEntry("review", lambda c: ReviewPage(c, analyse=nothing)),))
page, run = window.pages["review"], context.commands.run


def work():
    if page.canvas.frame is None or not page.notes.editable:
        return
    timer.stop()
    act()
    os.write(1, b"done\\n")


timer = QTimer()
timer.timeout.connect(work)
timer.start(5)
window.show()
QTimer.singleShot(0, lambda: window.open_clip(clip))
"""


@pytest.fixture
def killed_in_review(killed_when, tmp_path):
    """A function: a program opens a clip in Review and does ``act()`` of the code given, and is then killed.

    ``page``, ``run`` (a command) and Qt's names are there. The notes are in ``notes`` of the test's folder.
    """
    return lambda code, clip: killed_when(IN_REVIEW + code + "\napp.exec()\n", clip, tmp_path)


@pytest.fixture
def told_ear():
    """A stand-in for `ClapEar`: remembers what it was asked for; claps when a test says so."""
    from dancecoach.gui.clap.ear import ClapEar

    class Ear(ClapEar):
        def __init__(self, parent=None):
            super().__init__(parent=parent)
            self.wanted, self.deaf = None, False

        def start(self, wanted):
            self.wanted = wanted

        def stop(self):
            self.wanted = None

        def close(self):
            self.wanted = None

        def be_deaf(self, on):
            self.deaf = on

    return Ear


def clapping(times=(1.5, 1.8), seconds=3.0, loud=0.6):
    """Bursts of noise in a quiet room."""
    from scipy.signal import butter, sosfilt

    rng = np.random.default_rng(0)
    wave = rng.normal(size=round(seconds * SOUND_RATE)) * 4e-4
    t = np.arange(SOUND_RATE // 20) / SOUND_RATE
    shape = butter(2, [500, 7_000], btype="band", fs=SOUND_RATE, output="sos")
    for at_s in times:
        at = round(at_s * SOUND_RATE)
        wave[at : at + len(t)] += loud * sosfilt(shape, rng.normal(size=len(t)) * np.exp(-t / 0.005))
    return wave.clip(-1, 1).astype(np.float32)


class FakeEar:
    """Gives pieces of sound when told to; counts how often it was opened and let go."""

    rate = 48_000.0

    def __init__(self, *, opens=None, starts=None):
        self.opens, self.starts = opens, starts
        self.opened, self.closed = 0, 0
        self.listening = threading.Event()
        self._take = None

    def open(self):
        if self.opens is not None:
            raise self.opens
        self.opened += 1
        return self

    def start(self, take):
        if self.starts is not None:
            raise self.starts
        self._take = take
        self.listening.set()

    def close(self):
        self._take = None
        self.closed += 1
        self.listening.clear()

    def hear(self, wave, piece=960):
        """Give a wave as the device would, but at once."""
        for at in range(0, len(wave), piece):
            self._take(wave[at : at + piece])


@pytest.fixture
def claps():
    return clapping


@pytest.fixture
def waiting(monkeypatch):
    """As much as a test gives at once is waited for, and between two times it may be silent as long as it likes."""
    from dancecoach.gui.clap import ear as ear_module

    monkeypatch.setattr(ear_module, "_WAITING", 10_000)
    monkeypatch.setattr(ear_module, "_GONE_S", 1800.0)


@pytest.fixture
def fake_ear():
    return FakeEar
