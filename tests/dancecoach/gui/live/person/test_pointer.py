"""Choosing whom Live follows by keys."""

import pytest

from dancecoach.gui.live.person.pointer import POINT_MODE, STEP
from dancecoach.pipeline.live.session import LiveState

pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("propagateSizeHints")]


@pytest.fixture
def told(page, qtbot):
    """Where the engine was told to look, with a picture on show."""
    page.start_camera("0")
    qtbot.waitUntil(
        lambda: (
            page.model.status is not None
            and page.model.status.state is LiveState.RUNNING
            and page.view.canvas.frame is not None
        )
    )
    points = []
    page.model.follow_at = lambda x, y: points.append((x, y))
    return points


def test_a_ring_is_moved_to_the_person_and_they_are_followed(page, told):
    run, commands = page.context.commands.run, page.context.commands
    commands.set_page("live")
    page.view.canvas.mirrored = False
    run("live.person")
    assert commands.mode == POINT_MODE
    plain = page.view.canvas.grab().toImage()
    run("live.point_left")
    run("live.point_left")
    run("live.point_down")
    assert page.pointer.at == pytest.approx((0.5 - 2 * STEP, 0.5 + STEP), abs=1e-6)
    assert page.view.canvas.grab().toImage() != plain
    run("live.point_choose")
    assert told == [pytest.approx((0.5 - 2 * STEP, 0.5 + STEP), abs=1e-6)]
    assert page.pointer.at is None
    assert commands.mode == ""


def test_left_is_left_as_the_picture_is_seen(page, told):
    commands = page.context.commands
    commands.set_page("live")
    page.view.canvas.mirrored = True
    commands.run("live.person")
    commands.run("live.point_left")
    assert page.pointer.at[0] == pytest.approx(0.5 + STEP, abs=1e-6)
    for _ in range(30):
        commands.run("live.point_left")
    assert page.pointer.at[0] == 1.0
    commands.run("live.point_leave")
    assert page.pointer.at is None
    assert told == []


def test_a_page_that_is_left_points_at_nobody(page, told):
    page.context.commands.set_page("live")
    page.context.commands.run("live.person")
    page.deactivate()
    assert page.pointer.at is None
    assert page.context.commands.mode == ""
