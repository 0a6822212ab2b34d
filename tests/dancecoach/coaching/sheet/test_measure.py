"""Sheets of figures whose joints are exactly known, from every side."""

import attrs
import numpy as np
import pytest

from dancecoach.coaching.measures.posture import posture_of
from dancecoach.coaching.sheet.measure import measure_sheets, with_sheets
from dancecoach.coaching.skill_sheet import MEASURES, Unseen
from dancecoach.coaching.skills import measure_skills
from dancecoach.motion.phases import segments_of
from dancecoach.pose.skeleton import BLAZEPOSE_33, COCO_17

ANGLES = ("takeoff_knee", "takeoff_hip", "least_hip", "least_knee", "touchdown_knee", "deepest_knee")


def skill_of(done):
    [skill] = measure_skills(done.track, done.segments)
    return skill


def sheet_of(done):
    return skill_of(done).sheet


def true_angle(truth, first, vertex, last):
    """(T,) degrees in space, the mean of both sides: by the arc cosine, unlike the program."""
    sides = []
    for side in ("left", "right"):
        a, b, c = (truth.world[:, BLAZEPOSE_33.indices(f"{side}_{name}")[0]] for name in (first, vertex, last))
        u, v = a - b, c - b
        cosine = (u * v).sum(1) / np.linalg.norm(u, axis=1) / np.linalg.norm(v, axis=1)
        sides.append(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
    return np.mean(sides, axis=0)


def true_angles(done):
    """What the angles of `ANGLES` are, from the frames that are nearest."""
    truth, flight = done.truth, done.flight
    times = truth.times
    knee, hip = true_angle(truth, "hip", "knee", "ankle"), true_angle(truth, "shoulder", "hip", "knee")
    leaving = (times > flight.start - 0.1) & (times < flight.start + 0.05)
    flying = (times >= flight.start) & (times <= flight.end)
    sinking = (times >= flight.end) & (times < flight.end + 0.7)
    return {
        "takeoff_knee": knee[leaving].max(),
        "takeoff_hip": hip[leaving].max(),
        "least_hip": np.percentile(hip[flying], 10),
        "least_knee": np.percentile(knee[flying], 10),
        "touchdown_knee": np.interp(flight.end, times, knee),
        "deepest_knee": knee[sinking].min(),
    }


def mirrored(done):
    """The clip in a mirror: another person's left."""
    track = done.track
    swapped = np.arange(len(track.skeleton))
    for left, right in track.skeleton.pairs:
        swapped[[left, right]] = right, left
    landmarks, world = track.landmarks[:, swapped].copy(), track.world[:, swapped].copy()
    landmarks[..., 0] = 1 - landmarks[..., 0]
    world[..., 0] *= -1
    return done.with_track(landmarks=landmarks, world=world, visibility=track.visibility[:, swapped])


@pytest.mark.parametrize("azimuth", [90.0, 55.0, -40.0, 140.0])
@pytest.mark.parametrize("name", ["straight jump", "tuck jump", "pike jump", "back tuck", "front tuck"])
def test_angles_are_the_true_ones_from_aside(do, name, azimuth):
    done = do(name, azimuth=azimuth)
    sheet, truth = sheet_of(done), true_angles(done)
    assert sheet.view_deg == pytest.approx(np.degrees(np.arcsin(abs(np.sin(np.radians(azimuth))))), abs=6)
    for measure in ANGLES:
        line = sheet[measure]
        assert line.unseen is None, measure
        assert line.number == pytest.approx(truth[measure], abs=1.5 * line.uncertainty), measure


@pytest.mark.parametrize("azimuth", [0.0, 180.0])
def test_from_the_front_what_bends_towards_the_camera_is_not_seen(do, azimuth):
    sheet = sheet_of(do("back tuck", azimuth=azimuth))
    for measure in (*ANGLES, "touchdown_lean", "travel", "direction", "takeoff_knee_difference"):
        assert sheet[measure].unseen is Unseen.FROM_THE_FRONT, measure
        assert (sheet[measure].value, sheet[measure].uncertainty) == (None, None)
    assert sheet.curve.times_s == ()
    assert sheet["height"].number > 0.3
    assert sheet["rotation"].number == 1.0
    assert sheet["arm_swing"].number < 0


@pytest.mark.parametrize(
    ("name", "turns", "way"), [("back tuck", 1.0, "backward"), ("front tuck", 1.0, "forward"), ("tuck jump", 0.0, None)]
)
def test_turns_and_their_direction(do, name, turns, way):
    sheet = sheet_of(do(name, azimuth=60.0))
    assert (sheet["rotation"].value, sheet["direction"].value) == (turns, way)
    if way is None:
        assert sheet["direction"].unseen is Unseen.NO_TURN


@pytest.mark.parametrize("azimuth", [80.0, 35.0, 0.0])
@pytest.mark.parametrize(("name", "twists"), [("full-turn jump", 1.0), ("straight jump", 0.0), ("back layout", 0.0)])
def test_a_twist_is_counted_from_everywhere(do, name, twists, azimuth):
    line = sheet_of(do(name, azimuth=azimuth))["twist"]
    assert abs(line.number) == pytest.approx(twists, abs=0.1)
    assert (line.uncertainty > 0.3) is (twists > 0), "a twist is hard to follow"


def test_height_and_time_are_those_of_the_skill(do):
    skill = skill_of(do("back tuck"))
    assert skill.sheet["flight_time"].number == pytest.approx(skill.flight_time_s, abs=1e-4)
    height = skill.sheet["height"]
    assert height.number == pytest.approx(skill.jump_height_m, abs=1e-4)
    share = skill.flight_time_uncertainty_s / skill.flight_time_s
    assert height.uncertainty == pytest.approx(2 * share * height.number, rel=0.01)


def test_a_mirrored_clip_has_the_mirrored_sheet(do):
    for name in ("back tuck", "full-turn jump", "split jump"):
        done = do(name, azimuth=50.0)
        sheet, other = sheet_of(done), sheet_of(mirrored(done))
        for line, seen in zip(sheet.measures, other.measures, strict=True):
            assert (seen.name, seen.unseen, seen.uncertainty) == (line.name, line.unseen, line.uncertainty)
            if line.name == "twist" or MEASURES[line.name].group == "symmetry":
                assert seen.number is None or seen.number == pytest.approx(-line.number, abs=0.2)
            else:
                assert seen.value == line.value or seen.number == pytest.approx(line.number, abs=0.2), line.name
    assert abs(sheet["takeoff_knee_difference"].number) > 2, "else the sign proves nothing"


def test_two_steps_are_counted_and_none_where_none_are_made(do):
    assert sheet_of(do("straight jump"))["steps"].number == 0
    assert sheet_of(do("jump and two steps"))["steps"].number >= 2


def test_distances_become_metres_by_a_calibration(do):
    done = do("jump and two steps", azimuth=80.0)
    sheet = sheet_of(done)
    bodies = sheet["travel"]
    assert bodies.unit == "bodies"
    metres = sheet.with_stature(1.8, 0.09)["travel"]
    assert metres.unit == "m"
    assert metres.number == pytest.approx(1.8 * bodies.number, abs=1e-3)
    assert metres.uncertainty == pytest.approx(1.8 * np.hypot(bodies.uncertainty, 0.05 * bodies.number), rel=0.01)
    same = sheet.with_scale(1.8 / sheet.body_height_px, 0.05)["travel"]
    assert (same.number, same.unit) == (pytest.approx(metres.number, abs=1e-3), "m")
    assert sheet.with_stature(1.8)["height"] == sheet["height"], "metres already"
    hips = done.truth.world[:, BLAZEPOSE_33.indices("left_hip", "right_hip")].mean(1)
    skill = skill_of(done)
    true_m = np.linalg.norm((hips[skill.touchdown_frame] - hips[skill.takeoff_frame - 1])[[0, 2]])
    assert sheet.with_stature(done.truth.body_height)["travel"].number == pytest.approx(true_m, abs=0.1)


def test_the_curve_goes_through_the_flight(do):
    done = do("tuck jump", azimuth=75.0)
    skill = skill_of(done)
    curve = skill.sheet.curve
    assert skill.takeoff_s <= curve.times_s[0] < curve.times_s[-1] <= skill.touchdown_s
    assert len(curve.times_s) == len(curve.hip_deg) == len(curve.knee_deg) > 10
    assert min(curve.hip_deg) <= skill.sheet["least_hip"].number < 110 < curve.hip_deg[0]
    assert 0.1 < skill.sheet["peak"].number < 0.45


def test_on_the_hands_much_is_not_measured(do):
    sheet = sheet_of(do("cartwheel", azimuth=30.0))
    for measure in ("flight_time", "height", "twist", "takeoff_knee", "least_hip", "touchdown_lean"):
        assert sheet[measure].unseen is Unseen.ON_HANDS, measure


def test_who_stays_on_the_hands_has_not_landed(do):
    """The network calls it a landing when a handstand has come to rest."""
    done = do("cartwheel", azimuth=30.0)
    skill, rate = done.skill_frames, 30.0
    inverted = int(np.argmax(posture_of(done.track).tilt[skill])) + int(skill[0])
    frames = np.r_[0:inverted, np.full(30, inverted)]
    track = attrs.evolve(
        done.track,
        times=np.arange(len(frames)) / rate,
        **{name: getattr(done.track, name)[frames] for name in ("landmarks", "world", "visibility", "found", "people")},
    )
    ends = int(skill[0]), inverted, len(frames)
    phases = np.repeat([1, 2, 3], np.diff((0, *ends)))
    segments = segments_of(phases, track.times)
    [held] = measure_sheets(track, segments, measure_skills(track, segments))
    landing = [line for line in held.measures if line.group == "landing"]
    assert {line.unseen for line in landing if line.name not in ("touchdown_lean", "largest_lean")} == {
        Unseen.NOT_ON_FEET
    }
    turned = sheet_of(done)
    assert turned["touchdown_knee"].unseen is not Unseen.NOT_ON_FEET, "a cartwheel ends on the feet"


def test_a_clip_that_ends_in_the_air_has_no_landing(do):
    done = do("back tuck", azimuth=70.0)
    middle = int(done.skill_frames.mean())
    ended, begun = sheet_of(done.cut(0, middle)), sheet_of(done.cut(middle, len(done.track)))
    for measure in ("flight_time", "deepest_knee", "touchdown_lean", "steps", "stillness", "travel"):
        assert ended[measure].unseen is Unseen.NOT_IN_CLIP, measure
    assert ended["takeoff_knee"].unseen is None
    assert begun["takeoff_knee"].unseen is Unseen.NOT_IN_CLIP


def test_hidden_legs_are_told_from_hidden_by_the_other(do):
    done = do("tuck jump", azimuth=45.0)

    def without(*sides):
        visibility = done.track.visibility.copy()
        legs = (f"{side}_{part}" for side in sides for part in ("knee", "ankle"))
        visibility[:, done.track.skeleton.indices(*legs)] = 0.1
        return sheet_of(done.with_track(visibility=visibility))

    one, both = without("left"), without("left", "right")
    assert one["takeoff_knee"].unseen is None
    assert one["takeoff_knee_difference"].unseen is Unseen.FROM_THE_SIDE
    assert both["takeoff_knee"].unseen is Unseen.HIDDEN
    assert both["takeoff_knee_difference"].unseen is Unseen.HIDDEN


@pytest.mark.parametrize(("fps", "why"), [(30.0, Unseen.TOO_SLOW), (60.0, None)])
def test_knees_at_touch_down_are_compared_at_high_frame_rates_only(do, fps, why):
    done = do("tuck jump", azimuth=45.0, fps=fps)
    seen = done.with_track(visibility=np.ones_like(done.track.visibility))
    assert sheet_of(seen)["touchdown_knee_difference"].unseen is why


def test_nobody_and_other_skeletons_have_sheets_too(do):
    done = do("tuck jump", azimuth=75.0)
    nobody = sheet_of(done.without(np.arange(len(done.track))))
    assert nobody["takeoff_knee"].unseen is Unseen.VIEW_UNKNOWN
    assert (nobody.view_deg, nobody.body_height_px) == (None, None)
    assert nobody.with_scale(0.01) == nobody
    flat = sheet_of(done.with_track(world=None))
    assert flat["deepest_knee"].unseen is Unseen.VIEW_UNKNOWN
    coco = sheet_of(attrs.evolve(done, track=done.track.to_skeleton(COCO_17)))
    assert coco["deepest_knee"].number == pytest.approx(sheet_of(done)["deepest_knee"].number, abs=10)


def test_older_skills_are_given_sheets_later(do):
    done = do("tuck jump")
    skill = skill_of(done)
    [again] = with_sheets(done.track, done.segments, [attrs.evolve(skill, sheet=None)])
    assert again == skill
    assert measure_sheets(done.track, done.segments, ()) == ()


def test_every_measure_has_its_line_in_order(do):
    sheet = sheet_of(do("back tuck", azimuth=75.0))
    assert [line.name for line in sheet.measures] == list(MEASURES)
    for line in sheet.measures:
        assert (line.value is None) == (line.unseen is not None), line.name
        assert line.unit == MEASURES[line.name].unit
    assert {line.group for line in sheet.of_group("landing")} == {"landing"}


@pytest.mark.slow
def test_with_the_engines_own_noise(drawn_clip):
    from dancecoach.pipeline.analyze import AnalyzeOptions, analyze

    clip = drawn_clip("jump", size=(480, 360), azimuth=70.0)
    track = analyze(clip.path, AnalyzeOptions(workers=0)).track
    [skill] = measure_skills(track, segments_of(clip.truth.phases.astype(int), track.times))
    knee = true_angle(clip.truth, "hip", "knee", "ankle")
    flight, times = clip.truth.flights[0], clip.truth.times
    deepest = knee[(times >= flight.end) & (times < flight.end + 0.7)].min()
    leaving = knee[(times > flight.start - 0.1) & (times < flight.start + 0.05)].max()
    for measure, truth in (("deepest_knee", deepest), ("takeoff_knee", leaving)):
        line = skill.sheet[measure]
        assert line.number == pytest.approx(truth, abs=2 * line.uncertainty), measure
