"""The library hears what was made of its clips elsewhere: analyses, corrected phases, marks of takes."""

from datetime import UTC, datetime

import attrs
import numpy as np
import pytest

from dancecoach.files import write_text
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Group, Storage
from dancecoach.library.catalogue.search import find
from dancecoach.library.news import News
from dancecoach.pipeline.importing.renewing import catch_up
from dancecoach.pipeline.practice.take_facts import Outcome
from dancecoach.pipeline.practice.takes import COMPARISON, FILM, TakeFacts, TakeStore


@pytest.fixture
def known(library, clip, work_off):
    """The clip in the library, analysed."""
    library.jobs.add([clip], Storage.LINKED)
    work_off()
    return library.clips.get(1)


@pytest.fixture
def elsewhere(library):
    """Where Review and Practice keep analyses: the same folder, another store."""
    return AnalysisStore(library.folder / "analyses")


def danced(library, sha256, score):
    """A take that was judged."""
    store = TakeStore(library.folder / "takes")
    facts = TakeFacts("/clip.mp4", sha256, datetime(2026, 11, 22, tzinfo=UTC), outcome=Outcome(score, 1.0))
    take = store.begin(facts)
    (take.folder / FILM).write_bytes(b"film")
    write_text(take.folder / COMPARISON, "{}")


def test_a_new_analysis_is_what_the_clip_is_known_by(library, known, elsewhere):
    old = library.analyses.get(known.facts.sha256, "blazepose", "full")
    elsewhere.put(attrs.evolve(old, skills=(attrs.evolve(old.skills[0], body_shape="pike", flight_time_s=0.9),)))
    heard = []
    assert catch_up(library, changed=heard.append) == 1
    assert [skill.shape for skill in library.clips.get(1).findings.skills] == ["pike"]
    assert heard == [library.clips.get(1)]
    assert find(library.database, Question.read("flight>0.8 pike")) == [1]
    assert News(library.folder).waiting() == []
    assert catch_up(library, changed=heard.append) == 0


def test_the_last_engine_that_looked_counts(library, known, elsewhere):
    old = library.analyses.get(known.facts.sha256, "blazepose", "full")
    elsewhere.put(attrs.evolve(old, model="lite", skills=()))
    catch_up(library)
    assert library.clips.get(1).findings.analysed_with == "blazepose lite"
    assert library.clips.get(1).findings.skills == ()


def test_the_best_mark_of_all_takes_is_the_clip_s(library, known):
    for score in (61.0, 83.0, 70.0):
        danced(library, known.facts.sha256, score)
        News(library.folder).tell(known.facts.sha256)
    assert catch_up(library) == 1
    assert library.clips.get(1).score == pytest.approx(83)
    assert library.clips.get(1).findings == known.findings


def test_who_danced_is_a_person_of_the_library_from_then_on(library, known):
    library.groups.put([1], Group.PERSON, "Zoë")
    heard = []
    for name in ("Mia", "zoe", "", "Mia"):
        News(library.folder).tell(known.facts.sha256, person=name)
    News(library.folder).tell("ef" * 32, person="Ben")  # danced to a clip that is not in it
    catch_up(library, changed=heard.append)
    assert library.groups.names(Group.PERSON) == [("Ben", 0), ("Mia", 0), ("Zoë", 1)]
    assert [clip.persons for clip in heard] == [("Zoë",)]  # nobody who danced to a clip is in it


def test_what_was_danced_before_the_clip_came_in_counts_too(library, clip, elsewhere, work_off):
    danced(library, elsewhere.sha256(clip), 77.0)
    library.jobs.add([clip], Storage.LINKED)
    work_off()
    assert library.clips.get(1).score == pytest.approx(77)


def test_phases_that_a_person_corrected_change_what_is_found(library, known, monkeypatch):
    """The notes themselves are tested where they are read (`progress.attempts`)."""
    corrected = attrs.evolve(library.analyses.get(known.facts.sha256, "blazepose", "full").skills[0], body_shape="pike")
    monkeypatch.setattr("dancecoach.pipeline.importing.renewing.skills_of", lambda *_: (corrected, corrected))
    News(library.folder).tell(known.facts.sha256)
    catch_up(library)
    assert [skill.shape for skill in library.clips.get(1).findings.skills] == ["pike", "pike"]


def test_news_of_clips_that_are_elsewhere_are_passed_over(library, known, elsewhere):
    old = library.analyses.get(known.facts.sha256, "blazepose", "full")
    elsewhere.put(attrs.evolve(old, sha256="cd" * 32))
    assert catch_up(library) == 0
    assert News(library.folder).waiting() == []
    assert np.isclose(library.clips.get(1).findings.found_share, known.findings.found_share)
