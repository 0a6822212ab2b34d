"""A skill is taught from files, added, named in clips, and taken back."""

import attrs
import numpy as np
import pytest

from dancecoach.coaching.taught.packs import SkillPacks
from dancecoach.errors import InputError
from dancecoach.files import sha256_of
from dancecoach.motion.phases import SKILL
from dancecoach.notes.clip_edits import set_capture_fps, set_loop
from dancecoach.notes.phase_edits import add_annotator
from dancecoach.notes.phase_track import PhaseTrack
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore
from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
from dancecoach.pipeline.retold import as_corrected
from dancecoach.pipeline.teaching.outcome import Worth
from dancecoach.pipeline.teaching.poses import Looking, analysis_of
from dancecoach.pipeline.teaching.request import Example
from dancecoach.pipeline.teaching.run import run_teaching
from dancecoach.pipeline.teaching.skill import SkillRequest, motions_in
from dancecoach.progress import CancelToken


@pytest.fixture
def films(films_of):
    """``films("flip", [80.0, 35.0], person="")``: examples."""

    def make(kind, sides, person=""):
        return tuple(Example(path.stem, path, person=person) for path in films_of(kind, sides))

    return make


@pytest.fixture
def looking(tmp_path):
    return Looking(tmp_path / "kept" / "analyses")


@pytest.fixture
def learn(looking, tmp_path):
    def do(request, tell=lambda _: None):
        return attrs.evolve(request, looking=looking).learn(tell, CancelToken(), tmp_path)

    return do


def test_a_skill_is_taught_added_named_and_taken_back(films, learn, tmp_path):
    told = []
    request = SkillRequest("Salto", films("flip", (80.0, 35.0, -50.0, 20.0)), films("jump", (60.0, -40.0)))
    outcome = learn(request, told.append)
    assert (outcome.kind, outcome.name) == ("skill", "Salto")
    assert [(one.clip, one.right) for one in outcome.by_clip] == [
        (name, True) for name in ("flip80", "flip35", "flip-50", "flip20")
    ]
    assert (outcome.refused.hits, outcome.refused.of) == (2, 2)
    assert outcome.worth is not Worth.USELESS
    assert {one.stage for one in told} >= {"looking at the clips", "learning"}
    assert SkillPacks.read().names == ()
    new = films("flip", (165.0,))[0].path
    before = analyze(new, AnalyzeOptions())
    undo = request.add(outcome)
    [skill] = analyze(new, AnalyzeOptions()).skills
    assert skill.name == "Salto"
    assert skill.name_certainty > 0.5
    undo()
    assert analyze(new, AnalyzeOptions()).skills == before.skills


def test_films_of_which_nobody_said_what_is_done_are_asked_about_afterwards(films, learn, looking):
    check = (*films("flip", (165.0,)), *films("jump", (60.0,)))
    request = SkillRequest("Salto", films("flip", (80.0, 35.0, -50.0, 20.0)), check=check)
    assert learn(request).looked_at == 0  # nobody has looked at them yet
    for one in check:
        analysis_of(one, looking, lambda _: None, CancelToken())
    outcome = learn(request)
    assert (outcome.looked_at, [one.clip for one in outcome.newly]) == (2, ["flip165"])
    assert outcome.newly[0].certainty > 0.5
    assert outcome.others == ()


def test_what_was_measured_is_on_the_card(films, learn):
    request = SkillRequest("Salto", films("flip", (80.0, 35.0, -50.0)), films("jump", (60.0,)))
    request.add(learn(request))
    [pack] = SkillPacks.read().packs.values()
    told = pack.metrics["taught"]["Salto"]
    assert told["known"] == {"hits": 3, "of": 3}
    assert told["other_clips_refused"] == {"hits": 1, "of": 1}
    assert set(told) == {"known", "other_clips_refused", "drawn_skills_refused"}
    assert pack.training[0].clips == 3
    with pytest.raises(InputError, match="“salto”: is a skill that was taught already"):
        learn(attrs.evolve(request, skill=" salto "))


def test_persons_are_held_out_where_they_are_known(films, learn):
    both = (*films("flip", (80.0, 35.0), "Anna"), *films("flip", (-50.0, 20.0), "Ben"))
    outcome = learn(SkillRequest("Salto", both))
    assert [one.person for one in outcome.by_person] == ["Anna", "Anna", "Ben", "Ben"]
    assert not any("person" in said for said in outcome.warnings)
    alone = learn(SkillRequest("Salto", films("flip", (80.0, 35.0, -50.0), "Anna")))
    assert any("All clips are of one person (Anna)" in said for said in alone.warnings)


def test_clips_in_which_nothing_is_done_are_left_out(films, learn, tmp_path):
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"nothing")
    good = films("flip", (80.0, 35.0, -50.0))
    twin = Example("twin", good[0].path)
    outcome = learn(SkillRequest("Salto", (*good, *films("stand", (80.0,)), twin, Example("broken", broken))))
    assert [one.clip for one in outcome.left_out] == ["stand80", "twin", "broken"]
    assert "mark the skill in Review" in outcome.left_out[0].why
    assert "same film as “flip80”" in outcome.left_out[1].why
    with pytest.raises(InputError, match="has 2 clips that can be used"):
        learn(SkillRequest("Salto", (*good[:2], *films("stand", (80.0,)))))


@pytest.fixture
def noted(films, looking, drawn_skill):
    """A film of a jump and a flip, what was found in it, and its notes, open."""
    [example] = films("both", (80.0,))
    found = analysis_of(example, looking, lambda _: None, CancelToken())
    clip = NotedClip(sha256_of(example.path), len(found.track))
    with NotesStore(looking.analyses.parent / "notes", autosave_s=None).open(clip) as notes:
        yield found, notes, drawn_skill("both", 80.0)


def test_the_phases_that_a_person_corrected_count(noted, looking):
    found, notes, truth = noted
    assert len(motions_in(found, looking)) == 2
    labels = truth.phases.astype(int)
    first = np.flatnonzero(labels == SKILL)[0]
    labels[: first + 30] = 0  # the jump is none of it
    said = PhaseTrack.of_labels("Coach", labels)
    notes.history.do(add_annotator("Coach", said.segments()))
    [motion] = motions_in(found, looking)
    [skill] = as_corrected(found, said).skills
    assert motion[-1] == pytest.approx(np.log(skill.touchdown_s - skill.takeoff_s))


def test_where_a_loop_is_closed_only_what_is_in_it_counts(noted, looking):
    found, notes, _truth = noted
    _jump, flip = motions_in(found, looking)
    skill = found.skills[1]
    notes.history.do(set_loop(skill.takeoff_frame - 10, skill.touchdown_frame + 10))
    [motion] = motions_in(found, looking)
    np.testing.assert_array_equal(motion, flip)


def test_a_clip_that_plays_slowly_is_described_as_it_was(noted, looking):
    found, notes, _truth = noted
    plain = motions_in(found, looking)
    slow = attrs.evolve(found, track=attrs.evolve(found.track, times=found.track.times * 4))
    notes.history.do(set_capture_fps(30.0))
    np.testing.assert_allclose(motions_in(slow, looking), plain, atol=1e-6)


def test_it_runs_in_a_process_of_its_own(films, looking):
    outcome = run_teaching(SkillRequest("Salto", films("flip", (80.0, 35.0, -50.0)), looking=looking))
    assert outcome.accuracy.of == 3
    assert SkillPacks.read().names == ()
