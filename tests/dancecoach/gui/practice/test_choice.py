"""What is seen before there is a reference: what to do, how far it is, and why it cannot be used."""

from pathlib import Path

import pytest

from dancecoach.gui.practice.choice import ChoicePanel
from dancecoach.gui.practice.take.state import PracticeState
from dancecoach.progress import Progress

pytestmark = pytest.mark.gui

CLIP, LESSON = Path("dance.mp4"), Path("turn.dclesson")


@pytest.fixture
def choice(qtbot):
    made = ChoicePanel()
    qtbot.addWidget(made)
    made.show()
    return made


def far(choice):
    """How far the bar is, 0 to 1; None while it wanders."""
    return choice.bar.value() / choice.bar.maximum() if choice.bar.maximum() else None


def test_how_far_one_clip_came_is_not_told_of_the_next(choice):
    choice.show_state(PracticeState.LOADING, CLIP, "")
    choice.show_progress(Progress("finding the body", 1, 2))
    choice.show_state(PracticeState.LOADING, CLIP, "")  # as whatever changes asks for it
    assert (far(choice), choice.doing.text()) == (0.5, "finding the body")
    choice.show_state(PracticeState.LOADING, LESSON, "")
    assert (far(choice), choice.doing.text()) == (None, "")
    choice.show_progress(Progress("finding the body", 1, 2))
    choice.show_state(PracticeState.READY, LESSON, "")
    choice.show_state(PracticeState.LOADING, LESSON, "")
    assert (far(choice), choice.doing.text()) == (None, "")


def test_while_it_is_waited_for_the_one_button_cancels(choice, qtbot):
    choice.refresh([str(CLIP)])
    assert choice.recent[0].isVisible()
    choice.show_state(PracticeState.LOADING, LESSON, "")
    assert LESSON.name in choice.panel.title.text()
    assert "library" in choice.panel.text.text()
    assert choice.bar.isVisible()
    assert not choice.demo.isVisible()
    assert not choice.recent[0].isVisible()
    with qtbot.waitSignal(choice.cancelled), qtbot.assertNotEmitted(choice.wanted):
        choice.panel.button.click()


def test_why_it_cannot_be_used_is_said_and_another_is_offered(choice, qtbot):
    choice.show_state(PracticeState.FAILED, CLIP, "nobody is seen in it")
    assert CLIP.name in choice.panel.title.text()
    assert choice.panel.text.text() == "nobody is seen in it"
    assert not choice.bar.isVisible()
    with qtbot.waitSignal(choice.wanted):
        choice.panel.button.click()


def test_a_clip_opened_lately_is_one_press_away(choice, qtbot):
    choice.refresh([str(LESSON), str(CLIP)])
    with qtbot.waitSignal(choice.chosen) as chosen:
        choice.recent[1].click()
    assert chosen.args == [CLIP]
    assert not choice.recent[2].isVisible()
