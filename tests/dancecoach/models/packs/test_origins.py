"""Which clips something was taught from is remembered beside the packs, and forgotten clip by clip."""

import pytest

from dancecoach.models.packs import origins as module
from dancecoach.models.packs.origins import Learnt, drop_clips, drop_origin, note_origin, origins, origins_file

A, B, C = ("ab" * 32, "cd" * 32, "ef" * 32)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "own_packs_folder", lambda: tmp_path / "styles")
    return tmp_path


def test_it_is_remembered_taken_back_and_replaced():
    assert origins() == ()
    kizomba = Learnt("style", "kizomba", "latin", frozenset({A, B}), frozenset({C}))
    undo = note_origin(kizomba)
    note_origin(Learnt("skill", "kizomba", clips=frozenset({B})))
    assert len(origins()) == 2
    again = note_origin(Learnt("style", "kizomba", "latin", frozenset({C})))
    assert [one.clips for one in origins() if one.kind == "style"] == [{C}]
    again()
    assert kizomba in origins()
    undo()
    assert [one.kind for one in origins()] == ["skill"]


def test_what_is_gone_was_taught_from_nothing():
    tuck = Learnt("skill", "tuck", clips=frozenset({A}))
    note_origin(tuck)
    note_origin(Learnt("skill", "pike", clips=frozenset({A})))
    drop_origin(tuck)
    drop_origin(tuck)
    assert [one.name for one in origins()] == ["pike"]


def test_there_is_one_phase_network_whatever_it_is_called():
    note_origin(Learnt("phases", "mine", clips=frozenset({A})))
    note_origin(Learnt("phases", "other", clips=frozenset({B})))
    assert [(one.name, one.clips) for one in origins()] == [("other", {B})]


def test_clips_are_forgotten_and_with_the_last_one_all_of_it():
    note_origin(Learnt("style", "kizomba", "latin", frozenset({A, B}), frozenset({C})))
    drop_clips([A, C])
    assert origins() == (Learnt("style", "kizomba", "latin", frozenset({B})),)
    drop_clips([B])
    assert origins() == ()
    assert not origins_file().exists()
    drop_clips([B])


@pytest.mark.parametrize("said", ["", "{", "[]", '{"learnt": [3]}', '{"learnt": [{"kind": "style"}]}', "\xff"])
def test_what_cannot_be_read_is_not_known(said):
    origins_file().write_text(said, "latin-1")
    assert origins() == ()
    note_origin(Learnt("skill", "tuck", clips=frozenset({A})))
    assert [one.name for one in origins()] == ["tuck"]
