"""What a clip is about, and when a dance is named for it."""

import numpy as np
import pytest

from dancecoach.coaching.skill import Skill
from dancecoach.coaching.subject import is_about_dance, is_dance_named
from dancecoach.models.style import StyleResult
from dancecoach.motion.phases import segments_of

HOP = (Skill(takeoff_frame=10, touchdown_frame=15, takeoff_s=0.33, touchdown_s=0.5),)


def style(certainty):
    return StyleResult("style 1", "waltz", {"waltz": certainty, "samba": 1 - certainty})


def phases(idle):
    """A hundred frames, a share of them idle, the rest take-off, skill and landing."""
    rest = 100 - idle
    labels = np.repeat([0, 1, 2, 3], [idle, rest // 3, rest // 3, rest - 2 * (rest // 3)])
    return segments_of(labels, np.arange(100) / 30)


@pytest.mark.parametrize(
    ("activity", "skills", "dance"),
    [
        ("auto", (), True),
        ("auto", HOP, False),
        ("dance", HOP, True),
        ("gymnastics", (), False),
        ("gymnastics", HOP, False),
    ],
)
def test_what_a_clip_is_about(activity, skills, dance):
    assert is_about_dance(activity, skills) is dance


def test_a_doubtful_dance_gives_way_to_a_skill():
    def named(certainty, idle):
        return is_dance_named(style(certainty), activity="auto", skills=HOP, phases=phases(idle))

    assert not named(0.52, 0), "as of a real handstand"
    assert not named(0.87, 32), "as of a real squat jump"
    assert not named(0.56, 92)
    assert named(0.86, 95), "a hop in a dance"
    assert not is_dance_named(style(0.99), activity="auto", skills=HOP, phases=())


def test_nothing_doubtful_is_said_of_gymnastics_even_without_a_skill():
    assert not is_dance_named(style(0.6), activity="gymnastics", skills=(), phases=phases(100))
    assert is_dance_named(style(0.95), activity="gymnastics", skills=(), phases=phases(100))


@pytest.mark.parametrize(("activity", "skills"), [("auto", ()), ("dance", ()), ("dance", HOP)])
def test_of_a_dance_the_network_is_heard_as_it_is(activity, skills):
    assert is_dance_named(style(0.52), activity=activity, skills=skills, phases=phases(0))


def test_what_is_unknown_has_no_name():
    unknown = StyleResult("style 1", "unknown", {"waltz": 0.4, "samba": 0.6})
    assert not is_dance_named(unknown, activity="dance", skills=(), phases=phases(100))
