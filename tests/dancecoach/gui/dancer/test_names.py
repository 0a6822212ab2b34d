"""Who can be chosen is who was found, and who was chosen before."""

import pytest

pytestmark = pytest.mark.gui


def test_who_was_chosen_once_can_be_chosen_again(choice, context):
    context.settings.change(dancer="Ida")
    context.settings.change(dancer="Ben")
    assert choice.names.all == ("Ben", "Ida", "Zoë")


def test_who_is_deleted_can_be_chosen_no_more(choice, context, films, qtbot):
    context.settings.change(dancer="Zoë")
    (films / "b.mp4.dancer").unlink()
    context.settings.change(dancer="")
    context.dancers.gone.emit("Zoë")
    qtbot.waitUntil(lambda: choice.names.all == ("Ben",), timeout=30_000)


def test_names_are_told_when_they_are_others(choice, films, qtbot):
    with qtbot.waitSignal(choice.names.changed, timeout=30_000):
        assert choice.names.add("mia") == "mia"
    assert choice.names.add("MIA") == "mia"
    assert choice.names.all == ("Ben", "mia", "Zoë")
