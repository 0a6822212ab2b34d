"""A learner followed while dancing: lag, lateness, match, cues, scores; and the take's comparison."""

from itertools import pairwise

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.coaching.dance.live.cue import HELD_S
from dancecoach.coaching.dance.live.following import LiveComparison
from training.figure.camera import Camera

NOISE = 0.01
LAG_S = 0.3


@pytest.fixture(scope="module")
def instructor(dance):
    return dance(noise=NOISE, seed=7)


@pytest.fixture(scope="module")
def follow(dance, instructor):
    """Push a clip frame by frame: (the take, its moments); ``heard`` tells the music's moment, None for none."""

    def run(track, heard=None, **more):
        live = LiveComparison(instructor, track.skeleton, track.frame_size, **more)
        pairs = zip(track.times.tolist(), dance.poses(track), strict=True)
        return live, [live.push(t, pose, None if heard is None else heard(t)) for t, pose in pairs]

    return run


def lag(moments, truth):
    """(N,) by how much the moments found are off, s, from the first on that is known."""
    known = [(m.time_s, m.reference_s) for m in moments if m.reference_s is not None]
    times, found = np.array(known).T
    return np.abs(found - truth(times))


def late_passage(t):
    return 0.25 * np.clip(np.minimum(t - 6.0, 14.0 - t), 0.0, 1.0)


def punctual(t):
    return t


def test_to_the_music_lateness_is_shown_within_a_third_of_a_second(dance, follow) -> None:
    _live, moments = follow(dance(noise=NOISE, when=lambda t: t - late_passage(t)), punctual)
    assert lag(moments, lambda t: t - late_passage(t)).max() < LAG_S
    late = {round(m.time_s, 1): m.late_s for m in moments}
    assert late[5.0] == pytest.approx(0.0, abs=0.03)
    assert late[10.0] == pytest.approx(0.25, abs=0.04)
    assert late[18.0] == pytest.approx(0.0, abs=0.03)


@pytest.mark.parametrize(("first_s", "tempo"), [(0.0, 1.0), (6.0, 1.0), (0.0, 0.85)])
def test_without_music_the_movement_tells_the_place(dance, follow, first_s, tempo) -> None:
    track = dance(noise=NOISE, when=lambda t: tempo * t, first_s=first_s, last_s=18.0)
    _live, moments = follow(track)
    known = [m for m in moments if m.reference_s is not None]
    assert known[0].time_s < 5.0
    assert np.percentile(lag(moments, lambda t: tempo * (t + first_s)), 99) < LAG_S
    assert known[-1].take_score > 85


def test_who_dances_something_else_or_stands_is_nowhere_in_it(dance, follow) -> None:
    for moves in (dance.others[0], dance.stand):
        _live, moments = follow(dance(moves, noise=NOISE, last_s=14.0))
        assert np.mean([m.reference_s is not None for m in moments]) < 0.1
        assert moments[-1].take_score is None


@pytest.mark.parametrize("heard", [punctual, None], ids=["music", "no music"])
def test_side_and_mirror_are_found_and_kept(dance, follow, heard) -> None:
    aside = dance(noise=NOISE, camera=Camera(distance=5, fov=36, azimuth=45), last_s=14.0)
    _live, moments = follow(dance.mirror(aside), heard)
    assert moments[-1].mirrored
    assert moments[-1].take_score > 85
    assert all(m.mirrored for m in moments[200:])
    assert np.nanmean([m.match for m in moments[200:]]) > 0.85


def test_the_wrong_limb_is_red_and_told_once_at_a_time(dance, follow) -> None:
    wrong = dance(noise=NOISE, last_s=18.0, change=dance.added(left_arm_abd=lambda t: -40.0 * ((t > 8) & (t < 14))))
    _live, moments = follow(wrong, punctual)
    match = np.array([m.match for m in moments])
    arm, leg = JOINTS.index("left_elbow"), JOINTS.index("right_knee")
    assert match[270:400, arm].mean() < 0.5 < 0.9 < match[270:400, leg].mean()
    assert match[:200, arm].mean() > 0.9
    texts = [m.cue.text if m.cue else "" for m in moments]
    assert "left elbow higher" in texts
    assert set(texts[:230]) == {""}
    assert texts[-1] == ""
    changes = [i for i in range(1, len(texts)) if texts[i] != texts[i - 1]]
    stood = [moments[b].time_s - moments[a].time_s for a, b in pairwise(changes) if texts[a]]
    assert stood
    assert min(stood) >= HELD_S - 0.05
    assert len(changes) <= 6


def test_a_mirrored_learner_sees_it_on_their_own_arm(dance, follow) -> None:
    wrong = dance(noise=NOISE, last_s=16.0, change=dance.added(left_arm_abd=lambda t: -50.0 * (t > 10)))
    _live, moments = follow(dance.mirror(wrong), punctual)
    match = np.array([m.match for m in moments])[330:]
    assert match[:, JOINTS.index("right_elbow")].mean() < 0.5 < match[:, JOINTS.index("left_elbow")].mean()
    told = [m.cue for m in moments[330:] if m.cue]
    assert told
    assert {cue.joint for cue in told} <= {"right_elbow", "right_wrist"}


def test_running_scores_come_near_the_takes(dance, follow, instructor) -> None:
    def change(times, _columns, shape):
        shape += 18 * np.sin(2 * np.pi * 0.5 * times[:, None] + 2.4 * np.arange(shape.shape[1]))

    live, moments = follow(dance(noise=NOISE, change=change), punctual)
    done = live.finish()
    assert moments[-1].take_score == pytest.approx(done.score.total, abs=6)
    assert moments[0].take_score is None
    assert moments[-1].phrase is not None
    assert all(0 <= m.phrase_score <= 100 for m in moments if m.phrase_score is not None)
    _live, others = follow(dance(dance.others[0], noise=NOISE), punctual)
    assert others[-1].take_score < 30


