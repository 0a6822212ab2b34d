"""The command table: keys, conflicts, undo, pages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dancecoach.gui.commands import Command, CommandTable, normal_key
from dancecoach.gui.window.command_palette import CommandPalette, match_score


class Desk:
    """Something to do things to."""

    def __init__(self):
        self.value, self.allowed, self.done = 0, True, []

    def add(self):
        self.value += 1

        def undo():
            self.value -= 1

        return undo

    def note(self, name):
        return lambda: self.done.append(name)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def table(qapp, desk):
    made = CommandTable()
    made.add(
        [
            Command("app.undo", "Undo", made.undo_stack.undo, ("Ctrl+Z",), enabled=made.undo_stack.canUndo),
            Command("app.add", "Add one", desk.add, ("Ctrl+A", "+"), enabled=lambda: desk.allowed),
            Command("one.mark", "Mark", desk.note("one"), ("M",), page="one"),
            Command("two.mark", "Mark too", desk.note("two"), ("M",), page="two"),
            Command("two.on", "Light", desk.note("light"), page="two", checked=lambda: desk.value > 0),
        ]
    )
    return made


def test_doing_undoing_and_doing_again(table, desk):
    for _ in range(3):
        table.run("app.add")
    table.run("app.undo")
    assert desk.value == 2
    table.undo_stack.redo()
    table.undo_stack.undo()
    table.undo_stack.undo()
    assert desk.value == 1


def test_what_cannot_be_used_is_not_done(table, desk):
    desk.allowed = False
    table.refresh()
    table.run("app.add")
    assert desk.value == 0
    assert not table.action("app.add").isEnabled()


def test_the_same_key_means_what_the_page_on_show_says(table, desk, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.addActions([table.action(c.id) for c in table])
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    for page in ("two", "one"):
        table.set_page(page)
        qtbot.keyClick(window, Qt.Key.Key_M)
    assert desk.done == ["two", "one"]


def test_a_switch_shows_its_state(table, desk):
    table.set_page("two")
    assert not table.action("two.on").isChecked()
    table.run("app.add")
    assert table.action("two.on").isChecked()


def test_an_id_is_given_once(table):
    with pytest.raises(ValueError, match=r"app\.add"):
        table.add([Command("app.add", "Again", lambda: None)])


def test_keys_are_in_conflict_only_where_both_can_be_on_show(table):
    assert table.conflict("one.mark", "m") is None  # the other M is on another page
    assert table.conflict("one.mark", "ctrl+a").id == "app.add"
    assert table.conflict("app.add", "M").id == "one.mark"


def test_rebinding_takes_the_key_from_its_owner_and_is_told(table, qtbot):
    with qtbot.waitSignal(table.keys_changed) as told:
        table.rebind("one.mark", ["ctrl+a"])
    assert table.keys("one.mark") == ("Ctrl+A",)
    assert table.keys("app.add") == ("+",)
    assert told.args[0] == {"one.mark": ("Ctrl+A",), "app.add": ("+",)}
    assert [k.toString() for k in table.action("one.mark").shortcuts()] == ["Ctrl+A"]


def test_default_keys_are_not_stored(table):
    table.rebind("one.mark", ["X"])
    table.rebind("one.mark", ["M"])
    assert table.chosen_keys() == {}
    table.rebind("one.mark", [])
    assert table.chosen_keys() == {"one.mark": ()}
    table.reset_keys()
    assert table.keys("one.mark") == ("M",)


def test_chosen_keys_come_back_at_the_next_start(qapp):
    table = CommandTable({"a.b": ("F9",)})
    table.add([Command("a.b", "B", lambda: None, ("B",))])
    assert table.keys("a.b") == ("F9",)
    assert "F9" in table.action("a.b").toolTip()


@pytest.mark.parametrize(("typed", "normal"), [("ctrl+o", "Ctrl+O"), ("space", "Space"), ("nonsense+", ""), ("", "")])
def test_a_key_has_one_spelling(qapp, typed, normal):
    assert normal_key(typed) == normal


def test_the_palette_prefers_words_that_begin_so():
    titles = ["Loop from here", "Full screen", "Forget the clips opened lately"]
    scores = {t: match_score("fo", t) for t in titles}
    assert scores["Forget the clips opened lately"] == 0
    assert match_score("lo fr", "Loop from here") == 0
    assert match_score("zz", "Loop from here") is None


def test_the_palette_runs_what_is_chosen(table, desk, qtbot):
    table.set_page("one")
    palette = CommandPalette(table)
    qtbot.addWidget(palette)
    shown = [palette.list.item(i).data(Qt.ItemDataRole.UserRole) for i in range(palette.list.count())]
    assert shown == ["app.add", "one.mark"]  # nothing to undo yet, and the others are of another page
    qtbot.keyClicks(palette.search, "mark")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert desk.done == ["one"]
