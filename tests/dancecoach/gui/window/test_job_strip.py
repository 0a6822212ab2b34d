"""The strip at the window's foot: what is being done is said from the first report on, and can be stopped there."""

import threading

import pytest
from PySide6.QtCore import Qt

from dancecoach.gui.notifier import Notifier
from dancecoach.gui.window.job_strip import JobStrip
from dancecoach.gui.worker import Job, JobQueue
from dancecoach.progress import Progress


@pytest.fixture
def jobs(qapp):
    queue = JobQueue(Notifier())
    yield queue
    assert queue.shut_down(30)


@pytest.fixture
def strip(jobs, qtbot):
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    return strip


def waiting(told):
    """Work that says once how far it is, and then waits until it is cancelled."""

    nothing = threading.Event()

    def work(tell, cancel):
        tell(Progress("looking", 1, 4))
        told.set()
        while not nothing.wait(0.005):
            cancel.check()

    return work


def test_a_first_report_that_comes_at_once_is_shown(jobs, strip, qtbot, monkeypatch):
    told, begin = threading.Event(), Job.start

    def start(job):
        begin(job)
        assert told.wait(30)
        return job

    monkeypatch.setattr(Job, "start", start)
    job = jobs.start("Analysing a.mp4", waiting(told))
    qtbot.waitUntil(lambda: job.last_progress is not None)
    assert strip.text.text() == "Analysing a.mp4 · looking · 25%"
    with qtbot.waitSignal(jobs.finished):
        qtbot.mouseClick(strip.cancel_button, Qt.MouseButton.LeftButton)
    assert strip.isHidden()


def test_the_oldest_is_shown_with_how_many_wait_and_quiet_ones_are_not(jobs, strip, qtbot):
    first, second, quiet = threading.Event(), threading.Event(), threading.Event()
    hidden = jobs.start("quiet", waiting(quiet), quiet=True)
    qtbot.waitUntil(lambda: hidden.last_progress is not None)
    assert strip.isHidden()
    oldest = jobs.start("first", waiting(first))
    jobs.start("second", waiting(second))
    qtbot.waitUntil(lambda: strip.text.text() == "first · looking · 25% · 1 more waiting")
    with qtbot.waitSignal(oldest.finished):
        oldest.cancel()
    qtbot.waitUntil(lambda: strip.text.text() == "second · looking · 25%")
