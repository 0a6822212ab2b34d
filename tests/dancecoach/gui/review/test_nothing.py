"""Where no clip is on show, it is said what to do first, or what is the matter."""

from types import SimpleNamespace

import pytest

from dancecoach.gui.review.model import ClipState
from dancecoach.gui.review.nothing import NothingPanel

pytestmark = pytest.mark.gui


@pytest.fixture
def panel(qtbot):
    made = NothingPanel()
    qtbot.addWidget(made)
    return made


def test_at_first_one_button_opens_a_clip(panel):
    panel.show_state(SimpleNamespace(clip_state=ClipState.EMPTY, error=""))
    assert "drop one here" in panel.text.text()
    assert panel.button.text() == "Open a clip …"
    assert panel.accessibleName() == panel.title.text()


def test_what_is_the_matter_is_said_and_another_is_offered(panel):
    panel.show_state(SimpleNamespace(clip_state=ClipState.FAILED, error="a.mp4: is no video; choose another"))
    assert panel.text.text() == "a.mp4: is no video; choose another"
    assert panel.button.text().startswith("Open another")


def test_of_a_clip_that_is_on_show_it_says_nothing(panel):
    panel.show_state(SimpleNamespace(clip_state=ClipState.EMPTY, error=""))
    before = panel.title.text()
    for state in (ClipState.OPENING, ClipState.READY):
        panel.show_state(SimpleNamespace(clip_state=state, error=""))
    assert panel.title.text() == before
