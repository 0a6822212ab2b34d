"""Counts corrected in one step."""

import numpy as np
import pytest

from dancecoach.coaching.dance.phrases import Counts
from dancecoach.coaching.dance.recounting import half_as_fast, one_moved, twice_as_fast
from dancecoach.coaching.dance.tapping import tempo_of

FOUND = Counts(tuple(1.0 + 0.5 * np.arange(64)), 3)


def ones(counts):
    return [phrase.start_s for phrase in counts.eights()]


def test_twice_as_fast_keeps_every_beat_and_every_one():
    twice = twice_as_fast(FOUND)
    assert tempo_of(twice) == pytest.approx(240.0)
    assert set(FOUND.beats_s) <= set(twice.beats_s)
    assert set(ones(FOUND)) <= set(ones(twice))


@pytest.mark.parametrize("first_one", range(8))
def test_half_as_fast_keeps_the_first_one(first_one):
    half = half_as_fast(Counts(FOUND.beats_s, first_one))
    assert tempo_of(half) == pytest.approx(60.0)
    assert FOUND.beats_s[first_one] in ones(half)
    assert half_as_fast(twice_as_fast(FOUND)) == FOUND


def test_nobody_counts_faster_or_slower_than_people_can():
    assert twice_as_fast(twice_as_fast(FOUND)) is None
    assert half_as_fast(half_as_fast(half_as_fast(FOUND))) is None
    assert half_as_fast(Counts((1.0, 1.5), 0)) is None
    assert one_moved(Counts((1.0,), 0), 1) is None


def test_the_one_goes_round():
    assert ones(one_moved(FOUND, 1))[0] == FOUND.beats_s[4]
    assert one_moved(one_moved(FOUND, -5), 5) == FOUND
    assert one_moved(FOUND, 8) == FOUND
