import attrs
import numpy as np
import pytest

from dancecoach.pipeline.practice.run import RAISED_S, PracticeRun
from dancecoach.video.sound_passage import Heard


def go(run, picture_at, times, danced=lambda t: t):
    return [run.push(picture_at(float(t), danced(float(t)), i)) for i, t in enumerate(times)]


def test_nothing_is_compared_while_it_is_counted_in(reference, picture_at):
    run = PracticeRun(reference, lambda _clock: Heard(-1.0, 6), lambda _turn: None)
    (result,) = go(run, picture_at, [0.0])
    assert result.moment is None
    assert result.heard == Heard(-1.0, 6)
    assert run.end() is None


def test_who_dances_to_the_music_is_found_in_it_and_scores(reference, picture_at):
    run = PracticeRun(reference, Heard, lambda _turn: None)
    moments = go(run, picture_at, np.arange(0, 8, 1 / 30))
    assert moments[-1].moment.reference_s == pytest.approx(8, abs=0.15)
    assert np.nanmin(moments[-1].moment.match) > 0.8
    lap = run.end()
    assert lap.seconds == pytest.approx(8, abs=0.1)
    assert lap.comparison.finish().score.total > 90


def test_each_lap_is_handed_over_when_the_next_begins(reference, picture_at):
    turns = []
    run = PracticeRun(reference, lambda clock: Heard(clock % 3.0, lap=int(clock // 3.0)), turns.append)
    go(run, picture_at, np.arange(0, 7, 1 / 30), lambda t: t % 3.0)
    assert [(turn.ended, turn.then.lap) for turn in turns] == [(True, 1), (True, 2)]
    laps = [turn.lap for turn in turns]
    assert [round(lap.first_s, 2) for lap in laps] == [0.0, 3.0]
    assert all(lap.seconds == pytest.approx(3, abs=0.1) for lap in laps)
    assert run.end().first_s == pytest.approx(6, abs=0.05)


@pytest.mark.parametrize("began_at", [0.0, 500.0])
def test_who_claps_to_end_it_is_not_judged_by_the_clapping(reference, picture_at, began_at):
    def danced(clapped_at):
        run = PracticeRun(reference, Heard, lambda _turn: None, delay_s=began_at)
        for index, t in enumerate(np.arange(0, 6, 1 / 30).tolist()):
            # From 4.5 s on the hands go to one another instead.
            picture = picture_at(t, t if t < 4.5 else 30.0 + 3 * t, index)
            run.push(attrs.evolve(picture, captured_at=began_at + t))
        return run.end(clapped_at)

    judged, whole = danced(began_at + 4.5 + RAISED_S), danced(None)
    assert judged.seconds == pytest.approx(4.5, abs=0.05)
    assert whole.seconds == pytest.approx(6, abs=0.05)
    assert (judged.pictures, whole.pictures) == (len(judged.comparison.track()), 180)
    assert judged.comparison.track().times[-1] == pytest.approx(4.5, abs=0.05)
    assert judged.comparison.finish().score.total > 95 > whole.comparison.finish().score.total + 5


def test_what_was_clapped_for_alone_is_no_dance(reference, picture_at):
    run = PracticeRun(reference, Heard, lambda _turn: None)
    go(run, picture_at, np.arange(0, 2, 1 / 30))
    lap = run.end(-1.0)
    assert lap.seconds == 0
    assert len(lap.comparison.track()) == lap.pictures == 0
    assert lap.comparison.finish().score.total is None


def test_after_its_end_pictures_are_only_handed_on(reference, picture_at):
    run = PracticeRun(reference, Heard, lambda _turn: None)
    go(run, picture_at, [0.0, 0.1])
    run.end()
    (result,) = go(run, picture_at, [0.2])
    assert result.moment is None
    assert result.poses


def test_who_leaves_the_picture_is_not_seen_and_what_was_danced_stays(reference, picture_at):
    run = PracticeRun(reference, Heard, lambda _turn: None)
    results = go(run, picture_at, np.arange(0, 4, 1 / 30), lambda t: t if t < 2 else None)
    assert not results[-1].moment.seen
    assert np.isnan(results[-1].moment.match).all()
    lap = run.end()
    assert lap.seconds == pytest.approx(4, abs=0.1)


def test_nobody_ever_seen_is_no_lap(reference, picture_at):
    run = PracticeRun(reference, Heard, lambda _turn: None)
    go(run, picture_at, [0.0, 0.1, 0.2], lambda _t: None)
    assert run.end() is None


def test_another_speed_is_a_lap_of_its_own_and_both_are_judged_rightly(reference, picture_at):
    """Eight seconds of the reference: half of them at 80 %, the rest at 120 %."""

    def media(clock):
        return 0.8 * clock if clock < 5 else 4 + 1.2 * (clock - 5)

    turns = []
    run = PracticeRun(
        reference, lambda clock: Heard(media(clock), speed=0.8 if clock < 5 else 1.2), turns.append, speed=0.8
    )
    go(run, picture_at, np.arange(0, 9, 1 / 30), media)
    (turn,) = turns
    assert turn.then.speed == 1.2
    for lap, tempo in ((turn.lap, 0.8), (run.end(), 1.2)):
        found = lap.comparison.finish()
        assert found.overlap.tempo == pytest.approx(tempo, abs=0.01)
        assert found.score.total > 90


def test_in_a_rest_nothing_is_compared_and_the_next_begins_with_its_count_in(reference, picture_at):
    def heard_at(clock):
        if clock < 3:
            return Heard(clock, speed=0.5)
        if clock < 4:
            return Heard(-1, lap=1, speed=0.5, resting=True)
        return Heard(-1, 5, 1, speed=0.6) if clock < 5 else Heard(clock - 5, lap=1, speed=0.6)

    turns = []
    run = PracticeRun(reference, heard_at, turns.append, speed=0.5)
    results = go(run, picture_at, np.arange(0, 7, 1 / 30), lambda t: t if t < 3 else max(0.0, t - 5))
    assert [(t.ended, None if t.then is None else t.then.speed) for t in turns] == [(True, None), (False, 0.6)]
    assert turns[0].lap.seconds == pytest.approx(3, abs=0.1)
    assert all(r.moment is None for r in results if 3 <= r.frame.time_s < 5)
    assert run.end().first_s == pytest.approx(5, abs=0.05)


def test_a_lap_in_which_nobody_was_seen_is_handed_over_as_nothing(reference, picture_at):
    turns = []
    run = PracticeRun(reference, lambda clock: Heard(clock % 3.0, lap=int(clock // 3.0)), turns.append)
    go(run, picture_at, np.arange(0, 4, 1 / 30), lambda _t: None)
    assert [(turn.ended, turn.lap) for turn in turns] == [(True, None)]


def test_who_comes_in_late_is_not_covered_before(reference, picture_at):
    run = PracticeRun(reference, Heard, lambda _turn: None)
    go(run, picture_at, np.arange(0, 8, 1 / 30), lambda t: t if t > 5 else None)
    lap = run.end()
    assert lap.first_s == 0
    assert lap.comparison.finish().score.coverage < 0.5


def test_what_camera_and_loudspeaker_add_is_taken_off(reference, picture_at):
    """A camera that shows everything 0.2 s late makes nobody late once that is known."""
    late = {}
    for delay_s in (0.0, 0.2):
        run = PracticeRun(reference, Heard, lambda _turn: None, delay_s=delay_s)
        results = go(run, picture_at, np.arange(0.3, 9, 1 / 30), lambda t: t - 0.2)
        late[delay_s] = np.median([r.moment.late_s for r in results[60:] if r.moment.late_s is not None])
    assert late[0.0] == pytest.approx(0.2, abs=0.03)
    assert late[0.2] == pytest.approx(0.0, abs=0.03)


def test_while_the_delay_is_not_known_nobody_is_blamed_for_it(reference, picture_at):
    found = {}
    for timed in (True, False):
        run = PracticeRun(reference, Heard, lambda _turn: None, timed=timed)
        go(run, picture_at, np.arange(0.3, 11, 1 / 30), lambda t: t - 0.25)
        found[timed] = run.end().comparison.finish()
    assert np.median([late for _, late in found[True].late_ms()]) == pytest.approx(250, abs=30)
    assert np.median([late for _, late in found[False].late_ms()]) == pytest.approx(0, abs=30)
    assert found[False].score.timing > found[True].score.timing + 10
    assert "not measured" in found[False].warnings[-1]
    assert not any("not measured" in said for said in found[True].warnings)
