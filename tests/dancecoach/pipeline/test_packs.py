"""Styles, skills and the own phase network in one list."""

import numpy as np
import pytest

from dancecoach.coaching.taught.keeping import put_skill
from dancecoach.coaching.taught.motion import SIZE
from dancecoach.coaching.taught.pack import SkillPack
from dancecoach.coaching.taught.packs import own_skills_folder
from dancecoach.errors import InputError, ModelError
from dancecoach.models.packs.own_phases import own_phases_file, put_phases, uses_own
from dancecoach.pipeline.packs import (
    PHASES,
    PackKind,
    all_packs,
    find_pack,
    remove_pack,
    restore_shipped,
    share_pack,
    switch_pack,
    take_in,
)


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch, tiny_model):
    """A taught skill and an own phase network beside what ships."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    put_skill(SkillPack("Salto", np.random.default_rng(0).normal(0, 1, (3, SIZE)), "2026-11-22").to_bytes())
    put_phases(tiny_model("phases").read_bytes())


def own():
    return [pack for pack in all_packs() if pack.own]


def test_all_are_listed_with_their_cards():
    skill, phases = own()
    assert (skill.kind, skill.name, skill.labels, skill.switchable) == (PackKind.SKILL, "Salto", ("Salto",), False)
    assert (phases.kind, phases.name, phases.replaces, phases.switchable) == (PackKind.PHASES, PHASES, True, True)
    assert {pack.kind for pack in all_packs() if not pack.own} == {PackKind.STYLE}
    assert all(pack.text and pack.date and not pack.problem for pack in all_packs())


def test_each_is_removed_and_brought_back():
    for name in ("salto", PHASES):
        undo = remove_pack(name)
        assert name not in {pack.name.casefold() for pack in own()}
        undo()
        assert name in {pack.name.casefold() for pack in own()}
    with pytest.raises(InputError, match="cannot be removed"):
        remove_pack("trends-vn")
    with pytest.raises(InputError, match="is no pack at hand"):
        find_pack("nothing")


def test_what_can_be_switched_is():
    undo = switch_pack(PHASES, on=False)
    assert not uses_own()
    undo()
    assert uses_own()
    with pytest.raises(InputError, match="remove it"):
        switch_pack("Salto", on=False)
    switch_pack("trends-vn", on=False)()


def test_each_is_shared(tmp_path):
    for name, suffix in (("Salto", ".dcskill"), (PHASES, ".onnx"), ("trends-vn", ".onnx")):
        file, card = share_pack(name, tmp_path / f"{name}{suffix}")
        assert (file.suffix, card.suffix) == (suffix, ".txt")
        assert file.read_bytes() == find_pack(name).path.read_bytes()
        assert card.read_text("utf-8") == find_pack(name).text


def test_a_skill_is_taken_in_by_its_suffix(tmp_path):
    file, _card = share_pack("Salto", tmp_path)
    remove_pack("Salto")
    name, undo = take_in(file)
    assert name == "Salto"
    undo()
    assert [pack.name for pack in own()] == [PHASES]


def test_the_shipped_phases_are_restored_and_the_taught_skill_stays():
    changed, undo = restore_shipped()
    assert changed == (PHASES,)
    assert not uses_own()
    assert [pack.name for pack in own()] == ["Salto", PHASES]
    assert restore_shipped()[0] == ()
    undo()
    assert uses_own()


def test_damaged_ones_say_so():
    own_phases_file().write_bytes(b"rubbish")
    for file in own_skills_folder().iterdir():
        file.write_text("{}")
    assert [bool(pack.problem) for pack in own()] == [True, True]
    with pytest.raises(ModelError):
        share_pack(PHASES, own_phases_file().parent)
    for pack in own():
        remove_pack(pack.name)
    assert own() == []
