"""The queue as it is counted."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.library.queue.panel import QueuePanel
from dancecoach.gui.library.queue.runner import ImportQueue, Queue
from dancecoach.library.catalogue.records import Job, State, Step, Storage
from dancecoach.pipeline.importing.importer import Told
from dancecoach.progress import Progress


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


@pytest.mark.gui
def test_files_that_begin_a_hundred_times_a_second_are_shown_now_and_then(context, tmp_path, qtbot):
    model = LibraryModel(context, tmp_path)
    queue = ImportQueue(model, lambda *_: None)
    shown = []
    queue.changed.connect(lambda: shown.append(queue.now))
    told = [Told(job(number, State.RUNNING), Progress("reading", 0)) for number in range(100)]
    for one in told:
        queue._hear(one)
    assert queue.now is told[-1]
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    assert shown == [told[-1]]
    queue.close()
    model.close()


@pytest.mark.gui
def test_files_that_are_done_without_come_back_and_what_is_chosen_stays_chosen(context, tmp_path, qtbot):
    model = LibraryModel(context, tmp_path)
    queue = ImportQueue(model, lambda *_: None)
    queue.paused = True
    panel = QueuePanel(queue)
    qtbot.addWidget(panel)
    model.open()
    queue.add([tmp_path], Storage.LINKED)
    model.run("files", lambda library: library.jobs.add([tmp_path / f"{n}.mp4" for n in range(4)], Storage.LINKED))
    qtbot.waitUntil(lambda: model.ready and not model.busy, timeout=30_000)
    queue.look()
    qtbot.waitUntil(lambda: queue.queue.left == 4, timeout=30_000)
    panel.toggle()
    panel.list.setCurrentIndex(panel.rows.index(2))
    chosen = [one.id for one in panel.chosen]
    queue.cancel([queue.queue.jobs[0].id])
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 3, timeout=30_000)
    assert [one.id for one in panel.chosen] == chosen
    context.commands.undo_stack.undo()
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 4, timeout=30_000)
    assert [one.id for one in panel.chosen] == chosen
    queue.close()
    model.close()


@pytest.mark.gui
def test_a_queue_read_before_the_work_was_over_begins_nothing(
    library, analyst, drop_on, counted_clip, qtbot, monkeypatch
):
    queue, begun, read, go = library.queue, [], threading.Event(), threading.Event()
    analyst.go.clear()
    drop_on(library, counted_clip)
    qtbot.waitUntil(lambda: queue.running and library.model.found.total == 1, timeout=30_000)
    qtbot.waitUntil(lambda: not queue._looks.busy and not queue._soon.isActive(), timeout=30_000)
    answer = queue._looks._answer

    def held(question):
        found = answer(question)
        read.set()
        assert go.wait(30)
        return found

    monkeypatch.setattr(queue._looks, "_answer", held)
    library.context.jobs.started.connect(lambda job: begun.append(job.title))
    queue.look()
    qtbot.waitUntil(read.is_set, timeout=30_000)
    analyst.go.set()
    qtbot.waitUntil(lambda: not queue.running, timeout=30_000)
    go.set()
    qtbot.waitUntil(lambda: queue.queue.left == 0 and not queue._looks.busy, timeout=30_000)
    assert "Importing" not in begun
