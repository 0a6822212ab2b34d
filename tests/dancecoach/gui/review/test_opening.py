"""A clip comes in the place of the one before: what is kept, forgotten, remembered and begun, in this order."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from dancecoach.errors import InputError
from dancecoach.gui.review.opening import ClipOpening

pytestmark = pytest.mark.gui

CLIP = Path("clips") / "salto.mp4"


class Said(QObject):
    """Stands in for every part of the page: writes down what it is asked for."""

    opened, failed, silent = Signal(), Signal(object), Signal()

    def __init__(self):
        super().__init__()
        self.asked, self.path, self.sound = [], CLIP, self

    def __getattr__(self, name):
        return lambda *values: self.asked.append((name, *values))


@pytest.fixture
def said(qapp):
    return Said()


@pytest.fixture
def opening(said, context):
    made = ClipOpening(
        said, said, said, notes=said, memory=said, analyst=said, capture_rate=said, context=context, page="review"
    )
    made.opened.connect(lambda: said.asked.append(("on show",)))
    return made


@pytest.fixture
def notices(context):
    posted = []
    context.notifier.posted.connect(posted.append)
    return posted


def names(said):
    return [name for name, *_values in said.asked]


def test_what_was_on_show_is_kept_before_it_goes(opening, said):
    opening.open(CLIP)
    assert names(said) == ["keep", "close", "forget", "show_frame", "set_message", "begin", "open"]
    assert said.asked[-2:] == [("begin", CLIP), ("open", CLIP)]
    assert CLIP.name in said.asked[4][1]


def test_once_it_is_there_it_looks_as_it_was_left_and_is_analysed(opening, said, context):
    opening.open(CLIP)
    said.asked.clear()
    said.opened.emit()
    assert names(said) == ["bring_back", "say", "on show", "open", "start"]
    assert context.settings.current.recent_files[0] == str(CLIP)


def test_a_moment_to_stand_at_holds_once(opening, said):
    opening.open(CLIP, 2.5)
    said.asked.clear()
    said.opened.emit()
    assert said.asked[:4] == [("bring_back",), ("pause",), ("seek_time", 2.5), ("say",)]
    said.asked.clear()
    said.opened.emit()
    assert ("pause",) not in said.asked


def test_what_cannot_be_opened_is_said_and_a_fault_of_ours_with_its_details(opening, said, notices):
    foreseen = InputError("is no video", subject="a.mp4", remedy="choose another")
    said.failed.emit(foreseen)
    assert said.asked == [("clip_failed", str(foreseen))]
    assert notices == []
    said.failed.emit(ZeroDivisionError("oops"))
    assert "oops" in said.asked[-1][1]
    assert len(notices) == 1


def test_that_nothing_is_heard_is_said_once(opening, said, notices):
    said.silent.emit()
    said.silent.emit()
    assert len(notices) == 1
    assert "no loudspeaker" in notices[0].text
