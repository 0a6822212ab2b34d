import numpy as np
import pytest

from dancecoach.pipeline.practice.run import PracticeRun
from dancecoach.video.sound_passage import Heard


def go(run, picture_at, times, danced=lambda t: t):
    return [run.push(picture_at(float(t), danced(float(t)), i)) for i, t in enumerate(times)]


def test_nothing_is_compared_while_it_is_counted_in(reference, picture_at):
    run = PracticeRun(reference, lambda _clock: Heard(-1.0, 6), lambda _lap: None)
    (result,) = go(run, picture_at, [0.0])
    assert result.moment is None
    assert result.heard == Heard(-1.0, 6)
    assert run.end() is None


def test_who_dances_to_the_music_is_found_in_it_and_scores(reference, picture_at):
    run = PracticeRun(reference, Heard, lambda _lap: None)
    moments = go(run, picture_at, np.arange(0, 8, 1 / 30))
    assert moments[-1].moment.reference_s == pytest.approx(8, abs=0.15)
    assert np.nanmin(moments[-1].moment.match) > 0.8
    lap = run.end()
    assert lap.seconds == pytest.approx(8, abs=0.1)
    assert lap.comparison.finish().score.total > 90


def test_each_lap_is_handed_over_when_the_next_begins(reference, picture_at):
    laps = []
    run = PracticeRun(reference, lambda clock: Heard(clock % 3.0, lap=int(clock // 3.0)), laps.append)
    go(run, picture_at, np.arange(0, 7, 1 / 30), lambda t: t % 3.0)
    assert [round(lap.first_s, 2) for lap in laps] == [0.0, 3.0]
    assert all(lap.seconds == pytest.approx(3, abs=0.1) for lap in laps)
    assert run.end().first_s == pytest.approx(6, abs=0.05)


def test_after_its_end_pictures_are_only_handed_on(reference, picture_at):
    run = PracticeRun(reference, Heard, lambda _lap: None)
    go(run, picture_at, [0.0, 0.1])
    run.end()
    (result,) = go(run, picture_at, [0.2])
    assert result.moment is None
    assert result.poses


def test_who_leaves_the_picture_is_not_seen_and_what_was_danced_stays(reference, picture_at):
    run = PracticeRun(reference, Heard, lambda _lap: None)
    results = go(run, picture_at, np.arange(0, 4, 1 / 30), lambda t: t if t < 2 else None)
    assert not results[-1].moment.seen
    assert np.isnan(results[-1].moment.match).all()
    lap = run.end()
    assert lap.seconds == pytest.approx(4, abs=0.1)


def test_nobody_ever_seen_is_no_lap(reference, picture_at):
    run = PracticeRun(reference, Heard, lambda _lap: None)
    go(run, picture_at, [0.0, 0.1, 0.2], lambda _t: None)
    assert run.end() is None
