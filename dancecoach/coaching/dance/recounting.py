"""Counts corrected in one step: twice or half as fast, and the "1" some beats earlier or later."""

import numpy as np

from dancecoach.coaching.dance.phrases import EIGHT, Counts
from dancecoach.coaching.dance.tapping import tempo_of

SLOWEST, FASTEST = 25.0, 320.0
"""Nobody counts slower or faster, beats per minute."""


def twice_as_fast(counts: Counts) -> Counts | None:
    """A beat more between every two, the "1"s of every second eight where they were; None where nobody counts so."""
    beats = np.array(counts.beats_s)
    if len(beats) < 2 or 2 * tempo_of(counts) > FASTEST:
        return None
    between = (beats[1:] + beats[:-1]) / 2
    last = beats[-1] + (beats[-1] - beats[-2]) / 2
    return Counts(tuple(np.sort(np.concatenate([beats, between, [last]])).tolist()), 2 * counts.first_one % EIGHT)


def half_as_fast(counts: Counts) -> Counts | None:
    """Every second beat, the first "1" among them; None where nobody counts so, or too few are left."""
    beats = counts.beats_s[counts.first_one % 2 :: 2]
    if len(beats) < 2 or tempo_of(counts) / 2 < SLOWEST:
        return None
    return Counts(beats, counts.first_one // 2 % EIGHT)


def one_moved(counts: Counts, beats: int) -> Counts | None:
    """The "1" so many beats later, or earlier where negative; None where there are no beats to choose from."""
    if len(counts.beats_s) < 2:
        return None
    return Counts(counts.beats_s, (counts.first_one + beats) % EIGHT)
