"""The skills of a clip are named by the packs at hand."""

import pytest

from dancecoach.coaching.skills import measure_skills
from dancecoach.coaching.taught import packs as module
from dancecoach.coaching.taught.packs import SkillPacks, skill_file, skill_files, skills_digest
from dancecoach.errors import ModelError


@pytest.fixture
def kept(own, pack_of):
    """Two packs in the person's folder."""
    for name in ("back tuck", "straddle jump"):
        pack_of(name).save(skill_file(name))
    return own


def test_a_skill_has_the_name_that_was_taught(kept, do):
    done = do("back tuck", azimuth=165.0)
    [skill] = SkillPacks.read().named(done.track, measure_skills(done.track, done.segments))
    assert skill.name == "back tuck"
    assert skill.name_certainty > 0.8


def test_one_that_was_not_taught_has_none(kept, do):
    done = do("straight jump", azimuth=165.0)
    [skill] = SkillPacks.read().named(done.track, measure_skills(done.track, done.segments))
    assert (skill.name, skill.name_certainty) == ("", 0.0)


def test_a_name_goes_with_its_pack(kept, do):
    done = do("back tuck", azimuth=165.0)
    named = SkillPacks.read().named(done.track, measure_skills(done.track, done.segments))
    skill_file("back tuck").unlink()
    [skill] = SkillPacks.read().named(done.track, named)
    assert skill.name == ""
    for file in kept.iterdir():
        file.unlink()
    [skill] = SkillPacks.read().named(done.track, named)
    assert skill.name == ""


def test_who_is_not_seen_is_not_named(kept, do):
    done = do("back tuck", azimuth=165.0)
    skills = measure_skills(done.track, done.segments)
    hidden = done.without(done.skill_frames)
    [skill] = SkillPacks.read().named(hidden.track, skills)
    assert skill.name == ""


def test_a_broken_pack_costs_its_own_words_only(kept, do):
    (kept / "broken.dcskill").write_text("{}")
    packs = SkillPacks.read()
    assert list(packs.left_out) == ["broken"]
    assert isinstance(packs.left_out["broken"], ModelError)
    assert packs.names == ("back tuck", "straddle jump")


def test_packs_of_one_skill_are_one(own, pack_of):
    pack_of("back tuck").save(own / "a.dcskill")
    pack_of("back tuck", count=2).save(own / "b.dcskill")
    packs = SkillPacks.read()
    assert packs.names == ("back tuck",)
    assert len(packs.attempts("back tuck")) == 5


def test_what_they_say_is_told_by_a_digest(kept, monkeypatch):
    before = skills_digest(skill_files())
    assert len(before) == 16
    skill_file("back tuck").unlink()
    assert skills_digest(skill_files()) not in {before, ""}
    assert skills_digest({}) == ""
    assert skills_digest({"gone": kept / "gone.dcskill"}) == ""

    def missing():
        raise ModelError("is missing")

    monkeypatch.setattr(module, "skill_space", missing)
    assert skills_digest(skill_files()) == ""


def test_files_are_called_as_every_system_allows(own):
    assert skill_file("Back tuck").name == skill_file("back TUCK").name
    assert skill_file("a/b").parent == own
    assert skill_file("a/b") != skill_file("a:b")
    assert skill_file("..").name.startswith("skill-")
    assert skill_files() == {}
    own.mkdir()
    (own / ".half.part.dcskill").write_text("")
    assert skill_files() == {}
