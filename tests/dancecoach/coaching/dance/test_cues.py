"""What is said: whole sentences with joint, direction, amount and when."""

import pytest

from dancecoach.coaching.dance.cues import cue, joint_title, praise, rounded, short_words
from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.coaching.dance.faults import Fault
from dancecoach.coaching.dance.phrases import Counts, Phrase, clock_text, ordinal, phrases_of, when

COUNTS = Counts(tuple(1.0 + 0.5 * i for i in range(40)), first_one=2)


def fault(joint="left_elbow", way="high", amount=-24.0):
    return Fault(3.0, 4.0, 12.0, joint, way, amount, 25.0, 0.1)


def test_a_cue_is_the_sentence_of_the_issue() -> None:
    assert cue(fault(), COUNTS) == "From count 5 of the third eight your left elbow is about 25° too low."
    assert cue(fault()) == "At 0:12.0 your left elbow is about 25° too low."


@pytest.mark.parametrize("joint", JOINTS)
@pytest.mark.parametrize("amount", [30.0, -30.0])
@pytest.mark.parametrize("way", ["high", "forward", "out", "bent", "left", "turned", "tilted", "off"])
def test_every_way_of_every_joint_can_be_said(joint, way, amount) -> None:
    long, short = cue(fault(joint, way, amount)), short_words(joint, way, more=amount < 0)
    assert joint_title(joint) in long
    assert "30°" in long
    assert joint_title(joint) in short
    assert "{" not in long + short
    assert len(short) < 40


def test_opposite_amounts_are_opposite_words() -> None:
    assert short_words("left_elbow", "high", more=True) == "left elbow higher"
    assert short_words("left_elbow", "high", more=False) == "left elbow lower"
    assert short_words("left_elbow", "bent", more=True) == "bend the left elbow more"


def test_amounts_are_rounded_to_what_a_person_can_do() -> None:
    assert [rounded(a) for a in (1.0, -7.4, 7.6, 23.0, -88.0)] == [5, 5, 10, 25, 90]


def test_praise_names_the_eight_or_the_time() -> None:
    phrase = Phrase(10.0, 14.0, 3)
    assert praise(phrase, "legs", COUNTS) == "In the third eight your legs are right."
    assert praise(phrase, "all") == "From 0:10.0 to 0:14.0 all is right."


def test_counts_begin_with_the_first_one() -> None:
    assert COUNTS.at(1.9) is None
    assert COUNTS.at(2.0) == (1, 1)
    assert COUNTS.at(5.99) == (1, 8)
    assert COUNTS.at(6.0) == (2, 1)
    assert COUNTS.at(100.0) is None
    assert Counts(()).at(1.0) is None


def test_phrases_are_eights_or_equal_parts() -> None:
    eights = phrases_of(5.0, 12.0, COUNTS)
    assert [phrase.number for phrase in eights] == [1, 2, 3]
    parts = phrases_of(0.0, 10.0)
    assert [round(p.end_s - p.start_s, 3) for p in parts] == [5.0, 5.0] or len(parts) == 3
    assert parts[0].start_s == 0.0
    assert parts[-1].end_s == 10.0
    assert phrases_of(3.0, 3.0) == ()


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="rise"):
        Counts((1.0, 1.0))
    with pytest.raises(ValueError, match="cannot end"):
        Phrase(2.0, 2.0, 1)


def test_moments_and_numbers_are_written_out() -> None:
    assert clock_text(59.96) == "1:00.0"
    assert when(75.25, None) in ("At 1:15.2", "At 1:15.3")
    assert [ordinal(n) for n in (1, 10, 11)] == ["first", "tenth", "11th"]
