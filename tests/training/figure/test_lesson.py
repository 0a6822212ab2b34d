"""The demo lesson: a dance on its counts, music on its beats, a learner whose mistakes are known."""

import attrs
import av
import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.phrases import Counts
from dancecoach.errors import OutputError
from dancecoach.files import sha256_of
from dancecoach.library.counts.counts_json import counts_from_text
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.resources import demo_lesson
from dancecoach.video.file import VideoFile
from training.figure import lesson
from training.figure.body import JOINT, Body
from training.figure.instruments import RATE
from training.figure.lesson import draw_lesson, film, lesson_scene
from training.figure.motion import Performance
from training.figure.motions.choreography import Choreography, Mistake
from training.figure.pose import ANGLE, posture
from training.figure.scene import Stage
from training.figure.tune import Tune

FPS = 60.0
TUNE = Tune()
COUNTS = Counts(TUNE.beats_s, TUNE.lead_in)
LEARNER = Body(height=1.82, mass=80, sex="male", girth=1.05)


def danced(dance=None, body=None):
    """The dance as a perfect engine would see it."""
    return Stage(attrs.evolve(lesson_scene(dance, body=body, size=(480, 480)), fps=20.0)).truth().to_track()


@pytest.fixture(scope="module")
def performed():
    """Times, joints (T, J, 3), landmarks and shape of the dance as it is meant."""
    body = Body()
    performance = Performance.of(body, [Choreography()])
    times = np.arange(0.0, performance.duration, 1 / FPS)
    pose = performance.pose(times)
    figure = posture(body, pose)
    return times, figure.joints, figure.landmarks(body), pose


@pytest.fixture(scope="module")
def reference():
    return danced()


def test_dance_and_music_are_equally_long_and_count_alike(performed):
    assert Performance.of(Body(), [Choreography()]).duration == pytest.approx(TUNE.duration_s)
    assert len(TUNE.samples()) == round(TUNE.duration_s * RATE)
    assert len(COUNTS.eights()) == 5, "four eights and the last beat"


def test_the_dancer_moves_as_a_body_can(performed):
    _, joints, landmarks, pose = performed
    assert landmarks[..., 1].min() > -0.002
    assert pose.contact.any(axis=1).all(), "never in the air"
    assert np.linalg.norm(np.diff(joints, axis=0), axis=-1).max() * FPS < 14
    for side in ("left", "right"):
        assert pose.shape[:, ANGLE[f"{side}_knee"]].min() > -1
        assert pose.shape[:, ANGLE[f"{side}_knee"]].max() < 150


def test_poses_are_reached_on_their_counts(performed):
    """Where the hands stop rising or sinking is a beat, most of the time."""
    times, _, landmarks, _ = performed
    hands = landmarks[:, BLAZEPOSE_33.indices("left_wrist", "right_wrist"), 1].mean(axis=1)
    first, last = (np.searchsorted(times, TUNE.beats_s[i]) for i in (TUNE.lead_in, -1))
    speed = np.abs(np.gradient(hands, times))
    beats = np.array([speed[np.searchsorted(times, beat + 0.05)] for beat in TUNE.beats_s[TUNE.lead_in : -1]])
    assert np.median(beats) < 0.2 * np.percentile(speed[first:last], 90)


def test_the_eights_differ_clearly(performed):
    times, _, _, pose = performed
    arms = [ANGLE[f"{side}_{name}"] for side in ("left", "right") for name in ("arm_flex", "arm_abd", "elbow")]
    eights = []
    for eight in range(4):
        beats = [TUNE.beats_s[TUNE.lead_in + 8 * eight + count] + 0.05 for count in range(8)]
        eights.append(pose.shape[np.searchsorted(times, beats)][:, arms])
    for one in range(4):
        for other in range(one):
            assert np.abs(eights[one] - eights[other]).mean() > 15


def test_it_ends_where_it_began_and_faces_the_camera(performed):
    _, joints, landmarks, _ = performed
    assert np.linalg.norm(joints[-1, JOINT["pelvis"]] - joints[0, JOINT["pelvis"]]) < 0.05
    left, right = BLAZEPOSE_33.indices("left_hip", "right_hip")
    assert landmarks[-1, left, 0] > landmarks[-1, right, 0]


def test_a_learner_of_another_build_dances_it_well(reference):
    assert compare(reference, danced(body=LEARNER), offset_s=0.0, counts=COUNTS).score.total > 85


def test_a_known_mistake_is_found_in_its_eight(reference):
    low = Choreography(mistakes=(Mistake("left_arm_abd", -40, 0, 7),))
    found = compare(reference, danced(low, LEARNER), offset_s=0.0, counts=COUNTS)
    assert found.faults
    worst = max(found.faults, key=lambda fault: fault.cost)
    assert worst.joint.startswith("left_")
    assert COUNTS.at(worst.reference_start_s)[0] == 1
    marks = [line.score.total for line in found.phrases[:4]]
    assert np.argmin(marks) == 0


def test_a_known_delay_is_measured_in_its_eight(reference):
    late = Choreography(late=(0.0, 0.15, 0.0, 0.0))
    found = compare(reference, danced(late, LEARNER), offset_s=0.0, counts=COUNTS)
    eight = COUNTS.eights()[1]
    ms = [late_ms for time_s, late_ms in found.late_ms() if eight.start_s + 0.6 < time_s < eight.end_s - 0.6]
    others = [late_ms for time_s, late_ms in found.late_ms() if time_s < eight.start_s - 0.6]
    assert np.median(ms) == pytest.approx(150, abs=40)
    assert abs(np.median(others)) < 40


def test_a_film_has_pictures_and_music_and_is_the_same_every_time(tmp_path):
    scene = attrs.evolve(lesson_scene(size=(64, 64), fps=10.0), duration=1.5, samples=1, detail=0.6)
    music = TUNE.samples()[: round(1.5 * RATE)]
    for name in ("a.mp4", "b.mp4"):
        film(scene, music, tmp_path / name)
    assert sha256_of(tmp_path / "a.mp4") == sha256_of(tmp_path / "b.mp4")
    with av.open(str(tmp_path / "a.mp4")) as container:
        assert container.streams.audio[0].codec_context.name == "aac"
    with VideoFile(tmp_path / "a.mp4") as video:
        assert (video.has_audio, len(video.times)) == (True, 15)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "b.mp4"]


def test_counts_are_written_beside_the_lesson_and_a_large_one_is_refused(tmp_path, monkeypatch):
    scene = attrs.evolve(lesson_scene(size=(64, 64), fps=10.0), duration=0.5, samples=1, detail=0.6)
    monkeypatch.setattr(Tune, "samples", lambda _self: np.zeros((RATE // 2, 2), np.float32))
    clip = draw_lesson(tmp_path / "new", scene)
    path = clip.with_name("lesson.counts.json")
    kept, whose = counts_from_text(path.read_bytes(), path)
    assert whose == sha256_of(clip)
    assert kept.counts == attrs.evolve(COUNTS, beats_s=[round(beat, 4) for beat in COUNTS.beats_s])
    monkeypatch.setattr(lesson, "MOST_BYTES", 10)
    with pytest.raises(OutputError, match="more than"):
        draw_lesson(tmp_path, scene)


def test_the_lesson_that_is_shipped_is_whole_and_small():
    with VideoFile(demo_lesson()) as video:
        assert video.times[-1] == pytest.approx(TUNE.duration_s, abs=0.1)
        assert video.has_audio
        assert video.start_s == 0.0
    assert demo_lesson().stat().st_size < lesson.MOST_BYTES
