"""What learnt from somebody's clips is told apart from what was only told from them, and can be unlearnt."""

import numpy as np
import pytest

from dancecoach import resources
from dancecoach.coaching.taught.keeping import all_skills, put_skill
from dancecoach.coaching.taught.motion import SIZE
from dancecoach.coaching.taught.pack import SkillPack
from dancecoach.library.care.learnt import Lessons, lessons_of, title_of, unlearn
from dancecoach.models.packs.keeping import put_pack
from dancecoach.models.packs.origins import Learnt, note_origin, origins
from dancecoach.models.packs.own_phases import own_phases_file
from dancecoach.models.packs.styles import pack_files
from dancecoach.models.style import StyleClassifier, style_values
from dancecoach.models.teaching.clips import StyleClip
from dancecoach.models.teaching.teach import teach

A, B = "ab" * 32, "cd" * 32


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def skill(name, *hashes):
    put_skill(SkillPack(name, np.ones((3, SIZE)), "2026-11-22").to_bytes())
    learnt = Learnt("skill", name, clips=frozenset(hashes))
    if hashes:
        note_origin(learnt)
    return learnt


def test_without_anything_taught_there_is_nothing():
    note_origin(Learnt("skill", "removed since", clips=frozenset({A})))
    assert lessons_of({A}) == Lessons()


def test_skills_are_found_and_unlearnt():
    hers, _his, _old = skill("hers", A, B), skill("his", B), skill("old")
    assert lessons_of({A}) == Lessons((hers,), (), ("the skill “old”",))
    assert title_of(hers, {A}) == "the skill “hers”: 1 of the 2 clips"
    unlearn(hers)
    unlearn(hers)
    assert sorted(pack.name for pack in all_skills().values()) == ["his", "old"]
    assert [one.name for one in origins()] == ["his"]


def test_a_style_is_forgotten_and_the_pack_s_own_stay(arms_pack, posing, tmp_path, monkeypatch):
    pytest.importorskip("onnx")
    monkeypatch.setattr(resources, "assets_folder", lambda: tmp_path / "assets")
    shipped = arms_pack(tmp_path / "assets" / "models" / "style_arms.onnx")
    clips = [StyleClip(f"raised {i}", style_values(posing("raised", i))) for i in range(3)]
    put_pack("arms", teach({"arms": shipped}, "raised", clips).network)
    learnt = Learnt("style", "raised", "arms", frozenset({A}), frozenset({B}))
    assert lessons_of({A}).unknown == ("the style “raised” in the pack arms",)
    note_origin(learnt)
    assert lessons_of({A}) == Lessons((learnt,))
    assert lessons_of({B}) == Lessons((), (learnt,))
    unlearn(learnt)
    assert StyleClassifier(pack_files()["arms"]).model.card.labels == ("hanging", "forward")


def test_the_own_phases_are_removed():
    own_phases_file().parent.mkdir(parents=True)
    own_phases_file().write_bytes(b"network")
    learnt = Learnt("phases", "mine", clips=frozenset({A}))
    note_origin(learnt)
    assert title_of(*lessons_of({A}).from_them) == "your own phases"
    unlearn(learnt)
    assert not own_phases_file().exists()
    assert lessons_of({A}) == Lessons()
