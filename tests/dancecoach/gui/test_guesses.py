"""A guess is said as a guess, a number with its uncertainty."""

import pytest

from dancecoach.gui.guesses import guess, plus_minus, shares_text, style_text
from dancecoach.models.style import StyleResult

pytestmark = pytest.mark.gui


@pytest.mark.parametrize(
    ("confidence", "said"), [(0.95, "tuck"), (0.9, "tuck"), (0.7, "probably tuck"), (0.3, "perhaps tuck")]
)
def test_only_what_is_sure_is_said_without_a_word_of_doubt(confidence, said):
    assert guess("tuck", confidence) == said


@pytest.mark.parametrize(
    ("value", "spread", "said"),
    [(0.612, 0.031, "0.61 ± 0.03 s"), (0.612, 0.001, "0.61 ± 0.01 s"), (0.612, None, "0.61 s")],
)
def test_an_uncertainty_is_never_rounded_away(value, spread, said):
    assert plus_minus(value, spread, "s") == said


def test_a_style_is_told_with_its_certainty():
    shares = {"rumba": 0.2, "waltz": 0.72, "tango": 0.08}
    assert style_text(StyleResult("m", "waltz", shares)) == "probably waltz, 72 %"
    assert style_text(StyleResult("m", "unknown", shares)) == "style: unknown"
    assert shares_text(shares).splitlines() == ["waltz: 72 %", "rumba: 20 %", "tango: 8 %"]
