import pytest

from dancecoach.gui.live.mirror.words import kept_hint, kept_text, seconds_text, sign_text, standing_text
from dancecoach.pipeline.live.session import KeptFacts

pytestmark = pytest.mark.gui


@pytest.mark.parametrize(("seconds", "text"), [(8.0, "8 s"), (0.5, "0.5 s"), (60, "60 s"), (1.04, "1 s")])
def test_seconds_have_no_more_places_than_they_need(qapp, seconds, text):
    assert seconds_text(seconds) == text


@pytest.mark.parametrize(
    ("behind", "delay", "text"),
    [(8.0, 8.0, "8 s late"), (3.2, 8.0, "3 s late → 8 s"), (11.0, 8.0, "11 s late")],
    ids=["as asked", "waiting", "the camera gives nothing"],
)
def test_a_late_picture_says_how_late_it_really_is(qapp, behind, delay, text):
    assert sign_text(behind, delay) == text


@pytest.mark.parametrize(("moved", "text"), [(0.0, "paused"), (-0.4, "paused  −0.40 s"), (0.1, "paused  +0.10 s")])
def test_a_standing_picture_says_where_it_stands(qapp, moved, text):
    assert standing_text(moved) == text


def test_what_was_left_out_is_said_only_where_there_is_any(qapp):
    assert kept_text(KeptFacts()) == ""
    assert kept_text(KeptFacts(43.2, 10_000_000)) == "43 s kept"
    assert kept_text(KeptFacts(43.2, 10_000_000, 3)) == "43 s kept, 3 missing"
    assert "10 MB" in kept_hint(KeptFacts(43.2, 10_000_000, 3))
    assert "3 pictures are missing" in kept_hint(KeptFacts(43.2, 10_000_000, 3))
