import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.report.plan import Shot, Span, plan, plan_two

TIMES = (0.0, 0.1, 0.2, 0.35, 0.4)


def test_the_whole_clip_is_as_it_plays():
    assert plan(TIMES, 0.5) == tuple(Shot(i, t) for i, t in enumerate(TIMES))
    assert plan((), 0.0) == ()


def test_a_part_alone_begins_at_zero_and_takes_longer_when_slow():
    shots = plan(TIMES, 0.5, Span(1, 3, 0.25))
    assert [s.frame for s in shots] == [1, 2, 3]
    assert [s.time_s for s in shots] == pytest.approx([0.0, 0.4, 1.0])


def test_the_rest_plays_on_at_full_speed():
    shots = plan(TIMES, 0.5, Span(1, 2, 0.5, only=False))
    assert [s.frame for s in shots] == [0, 1, 2, 3, 4]
    assert np.diff([s.time_s for s in shots]) == pytest.approx([0.1, 0.2, 0.3, 0.05])


def test_a_range_beyond_the_clip_is_cut():
    assert [s.frame for s in plan(TIMES, 0.5, Span(3, 99))] == [3, 4]
    assert [s.frame for s in plan(TIMES, 0.5, Span(90, 99))] == [4]


@pytest.mark.parametrize(("first", "last", "speed"), [(-1, 3, 1.0), (4, 3, 1.0), (0, 1, 0.0), (0, 1, 5.0)])
def test_an_impossible_range_says_so(first, last, speed):
    with pytest.raises(InputError):
        Span(first, last, speed)


def test_two_clips_meet_at_the_frames_named():
    others = tuple(i / 10 for i in range(8))
    shots = plan_two(TIMES, others, (2, 5))
    assert (2, 5) in {(s.frame, s.other) for s in shots}
    assert shots[0].time_s == 0.0
    # The other began 0.3 s earlier: the first stands still until it begins.
    assert [(s.frame, s.other) for s in shots[:3]] == [(0, 0), (0, 1), (0, 2)]
    steps = np.diff([s.time_s for s in shots])
    assert (steps > 0).all()
    assert [s.frame for s in shots] == sorted(s.frame for s in shots)
    assert [s.other for s in shots] == sorted(s.other for s in shots)


def test_a_part_of_two_clips_in_slow_motion():
    shots = plan_two(TIMES, TIMES, (0, 0), Span(1, 3, 0.5))
    assert [(s.frame, s.other) for s in shots] == [(1, 1), (2, 2), (3, 3)]
    assert [s.time_s for s in shots] == pytest.approx([0.0, 0.2, 0.5])
