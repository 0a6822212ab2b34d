"""Phases can be told apart without colours, and read on them."""

import pytest

from dancecoach.gui.phase_look import INK, phase_colour, phase_label, phase_letter, phase_word
from dancecoach.motion.phases import PHASES

pytestmark = pytest.mark.gui


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_each_has_a_word_and_a_letter_of_its_own():
    assert [phase_letter(p).lower() for p in PHASES] == ["i", "t", "s", "l"]
    assert len({phase_word(p) for p in PHASES}) == 4


@pytest.mark.parametrize("phase", PHASES)
def test_the_word_can_be_read_on_the_colour(phase):
    light, dark = luminance(phase_colour(phase)), luminance(INK)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_doubt_has_a_mark():
    assert phase_label("skill", 0.9) == "skill"
    assert phase_label("skill", 0.3) == "skill ?"
