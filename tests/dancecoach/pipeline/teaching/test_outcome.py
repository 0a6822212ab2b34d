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
