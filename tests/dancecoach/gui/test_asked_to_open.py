"""A second start with a lesson: the window that is open takes it."""

import threading

import pytest

from dancecoach.gui.asked_to_open import AskedToOpen
from dancecoach.library.lesson.asking import ask

pytestmark = pytest.mark.gui


@pytest.fixture
def library(tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


def test_the_window_opens_what_another_start_is_asked_to(qapp, qtbot, library, tmp_path):
    opened, heard = [], []
    window = AskedToOpen(library, opened.append, qapp)
    other = threading.Thread(target=lambda: heard.append(ask(library, tmp_path / "a.dclesson", patience_s=60.0)))
    other.start()
    qtbot.waitUntil(lambda: bool(opened), timeout=30_000)
    other.join(60)
    assert opened == [tmp_path / "a.dclesson"]
    assert heard == [True]
    window.close()
    assert not ask(library, tmp_path / "a.dclesson")


def test_a_second_window_leaves_it_to_the_first(qapp, library):
    first, second = (AskedToOpen(library, lambda _path: None, qapp) for _ in range(2))
    second.close()
    assert (library / "lessons" / ".window.lock").exists()
    first.close()
    assert not (library / "lessons" / ".window.lock").exists()
