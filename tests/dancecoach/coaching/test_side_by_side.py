"""Two attempts whose truth is known: another speed, another body, later, slow motion, a frame rate that varies."""

import attrs
import numpy as np
import pytest

from dancecoach.coaching.alignment import (
    Alignment,
    Attempt,
    by_hand,
    by_phases,
    by_takeoff,
    nearest_frame,
)
from dancecoach.coaching.side_by_side import ANGLES, clear_lines, compare_angles
from dancecoach.coaching.skill_sheet import Unseen
from dancecoach.coaching.skills import measure_skills
from dancecoach.motion.phases import segments_of
from dancecoach.pose.skeleton import BLAZEPOSE_33


def attempt_of(done, slowed=1.0):
    """The attempt as the program measures it; in a file that plays slower than life."""
    skills = measure_skills(done.track, done.segments)
    if slowed == 1.0:
        return Attempt(done.track, done.segments, skills)
    track = attrs.evolve(done.track, times=done.track.times * slowed)
    skills = tuple(attrs.evolve(s, takeoff_s=s.takeoff_s * slowed, touchdown_s=s.touchdown_s * slowed) for s in skills)
    phases = segments_of(done.truth.phases.astype(int), track.times)
    return Attempt(track, phases, skills, slowed)


def thinned(done, keep):
    """The clip with some frames only: its frame rate varies."""
    track = done.track
    names = ("landmarks", "world", "visibility", "found", "people")
    track = attrs.evolve(track, times=track.times[keep], **{name: getattr(track, name)[keep] for name in names})
    return attrs.evolve(done, track=track, segments=segments_of(done.truth.phases[keep].astype(int), track.times))


def later(done, frames):
    """The clip with a still beginning of so many frames more."""
    track, step = done.track, float(done.track.times[1])
    keep = np.concatenate([np.zeros(frames, int), np.arange(len(track))])
    names = ("landmarks", "world", "visibility", "found", "people")
    times = np.arange(len(keep)) * step
    made = attrs.evolve(track, times=times, **{name: getattr(track, name)[keep] for name in names})
    return attrs.evolve(done, track=made, segments=segments_of(done.truth.phases[keep].astype(int), times))


def pair(first, other):
    return first, other, first.skills[0], other.skills[0]


ARMS = {"shoulder": ("hip", "shoulder", "elbow"), "elbow": ("shoulder", "elbow", "wrist")}


