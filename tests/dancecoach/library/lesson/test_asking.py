"""A lesson is handed to the window that has the library; where nobody takes it, nothing of the question is left."""

import json
import os
import threading
import time

import pytest

from dancecoach.library.lesson import asking


@pytest.fixture
def library(tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


@pytest.fixture
def window(library):
    """The lock of a window."""
    lock = asking.listen(library)
    yield lock
    lock.release()


def left(library):
    return sorted(path.name for path in (library / "lessons").glob(".open-*"))


def test_without_a_window_nobody_is_asked(library, tmp_path):
    assert not asking.ask(library, tmp_path / "a.dclesson")
    asking.listen(library).release()
    assert not asking.ask(library, tmp_path / "a.dclesson")
    assert left(library) == []


def test_the_window_is_told_once_and_the_other_hears_that_it_was(library, window, tmp_path):
    path, heard = tmp_path / "đôi turn.dclesson", []
    asker = threading.Thread(target=lambda: heard.append(asking.ask(library, path, patience_s=60.0)))
    asker.start()
    lessons = []
    until = time.monotonic() + 60
    while not lessons and time.monotonic() < until:
        lessons = asking.asked(library)
    asker.join(60)
    assert lessons == [path]
    assert heard == [True]
    assert asking.asked(library) == []


def test_a_window_that_is_stuck_is_asked_no_more(library, window, tmp_path):
    assert not asking.ask(library, tmp_path / "a.dclesson", patience_s=0.0)
    assert left(library) == []


def test_clips_are_not_handed_over(library, window, tmp_path):
    assert not asking.ask(library, tmp_path / "a.mp4", patience_s=0.0)


def test_one_window_listens(library, window):
    assert asking.listen(library) is None


def test_no_library_is_made_where_none_is(tmp_path):
    assert asking.listen(tmp_path / "not there") is None
    assert not (tmp_path / "not there").exists()


@pytest.mark.parametrize("text", ["", "[]", '{"open": 5}', '{"open": "/etc/passwd"}', "{"])
def test_what_is_no_question_is_taken_away_and_nothing_is_opened(library, window, text):
    (library / "lessons" / ".open-1.json").write_text(text)
    assert asking.asked(library) == []
    assert left(library) == []


def test_what_was_asked_long_ago_is_forgotten(library, window):
    file = library / "lessons" / ".open-1.json"
    file.write_text(json.dumps({"open": "/a.dclesson"}))
    os.utime(file, (1e9, 1e9))
    assert asking.asked(library) == []
    assert left(library) == []
