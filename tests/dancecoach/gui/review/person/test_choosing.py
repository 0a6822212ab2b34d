"""Choosing the person to follow, in the real window."""

import pytest
from PySide6.QtCore import QPoint, Qt

from dancecoach.errors import VideoError
from dancecoach.gui.review.model import AnalysisState
from dancecoach.gui.review.person.bar import PersonBar
from dancecoach.gui.review.person.desk import PERSON_MODE
from dancecoach.pose.identity.seed import Seed

pytestmark = pytest.mark.gui

RIGHT = Seed(0.75, 0.45, 0.0)


@pytest.fixture
def bar(review):
    return review.findChild(PersonBar)


def click(qtbot, review, x, y=0.45):
    canvas = review.canvas
    at = QPoint(*(round(value) for value in canvas.view.to_widget(x, y)))
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)


def test_several_people_are_told_of_and_one_alone_is_not(review, bar, follow_the_left):
    assert bar.isVisibleTo(review)
    assert bar.words.text() == "2 people in the picture: follow another one?"
    review.model.begin(None)
    assert not bar.isVisibleTo(review)


def test_everybody_is_outlined_and_the_followed_one_marked(choosing, review, finder, bar):
    assert finder.asked == [0]
    assert [c.followed for c in choosing.candidates] == [True, False]
    assert [c.centre for c in choosing.candidates] == [(0.25, 0.45), (0.75, 0.45)]
    assert choosing.marked == 1
    assert "person 2 of 2" in bar.words.text()
    plain = review.canvas.grab().toImage()
    choosing.leave()
    assert review.canvas.grab().toImage() != plain


def test_a_click_follows_the_person_and_what_is_on_show_stays_until_then(
    choosing, review, analyst, qtbot, settled, context, counted_clip, follow_the_left
):
    analyst.go.clear()
    analyst.reached.clear()
    click(qtbot, review, 0.75)
    assert not choosing.choosing
    assert context.commands.mode == ""
    qtbot.waitUntil(analyst.reached.is_set)
    assert review.model.analysis_state is AnalysisState.RUNNING
    assert review.model.findings.analysis is follow_the_left
    assert context.store.chosen(counted_clip) is None, "the choice was kept before there was a result"
    analyst.go.set()
    settled()
    assert review.model.findings.analysis.person == RIGHT
    assert context.store.chosen(counted_clip) == RIGHT
    assert choosing.chosen == RIGHT


def test_the_choice_is_taken_back_and_done_again_without_looking_anew(
    choosing, review, analyst, qtbot, settled, context, counted_clip
):
    click(qtbot, review, 0.75)
    settled()
    assert analyst.calls == 2
    context.commands.undo_stack.undo()
    settled()
    assert review.model.findings.analysis.person is None
    assert context.store.chosen(counted_clip) is None
    context.commands.undo_stack.redo()
    settled()
    assert review.model.findings.analysis.person == RIGHT
    assert analyst.calls == 2


def test_a_clip_opened_again_shows_the_last_choice(choosing, review, window, analyst, qtbot, settled, counted_clip):
    click(qtbot, review, 0.75)
    settled()
    window.open_clip(counted_clip)
    qtbot.waitUntil(lambda: review.model.findings is not None, timeout=20_000)
    assert review.model.findings.analysis.person == RIGHT
    assert analyst.calls == 2
    window.context.commands.run("review.person_nobody")
    settled()
    assert review.model.findings.analysis.person is None
    assert not window.context.commands.action("review.person_nobody").isEnabled()


def test_a_click_on_the_followed_person_only_says_so(choosing, review, analyst, qtbot, settled, posted):
    click(qtbot, review, 0.25)
    settled()
    assert [notice.text for notice in posted] == ["This person is followed already."]
    assert analyst.calls == 1
    assert choosing.choosing


def test_keys_go_from_one_to_the_next_and_choose(choosing, review, analyst, qtbot, settled, context):
    run = context.commands.run
    for wanted in (0, 1, 0):
        run("review.person_next")
        assert choosing.marked == wanted
    run("review.person_previous")
    assert choosing.marked == 1
    for name, key in (("next", "Tab"), ("previous", "Shift+Tab"), ("choose", "Return"), ("leave", "Esc"), ("2", "2")):
        assert key in context.commands.keys(f"review.person_{name}")
        assert key in [k.toString() for k in context.commands.action(f"review.person_{name}").shortcuts()]
    run("review.person_choose")
    settled()
    assert review.model.findings.analysis.person == RIGHT
    assert context.commands.mode == ""


def test_number_keys_choose(choosing, review, settled, context):
    assert context.commands.mode == PERSON_MODE
    context.commands.run("review.person_6")
    assert choosing.choosing, "nobody has that number"
    context.commands.run("review.person_2")
    settled()
    assert review.model.findings.analysis.person == RIGHT


def test_another_picture_is_looked_at_anew(choosing, review, finder, qtbot):
    finder.places = [0.25, 0.5, 0.75]
    review.model.seek(30)
    assert choosing.candidates == ()
    qtbot.waitUntil(lambda: len(choosing.candidates) == 3)
    assert finder.asked[-1] == 30
    assert choosing.frame == 30


def test_nobody_found_is_said(review, window, finder, bar, qtbot, follow_the_left):
    finder.places = []
    window.context.commands.run("review.person")
    qtbot.waitUntil(lambda: not review.person.looking)
    assert "Nobody is found in this picture" in bar.words.text()
    bar.done.click()
    assert not review.person.choosing


def test_drawing_and_choosing_make_way_for_one_another(review, session, window, qtbot, follow_the_left):
    commands = window.context.commands
    commands.run("review.draw")
    commands.run("review.person")
    assert not review.drawing.drawing
    assert commands.mode == PERSON_MODE
    commands.run("review.draw")
    assert not review.person.choosing
    assert review.drawing.drawing
    assert review.canvas.tool is review.drawing.hand
    review.drawing.set_drawing(False)


def test_a_search_or_an_analysis_that_fails_leaves_all_as_it_was(
    review, window, finder, analyst, posted, qtbot, settled, context, counted_clip, follow_the_left
):
    finder.error = VideoError("cannot be decoded", subject="clip.mp4")
    window.context.commands.run("review.person")
    qtbot.waitUntil(lambda: bool(posted))
    assert not review.person.choosing
    finder.error = None
    window.context.commands.run("review.person")
    qtbot.waitUntil(lambda: len(review.person.candidates) == 2)
    analyst.error = VideoError("is lost", subject="clip.mp4")
    click(qtbot, review, 0.75)
    settled()
    assert "is lost" in posted[-1].text
    assert review.model.findings.analysis is follow_the_left
    assert context.store.chosen(counted_clip) is None


def test_stopping_the_analysis_keeps_the_last_one(
    choosing, review, analyst, bar, qtbot, settled, context, counted_clip, follow_the_left
):
    analyst.go.clear()
    analyst.reached.clear()
    click(qtbot, review, 0.75)
    qtbot.waitUntil(analyst.reached.is_set)
    qtbot.waitUntil(lambda: bar.done.isVisibleTo(review))
    bar.done.click()
    settled()
    assert review.model.analysis_state is AnalysisState.CANCELLED
    assert review.model.findings.analysis is follow_the_left
    assert context.store.chosen(counted_clip) is None
