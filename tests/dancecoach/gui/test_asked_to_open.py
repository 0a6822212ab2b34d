"""A second start with a lesson: the window that is open takes it."""

import threading

import pytest

from dancecoach.cli import exits
from dancecoach.cli.opening import open_window
from dancecoach.gui import app
from dancecoach.gui.asked_to_open import AskedToOpen
from dancecoach.library.lesson.asking import ask, listen

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


def test_a_start_with_a_lesson_says_that_the_window_has_it(monkeypatch, tmp_path, capsys):
    lesson = tmp_path / "a.dclesson"
    lesson.touch()
    asked = []
    monkeypatch.setattr("dancecoach.cli.opening.has_display", lambda: True)
    monkeypatch.setattr(app, "settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setattr(app, "run_app", lambda **_more: pytest.fail("a second window was opened"))
    monkeypatch.setattr(app, "ask", lambda library, path: asked.append((library, path)) or True)
    assert open_window(lesson, None, None, tmp_path / "library") == exits.DONE
    assert asked == [(tmp_path / "library", lesson)]
    assert "in the window that is open already" in capsys.readouterr().out


def test_without_a_window_it_is_not_handed_over(monkeypatch, tmp_path, library):
    monkeypatch.setattr(app, "settings_file", lambda: tmp_path / "settings.json")
    assert not app.hand_over(tmp_path / "a.dclesson", library)
    listen(library).release()
    assert not app.hand_over(tmp_path / "a.dclesson", library)
