"""Skill packs are taken in, shared and removed, and each can be taken back."""

import pickle

import pytest

from dancecoach.coaching.skills import measure_skills
from dancecoach.coaching.taught.keeping import (
    all_skills,
    find_skill,
    put_skill,
    remove_skill,
    share_skill,
    take_in_skill,
)
from dancecoach.coaching.taught.packs import SkillPacks, skill_files, skills_digest
from dancecoach.errors import InputError, ModelError, OutputError


def test_a_pack_is_put_and_taken_back(own, pack_of):
    first, second = pack_of("back tuck", count=2), pack_of("back tuck", count=3)
    undo = put_skill(first.to_bytes())
    again = put_skill(second.to_bytes())
    assert len(SkillPacks.read().attempts("back tuck")) == 3
    again()
    assert len(SkillPacks.read().attempts("back tuck")) == 2
    undo()
    assert list(own.iterdir()) == []


def test_what_is_no_pack_is_not_put(own):
    with pytest.raises(ModelError):
        put_skill(b"{}")
    assert not own.exists()


def test_somebody_elses_pack_is_taken_in(own, pack_of, tmp_path):
    theirs = tmp_path / "theirs.dcskill"
    pack_of("back tuck", "Salto").save(theirs)
    name, undo = take_in_skill(theirs)
    assert name == "Salto"
    assert take_in_skill(theirs)[0] == "Salto"  # the same once more is none
    pack_of("straddle jump", "Salto").save(theirs)
    with pytest.raises(InputError, match="remove that one first"):
        take_in_skill(theirs)
    undo()
    assert all_skills() == {}


def test_a_pack_is_shared_with_its_card(own, pack_of, tmp_path):
    put_skill(pack_of("back tuck", "Salto").to_bytes())
    file, card = share_skill("salto", tmp_path)
    assert file.suffix == ".dcskill"
    assert "Skill: Salto" in card.read_text("utf-8")
    assert "nothing was measured" in card.read_text("utf-8")
    named, _card = share_skill("Salto", tmp_path / "for you")
    assert named.name == "for you.dcskill"
    assert named.read_bytes() == file.read_bytes()
    with pytest.raises(InputError, match="choose one of: Salto"):
        share_skill("Rondat", tmp_path)


def test_a_pack_is_removed_even_a_broken_one(own, pack_of):
    put_skill(pack_of("back tuck").to_bytes())
    path, _pack = find_skill("back tuck")
    (own / "broken.dcskill").write_text("no")
    assert isinstance(all_skills()[own / "broken.dcskill"], ModelError)
    undo = remove_skill(path)
    remove_skill(own / "broken.dcskill")
    assert all_skills() == {}
    undo()
    assert find_skill("back tuck")[0] == path
    with pytest.raises(OutputError):
        remove_skill(own / "gone.dcskill")


def test_a_shared_pack_names_the_same_skills_the_same_on_another_computer(own, pack_of, do, tmp_path, monkeypatch):
    done = [do(name, azimuth=165.0) for name in ("back tuck", "straight jump")]
    skills = [(one.track, measure_skills(one.track, one.segments)) for one in done]

    def said():
        packs = SkillPacks.read()
        return [(s.name, s.name_certainty) for track, found in skills for s in packs.named(track, found)]

    put_skill(pack_of("back tuck", "Salto").to_bytes())
    here, digest = said(), skills_digest(skill_files())
    assert [name for name, _certainty in here] == ["Salto", ""]
    file, _card = share_skill("Salto", tmp_path)
    for module in ("packs", "keeping"):
        monkeypatch.setattr(f"dancecoach.coaching.taught.{module}.own_skills_folder", lambda: tmp_path / "elsewhere")
    assert [name for name, _certainty in said()] == ["", ""]
    take_in_skill(file)
    assert said() == here
    assert skills_digest(skill_files()) == digest


@pytest.mark.parametrize("name", ["../../../etc/cron.d/x", "..\\..\\x", "/etc/x", "a/b", "CON"])
def test_a_name_with_the_parts_of_a_path_stays_in_the_folder(own, pack_of, tmp_path, name):
    theirs = tmp_path / "theirs.dcskill"
    pack_of("back tuck", name).save(theirs)
    taken, _undo = take_in_skill(theirs)
    assert taken == name
    [path] = own.rglob("*")
    assert path.parent == own
    assert path.suffix == ".dcskill"


@pytest.mark.parametrize("content", [pickle.dumps([1.0]), b"\x08\x08\x12\x07pytorch", b"PK\x03\x04", b"[" * 100_000])
def test_what_is_no_skill_pack_is_refused_with_a_sentence(own, tmp_path, content):
    theirs = tmp_path / "theirs.dcskill"
    theirs.write_bytes(content)
    with pytest.raises(ModelError, match=r"theirs\.dcskill: .*; take only skill packs that this program has made"):
        take_in_skill(theirs)
    assert not own.exists()
