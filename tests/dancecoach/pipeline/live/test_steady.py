"""What is shown live does not blink, whatever the networks say from picture to picture."""

import pytest

from dancecoach.models.phases import PhaseNow
from dancecoach.models.style import StyleResult
from dancecoach.pipeline.live.steady import Attempts, SteadyPhase, SteadyStyle

STEP = 1 / 30


def phases(words, confidence=0.9):
    """(time, PhaseNow or None) for a word of letters, one per picture; "." is nobody."""
    names = {"i": "idle", "t": "take-off", "s": "skill", "l": "landing"}
    since, before = 0.0, ""
    for index, letter in enumerate(words):
        time_s = index * STEP
        if letter != before:
            since, before = time_s, letter
        yield time_s, None if letter == "." else PhaseNow(names[letter], confidence, time_s, since)


def shown(words, **more):
    steady = SteadyPhase()
    return [steady.push(*said) for said in phases(words, **more)]


def style(label, share=0.8):
    return StyleResult("m", label, {"waltz": share, "rumba": 1 - share})


def test_the_first_phase_is_shown_at_once():
    assert shown("i") == ["idle"]


def test_a_single_wrong_picture_is_not_shown():
    assert set(shown("iiiiiiiiiitiiiiiiiisiiiii")) == {"idle"}


def test_a_real_change_is_shown_within_a_tenth_of_a_second():
    seen = shown("i" * 20 + "s" * 10)
    assert 20 < seen.index("skill") <= 23


def test_each_phase_stays_long_enough_to_be_read():
    seen = shown("i" * 20 + "tt" + "ss" * 1 + "l" * 30)
    for word in set(seen):
        assert seen.count(word) * STEP >= 0.2


def test_a_moment_without_the_person_changes_nothing_and_a_longer_one_clears():
    seen = shown("iiiii" + "." * 8 + "iiiii" + "." * 30)
    assert set(seen[:18]) == {"idle"}
    assert seen[-1] is None


def test_a_network_that_knows_nothing_says_nothing():
    assert set(shown("i" * 30, confidence=0.25)) == {None}


def test_the_style_waits_before_it_changes_its_mind():
    steady = SteadyStyle()
    labels = ["waltz"] * 30 + ["rumba"] * 15 + ["waltz"] * 15 + ["rumba"] * 60
    seen = [steady.push(i * STEP, style(label)).label for i, label in enumerate(labels)]
    assert seen[:90] == ["waltz"] * 90
    assert seen[-1] == "rumba"


def test_the_certainty_changes_at_most_twice_a_second():
    steady = SteadyStyle()
    seen = [steady.push(i * STEP, style("waltz", 0.6 + 0.001 * i)).certainty for i in range(60)]
    assert len(set(seen)) <= 4


def test_a_style_is_forgotten_with_its_dancer():
    steady = SteadyStyle()
    steady.push(0.0, style("waltz"))
    assert steady.push(1.0, None).label == "waltz"
    assert steady.push(3.0, None) is None


def test_an_attempt_lasts_from_take_off_to_landing():
    attempts = Attempts()
    for said in phases("iiiii" + "t" * 10 + "s" * 18 + "l" * 10 + "i" * 10 + "t" * 10 + "s" * 12 + "l"):
        attempts.push(*said)
    newest, older = attempts.last
    assert older.seconds == pytest.approx(0.6)
    assert newest.seconds == pytest.approx(0.4)
    assert newest.uncertainty_s == pytest.approx(STEP, rel=0.05)


def test_a_flash_or_a_lost_landing_is_no_attempt():
    attempts = Attempts()
    for said in phases("iiittsslliii" + "t" * 5 + "s" * 15 + "." * 5 + "iiii"):
        attempts.push(*said)
    assert attempts.last == ()
