"""Packs are listed, taken in, shared, switched off, removed and restored, and all of it can be undone."""

import pytest

from dancecoach import resources
from dancecoach.errors import InputError, ModelError
from dancecoach.models.packs import keeping as packs
from dancecoach.models.packs import styles as style_packs
from dancecoach.models.packs.keeping import (
    all_packs,
    put_pack,
    remove_pack,
    restore_shipped,
    share_pack,
    switch_pack,
    take_in,
)
from dancecoach.models.packs.styles import StylePacks, pack_files, switched_off

pytest.importorskip("onnx")


@pytest.fixture
def shelf(arms_pack, tmp_path, monkeypatch):
    """A shipped pack "arms", and no own one."""
    arms_pack(tmp_path / "assets" / "models" / "style_arms.onnx")
    monkeypatch.setattr(resources, "assets_folder", lambda: tmp_path / "assets")
    for module in (style_packs, packs):
        monkeypatch.setattr(module, "own_packs_folder", lambda: tmp_path / "own")
    return tmp_path


@pytest.fixture
def theirs(arms_pack, tmp_path):
    return arms_pack(tmp_path / "theirs" / "style_folk_arms.onnx")


def names():
    return [(pack.name, pack.own, pack.on) for pack in all_packs()]


def test_somebodys_pack_is_taken_in_and_taken_back(shelf, theirs):
    name, undo = take_in(theirs)
    assert name == "folk-arms"
    assert names() == [("arms", False, True), ("folk-arms", True, True)]
    assert set(pack_files()) == {"arms", "folk-arms"}
    undo()
    assert names() == [("arms", False, True)]


def test_a_pack_of_ones_own_is_not_lost_to_a_stranger(shelf, theirs, tiny_model):
    take_in(theirs)
    take_in(theirs)  # the same again is no harm
    theirs.write_bytes(tiny_model("style", labels=("jig", "reel")).read_bytes())
    with pytest.raises(InputError, match="has the name of a pack of your own, “folk-arms”; remove that one first"):
        take_in(theirs)
    assert [pack.card.labels for pack in all_packs()][1] == ("hanging", "forward")


def test_an_own_pack_stands_for_a_shipped_one_until_it_is_removed(shelf, theirs):
    put_pack("arms", theirs.read_bytes())
    assert [(pack.own, pack.replaces) for pack in all_packs()] == [(True, True)]
    undo = remove_pack("arms")
    assert names() == [("arms", False, True)]
    undo()
    assert names() == [("arms", True, True)]
    remove_pack("arms")
    with pytest.raises(InputError, match="arms: comes with the program and cannot be removed; switch it off instead"):
        remove_pack("arms")


def test_what_was_there_before_comes_back(shelf, theirs):
    first = theirs.read_bytes()
    put_pack("arms", first)
    undo = put_pack("arms", first + b"")
    undo()
    assert pack_files()["arms"].read_bytes() == first


def test_switched_off_is_not_asked_unless_by_name(shelf, theirs):
    take_in(theirs)
    undo = switch_pack("arms", on=False)
    assert names() == [("arms", False, False), ("folk-arms", True, True)]
    assert set(pack_files()) == {"folk-arms"}
    assert set(pack_files(["arms"])) == {"arms"}
    undo()
    assert set(pack_files()) == {"arms", "folk-arms"}
    with pytest.raises(InputError, match="nobody: is no style pack at hand; choose one of: arms, folk-arms"):
        switch_pack("nobody", on=True)


def test_a_taught_pack_is_switched_on(shelf, theirs):
    switch_pack("arms", on=False)
    undo = put_pack("arms", theirs.read_bytes())
    assert names() == [("arms", True, True)]
    undo()
    assert names() == [("arms", False, False)]


def test_all_switched_off_is_a_sentence(shelf, tmp_path, monkeypatch):
    (tmp_path / "assets" / "models" / "style_trends_vn.onnx").write_bytes(
        (tmp_path / "assets" / "models" / "style_arms.onnx").read_bytes()
    )
    for name in ("arms", "trends-vn"):
        switch_pack(name, on=False)
    with pytest.raises(ModelError, match="all style packs are switched off; switch one on"):
        StylePacks()


