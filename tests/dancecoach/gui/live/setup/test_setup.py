"""The set-up helper in the window: a line when needed, an outline when wanted."""

import numpy as np
import pytest

from dancecoach.gui.live.setup.words import hint_text
from dancecoach.pipeline.live.records import Late, LiveResult
from dancecoach.pipeline.live.setup.watch import Hint
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame


def dark(n, late=None):
    return LiveResult(Frame(np.zeros((48, 64, 3), np.uint8), n / 10, n), (), (), 0.0, 0.0, BODY_13, late=late)


@pytest.mark.parametrize("hint", list(Hint))
def test_every_hint_has_words(qapp, hint):
    assert hint_text(hint)


def test_who_has_the_smaller_network_is_not_told_to_choose_it(page, monkeypatch):
    for size, offered in (("full", True), ("lite", False)):
        page.context.settings.change(pose_model=size)
        monkeypatch.setattr(type(page.setup), "hint", Hint.SLOW)
        page.setup.changed.emit()
        assert ("Lite" in page.view.hint_line.text) is offered


def test_the_line_comes_and_goes(page):
    for n in range(40):
        page.setup.take(dark(n))
    assert page.setup.hint is Hint.DARK
    assert page.view.hint_line.text == hint_text(Hint.DARK)
    page.setup.take(dark(40, Late(5.0)))
    assert page.view.hint_line.text == ""


@pytest.mark.parametrize("narrow", [True, False])
def test_the_line_lies_on_no_other_sign(page, qtbot, narrow):
    page.resize(1400, 620)
    page.view.hint_line.say(hint_text(Hint.SLOW))
    page.view.stack.setCurrentWidget(page.view.canvas)
    recording, line = page.view.stages.first.recording, page.view.hint_line
    recording.say("12:34:56")
    if narrow:  # side by side the two have no room, however wide this machine's letters are
        page.view.canvas.resize(line.width() + recording.width() // 2, page.view.canvas.height())
    recording.say("")
    line.make_way()
    before = line.geometry()
    recording.say("12:34:56")
    line.make_way()
    assert not line.geometry().intersects(recording.geometry())
    assert (line.geometry() != before) == narrow, "it makes way only where it has to"
    recording.say("")
    line.make_way()
    assert line.geometry() == before


def test_hints_can_be_done_without(page):
    page.context.commands.action("live.setup_hints").trigger()
    for n in range(40):
        page.setup.take(dark(n))
    assert page.view.hint_line.text == ""


def test_the_outline_is_drawn_into_the_picture(page, qtbot):
    page.resize(900, 700)
    page.show()
    page.view.canvas.set_frame(dark(0).frame)
    page.view.stack.setCurrentWidget(page.view.canvas)
    without = page.view.canvas.grab().toImage()
    page.context.commands.action("live.guide").trigger()
    assert page.context.settings.current.setup_guide
    assert page.view.canvas.grab().toImage() != without
