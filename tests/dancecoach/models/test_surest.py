"""Which of several verdicts is believed."""

import pytest

from dancecoach.models.style import StyleResult
from dancecoach.models.surest import Said, surest


def said(label, share, unknown, *, known=None):
    """A verdict by a network that gives its likeliest style this share."""
    name = "waltz" if label == "unknown" else label
    return Said(StyleResult("net", label, {name: share, "other": 1 - share}, known=known), unknown)


@pytest.mark.parametrize(
    ("one", "above"),
    [
        (said("waltz", 0.9, 0.6), 0.75),  # three quarters of the way from the threshold to sure
        (said("unknown", 0.6, 0.9), -1 / 3),
        (said("waltz", 0.8, 1.0), -0.2),
        (said("waltz", 1.0, 1.0), 0.0),
        (said("waltz", 0.9, 0.6, known=0.5), (0.45 - 0.5) / 0.95),  # against "none of my styles"
    ],
)
def test_how_far_a_verdict_is_above_its_threshold(one, above):
    assert one.above == pytest.approx(above)


def test_who_names_a_style_is_believed_before_who_knows_none_by_a_hair():
    hardly, nearly = said("jig", 0.62, 0.6), said("unknown", 0.979, 0.98)
    assert surest([nearly, hardly]).label == "jig"


def test_of_those_who_name_one_the_farthest_above_is_believed():
    assert surest([said("waltz", 0.9, 0.85), said("jig", 0.85, 0.55)]).label == "jig"


def test_where_nobody_names_one_the_nearest_says_so():
    nearest = said("unknown", 0.89, 0.9)
    assert surest([said("unknown", 0.6, 0.9), nearest]) is nearest.result
