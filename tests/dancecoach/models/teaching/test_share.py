"""Shares with their interval."""

import pytest

from dancecoach.models.teaching.share import Share


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # As statsmodels' proportion_confint(..., method="wilson") gives them.
    [(4, 5, 0.3755, 0.9638), (0, 5, 0.0, 0.4345), (5, 5, 0.5655, 1.0), (50, 100, 0.4038, 0.5962)],
)
def test_the_interval_is_wilsons(hits, of, low, high):
    share = Share(hits, of)
    assert (share.low, share.high) == pytest.approx((low, high), abs=1e-4)


def test_nothing_counted_says_nothing():
    assert (Share(0, 0).value, Share(0, 0).low, Share(0, 0).high) == (0.0, 0.0, 1.0)


def test_it_is_written_with_its_interval():
    assert str(Share(4, 5)) == "80 % (38 %–96 %)"
