"""What skills are put together as one kind, and what people call it."""

import pytest

from dancecoach.coaching.skill import Skill
from dancecoach.library.catalogue.findings import skill_facts
from dancecoach.library.catalogue.records import SkillFacts
from dancecoach.library.folding import fold
from dancecoach.pipeline.progress.kinds import is_kind, kind_of, kind_title


@pytest.mark.parametrize(
    ("skill", "kind", "title"),
    [
        (SkillFacts(1, "Tuck", "tuck", 0.6, 0.4, -1.0), "back tuck", "Back tuck"),
        (SkillFacts(1, "Probably tuck", "tuck", 0.6, 0.4, -0.75), "back tuck", "Back tuck"),
        (SkillFacts(1, "", "pike", 0.9, 0.9, 2.0), "2 front pike", "Double front pike"),
        (SkillFacts(1, "", "tuck", 0.9, 0.9, -1.5), "1.5 back tuck", "Back tuck, 1.5 turns"),
        (SkillFacts(1, "", "straight", 0.7, 0.5, -1.0), "back layout", "Back layout"),
        (SkillFacts(1, "", "", 0.7, 0.5, -1.0), "back somersault", "Back somersault"),
        (SkillFacts(1, "", "", None, None, 1.0), "front turn", "Front turn over the hands"),
        (SkillFacts(1, "", "split", 0.5, 0.3, 0.0), "split jump", "Split jump"),
        (SkillFacts(1, "", "split", 0.5, 0.3, 0.1), "split jump", "Split jump"),
        (SkillFacts(1, "", "", 0.5, 0.3, None), "jump", "Jump"),
        (SkillFacts(1, "", "", None, None, None), "skill", "Other skill"),
        (SkillFacts(1, "", "tuck", None, None, None), "tuck skill", "Other skill, tuck"),
    ],
)
def test_a_kind_does_not_hang_on_how_sure_somebody_was(skill, kind, title):
    assert kind_of(skill) == kind
    assert kind_title(kind) == title


@pytest.mark.parametrize(
    ("name", "sure", "more"),
    [
        ("Swan leap", 0.95, {"turns": -1.0, "shape": "tuck"}),
        ("swan", 0.6, {"turns": 0.0, "shape": "split"}),
        ("Ärmchen 2", 0.3, {"turns": 0.25, "shape": ""}),
        ("", 0.95, {"turns": -1.0, "shape": "tuck"}),
        ("", 0.6, {"turns": 0.0, "shape": "split"}),
        ("", 0.3, {"turns": None, "shape": ""}),
        ("", 0.95, {"turns": 2.0, "shape": "straight"}),
        ("", 0.7, {"turns": 1.0, "shape": "", "flight": None}),
    ],
)
def test_the_name_that_was_taught_is_a_kind_of_its_own_as_an_analysis_and_as_the_library_keep_it(name, sure, more):
    flight_s = more.get("flight", 0.6)
    skill = Skill(
        takeoff_frame=1, touchdown_frame=9, takeoff_s=1.0, touchdown_s=1.6, flight_time_s=flight_s,
        rotation_turns=more["turns"], body_shape=more["shape"], on_hands=flight_s is None, confidence=sure, name=name,
        name_certainty=sure,
    )  # fmt: skip
    found = skill_facts(skill)
    kept = SkillFacts(1.0, fold(found.label), found.shape, found.flight_s, None, found.turns, found.confidence)
    assert kind_of(found) == kind_of(kept)
    assert kind_of(found).startswith("named ") == bool(name)
    if name:
        assert fold(kind_title(kind_of(found))) == fold(name)
        assert is_kind(name, kind_of(found))


def test_what_is_typed_finds_kinds_by_any_of_their_words():
    assert is_kind("Back Tuck", "back tuck")
    assert is_kind("tuck", "2 back tuck")
    assert is_kind("double", "2 back tuck")
    assert not is_kind("double", "back tuck")
    assert not is_kind("front tuck", "back tuck")
    assert is_kind("", "jump")
