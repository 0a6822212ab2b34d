"""The page on a learner beside a reference: what stands on it, which moments, and where a correction is drawn."""

import re
from pathlib import Path
from types import SimpleNamespace

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.phrases import Counts, Phrase
from dancecoach.pose.track import PoseTrack
from dancecoach.report.beside.compared import Compared
from dancecoach.report.beside.correction import correction_of
from dancecoach.report.beside.gather import gather_page
from dancecoach.report.beside.html import beside_html
from dancecoach.report.beside.moments import BEST, WORST, best_moments, worst_moments
from dancecoach.report.page.plot import Line
from training.figure.motions import Dance
from training.figure.scene import Actor, Scene, Stage

MOVES = (Dance(counts=16, tempo=110), Dance(counts=8, tempo=110, first_arm=3))


@pytest.fixture(scope="module")
def reference():
    return Stage(Scene(actors=(Actor(moves=MOVES),))).truth().to_track()


def hanging(track: PoseTrack, first_s: float, last_s: float) -> PoseTrack:
    """The left arm hangs straight down for some time."""
    world, landmarks = np.array(track.world), np.array(track.landmarks)
    rows = (track.times >= first_s) & (track.times < last_s)
    shoulder, elbow, wrist = track.skeleton.indices("left_shoulder", "left_elbow", "left_wrist")
    for points, down in ((world, (0.0, 0.28, 0.0)), (landmarks, (0.0, 0.13, 0.0))):
        points[rows, elbow] = points[rows, shoulder] + down
        points[rows, wrist] = points[rows, elbow] + down
    return attrs.evolve(track, world=world, landmarks=landmarks)


@pytest.fixture(scope="module")
def learner(reference):
    return hanging(reference, 3.0, 8.0)


@pytest.fixture(scope="module")
def comparison(reference, learner):
    return compare(reference, learner)


def kept(track, path="clip.npz"):
    return SimpleNamespace(track=track, clip=SimpleNamespace(path=path))


def test_worst_moments_lie_in_faults_and_best_ones_outside(comparison) -> None:
    worst, best = worst_moments(comparison), best_moments(comparison)
    assert 1 <= len(worst) <= WORST
    assert len(best) == BEST
    times = comparison.aligned.learner_s
    assert all(m.faults[0].start_s <= times[m.index] <= m.faults[0].end_s for m in worst)
    assert all(not 3.0 <= times[m.index] < 8.0 for m in best)
    assert all(moment.cue in comparison.cues for moment in worst)


def test_a_correction_ends_where_the_limb_should_be(comparison, reference, learner) -> None:
    aligned = comparison.aligned
    moment = worst_moments(comparison)[0]
    fault = moment.faults[0]
    assert fault.joint.startswith("left_")
    frame = int(np.abs(learner.times - aligned.learner_s[moment.index]).argmin())
    found = correction_of(aligned, moment.index, fault, learner, frame)
    at = learner.skeleton.indices(fault.joint if fault.way != "bent" else "left_wrist")[0]
    assert found.now == pytest.approx(learner.pixels()[frame, at], abs=0.5)
    # The same figure at the same place: the right place is where the reference has it, but for perspective.
    away = np.hypot(*(found.should - reference.pixels()[frame, at]))
    assert away < 0.35 * np.hypot(*(found.now - reference.pixels()[frame, at])) + 4


def test_the_page_says_everything(comparison, reference, learner) -> None:
    counts = Counts(tuple(np.arange(0.4, 14.0, 60 / 110).tolist()))
    judged = compare(reference, learner, counts=counts)
    page = gather_page(
        Compared(judged, kept(reference, "lesson.mp4"), kept(learner, "anna <3.mp4"), counts=counts, made="today")
    )
    text = beside_html(page)
    assert "anna &lt;3.mp4 beside lesson.mp4" in text
    assert text.count("data:image/jpeg;base64,") == 2 * len(page.pairs)
    assert text.count("<svg") == 2
    assert all(cue.replace("'", "&#39;") in text for cue in judged.cues)
    assert "First eight" in text
    assert len(page.joints) == 11
    assert not re.search(r"(src|href)=\"(?!data:)", text)
    assert all(
        len(plot.shapes) > 5 and any(isinstance(s, Line) and s.width > 1 for s in plot.shapes) for plot in page.plots
    )


def test_parts_have_the_names_of_the_lessons_steps_that_are_danced_in_them(reference):
    counts = Counts(tuple(np.arange(0.4, 14.0, 60 / 110).tolist()))
    first, second = counts.eights()[:2]
    middle = (first.start_s + first.end_s) / 2
    steps = (
        Phrase(first.start_s, middle, 1001, "basic <step>"),
        Phrase(middle, first.end_s + 0.3, 1002, "turn"),  # a little longer than its eight
    )
    judged = compare(reference, reference, offset_s=0.0, counts=counts)
    page = gather_page(Compared(judged, kept(reference), kept(reference), counts=counts, steps=steps))
    names = {row.name: row.steps for row in page.phrases}
    assert names["First eight"] == "basic <step> · turn"
    assert names["Second eight"] == ""
    assert second.start_s < steps[1].end_s
    assert "First eight<br>basic &lt;step&gt; · turn<br>" in beside_html(page)


def test_without_an_overlap_the_page_says_why(reference, learner) -> None:
    short = PoseTrack.from_poses([0.0], [None], frame_size=(64, 48), skeleton=reference.skeleton, source="")
    found = compare(reference, short)
    page = gather_page(Compared(found, kept(reference), kept(short)))
    text = beside_html(page)
    assert page.score == "–"
    assert page.pairs == page.plots == ()
    assert found.warnings[0] in text


def test_pictures_of_films_show_the_film(drawn_clip) -> None:
    clip = drawn_clip(MOVES[:1], size=(240, 320), azimuth=0)
    track = clip.truth.to_track()
    found = compare(track, hanging(track, 3.0, 7.0))
    made = [
        gather_page(Compared(found, kept(track), kept(track), clips=clips))
        for clips in ((clip.path, clip.path), (None, None))
    ]
    films, drawn = ([len(pair.learner.jpeg) for pair in page.pairs] for page in made)
    assert len(films) == len(drawn) >= 2
    # A room behind the body takes more room in the file than an empty ground.
    assert min(films) > max(drawn)
    assert isinstance(clip.path, Path)
