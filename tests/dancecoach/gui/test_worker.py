"""Jobs: progress, cancel, result, error; and nothing lost, nothing told twice."""

import threading

import pytest

from dancecoach.errors import Cancelled, InputError
from dancecoach.gui.notifier import Notifier, Severity
from dancecoach.gui.worker import Job, JobQueue
from dancecoach.progress import Progress


@pytest.fixture
def notices():
    return []


@pytest.fixture
def jobs(qapp, notices):
    notifier = Notifier()
    notifier.posted.connect(notices.append)
    queue = JobQueue(notifier)
    yield queue
    assert queue.shut_down(30)


def heard(job):
    """Names of the signals of a job, in the order in which they came."""
    names = []
    for name in ("returned", "failed", "cancelled", "finished"):
        getattr(job, name).connect(lambda *_, name=name: names.append(name))
    return names


def test_a_result_arrives_in_the_windows_thread(jobs, qtbot):
    came = []
    job = jobs.start("sum", lambda _tell, _cancel: 42, returned=lambda r: came.append((r, threading.current_thread())))
    names = heard(job)
    qtbot.waitUntil(lambda: "finished" in names)
    assert came == [(42, threading.main_thread())]
    assert names == ["returned", "finished"]
    assert jobs.jobs == ()


def test_nothing_begins_after_the_end(jobs):
    ran = threading.Event()
    assert jobs.shut_down()
    job = jobs.start("late", lambda _tell, _cancel: ran.set())
    assert job.wait(30)
    assert not ran.is_set()
    assert jobs.jobs == ()


def test_an_error_becomes_a_notice(jobs, notices, qtbot):
    def work(_tell, _cancel):
        raise InputError("is broken", subject="a.mp4", remedy="take another")

    with qtbot.waitSignal(jobs.finished):
        jobs.start("work", work)
    assert [(n.text, n.severity, n.details) for n in notices] == [
        ("a.mp4: is broken; take another.", Severity.ERROR, "")
    ]


def test_a_fault_of_ours_comes_with_details_to_copy(jobs, notices, qtbot, caplog):
    with qtbot.waitSignal(jobs.finished):
        jobs.start("work", lambda _tell, _cancel: {}["missing"])
    assert "went wrong" in notices[0].text
    assert "KeyError: 'missing'" in notices[0].details
    assert "KeyError" in caplog.text


def test_cancelling_is_no_error(jobs, notices, qtbot):
    def work(_tell, cancel):
        while True:
            cancel.check()

    job = jobs.start("long", work)
    names = heard(job)
    job.cancel()
    qtbot.waitUntil(lambda: "finished" in names)
    assert names == ["cancelled", "finished"]
    assert notices == []


def test_a_job_cancelled_before_it_began_does_nothing(jobs, qtbot):
    ran = []
    gate = threading.Event()
    job = jobs.start("first", lambda _tell, _cancel: (gate.wait(30), ran.append(1)))
    names = heard(job)
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: "finished" in names)
    assert names == ["cancelled", "finished"]


def test_progress_is_thinned_but_the_last_and_each_new_stage_are_told(jobs, qtbot):
    told = []
    gate = threading.Event()

    def work(tell, _cancel):
        gate.wait(30)
        for stage in ("looking", "tidying"):
            for i in range(5001):
                tell(Progress(stage, i, 5000))

    job = jobs.start("many", work)
    job.progressed.connect(told.append)
    gate.set()
    with qtbot.waitSignal(jobs.finished):
        pass
    assert len(told) < 500
    assert [p.fraction for p in told if p.done == 5000] == [1.0, 1.0]
    assert {p.stage for p in told} == {"looking", "tidying"}


def test_progress_is_heard_from_the_first_on_however_soon_it_comes(jobs, qtbot, monkeypatch):
    told, first, begin = [], threading.Event(), Job.start

    def work(tell, _cancel):
        tell(Progress("looking", 0, 2))
        first.set()

    def start(job):
        begin(job)
        assert first.wait(30)
        return job

    monkeypatch.setattr(Job, "start", start)
    with qtbot.waitSignal(jobs.finished):
        job = jobs.start("soon", work, progressed=told.append)
        job.progressed.connect(told.append)  # after its thread has told
    assert [progress.done for progress in told] == [0, 0]


def test_at_the_end_all_threads_are_over(jobs):
    def work(_tell, cancel):
        try:
            while True:
                cancel.check()
        except Cancelled:
            raise

    started = [jobs.start(str(i), work) for i in range(3)]
    assert jobs.shut_down(30)
    assert all(job.wait(0) for job in started)


def test_a_notice_from_a_thread_is_posted_in_the_windows_thread(qapp, qtbot):
    notifier, came = Notifier(), []
    notifier.posted.connect(lambda n: came.append((n.text, threading.current_thread())))
    thread = threading.Thread(target=lambda: notifier.warn("mind the step"))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(came) == 1)
    assert came == [("mind the step", threading.main_thread())]
