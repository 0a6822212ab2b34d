"""Skills measured on figures whose flight, turning and shape are exactly known."""

import json

import attrs
import numpy as np
import pytest

from dancecoach.coaching.skills import GRAVITY, measure_skills
from dancecoach.motion.phases import PhaseSegment, segments_of
from dancecoach.pose.skeleton import COCO_17

SHAPES = {
    "straight jump": "straight",
    "tuck jump": "tuck",
    "pike jump": "pike",
    "straddle jump": "straddle",
    "split jump": "split",
    "full-turn jump": "straight",
    "back tuck": "tuck",
    "back pike": "pike",
    "back layout": "layout",
    "front tuck": "tuck",
    "double back tuck": "tuck",
}


def only(done, segments=None):
    [skill] = measure_skills(done.track, done.segments if segments is None else segments)
    return skill


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("azimuth", [80.0, 35.0, -50.0, 165.0])
def test_every_skill_is_measured_from_every_side(do, name, azimuth):
    done = do(name, azimuth=azimuth)
    skill = only(done)
    flight = done.flight
    assert skill.flight_time_s == pytest.approx(flight.end - flight.start, abs=0.06)
    assert skill.jump_height_m == pytest.approx(GRAVITY * skill.flight_time_s**2 / 8)
    assert abs(skill.flight_time_s - (flight.end - flight.start)) < 2 * skill.flight_time_uncertainty_s
    assert skill.rotation_turns == flight.turns
    assert skill.body_shape in {SHAPES[name], ""}
    assert not skill.on_hands


@pytest.mark.parametrize("name", SHAPES)
def test_from_the_side_every_shape_is_named(do, name):
    assert only(do(name, azimuth=60.0)).body_shape == SHAPES[name]


@pytest.mark.parametrize("fps", [24.0, 50.0, 60.0])
def test_frame_rates(do, fps):
    done = do("back tuck", fps=fps)
    skill = only(done)
    assert skill.flight_time_s == pytest.approx(done.flight.end - done.flight.start, abs=0.06)
    assert (skill.rotation_turns, skill.body_shape) == (-1.0, "tuck")


def test_frames_and_moments_fit_one_another(do):
    done = do("straight jump")
    skill, times = only(done), done.track.times
    assert times[skill.takeoff_frame - 1] <= skill.takeoff_s <= times[skill.takeoff_frame]
    assert times[skill.touchdown_frame - 1] <= skill.touchdown_s <= times[skill.touchdown_frame]
    assert skill.takeoff_s == pytest.approx(done.flight.start, abs=0.045)
    assert skill.touchdown_s == pytest.approx(done.flight.end, abs=0.045)
    assert skill.touchdown_s - skill.takeoff_s == pytest.approx(skill.flight_time_s)


def with_borders_moved(done, frames):
    """The skill with the network's take-off and touch-down some frames late."""
    labels = done.truth.phases.astype(int).copy()
    first, last = done.skill_frames[[0, -1]]
    labels[first : first + frames], labels[last + 1 : last + 1 + frames] = 1, 2
    return only(done, segments_of(labels, done.track.times))


def test_borders_that_are_a_frame_off_are_drawn_back_by_the_feet(do):
    done = do("back tuck")
    moved, exact = with_borders_moved(done, 1), only(done)
    assert moved.flight_time_s == pytest.approx(exact.flight_time_s, abs=0.01)
    assert moved.takeoff_s - exact.takeoff_s == pytest.approx(2 / 3 / 30, abs=0.005), "two thirds of a frame"
    assert (moved.rotation_turns, moved.body_shape) == (exact.rotation_turns, exact.body_shape)


def test_feet_that_leave_the_ground_far_from_the_networks_take_off_are_not_heard(do):
    """As where rising on the toes, seen from behind, looks like leaving the ground."""
    done = do("back tuck")
    moved, far = with_borders_moved(done, 3), with_borders_moved(done, 5)
    first = done.skill_frames[0] + 3
    assert moved.takeoff_s == pytest.approx(done.track.times[first - 1 : first + 1].mean())
    assert moved.flight_time_uncertainty_s > only(done).flight_time_uncertainty_s
    assert far.confidence < moved.confidence, "farther off, they do not confirm the flight either"


def test_where_the_feet_tell_nothing_the_borders_count_with_their_uncertainty(do):
    done = do("straight jump")
    # The feet are hidden behind something: the flight is not seen in them.
    ankles = done.track.skeleton.indices(
        *(
            f"{side}_{j}"
            for side in ("left", "right")
            for j in ("ankle", "heel", "foot_index", "wrist", "index", "pinky")
        )
    )
    landmarks = done.track.landmarks.copy()
    landmarks[:, ankles] = np.nan
    skill = only(done.with_track(landmarks=landmarks))
    assert skill.flight_time_s == pytest.approx(done.flight.end - done.flight.start, abs=0.035)
    assert skill.flight_time_uncertainty_s > only(done).flight_time_uncertainty_s
    assert skill.confidence < only(done).confidence


@pytest.mark.parametrize(("name", "turns"), [("cartwheel", 1.0), ("handstand", 0.0)])
@pytest.mark.parametrize("azimuth", [0.0, 30.0])
def test_time_on_the_hands_is_no_flight(do, name, turns, azimuth):
    done = do(name, azimuth=azimuth)
    skill = only(done)
    assert skill.on_hands
    assert (skill.flight_time_s, skill.flight_time_uncertainty_s, skill.jump_height_m) == (None, None, None)
    assert skill.rotation_turns == turns
    first, last = done.skill_frames[[0, -1]]
    assert (skill.takeoff_frame, skill.touchdown_frame) == (first, last + 1)


