"""The banner: at once when the network is sure, and never a flicker."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dancecoach.models.banner import Banner
from dancecoach.models.decoding import FOLLOWERS
from dancecoach.motion.phases import IDLE, LANDING, PHASES, SKILL, TAKE_OFF


def surely(phase, by=0.9):
    out = np.full(4, (1 - by) / 3)
    out[phase] = by
    return out


def shown(banner, sequence):
    return [banner.show(p, i / 30) for i, p in enumerate(sequence)]


def test_it_begins_idle():
    now = Banner().show(surely(IDLE), 2.0)
    assert (now.phase, now.time_s, now.since_s) == ("idle", 2.0, 2.0)
    assert now.confidence == pytest.approx(0.9)


def test_it_follows_at_once():
    labels = [IDLE] * 9 + [TAKE_OFF] * 9 + [SKILL] * 9 + [LANDING] * 9 + [IDLE] * 9
    seen = shown(Banner(), [surely(p) for p in labels])
    assert [now.phase for now in seen] == [PHASES[p] for p in labels]
    assert seen[20].since_s == pytest.approx(18 / 30)


def test_who_is_met_in_the_air_need_not_stand_first():
    seen = shown(Banner(), [surely(SKILL)] * 5)
    assert [now.phase for now in seen] == ["take-off"] + ["skill"] * 4
    banner = Banner()
    banner.rest(0.0)
    assert banner.show(surely(TAKE_OFF), 1 / 30).phase == "take-off"


def test_it_waits_for_better_than_even():
    seen = shown(Banner(), [surely(IDLE)] * 9 + [surely(TAKE_OFF, 0.55)] * 9)
    assert {now.phase for now in seen} == {"idle"}
    assert seen[-1].confidence < 0.5  # and does not hide its doubt


def test_a_wavering_take_off_does_not_blink():
    sequence = [surely(IDLE if i % 2 else TAKE_OFF) for i in range(300)]
    phases = [now.phase for now in shown(Banner(), sequence)]
    changes = sum(a != b for a, b in itertools.pairwise(phases))
    assert 0 < changes <= 300 / 30 / 0.2 + 1


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 2**32 - 1), st.floats(0.05, 3.0))
def test_what_is_shown_keeps_to_the_grammar(seed, spread):
    rng = np.random.default_rng(seed)
    seen = shown(Banner(), rng.dirichlet([spread] * 4, 200))
    for before, after in itertools.pairwise(seen):
        a, b = PHASES.index(before.phase), PHASES.index(after.phase)
        assert a == b or b in FOLLOWERS[a]
        assert after.since_s == (after.time_s if a != b else before.since_s)


def test_nobody_is_idle_and_not_known():
    banner = Banner()
    shown(banner, [surely(IDLE)] * 9 + [surely(TAKE_OFF)] * 3)
    now = banner.rest(1.0)
    assert (now.phase, now.confidence, now.since_s) == ("idle", 0.25, 1.0)
    assert banner.rest(2.0).since_s == 1.0
