"""Who is dancing is chosen once, and kept."""

import pytest
from PySide6.QtCore import Qt

from dancecoach.gui.dancer.choice import DancerChoice
from dancecoach.settings import Settings

pytestmark = pytest.mark.gui


def test_nobody_is_named_at_first(choice):
    assert choice.dancer == ""
    assert choice.text().startswith("Nobody named ")
    assert choice.accessibleName() == "Who is dancing: nobody named"


def test_the_menu_offers_everybody_who_is_known(choice, pick, context):
    choice.open_menu()
    words = [action.text() for action in choice.opened.actions() if not action.isSeparator()]
    assert words == ["Nobody named", "Ben", "Zoë", "Somebody new …"]
    pick(choice, "Zoë")
    assert context.settings.current.dancer == "Zoë"
    assert choice.text().startswith("Zoë ")
    choice.open_menu()
    assert [action.text() for action in choice.opened.actions() if action.isChecked()] == ["Zoë"]
    pick(choice, "Nobody named")
    assert context.settings.current.dancer == ""


def test_keys_alone_are_enough(choice, qtbot, context):
    choice.setFocus()
    choice.open_menu()
    qtbot.keyClick(choice.opened, Qt.Key.Key_Down)
    qtbot.keyClick(choice.opened, Qt.Key.Key_Return)
    assert context.settings.current.dancer == "Ben"


def test_somebody_new_is_typed_and_can_be_chosen_from_then_on(choice, pick, context):
    choice.open_menu()
    pick(choice, "Somebody new …")
    choice.dialog.setTextValue("  Mia   & Co ")
    choice.dialog.accept()
    assert context.settings.current.dancer == "Mia & Co"
    assert choice.names.all == ("Ben", "Mia & Co", "Zoë")
    choice.open_menu()
    pick(choice, "Mia && Co")
    assert choice.text().startswith("Mia && Co ")


@pytest.mark.parametrize(("typed", "dancer"), [("zoe", "Zoë"), ("   ", ""), ("BEN", "Ben")])
def test_who_is_known_already_is_written_as_before(choice, pick, context, typed, dancer):
    choice.open_menu()
    pick(choice, "Somebody new …")
    choice.dialog.setTextValue(typed)
    choice.dialog.accept()
    assert context.settings.current.dancer == dancer
    assert choice.names.all == ("Ben", "Zoë")


def test_a_long_name_is_cut_short_and_whole_in_the_tool_tip(choice, context):
    context.settings.change(dancer="Maximiliane Alexandra von und zu")
    assert "…" in choice.text()
    assert "Maximiliane Alexandra von und zu" in choice.toolTip()


def test_two_pages_say_the_same_and_the_next_start_too(choice, context, qtbot):
    other = DancerChoice(context)
    qtbot.addWidget(other)
    choice.choose("Ben")
    assert other.text() == choice.text()
    assert other.text().startswith("Ben ")
    assert Settings.from_json(context.settings.current.to_json())[0].dancer == "Ben"
