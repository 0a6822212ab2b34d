"""Which clips of a library a skill, or the phases, can be taught from."""

import attrs
import pytest

from dancecoach.library.catalogue.findings import findings_of
from dancecoach.library.catalogue.records import FileFacts, Kind, Storage
from dancecoach.library.library import Library
from dancecoach.notes.phase_edits import add_annotator
from dancecoach.notes.phase_track import PhaseTrack
from dancecoach.notes.records import NotedClip
from dancecoach.pipeline.analyze import analyze
from dancecoach.pipeline.teaching.corrected import notes_of, phase_candidates, says_phases, skill_candidates
from dancecoach.pipeline.teaching.poses import Looking


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def add(library, films_of):
    """``add("flip")``: a clip of the library, and what was found in it."""

    def do(kind, side=80.0):
        [path] = films_of(kind, (side,))
        found = analyze(path)
        frames = len(found.track)
        facts = FileFacts(found.sha256, path.stem, Kind.POSES, 1, 0, 0, 30.0, frames, frames / 30)
        clip, _new = library.clips.add(facts, Storage.LINKED, path)
        library.clips.note_findings(clip.id, findings_of(found))
        return library.clips.get(clip.id), found

    return do


def say(library, clip, labels):
    """Somebody says what the phases of a clip are."""
    noted = NotedClip(clip.facts.sha256, clip.facts.frames)
    with library.notes.open(noted) as notes:
        notes.history.do(add_annotator("Coach", PhaseTrack.of_labels("Coach", labels).segments()))


def test_a_skill_is_taught_from_clips_with_skills(library, add):
    clips = [add(kind)[0] for kind in ("flip", "both", "stand")]
    one, several, none = skill_candidates(library, clips)
    assert (one.why_not, one.remark) == ("", "")
    assert several.why_not == ""
    assert several.remark.startswith("2 skills are in it")
    assert "mark the skill in Review" in none.why_not
    unknown = attrs.evolve(clips[0], findings=None)
    assert skill_candidates(library, [unknown])[0].remark == "It is looked at first, which takes a while."


def test_what_a_person_marked_counts(library, add, drawn_skill):
    clip, found = add("both")
    truth = drawn_skill("both", 80.0).phases.astype(int)
    truth[: len(truth) // 2] = 0
    say(library, clip, truth)
    assert skill_candidates(library, [clip])[0].remark == ""
    assert notes_of(found, Looking(library.analyses.root)).annotators == ("Coach",)


def test_phases_are_learnt_from_clips_that_somebody_corrected(library, add, drawn_skill):
    clip, _found = add("flip")
    assert "press C" in phase_candidates(library, [clip])[0].why_not
    say(library, clip, drawn_skill("flip", 80.0).phases.astype(int))
    assert phase_candidates(library, [clip])[0].why_not == ""
    assert not says_phases(None)
    assert not says_phases(PhaseTrack.blank("Coach", 9))
