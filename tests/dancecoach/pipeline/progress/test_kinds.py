"""What skills are put together as one kind, and what people call it."""

import pytest

from dancecoach.library.catalogue.records import SkillFacts
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


def test_what_is_typed_finds_kinds_by_any_of_their_words():
    assert is_kind("Back Tuck", "back tuck")
    assert is_kind("tuck", "2 back tuck")
    assert is_kind("double", "2 back tuck")
    assert not is_kind("double", "back tuck")
    assert not is_kind("front tuck", "back tuck")
    assert is_kind("", "jump")
