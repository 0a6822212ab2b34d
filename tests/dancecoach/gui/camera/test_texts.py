"""Each state of a camera is said once: instead of the picture, above it, or over it."""

import pytest

from dancecoach.errors import CameraLostError
from dancecoach.gui.camera.texts import Act, CameraTexts
from dancecoach.pipeline.live.session import CameraFacts, LiveState, LiveStatus

pytestmark = pytest.mark.gui
ERROR = CameraLostError("was unplugged", subject="Cam")


@pytest.fixture
def texts(qapp):
    return CameraTexts()


def said(texts, status):
    """(title instead of the picture, title above it, words over it)."""
    instead, above = texts.instead_of_picture(status, "Cam"), texts.above_picture(status)
    return "" if instead is None else instead.title, "" if above is None else above.title, texts.over_picture(status)


#: It goes well, or the person has ended it.
QUIET = (LiveState.RUNNING, LiveState.STOPPED)


@pytest.mark.parametrize("state", QUIET)
def test_nothing_is_said_while_all_is_as_was_wanted(texts, state):
    assert said(texts, LiveStatus(state)) == ("", "", "")


@pytest.mark.parametrize("state", [state for state in LiveState if state not in QUIET])
def test_every_other_state_is_said_in_one_place(texts, state):
    places = said(texts, LiveStatus(state, error=ERROR if state is LiveState.FAILED else None))
    assert len([words for words in places if words]) == 1


def test_a_camera_that_opens_can_be_stopped(texts):
    saying = texts.instead_of_picture(LiveStatus(LiveState.OPENING), "Front camera")
    assert (saying.title, saying.act, saying.busy) == ("Opening Front camera …", Act.STOP, True)


@pytest.mark.parametrize(("pictures", "place"), [(False, 0), (True, 1)])
def test_an_error_stands_above_the_picture_where_there_is_one_and_can_be_tried_again(texts, pictures, place):
    status = LiveStatus(LiveState.FAILED, error=ERROR, pictures=pictures)
    sayings = texts.instead_of_picture(status, "Cam"), texts.above_picture(status)
    assert sayings[1 - place] is None
    assert (sayings[place].text, sayings[place].act) == (str(ERROR), Act.RETRY)


@pytest.mark.parametrize(
    ("fps", "words"), [(29.97, "1280 × 720 · 30 fps"), (0.0, "1280 × 720")], ids=["told", "not told"]
)
def test_size_and_rate_are_said_as_far_as_they_are_known(texts, fps, words):
    assert texts.size(LiveStatus(LiveState.RUNNING, camera=CameraFacts("Cam", (1280, 720), fps))) == words
    assert texts.size(LiveStatus(LiveState.OPENING)) == texts.size(None) == ""
