"""How an outcome judges itself."""

import pytest

from dancecoach.models.teaching.share import Share
from dancecoach.pipeline.teaching.outcome import HeldOut, Outcome, Worth


def asked(right, wrong):
    return (*[HeldOut("r", "jive", "jive")] * right, *[HeldOut("w", "jive", "samba")] * wrong)


@pytest.mark.parametrize(
    ("by_clip", "by_person", "kept", "worth"),
    [
        (asked(5, 0), (), Share(20, 20), Worth.GOOD),
        (asked(4, 1), (), Share(20, 20), Worth.DOUBTFUL),
        (asked(1, 4), (), Share(20, 20), Worth.USELESS),
        (asked(5, 0), (), Share(10, 20), Worth.USELESS),
        (asked(5, 0), asked(2, 3), Share(20, 20), Worth.USELESS),
    ],
)
def test_worth_is_by_the_harder_question(by_clip, by_person, kept, worth):
    assert Outcome("style", "jive", b"", by_clip, by_person, kept).worth is worth


def test_confusions_are_counted():
    heard = ("samba", "rumba", "samba", "jive")
    outcome = Outcome("style", "jive", b"", tuple(HeldOut(h, "jive", h) for h in heard))
    assert outcome.confusions == (("samba", 2), ("rumba", 1))
    assert (outcome.accuracy.hits, outcome.accuracy.of) == (1, 4)


def others(taken, refused):
    return (*[HeldOut("t", "", "jive")] * taken, *[HeldOut("f", "", "waltz")] * refused)


@pytest.mark.parametrize(
    ("taken", "refused", "worth"),
    [(0, 8, Worth.GOOD), (0, 2, Worth.DOUBTFUL), (4, 6, Worth.USELESS)],
)
def test_what_is_taken_for_it_counts_too(taken, refused, worth):
    outcome = Outcome("style", "jive", b"", asked(6, 0), others=others(taken, refused))
    assert (outcome.refused.hits, outcome.worth) == (refused, worth)


def test_it_may_be_called_no_better_than_that():
    assert Outcome("style", "jive", b"", asked(6, 0), at_most=Worth.DOUBTFUL).worth is Worth.DOUBTFUL
