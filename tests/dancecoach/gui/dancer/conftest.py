"""The button of who is dancing, on show by itself."""

import pytest

from dancecoach.gui.dancer.choice import DancerChoice
from dancecoach.library.whose import note_dancer


@pytest.fixture
def films(context, tmp_path):
    """The folder of recordings, with a film of Ben and one of Zoë."""
    context.settings.change(recordings_folder=str(tmp_path / "films"))
    for name, person in (("a.mp4", "Ben"), ("b.mp4", "Zoë")):
        note_dancer(tmp_path / "films" / name, person)
        (tmp_path / "films" / name).write_bytes(b"film")
    return tmp_path / "films"


@pytest.fixture
def choice(context, qtbot, films):
    """Its names looked for."""
    button = DancerChoice(context)
    qtbot.addWidget(button)
    button.show()
    button.names.look()
    qtbot.waitUntil(lambda: button.names.all == ("Ben", "Zoë"), timeout=30_000)
    yield button
    button.names.close()


@pytest.fixture
def pick():
    """Choose a line of the open menu by its words."""

    def pick(choice, words):
        action = next(action for action in choice.opened.actions() if action.text() == words)
        action.trigger()
        choice.opened.close()

    return pick
