"""Progress: speeds and parts kept apart, days and weeks, and a change that is only told where it is one."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.pipeline.practice.take_facts import Outcome
from dancecoach.pipeline.practice.takes import Take, TakeFacts, TakeStore
from dancecoach.pipeline.progress.takes import (
    SCORE,
    grain_of,
    points_of,
    spans_of,
    speeds_of,
    trend_of,
)

BEGUN = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # a Monday
EIGHT = Phrase(8.0, 12.0, 3)


def take(score, day=0.0, *, speed=1.0, part=None, number=0, **more):
    outcome = Outcome(score, **{"coverage": 0.9, "doubt": 3.0, "joints": (("left_elbow", 40.0),)} | more)
    facts = TakeFacts("/c.mp4", "ab" * 32, BEGUN + timedelta(days=day, minutes=number), speed, part, (), outcome)
    return Take(Path(f"/takes/{day}-{number}-{speed}"), facts, score, judged=True)


def marks(points):
    return [point.mark for point in points]


def test_speeds_are_never_put_together():
    takes = (take(80.0), take(95.0, speed=0.5), take(60.0, day=-1))
    assert marks(points_of(takes)) == [60.0, 80.0]
    assert marks(points_of(takes, speed=0.5)) == [95.0]
    assert speeds_of(takes) == (0.5, 1.0)


def test_joints_are_those_of_their_takes():
    takes = (take(80.0, joints=(("left_elbow", 31.0), ("trunk", None))), take(90.0, day=1))
    assert marks(points_of(takes, "left_elbow")) == [31.0, 40.0]
    assert points_of(takes, "trunk") == ()


def test_a_part_is_found_in_longer_takes_too():
    long = take(80.0, parts=((0.0, 4.0, 50.0), (8.1, 12.1, 72.0), (12.1, 16.0, None)))
    alone = take(90.0, day=1, part=EIGHT)
    found = points_of((alone, long), SCORE, EIGHT)
    assert [(point.mark, point.within) for point in found] == [(72.0, True), (90.0, False)]
    assert marks(points_of((alone, long))) == [80.0]
    assert points_of((alone, long), SCORE, Phrase(12.0, 16.0, 4)) == ()


def test_what_could_not_be_judged_is_no_point():
    assert points_of((take(None),)) == ()
    unjudged = Take(Path("/t"), TakeFacts("/c.mp4", "ab" * 32, BEGUN))
    assert points_of((unjudged,)) == ()
    assert speeds_of((unjudged,)) == ()


def test_takes_from_before_there_were_outcomes_have_their_score():
    old = Take(Path("/t"), TakeFacts("/c.mp4", "ab" * 32, BEGUN), 55.0, judged=True)
    (point,) = points_of((old,))
    assert (point.mark, point.coverage, point.doubt) == (55.0, None, None)
    assert points_of((old,), "left_elbow") == ()


def test_days_and_weeks_hold_their_takes():
    days = (0, 0.01, 3, 7, 13)
    points = points_of([take(50.0 + n, day) for n, day in enumerate(days)])
    assert [(span.first.day, len(span.points)) for span in spans_of(points)] == [(2, 2), (5, 1), (9, 1), (15, 1)]
    weeks = spans_of(points, "week")
    assert [(span.first, len(span.points)) for span in weeks] == [(date(2026, 3, 2), 3), (date(2026, 3, 9), 2)]
    assert weeks[0].mean == pytest.approx(51.0)
    assert weeks[0].best == 52.0


def test_after_two_months_weeks_are_shown():
    assert grain_of(points_of([take(50.0), take(60.0, 59)])) == "day"
    assert grain_of(points_of([take(50.0), take(60.0, 61)])) == "week"
    assert grain_of(()) == "day"


def test_a_change_must_be_more_than_takes_stray():
    """Takes of a day stray by 8 marks: 8 better is nothing sure, 30 better is."""
    strayed = [take(mark, 0, number=n) for n, mark in enumerate((42.0, 50.0, 58.0))]
    for gain, clear in ((8.0, False), (30.0, True)):
        later = [take(mark + gain, 5, number=n) for n, mark in enumerate((42.0, 50.0, 58.0))]
        trend = trend_of(spans_of(points_of([*strayed, *later])))
        assert trend.change == pytest.approx(gain)
        assert trend.error == pytest.approx(8.0 * (2 / 3) ** 0.5)
        assert trend.clear is clear
        assert trend.since == date(2026, 3, 2)


def test_with_single_takes_their_doubt_tells_how_sure_a_change_is():
    for gain, clear in ((5.0, False), (12.0, True)):
        trend = trend_of(spans_of(points_of([take(50.0), take(50.0 + gain, 1)])))
        assert trend.error == pytest.approx(3.0 * 2**0.5)
        assert trend.clear is clear


def test_one_day_is_no_change():
    assert trend_of(spans_of(points_of([take(50.0), take(70.0, 0.01)]))) is None


def test_hundreds_of_takes_are_read_from_their_small_files_alone(tmp_path):
    """The comparison, a hundred times as large, is not even opened."""
    store = TakeStore(tmp_path)
    for number in range(80):
        kept = store.begin(take(50.0, number / 10).facts)
        (kept.folder / "comparison.json").mkdir()  # whoever opens it fails
        kept.film.touch()
    assert all(kept.judged is False for kept in store.of("ab" * 32))
    for folder in tmp_path.glob("*/*"):
        (folder / "comparison.json").rmdir()
        (folder / "comparison.json").write_text("not to be read", "utf-8")
    found = store.of("ab" * 32)
    assert len(points_of(found)) == 80
    assert found[0].facts.begun > found[-1].facts.begun
