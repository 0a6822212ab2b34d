"""A tag or collection is renamed, made one with another, and done without, by keys and by the right button."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMenu

from dancecoach.gui.library.care.person import PersonDialog
from dancecoach.library.catalogue.records import Group
from dancecoach.library.whose import dancer_of, note_dancer

pytestmark = pytest.mark.gui


@pytest.fixture
def named(filled, qtbot):
    """The page with a clip that has two tags and is in a collection."""

    def name(library):
        library.groups.put([filled.shelf.clip.id], Group.TAG, "slow", "summer camp")
        library.groups.put([filled.shelf.clip.id], Group.COLLECTION, "Tuesdays")

    filled.model.run("names", name, lambda _: filled.model.ask())
    qtbot.waitUntil(lambda: len(filled.model.found.names.get(Group.TAG, ())) == 2, timeout=30_000)
    return filled


def tags(page):
    return [name for name, number in page.model.found.names[Group.TAG] if number]


def run(page, name):
    page.context.commands.run(name)


def show(page, qtbot, question):
    page.bar.search.setText(question)
    qtbot.waitUntil(lambda: page.model.found.wish.text == question, timeout=30_000)


def test_it_is_renamed_and_called_as_before(named, qtbot):
    show(named, qtbot, "tag:slow")
    run(named, "library.rename_name")
    dialog = named.findChild(QInputDialog)
    assert dialog.textValue() == "slow"
    dialog.setTextValue(" very  slow ")
    dialog.accept()
    qtbot.waitUntil(lambda: tags(named) == ["summer camp", "very slow"], timeout=30_000)
    assert named.bar.search.text() == 'tag:"very slow"'
    qtbot.waitUntil(lambda: len(named.model.found.ids) == 1, timeout=30_000)
    run(named, "app.undo")
    qtbot.waitUntil(lambda: tags(named) == ["slow", "summer camp"], timeout=30_000)


def test_two_become_one(named, qtbot):
    named.naming.rename(Group.TAG, "slow", "Summer Camp")
    qtbot.waitUntil(lambda: len(tags(named)) == 1, timeout=30_000)
    run(named, "app.undo")
    qtbot.waitUntil(lambda: tags(named) == ["slow", "summer camp"], timeout=30_000)


def test_it_is_done_without_and_comes_back(named, qtbot):
    show(named, qtbot, "in:tuesdays")
    run(named, "library.remove_name")
    qtbot.waitUntil(lambda: not any(number for _, number in named.model.found.names[Group.COLLECTION]), timeout=30_000)
    assert named.bar.search.text() == ""
    run(named, "app.undo")
    qtbot.waitUntil(lambda: list(named.model.found.names[Group.COLLECTION]) == [("Tuesdays", 1)], timeout=30_000)


@pytest.mark.parametrize(("question", "there"), [("tag:slow", True), ("tag:slo", False), ("is:reference", False)])
def test_it_can_be_done_where_one_is_on_show(named, qtbot, question, there):
    show(named, qtbot, question)
    named.context.commands.refresh()
    for name in ("library.rename_name", "library.remove_name"):
        assert named.context.commands.action(name).isEnabled() == there


def test_the_right_button_shows_it_with_a_menu(named, qtbot):
    places = named.places
    row = next(row for row in range(places.count()) if places.item(row).text().startswith("summer camp"))
    places.customContextMenuRequested.emit(places.visualItemRect(places.item(row)).center())
    (menu,) = [menu for menu in places.findChildren(QMenu) if menu.isVisible()]
    assert [action.isEnabled() for action in menu.actions()] == [True, True]
    assert named.bar.search.text() == 'tag:"summer camp"'
    menu.close()


def test_a_person_is_renamed_with_their_films_and_is_not_done_without(named, qtbot, tmp_path):
    context = named.context
    context.settings.change(recordings_folder=str(tmp_path / "filmed"), dancer="Mai")
    note_dancer(tmp_path / "filmed" / "a.mp4", "Mai")
    named.acts.name(Group.PERSON, ("Mai",))
    qtbot.waitUntil(lambda: bool(named.model.found.names.get(Group.PERSON)), timeout=30_000)
    show(named, qtbot, "person:mai")
    context.commands.refresh()
    assert not context.commands.action("library.remove_name").isEnabled()
    run(named, "library.rename_name")
    dialog = named.findChild(QInputDialog)
    dialog.setTextValue("Mia")
    dialog.accept()
    qtbot.waitUntil(lambda: list(named.model.found.names[Group.PERSON]) == [("Mia", 1)], timeout=30_000)
    assert dancer_of(tmp_path / "filmed" / "a.mp4") == "Mia"
    qtbot.waitUntil(lambda: context.settings.current.dancer == "Mia", timeout=30_000)
    run(named, "app.undo")
    qtbot.waitUntil(lambda: list(named.model.found.names[Group.PERSON]) == [("Mai", 1)], timeout=30_000)
    assert dancer_of(tmp_path / "filmed" / "a.mp4") == "Mai"
    qtbot.waitUntil(lambda: context.settings.current.dancer == "Mai", timeout=30_000)


def test_the_right_button_on_a_person_renames_and_deletes(named, qtbot):
    named.acts.name(Group.PERSON, ("Mai Ly",))
    places = named.places
    qtbot.waitUntil(lambda: bool(places.findItems("Mai Ly", Qt.MatchFlag.MatchStartsWith)), timeout=30_000)
    (line,) = places.findItems("Mai Ly", Qt.MatchFlag.MatchStartsWith)
    places.customContextMenuRequested.emit(places.visualItemRect(line).center())
    (menu,) = [menu for menu in places.findChildren(QMenu) if menu.isVisible()]
    rename, delete = menu.actions()
    assert rename.isEnabled()
    assert delete.isEnabled()
    menu.close()
    delete.trigger()
    dialog = named.care.dialog
    assert isinstance(dialog, PersonDialog)
    assert dialog.who.currentText() == "Mai Ly"
    qtbot.waitUntil(dialog.delete_button.isEnabled, timeout=30_000)
    dialog.close()
    rename.trigger()
    assert named.findChild(QInputDialog).textValue() == "Mai Ly"
    named.findChild(QInputDialog).reject()