@pytest.mark.parametrize("late_s", [-0.5, 0.5])
def test_while_the_delay_is_not_known_early_and_late_throughout_cost_nothing_while_dancing_either(
    dance, follow, late_s
) -> None:
    live, moments = follow(dance(noise=NOISE, last_s=16.0), lambda t: t + late_s, timed=False)
    done = live.finish()
    assert done.score.total > 95
    assert moments[-1].take_score == pytest.approx(done.score.total, abs=6)
    assert moments[-1].phrase_score > 90
    assert moments[-1].late_s == pytest.approx(late_s, abs=0.05)


def test_lateness_that_comes_and_goes_costs_with_a_delay_that_is_not_known_too(dance, follow) -> None:
    late = dance(noise=NOISE, when=lambda t: t - 1.4 * late_passage(t))
    known, unknown = (follow(late, punctual, timed=timed)[1][-1].take_score for timed in (True, False))
    _live, even = follow(dance(noise=NOISE), punctual, timed=False)
    assert max(known, unknown) < even[-1].take_score - 5


def test_lateness_throughout_costs_where_the_delay_is_known(dance, follow) -> None:
    _live, moments = follow(dance(noise=NOISE, last_s=16.0), lambda t: t - 0.4)
    assert moments[-1].take_score < 80
    assert moments[-1].late_s == pytest.approx(-0.4, abs=0.05)


def test_marks_given_before_the_view_was_known_are_dropped(dance, follow) -> None:
    aside = dance(noise=NOISE, camera=Camera(distance=5, fov=36, azimuth=70), last_s=10.0)
    for track in (aside, dance.mirror(aside)):
        _live, moments = follow(track, punctual)
        assert moments[-1].take_score > 95


def test_a_finished_take_is_compared_as_its_film(dance, follow, instructor) -> None:
    track = dance(noise=NOISE, when=lambda t: 0.9 * (t - late_passage(t)), last_s=20.0)
    with_music, _moments = follow(track, lambda t: 0.9 * t)
    live, film = with_music.finish(), compare(instructor, track, offset_s=0.0, tempo=0.9)
    assert live.by_sound
    assert live.score == film.score
    assert live.cues == film.cues
    assert live.aligned.late_s == pytest.approx(film.aligned.late_s, abs=1e-6)
    alone, _moments = follow(track)
    assert alone.finish().score == compare(instructor, track).score


def test_nobody_there_a_camera_that_stops_and_frames_out_of_order(dance, follow, instructor) -> None:
    track = dance.without(dance(noise=NOISE, last_s=16.0), frames=slice(120, 200))
    live = LiveComparison(instructor, track.skeleton, track.frame_size)
    found = []
    for t, pose in zip(track.times.tolist(), dance.poses(track), strict=True):
        if not 9.0 < t < 11.0:
            found.append(live.push(t, pose, t))
    gone = [m for m in found if 4.5 < m.time_s < 6.5]
    assert not any(m.seen for m in gone)
    assert np.isnan([m.match for m in gone]).all()
    assert np.nanmean([m.match for m in found if m.time_s > 12]) > 0.9
    before = found[-1]
    again = live.push(before.time_s, dance.poses(track)[-1], before.time_s)
    assert again.take_score == before.take_score
    assert len(live.track()) == len(found)
    assert live.finish().score.total > 90


def test_a_loop_of_the_music_begins_anew(dance, follow) -> None:
    twice = dance(noise=NOISE, when=lambda t: 4.0 + t % 6.0, last_s=12.0)
    _live, moments = follow(twice, lambda t: 4.0 + t % 6.0)
    off = lag([m for m in moments if m.time_s > 7.0], lambda t: 4.0 + t % 6.0)
    assert np.percentile(off, 95) < LAG_S


def test_a_reference_or_camera_without_metres_is_followed_in_the_plane(dance, follow) -> None:
    flat = attrs.evolve(dance(noise=NOISE, last_s=12.0), world=None)
    _live, moments = follow(flat, punctual, has_world=False)
    assert moments[-1].take_score > 85
    assert not moments[-1].mirrored


def test_an_empty_take_and_an_empty_reference(dance, follow, instructor) -> None:
    assert LiveComparison(instructor, instructor.skeleton, (540, 720)).finish().score.total is None
    nobody = dance.without(dance(last_s=2.0))
    live = LiveComparison(nobody, instructor.skeleton, (540, 720))
    for t, pose in zip(instructor.times[:60].tolist(), dance.poses(instructor)[:60], strict=True):
        assert live.push(t, pose).take_score is None
    assert live.finish().score.total is None


def test_a_music_clock_that_trembles_lays_the_take_rightly(dance, instructor) -> None:
    """Moments told 30 ms to and fro, at 80 %; and pictures left out are told as such."""
    track, rng = dance(noise=NOISE, when=lambda t: 0.8 * t, last_s=20.0), np.random.default_rng(2)
    live = LiveComparison(instructor, track.skeleton, track.frame_size)
    for index, (t, pose) in enumerate(zip(track.times.tolist(), dance.poses(track), strict=True)):
        if index % 60 < 45:
            live.push(t, pose, 0.8 * t + rng.uniform(-0.03, 0.03))
    found = live.finish()
    assert found.overlap.tempo == pytest.approx(0.8, abs=5e-4)
    assert found.overlap.offset_s == pytest.approx(0.0, abs=5e-3)
    assert "no picture was looked at" in found.warnings[0]