def test_a_cartwheel_is_a_straddle(do):
    assert only(do("cartwheel", azimuth=30.0)).body_shape == "straddle"


def test_a_clip_that_ends_in_the_air_has_no_flight_time(do):
    done = do("back tuck")
    cut = done.cut(0, int(done.skill_frames[-3]))
    skill = only(cut)
    assert skill.flight_time_s is None
    assert skill.jump_height_m is None
    assert skill.touchdown_frame == len(cut.track) - 1


def test_a_clip_that_begins_in_the_air_has_no_flight_time(do):
    done = do("straight jump")
    skill = only(done.cut(int(done.skill_frames[2]), len(done.track)))
    assert (skill.takeoff_frame, skill.flight_time_s) == (0, None)


def test_a_short_gap_is_bridged(do):
    done = do("back tuck")
    middle = done.skill_frames[8:11]
    assert only(done.without(middle)).rotation_turns == -1.0


def test_a_person_lost_in_the_middle_has_no_counted_turn(do):
    done = do("back tuck")
    lost = only(done.without(done.skill_frames[4:14]))
    assert lost.rotation_turns is None
    assert lost.body_shape == ""
    assert lost.confidence < 0.75 * only(done).confidence
    assert lost.flight_time_s == pytest.approx(done.flight.end - done.flight.start, abs=0.06)


def test_a_person_lost_over_the_landing_has_no_flight_time(do):
    done = do("straight jump")
    last = done.skill_frames[-1]
    assert only(done.without(np.arange(last - 5, len(done.track)))).flight_time_s is None


def test_nobody_at_all(do):
    done = do("straight jump")
    skill = only(done.without(np.arange(len(done.track))))
    assert (skill.flight_time_s, skill.rotation_turns, skill.body_shape) == (None, None, "")


def test_hidden_legs_have_no_shape(do):
    done = do("tuck jump")
    knees = done.track.skeleton.indices("left_knee", "right_knee", "left_ankle", "right_ankle")
    visibility = done.track.visibility.copy()
    visibility[:, knees] = 0.1
    assert only(done.with_track(visibility=visibility)).body_shape == ""


def test_a_track_without_metres_tells_no_way_of_turning(do):
    done = do("back tuck", azimuth=85.0)
    skill = only(done.with_track(world=None))
    assert skill.rotation_turns == 1.0
    assert skill.body_shape == "tuck"


def test_another_skeleton(do):
    done = do("back tuck", azimuth=60.0)
    coco = attrs.evolve(done, track=done.track.to_skeleton(COCO_17))
    skill = only(coco)
    assert (skill.rotation_turns, skill.body_shape) == (-1.0, "tuck")
    assert skill.flight_time_s == pytest.approx(done.flight.end - done.flight.start, abs=0.1)


def test_no_skills_no_measures(do):
    done = do("straight jump")
    everything = (PhaseSegment("idle", 0, len(done.track) - 1, 0.0, float(done.track.times[-1])),)
    assert measure_skills(done.track, everything) == ()
    assert measure_skills(done.track, ()) == ()


def test_an_unsure_network_makes_an_unsure_skill(do):
    done = do("straight jump")
    unsure = [attrs.evolve(s, confidence=0.5) for s in done.segments]
    assert only(done, unsure).confidence == pytest.approx(0.5 * only(done).confidence)
    assert 0.85 < only(done).confidence <= 1.0


def test_two_skills_in_order(do):
    done = do("straight jump")
    track = done.track
    twice = attrs.evolve(
        track,
        times=np.arange(2 * len(track)) / 30,
        **{n: np.concatenate([getattr(track, n)] * 2) for n in ("landmarks", "world", "visibility", "found", "people")},
    )
    labels = np.concatenate([done.truth.phases] * 2).astype(int)
    first, second = measure_skills(twice, segments_of(labels, twice.times))
    assert first.touchdown_frame < second.takeoff_frame
    assert first.flight_time_s == pytest.approx(second.flight_time_s, abs=0.02)


@pytest.mark.slow
@pytest.mark.parametrize(("moves", "shape", "turns"), [("jump", "straight", 0.0), ("somersault", "tuck", -1.0)])
def test_with_the_engines_own_noise(drawn_clip, moves, shape, turns):
    from dancecoach.pipeline.analyze import AnalyzeOptions, analyze

    clip = drawn_clip(moves, size=(480, 360), azimuth=60.0)
    track = analyze(clip.path, AnalyzeOptions(workers=0)).track
    [skill] = measure_skills(track, segments_of(clip.truth.phases.astype(int), track.times))
    flight = clip.truth.flights[0]
    assert skill.flight_time_s == pytest.approx(flight.end - flight.start, abs=3 * skill.flight_time_uncertainty_s)
    assert (skill.body_shape, skill.rotation_turns) == (shape, turns)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "flight_s", "turns"), [("jump_side", 0.75, 0.0), ("beam_handspring", None, -1.0)])
def test_real_clips_with_labels_read_by_hand(shared_data, name, flight_s, turns):
    from dancecoach.pipeline.analyze import AnalyzeOptions, analyze

    clips = shared_data / "videos" / "dev"
    track = analyze(clips / f"{name}.mp4", AnalyzeOptions(workers=0)).track
    rows = json.loads((clips / "labels" / f"{name}.phases.json").read_text())
    segments = [
        PhaseSegment(r["phase"], r["start"], r["end"], float(track.times[r["start"]]), float(track.times[r["end"]]))
        for r in rows
    ]
    [skill] = measure_skills(track, segments)
    assert skill.rotation_turns == turns
    assert skill.on_hands is (flight_s is None)
    if flight_s is not None:
        assert skill.flight_time_s == pytest.approx(flight_s, abs=0.06)
