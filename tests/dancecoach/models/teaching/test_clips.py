"""Which clips a style is taught from."""

import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.models.teaching.clips import StyleClip, check_enough, sort_out, style_name, why_not
from dancecoach.motion.features import FEATURES


def clip(name, count, sha256=""):
    return StyleClip(name, np.zeros((count, len(FEATURES)), np.float32), sha256=sha256)


def test_two_seconds_are_enough():
    assert why_not(clip("a", 60)) == ""
    assert why_not(clip("a", 59)) == "The dancer is seen for 2.0 s; 2 s are needed."


def test_clips_of_unknown_content_are_not_taken_for_one_another():
    used, left_out = sort_out([clip("a", 90), clip("b", 90), clip("c", 90, "x"), clip("d", 90, "x")])
    assert [one.name for one in used] == ["a", "b", "c"]
    assert left_out == [("d", "It is the same film as “c”.")]


def test_three_are_enough():
    check_enough("jive", 3)
    with pytest.raises(InputError, match="“jive”: has 2 clips"):
        check_enough("jive", 2)


def test_a_name_is_told_without_the_space_around_it():
    assert style_name("  slow \n fox ", ["waltz"]) == "slow fox"
