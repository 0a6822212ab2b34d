"""Counts corrected by tapping along."""

import numpy as np
import pytest

from dancecoach.coaching.dance.phrases import Counts
from dancecoach.coaching.dance.tapping import Tap, corrected, sure_of_one, tapped_beat, tempo_of, weighed

FOUND = Counts(tuple(1.0 + 0.5 * np.arange(64)), 3)


def taps(times, spread=0.02, seed=0):
    """As a person taps: a little off."""
    rng = np.random.default_rng(seed)
    return [Tap(float(time + rng.normal(0, spread))) for time in times]


def test_taps_on_the_beats_change_nothing():
    assert corrected(FOUND, taps(5.0 + 0.5 * np.arange(8)), 40.0) == FOUND
    assert corrected(FOUND, [], 40.0) == FOUND


def test_one_tap_says_which_beat_is_the_one():
    found = corrected(FOUND, [Tap(9.03, is_one=True)], 40.0)
    assert found is not None
    assert found.beats_s == FOUND.beats_s
    assert found.at(9.0) == (3, 1)
    assert found.first_one == 0


def test_the_last_one_tapped_holds():
    found = corrected(FOUND, [Tap(9.0, is_one=True), Tap(11.5, is_one=True), Tap(10.98, is_one=True)], 40.0)
    assert found is not None
    assert found.at(11.0)[1] == 1


def test_taps_between_the_beats_shift_them_by_half():
    found = corrected(FOUND, taps(5.25 + 0.5 * np.arange(8)), 40.0)
    assert found is not None
    assert np.allclose(np.diff(found.beats_s), 0.5)
    assert np.abs(np.array(found.beats_s) - 7.25).min() < 1e-9


def test_taps_half_as_often_halve_them_on_the_side_that_was_tapped():
    found = corrected(FOUND, taps(5.5 + np.arange(6)), 40.0)
    assert found is not None
    assert np.allclose(np.diff(found.beats_s), 1.0)
    assert 7.5 in found.beats_s
    assert tempo_of(found) == pytest.approx(60.0)


@pytest.mark.parametrize(("every", "tempo"), [(0.25, 240.0), (0.125, 480.0)])
def test_taps_more_often_double_them(every, tempo):
    found = corrected(FOUND, taps(5.0 + every * np.arange(16), 0.005), 40.0)
    assert found is not None
    assert tempo_of(found) == pytest.approx(tempo)
    assert set(FOUND.beats_s) <= set(found.beats_s)


def test_taps_that_fit_nothing_make_beats_anew_to_the_end_of_the_music():
    wanted = 0.4 + 0.37 * np.arange(100)
    found = corrected(FOUND, taps(wanted[20:36], 0.01), 37.0)
    assert found is not None
    beats = np.array(found.beats_s)
    assert np.abs(beats[:, None] - wanted[20:36]).min(axis=0).max() < 0.03
    assert beats[0] < 0.5
    assert 36.6 < beats[-1] <= 37.0
    assert 0 <= found.first_one < 8


def test_where_nothing_was_found_taps_make_the_beats():
    assert corrected(None, [Tap(1.0)], 20.0) is None
    made = corrected(None, [*taps(2.0 + 0.6 * np.arange(7)), Tap(2.0 + 0.6 * 7, is_one=True)], 20.0)
    assert made is not None
    assert made.at(2.0 + 0.6 * 7 + 0.05)[1] == 1


def test_a_tap_left_out_is_bridged_and_chance_says_nothing():
    assert tapped_beat(np.array([1.0, 1.5, 2.5, 3.0, 3.5, 4.5])) == pytest.approx(0.5)
    assert tapped_beat(np.array([1.0, 1.5, 2.0])) is None
    assert tapped_beat(np.array([1.0, 1.1, 2.9, 3.3, 4.9, 5.0])) is None
    assert corrected(FOUND, [Tap(t) for t in (5.0, 5.1, 6.9, 7.3, 8.9, 9.0)], 40.0) == FOUND


def test_the_one_stays_where_it_was_when_beats_are_doubled():
    doubled = corrected(FOUND, taps(5.0 + 0.25 * np.arange(12), 0.005), 40.0)
    assert doubled is not None
    assert doubled.at(FOUND.beats_s[3])[1] == 1


def test_how_sure_taps_are_follows_how_even_and_how_many_they_are():
    few, many = (weighed(taps(5.0 + 0.5 * np.arange(n), 0.02, seed=2)) for n in (5, 24))
    wobbly = weighed(taps(5.0 + 0.5 * np.arange(24), 0.05, seed=2))
    assert many.tempo == pytest.approx(120.0, abs=3 * many.tempo_off)
    assert many.tempo_off < few.tempo_off
    assert few.sure < many.sure
    assert wobbly.sure < many.sure
    assert many.fault is few.fault is None


def test_too_few_and_wild_taps_are_told_apart():
    assert weighed(taps([1.0, 1.5, 2.0])).fault == "few"
    assert weighed([]).fault == "few"
    rng = np.random.default_rng(0)
    wild = [weighed([Tap(t) for t in np.cumsum(rng.exponential(0.5, 10) + 0.1)]).fault for _ in range(40)]
    assert wild.count("uneven") >= 38
    assert weighed([Tap(9.0, is_one=True)], FOUND).fault is None, "one tap says which beat is the 1"
    assert weighed([Tap(9.0, is_one=True)]).fault == "few"


def test_who_taps_only_the_ones_says_which_beat_it_is():
    ones = [Tap(5.02 + 4.0 * n, is_one=True) for n in range(5)]
    found = corrected(FOUND, ones, 40.0)
    assert found is not None
    assert found.beats_s == FOUND.beats_s, "and not that a beat takes four seconds"
    assert found.at(9.0) == (3, 1)
    made = corrected(None, ones, 30.0)
    assert made is not None
    assert tempo_of(made) == pytest.approx(120.0)
    assert made.at(9.05)[1] == 1
    assert weighed(ones).tempo == pytest.approx(120.0)


def test_ones_that_disagree_make_it_less_sure():
    agree = [Tap(FOUND.beats_s[3 + 8 * n] + 0.03, is_one=True) for n in range(3)]
    assert sure_of_one(FOUND, agree) == 1.0
    assert sure_of_one(FOUND, [*agree, Tap(FOUND.beats_s[30], is_one=True)]) == 0.75
    assert sure_of_one(FOUND, taps([5.0])) is None
