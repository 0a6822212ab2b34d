"""How moments are told."""

import pytest

from dancecoach.gui.review.timeline.reckoning import Reckoning, percent_text, usual_rate

MINUS = "\N{MINUS SIGN}"


def test_from_the_start_there_are_no_signs():
    told = Reckoning()
    assert (told.frame_text(7), told.time_text(65.25, 2)) == ("7", "1:05.25")


@pytest.mark.parametrize(
    ("time_s", "text"),
    [(2.0, f"{MINUS}0.250"), (4.0, "0.000"), (12.0, "+1.000"), (3.9999, "0.000"), (524.0, "+1:05.000")],
)
def test_from_the_take_off_times_are_real_and_signed(time_s, text):
    assert Reckoning(120, 4.0, 8.0).time_text(time_s, 3) == text


def test_percent():
    shown = [percent_text(speed) for speed in (0.05, 0.125, 1 / 32, 0.7, 1.0, 2.0)]
    assert shown == ["5 %", "12.5 %", "3.12 %", "70 %", "100 %", "200 %"]


def test_the_usual_rate_is_that_of_most_frames():
    assert usual_rate([0.0, 0.1, 0.2, 0.3, 5.0]) == pytest.approx(10)
    assert usual_rate([0.0]) == 0.0
