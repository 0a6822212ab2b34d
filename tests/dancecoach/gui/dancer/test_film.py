"""Who is in a film of Live is put right afterwards, and that can be undone."""

import pytest

from dancecoach.gui.dancer.film import FilmDancer
from dancecoach.library.whose import dancer_of

pytestmark = pytest.mark.gui


def test_it_is_changed_undone_and_done_again(context, choice, pick, films, qtbot):
    film = FilmDancer(context, choice, lambda: films / "a.mp4")
    film.ask(choice)
    assert [action.text() for action in choice.opened.actions() if action.isChecked()] == ["Ben"]
    pick(choice, "Zoë")
    stack = context.commands.undo_stack
    qtbot.waitUntil(lambda: dancer_of(films / "a.mp4") == "Zoë", timeout=30_000)
    stack.undo()
    qtbot.waitUntil(lambda: dancer_of(films / "a.mp4") == "Ben", timeout=30_000)
    stack.redo()
    qtbot.waitUntil(lambda: dancer_of(films / "a.mp4") == "Zoë", timeout=30_000)
    film.ask(choice)
    pick(choice, "Nobody named")
    qtbot.waitUntil(lambda: not (films / "a.mp4.dancer").exists(), timeout=30_000)
    assert (films / "a.mp4").exists()
    film.wait(30)


def test_the_same_again_is_no_change_and_without_a_film_there_is_nothing(context, choice, pick, films):
    film = FilmDancer(context, choice, lambda: films / "a.mp4")
    film.ask(choice)
    pick(choice, "Ben")
    assert not context.commands.undo_stack.canUndo()
    none = FilmDancer(context, choice, lambda: None)
    assert not none.can_ask()
    none.ask(choice)
    assert not context.commands.undo_stack.canUndo()
