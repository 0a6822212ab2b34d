"""Which clips of a library a style can be taught from."""

from datetime import UTC, datetime

import pytest

from dancecoach.library.catalogue.records import Clip, FileFacts, Findings, Kind, Storage
from dancecoach.pipeline.teaching.candidates import example_of, style_candidates


@pytest.fixture
def clip(tmp_path):
    """``clip(found_share or None, seconds, persons)``."""

    def make(found=1.0, seconds=4.0, persons=(), there=True):
        path = tmp_path / f"{there}.mp4"
        if there:
            path.touch()
        facts = FileFacts("ab" * 32, "turn", Kind.VIDEO, 1, 64, 48, 30.0, 120, seconds)
        seen = None if found is None else Findings("blazepose full", found, "unknown")
        now = datetime(2026, 1, 1, tzinfo=UTC)
        return Clip(1, facts, Storage.LINKED, path, now, findings=seen, persons=persons)

    return make


def test_what_is_long_enough_can_be_used(clip):
    (one,) = style_candidates([clip()])
    assert (one.why_not, one.remark, one.example.name, one.example.sha256) == ("", "", "turn", "ab" * 32)


@pytest.mark.parametrize(
    ("found", "seconds", "there", "why"),
    [
        (0.0, 9.0, True, "Nobody is seen in it."),
        (0.5, 3.0, True, "The dancer is seen for 1.5 s; 2 s are needed."),
        (None, 9.0, False, "Its file is gone."),
    ],
)
def test_what_cannot_be_used_says_why(clip, found, seconds, there, why):
    assert style_candidates([clip(found, seconds, there=there)])[0].why_not == why


def test_a_clip_nobody_looked_at_can_be_used_and_takes_a_while(clip):
    one = style_candidates([clip(None)])[0]
    assert (one.why_not, one.remark) == ("", "It is looked at first, which takes a while.")


def test_a_clip_of_several_persons_is_nobodys(clip):
    assert example_of(clip(persons=("Anna",))).person == "Anna"
    both = style_candidates([clip(persons=("Anna", "Ben"))])[0]
    assert (both.example.person, both.remark) == ("", "Several persons are named; it counts as nobody's.")