def test_shipped_packs_are_restored_and_others_stay(shelf, theirs):
    take_in(theirs)
    switch_pack("folk-arms", on=False)
    put_pack("arms", theirs.read_bytes())
    switch_pack("arms", on=False)
    changed, undo = restore_shipped()
    assert changed == ("arms",)
    assert names() == [("arms", False, True), ("folk-arms", True, False)]
    undo()
    assert names() == [("arms", True, False), ("folk-arms", True, False)]


def test_a_shared_pack_carries_its_card_and_can_be_taken_in(shelf, theirs, tmp_path):
    desk = tmp_path / "desk"
    desk.mkdir()
    file, card = share_pack("arms", desk)
    assert (file.name, card.name) == ("style_arms.onnx", "style_arms.txt")
    assert "Styles: hanging, forward" in card.read_text("utf-8")
    other, _card = share_pack("arms", desk / "mine")
    assert other.name == "mine.onnx"
    assert take_in(other)[0] == "mine"


def test_a_broken_pack_is_listed_with_what_is_wrong(shelf, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "style_broken.onnx").write_bytes(b"no network")
    broken = all_packs()[1]
    assert (broken.name, broken.card) == ("broken", None)
    assert "is corrupt or not a network" in broken.problem
    with pytest.raises(ModelError, match="broken"):
        share_pack("broken", tmp_path)
    remove_pack("broken")
    assert names() == [("arms", False, True)]


def test_a_list_that_cannot_be_read_switches_nothing_off(shelf, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "switched-off.txt").write_bytes(b"\xff\xfe\x00")
    assert switched_off() == frozenset()


def test_a_taught_style_is_forgotten_and_the_shipped_pack_is_there_again(shelf, posing):
    from dancecoach.models.packs.keeping import forget_style
    from dancecoach.models.style import style_values
    from dancecoach.models.teaching.clips import StyleClip
    from dancecoach.models.teaching.teach import teach

    clips = [StyleClip(str(i), style_values(posing("raised", i))) for i in range(3)]
    for style in ("raised", "high"):
        put_pack("arms", teach(pack_files(), style, clips).network)
    with pytest.raises(InputError, match="arms: was not taught “low”; choose one of: raised, high"):
        forget_style("arms", "low")
    forget_style("arms", "Raised")  # however it is written
    assert [pack.card.labels for pack in all_packs()] == [("hanging", "forward", "high")]
    undo = forget_style("arms", "high")
    assert names() == [("arms", False, True)]
    undo()
    assert names() == [("arms", True, True)]
    remove_pack("arms")
    with pytest.raises(InputError, match="arms: comes with the program and was taught nothing"):
        forget_style("arms", "hanging")


def test_a_taught_pack_names_the_same_clips_the_same_on_another_computer(shelf, posing, tmp_path, monkeypatch):
    from dancecoach.models.style import style_values
    from dancecoach.models.teaching.clips import StyleClip
    from dancecoach.models.teaching.teach import teach
    from dancecoach.models.teaching.turned import other_sides

    def said():
        asked = [posing(style, seed) for style in ("hanging", "forward", "raised") for seed in range(50, 54)]
        verdicts = [StylePacks().classify(track) for track in asked]
        return [(one.label, one.pack, one.certainty) for one in verdicts]

    tracks = [posing("raised", number) for number in range(4)]
    clips = [StyleClip(str(i), style_values(track), sides=other_sides(track)) for i, track in enumerate(tracks)]
    put_pack("arms", teach(pack_files(), "raised", clips).network)
    here = said()
    assert [label for label, _pack, _certainty in here] == ["hanging"] * 4 + ["forward"] * 4 + ["raised"] * 4
    file, _card = share_pack("arms", tmp_path)
    for module in (style_packs, packs):
        monkeypatch.setattr(module, "own_packs_folder", lambda: tmp_path / "elsewhere")
    assert said() != here
    take_in(file)
    assert said() == here
