"""The queue as it is counted."""

from datetime import UTC, datetime
from pathlib import Path

from dancecoach.gui.library.queue.runner import Queue
from dancecoach.library.catalogue.records import Job, State, Step, Storage


def job(number, state):
    when = datetime(2026, 11, 22, tzinfo=UTC)
    return Job(number, Path(f"/films/{number}.mp4"), Storage.LINKED, state, Step.IMPORT, None, "", when)


def test_files_are_counted_by_their_state():
    states = (State.DONE, State.RUNNING, State.WAITING, State.WAITING, State.FAILED, State.PAUSED)
    queue = Queue(tuple(job(number, state) for number, state in enumerate(states)))
    assert queue.count(State.WAITING) == 2
    assert queue.count(State.FAILED, State.DONE) == 2
    assert queue.left == 4
    assert queue.of(State.WAITING, State.FAILED) == (2, 3, 4)
    assert Queue().left == 0