def true_angle(done, time_s, parts=("hip", "knee", "ankle")):
    """Degrees at a moment in space, the mean of both sides, by the arc cosine."""
    sides = []
    for side in ("left", "right"):
        a, b, c = (done.truth.world[:, BLAZEPOSE_33.indices(f"{side}_{n}")[0]] for n in parts)
        u, v = a - b, c - b
        cosine = (u * v).sum(1) / np.linalg.norm(u, axis=1) / np.linalg.norm(v, axis=1)
        sides.append(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
    return float(np.interp(time_s, done.truth.times, np.mean(sides, axis=0)))


# Time


def test_a_clip_that_begins_later_is_found_by_its_takeoff(do):
    done = do("back tuck")
    first, other = attempt_of(done), attempt_of(later(done, 17))
    alignment = by_takeoff(*pair(first, other))
    for index, time_s in enumerate(first.track.times):
        assert nearest_frame(other.track.times, alignment.other(time_s)) == index + 17


@pytest.mark.parametrize("names", [("back tuck", "back layout"), ("straight jump", "tuck jump")])
def test_by_phases_moments_of_the_truth_fall_together_at_two_speeds(do, names):
    dones = [do(name, fps=60.0) for name in names]
    alignment = by_phases(*pair(*map(attempt_of, dones)))
    mine, theirs = (done.flight for done in dones)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        now = mine.start + share * (mine.end - mine.start)
        true = theirs.start + share * (theirs.end - theirs.start)
        assert alignment.other(now) == pytest.approx(true, abs=1.5 / 60)


def test_slow_motion_goes_with_life(do):
    done = do("back tuck", fps=120.0)
    first, other = attempt_of(do("back tuck")), attempt_of(done, slowed=4.0)
    for align in (by_takeoff, by_phases):
        alignment = align(*pair(first, other))
        for time_s in np.linspace(0.3, 2.0, 9):
            assert alignment.other(time_s) / 4 == pytest.approx(time_s, abs=1 / 30)


def test_a_frame_rate_that_varies_costs_no_more_than_its_gaps(do):
    done = do("back tuck", fps=60.0)
    keep = np.flatnonzero(np.random.default_rng(3).random(len(done.track)) < 0.6)
    other = attempt_of(thinned(done, keep))
    first = attempt_of(done)
    alignment = by_takeoff(*pair(first, other))
    for time_s in first.track.times[::7]:
        assert alignment.other(time_s) == pytest.approx(time_s, abs=1.5 / 60)


@pytest.mark.parametrize(
    "alignment",
    [
        by_hand(1.0, 3.0),
        by_hand(1.0, 3.0, 8.0),
        Alignment(((1.0, 2.0), (1.5, 4.0), (3.0, 4.1)), 0.5, "phases"),
    ],
)
def test_both_ways_are_one_way_and_rise(alignment):
    times = np.linspace(-3, 8, 200)
    there = [alignment.other(t) for t in times]
    assert np.all(np.diff(there) > 0)
    assert [alignment.first(t) for t in there] == pytest.approx(times.tolist())
    swapped = alignment.swapped()
    assert [swapped.first(t) for t in times] == pytest.approx(there)
    for t in (-1.0, 1.2, 2.0, 5.0):
        assert alignment.speed(t) == pytest.approx((alignment.other(t + 1e-4) - alignment.other(t)) / 1e-4, rel=1e-3)


def test_anchors_that_go_back_are_refused():
    with pytest.raises(ValueError, match="rise"):
        Alignment(((1.0, 2.0), (2.0, 1.0)))
    with pytest.raises(ValueError, match="rise"):
        Alignment(())


@pytest.mark.parametrize(("time_s", "frame"), [(-1.0, 0), (0.0, 0), (0.04, 0), (0.06, 1), (0.31, 2), (9.0, 2)])
def test_the_nearest_frame(time_s, frame):
    assert nearest_frame([0.0, 0.1, 0.3], time_s) == frame


def test_one_frame_is_the_nearest():
    assert nearest_frame([0.5], 2.0) == 0


# Angles


@pytest.mark.parametrize("azimuths", [(90.0, 90.0), (70.0, 110.0), (60.0, -70.0)])
def test_differences_of_the_knees_are_true_within_what_is_said(do, azimuths):
    dones = do("tuck jump", azimuth=azimuths[0], fps=60.0), do("straight jump", azimuth=azimuths[1], fps=60.0)
    lines = compare_angles(*pair(*map(attempt_of, dones)))
    knees = [line for line in lines if line.angle == "knee"]
    assert {line.moment for line in knees} >= {"preparation", "take-off", "peak", "touch-down"}
    for line in knees:
        assert line.first_s is not None
        assert line.other_s is not None
        truth = true_angle(dones[1], line.other_s) - true_angle(dones[0], line.first_s)
        assert line.difference == pytest.approx(truth, abs=2 * line.uncertainty), line


def test_a_tuck_differs_from_a_straight_jump_at_the_peak_first_of_all(do):
    lines = compare_angles(*pair(attempt_of(do("tuck jump")), attempt_of(do("straight jump"))))
    assert lines[0].moment == "peak"
    assert lines[0].clear
    assert lines[0].difference > 40
    weights = [line.weight for line in clear_lines(lines)]
    assert weights == sorted(weights, reverse=True)
    assert clear_lines(lines) == lines[: len(weights)]


def test_the_same_attempt_from_two_sides_does_not_differ(do):
    lines = compare_angles(*pair(attempt_of(do("tuck jump", azimuth=90.0)), attempt_of(do("tuck jump", azimuth=65.0))))
    assert lines
    assert not clear_lines(lines)


def test_the_same_attempt_in_slow_motion_does_not_differ(do):
    lines = compare_angles(*pair(attempt_of(do("tuck jump")), attempt_of(do("tuck jump", fps=120.0), slowed=4.0)))
    assert not clear_lines(lines)


def test_from_the_front_nothing_is_said_of_what_moves_towards_the_camera(do):
    lines = compare_angles(*pair(attempt_of(do("tuck jump", azimuth=0.0)), attempt_of(do("tuck jump"))))
    flying = [line for line in lines if line.moment in ("take-off", "peak") and line.angle not in ARMS]
    assert len(flying) == 2 * (len(ANGLES) - len(ARMS))
    assert {line.first.unseen for line in flying} == {Unseen.FROM_THE_FRONT}
    assert all(line.difference is None and line.other.degrees is not None for line in flying)


@pytest.mark.parametrize("azimuths", [(90.0, 0.0), (70.0, 110.0), (10.0, -70.0)])
def test_differences_of_the_arms_are_true_from_any_side(do, azimuths):
    dones = do("tuck jump", azimuth=azimuths[0], fps=60.0), do("straight jump", azimuth=azimuths[1], fps=60.0)
    lines = [line for line in compare_angles(*pair(*map(attempt_of, dones))) if line.angle in ARMS]
    assert {(line.moment, line.angle) for line in lines} >= {(m, a) for m in ("take-off", "peak") for a in ARMS}
    for line in lines:
        parts = ARMS[line.angle]
        truth = true_angle(dones[1], line.other_s, parts) - true_angle(dones[0], line.first_s, parts)
        assert line.difference == pytest.approx(truth, abs=2 * line.uncertainty), line
        assert line.uncertainty > 12


def hide(done, *joints):
    """The figure with some joints that the engine only guesses, wrongly."""
    at = BLAZEPOSE_33.indices(*joints)
    visibility, world = done.track.visibility.copy(), done.track.world.copy()
    visibility[:, at], world[:, at] = 0.1, 0.0
    return done.with_track(visibility=visibility, world=world)


def test_a_hidden_arm_does_not_count_and_two_hidden_arms_are_said(do):
    done = do("tuck jump", azimuth=10.0)
    other = attempt_of(do("straight jump"))
    one = compare_angles(*pair(attempt_of(hide(done, "left_wrist")), other))
    whole = compare_angles(*pair(attempt_of(done), other))
    elbows = [
        {line.moment: line.first for line in lines if line.angle == "elbow" and line.first.degrees is not None}
        for lines in (one, whole)
    ]
    assert elbows[0].keys() == elbows[1].keys() != set()
    assert all(elbows[0][m].degrees == pytest.approx(elbows[1][m].degrees, abs=10) for m in elbows[0])
    none = compare_angles(*pair(attempt_of(hide(done, "left_wrist", "right_wrist")), other))
    assert {line.first.unseen for line in none if line.angle == "elbow" and line.first_s} == {Unseen.HIDDEN}
    assert all(line.first.degrees is not None for line in none if line.angle == "shoulder" and line.first_s)


def test_without_metres_the_arms_are_not_guessed_from_the_picture(do):
    done = do("tuck jump")
    flat = attempt_of(done.with_track(world=None))
    lines = compare_angles(*pair(flat, attempt_of(done)))
    assert {line.first.unseen for line in lines if line.angle in ARMS and line.first_s} == {Unseen.UNCLEAR}


def test_on_the_hands_and_without_a_landing_what_is_missing_is_said(do):
    done = do("tuck jump")
    short = attempt_of(done.cut(0, int(np.searchsorted(done.track.times, done.flight.end)) - 2))
    lines = compare_angles(*pair(attempt_of(done), short))
    assert {line.other.unseen for line in lines if line.moment == "touch-down"} == {Unseen.NOT_IN_CLIP}
    wheel = attempt_of(do("cartwheel"))
    lines = compare_angles(*pair(wheel, attempt_of(done)))
    assert {line.first.unseen for line in lines if line.moment in ("take-off", "peak")} == {Unseen.ON_HANDS}


def test_the_skill_at_a_moment_is_compared_or_the_nearest(do):
    attempt = attempt_of(do("tuck jump"))
    [skill] = attempt.skills
    second = attrs.evolve(skill, takeoff_s=9.0, touchdown_s=9.5)
    both = attrs.evolve(attempt, skills=(skill, second))
    assert both.skill_near() is skill
    assert both.skill_near(8.0) is second
    assert both.skill_near(skill.takeoff_s + 0.1) is skill
    assert attrs.evolve(attempt, skills=()).skill_near(1.0) is None
