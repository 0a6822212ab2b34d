"""The queue: in order, on the disk, and going on where it was."""

from pathlib import Path

import pytest

from dancecoach.library.catalogue.database import Database
from dancecoach.library.catalogue.jobs import Jobs
from dancecoach.library.catalogue.records import State, Step, Storage

FILMS = [Path("/films") / f"{name}.mp4" for name in ("a", "b", "c")]


@pytest.fixture
def jobs(database):
    """A queue of three films."""
    jobs = Jobs(database)
    assert jobs.add(FILMS, Storage.LINKED) == 3
    return jobs


def names(jobs, *states):
    return "".join(job.path.stem for job in jobs.list(*states))


def test_they_are_taken_in_their_order_and_once(jobs):
    taken = [jobs.take() for _ in range(4)]
    assert [job and job.path for job in taken] == [*FILMS, None]
    assert jobs.counts() == {**dict.fromkeys(State, 0), State.RUNNING: 3}


def test_a_file_is_in_the_queue_once(jobs):
    assert jobs.add([*FILMS, *FILMS, Path("/films/d.mp4")], Storage.COPIED) == 1
    assert names(jobs) == "abcd"


def test_all_files_come_in_before_the_first_is_analysed(jobs, make):
    clip = make("a")
    jobs.imported(jobs.take(), clip.id)
    assert names(jobs) == "bca"
    others = [jobs.take(), jobs.take()]
    assert [job.step for job in others] == [Step.IMPORT, Step.IMPORT]
    again = jobs.take()
    for job in others:
        jobs.put_back(job)
    assert (again.path, again.step, again.clip_id) == (FILMS[0], Step.ANALYSE, clip.id)
    jobs.done(again)
    assert names(jobs, State.DONE) == "a"
    jobs.forget_done()
    assert names(jobs) == "bc"


def test_what_fails_says_why_and_is_tried_again_when_asked(jobs):
    job = jobs.take()
    jobs.failed(job, "a.mp4: is not a video.")
    assert [(j.path, j.problem) for j in jobs.list(State.FAILED)] == [(FILMS[0], "a.mp4: is not a video.")]
    assert jobs.take().path == FILMS[1]
    jobs.resume([job.id])
    assert jobs.list(State.WAITING)[0].problem == ""
    assert jobs.take().path == FILMS[0]


def test_a_file_that_failed_may_be_dropped_again(jobs):
    jobs.failed(jobs.take(), "no")
    assert jobs.add(FILMS[:1], Storage.COPIED) == 1
    assert names(jobs) == "bca"


def test_pause_resume_order_and_cancel(jobs):
    a, b, c = (job.id for job in jobs.list())
    jobs.pause([a])
    jobs.bring_forward([c])
    assert names(jobs) == "cab"
    assert jobs.take().id == c
    assert jobs.take().id == b
    assert jobs.take() is None
    jobs.resume([a])
    jobs.cancel([a])
    assert jobs.take() is None


def test_what_was_cancelled_while_it_ran_stays_cancelled(jobs):
    job = jobs.take()
    jobs.cancel([job.id])
    for end in (lambda: jobs.done(job), lambda: jobs.failed(job, "no"), lambda: jobs.put_back(job)):
        end()
    assert names(jobs) == "bc"


def test_they_are_counted_by_step_too_and_a_clip_that_waits_is_known(jobs, make):
    clip = make("a")
    assert not jobs.waits(clip.id)
    job = jobs.take()
    jobs.imported(job, clip.id)
    assert jobs.waits(clip.id)
    assert jobs.counts(Step.IMPORT)[State.WAITING] == 2
    assert jobs.counts(Step.ANALYSE)[State.WAITING] == 1
    assert jobs.counts()[State.WAITING] == 3
    jobs.failed(jobs.take(Step.ANALYSE), "no")
    assert not jobs.waits(clip.id)


def test_what_was_cancelled_comes_back_where_it_was(jobs, make, clips):
    clip = make("a")
    jobs.imported(jobs.take(), clip.id)
    running = jobs.take()
    every = [job.id for job in jobs.list()]
    before = names(jobs)
    rows = jobs.cancel(every)
    assert jobs.list() == []
    jobs.bring_back(rows)
    assert names(jobs) == before
    assert running.state is State.RUNNING
    assert jobs.counts()[State.WAITING] == 3
    rows = jobs.cancel(every)
    clips.remove([clip.id])
    jobs.add([FILMS[2]], Storage.COPIED)
    jobs.bring_back(rows)
    assert sorted(names(jobs)) == ["b", "c"]


def test_after_a_crash_what_ran_waits_again_and_nothing_else_changes(jobs, database):
    jobs.done(jobs.take())
    jobs.take()
    database.close()
    with Database(database.folder) as again:
        after = Jobs(again)
        assert after.recover() == 1
        assert [job.state for job in after.list()] == [State.DONE, State.WAITING, State.WAITING]
        assert after.take().path == FILMS[1]


def test_a_thousand_files_are_queued_at_once(database):
    jobs = Jobs(database)
    assert jobs.add((Path(f"/films/{number}.mp4") for number in range(1000)), Storage.LINKED) == 1000
    assert jobs.counts()[State.WAITING] == 1000
    assert jobs.take().path == Path("/films/0.mp4")


def test_clips_of_the_library_are_analysed_again(jobs, make):
    clip = make("old")
    jobs.cancel([job.id for job in jobs.list()])
    jobs.analyse_again([(clip.id, clip.path)])
    job = jobs.take()
    assert (job.step, job.clip_id, job.path) == (Step.ANALYSE, clip.id, clip.path)


def test_the_jobs_of_a_removed_clip_go_with_it(jobs, make, clips):
    clip = make("a")
    jobs.imported(jobs.take(), clip.id)
    clips.remove([clip.id])
    assert names(jobs) == "bc"
