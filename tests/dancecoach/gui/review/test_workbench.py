"""All of a clip in its place: the tabs beside the picture follow what is asked for, and a comparison."""

import pytest

from dancecoach.gui.review.player.transport import Transport

pytestmark = pytest.mark.gui


def test_it_is_made_with_the_commands_and_shown_with_a_clip(review):
    work = review.work
    assert work.isVisible()
    assert work.isAncestorOf(review.canvas)
    assert work.split.widget(1) is review.plots
    assert work.findChildren(Transport) == [work.transport]
    assert work.bar.name.accessibleName() == review.document


def test_from_top_to_bottom_each_row_is_in_its_place(review, session):
    work = review.work
    rows = [work.bar, review.compare.stage, work.transport, review.timeline, review.plots]
    tops = [row.mapTo(work, row.rect().topLeft()).y() for row in rows]
    assert tops == sorted(set(tops))
    assert work.side.mapTo(work, work.side.rect().topLeft()).x() >= work.split.geometry().right()


def test_the_tab_that_is_asked_for_comes_up_and_gives_the_keys_back(review, session, context, qtbot):
    side = review.work.side
    for command, panel in (("review.show_notes", review.work.panel), ("review.show_drawings", review.work.drawings)):
        context.commands.run(command)
        assert side.currentWidget() is panel
    with qtbot.waitActive(review.window()):
        review.window().activateWindow()
    side.done.emit()
    qtbot.waitUntil(review.canvas.hasFocus, timeout=30_000)


def test_a_moment_chosen_beside_the_picture_is_looked_at(review):
    review.work.side.seeked.emit(33)
    assert review.model.playhead == 33


def test_what_is_compared_has_a_tab_as_long_as_it_is(review):
    side, panel = review.work.side, review.compare.panel
    review.compare.toggled.emit(True)
    assert side.currentWidget() is panel
    review.compare.toggled.emit(False)
    assert side.indexOf(panel) < 0
