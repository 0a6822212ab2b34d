"""An analysis told anew: by a person's phases, and in real time."""

import attrs
import numpy as np
import pytest

from dancecoach.coaching.skills import measure_skills
from dancecoach.library.analyses.record import Analysis
from dancecoach.motion.contact import find_contacts
from dancecoach.motion.course import course_of
from dancecoach.motion.phases import segments_of
from dancecoach.notes.phase_track import PhaseTrack
from dancecoach.pipeline.recognition import recognise
from dancecoach.pipeline.retold import as_corrected, in_real_time
from dancecoach.video.frame import ClipInfo
from training.figure.camera import Camera
from training.figure.motions import Stand
from training.figure.motions.jumps import Jump
from training.figure.scene import Actor, Scene, Stage

SLOWED = 8.0


@pytest.fixture(scope="module")
def jump():
    """A jump of half a second, filmed at 60 frames a second: the analysis with its true phases, and the truth."""
    camera = Camera(azimuth=80.0, distance=7.5, target=(0.0, 1.2, 0.0))
    actor = Actor(moves=(Stand(0.5), Jump(flight=0.5), Stand(0.5)))
    truth = Stage(Scene(actors=(actor,), camera=camera, size=(640, 640), fps=60.0)).truth()
    track = truth.to_track()
    phases = segments_of(truth.phases.astype(int), track.times, author="model true")
    info = ClipInfo("jump.mp4", 640, 640, len(track), float(track.times[-1]), 60.0, False, 0)
    analysis = Analysis(
        info, "9f" * 32, track, "file", "", "auto", phases=phases, phase_model="true",
        skills=measure_skills(track, phases),
    )  # fmt: skip
    return analysis, truth


@pytest.fixture
def slow(jump):
    """The same, as a file that plays eight times slower."""
    analysis, _ = jump
    times = analysis.track.times * SLOWED
    track = attrs.evolve(analysis.track, times=times)
    phases = tuple(attrs.evolve(s, start_s=s.start_s * SLOWED, end_s=s.end_s * SLOWED) for s in analysis.phases)
    return attrs.evolve(analysis, track=track, phases=phases, skills=measure_skills(track, phases))


def test_slow_motion_flies_as_long_as_it_really_did(jump, slow):
    _analysis, truth = jump
    flight = truth.flights[0].end - truth.flights[0].start
    assert slow.skills[0].flight_time_s > 5 * flight, "by the file's times"
    told = in_real_time(slow, SLOWED)
    [skill] = told.skills
    assert skill.flight_time_s == pytest.approx(flight, abs=0.06)
    assert skill.takeoff_s == pytest.approx(truth.flights[0].start * SLOWED, abs=0.06 * SLOWED)
    assert skill.sheet.curve.times_s[0] == pytest.approx(skill.takeoff_s, abs=0.1 * SLOWED)
    by_name = {measure.name: measure for measure in skill.sheet.measures}
    assert by_name["flight_time"].value == pytest.approx(flight, abs=0.06)


def test_slow_motion_is_recognised_as_the_same_at_speed(jump, slow):
    analysis, _ = jump
    told, real = in_real_time(slow, SLOWED), recognise(analysis.track)
    assert [(s.phase, s.start_frame) for s in told.phases] == [(s.phase, s.start_frame) for s in real.phases]
    assert [s.start_s for s in told.phases] == pytest.approx([s.start_s * SLOWED for s in real.phases])


def test_skills_are_measured_by_a_persons_phases(jump):
    analysis, truth = jump
    whole = PhaseTrack.of_segments("Ann", len(analysis.track), analysis.phases)
    told = as_corrected(analysis, whole)
    assert told.skills == analysis.skills
    assert {s.author for s in told.phases} == {"Ann"}
    start = whole.segment_at(int(np.flatnonzero(truth.phases == 2)[0])).start_frame
    assert as_corrected(analysis, whole.merged(start)).skills == ()


def test_corrections_of_slow_motion_are_measured_in_real_time(slow, jump):
    _, truth = jump
    track = PhaseTrack.of_segments("Ann", len(slow.track), slow.phases)
    [skill] = as_corrected(slow, track, SLOWED).skills
    assert skill.flight_time_s == pytest.approx(truth.flights[0].end - truth.flights[0].start, abs=0.06)


def test_what_nobody_labelled_is_in_no_phase(jump):
    analysis, _ = jump
    track = PhaseTrack.of_segments("Ann", len(analysis.track), analysis.phases).relabelled(0, 5, "unlabelled")
    assert as_corrected(analysis, track).phases[0].start_frame == 6


def test_the_hips_rise_in_a_jump_and_fall_again(jump):
    analysis, truth = jump
    course = course_of(analysis.track)
    flight = truth.flights[0]
    times = analysis.track.times
    top = int(np.nanargmax(course.hip_height))
    assert flight.start < times[top] < flight.end
    assert course.hip_height[5] == pytest.approx(0.53, abs=0.08)
    rising = np.searchsorted(times, flight.start + 0.1)
    falling = np.searchsorted(times, flight.end - 0.1)
    assert course.vertical_speed[rising] > 0.3
    assert course.vertical_speed[falling] < -0.3
    assert np.isfinite(find_contacts(analysis.track).ground).any()


def test_nobody_has_no_course(jump):
    analysis, _ = jump
    track = analysis.track
    nobody = attrs.evolve(track, found=np.zeros(len(track), bool), landmarks=np.full_like(track.landmarks, np.nan))
    assert np.isnan(course_of(nobody).hip_height).all()
