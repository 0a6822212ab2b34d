"""Packs from a terminal."""

import numpy as np
import pytest

from dancecoach import resources
from dancecoach.cli import app, exits
from dancecoach.coaching.taught.keeping import put_skill
from dancecoach.coaching.taught.motion import SIZE
from dancecoach.coaching.taught.pack import SkillPack

pytest.importorskip("onnx")


@pytest.fixture(autouse=True)
def shipped(arms_pack, tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "assets_folder", lambda: tmp_path / "assets")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return arms_pack(tmp_path / "assets" / "models" / "style_arms.onnx")


@pytest.fixture
def call(capsys):
    def run(*arguments):
        code = app.run(["packs", *map(str, arguments)])
        said = capsys.readouterr()
        return code, " ".join(said.out.split()), " ".join(said.err.split())

    return run


def test_a_pack_is_shared_taken_in_and_removed(call, tmp_path):
    assert "arms styles the program hanging, forward 2026-01-01" in call("list")[1]
    code, out, _ = call("share", "arms", tmp_path / "mine.onnx")
    assert (code, out.endswith("mine.onnx, with its card in mine.txt")) == (exits.DONE, True)
    assert call("add", tmp_path / "mine.onnx")[0] == exits.DONE
    assert "mine styles your own hanging, forward" in call("list")[1]
    assert "Licence: Apache-2.0" in call("list", "--cards")[1]
    assert call("remove", "mine") == (exits.DONE, "“mine” is removed", "")
    assert "mine" not in call("list")[1]


def test_packs_are_switched_and_restored(call):
    assert call("switch", "arms", "--off")[0] == exits.DONE
    assert "the program, switched off" in call("list")[1]
    assert call("restore")[1] == "as they came: arms"
    assert call("restore")[1] == "they are as they came"


def test_what_cannot_be_done_is_a_sentence(call, tmp_path):
    bad = tmp_path / "bad.onnx"
    bad.write_bytes(b"rm -rf")
    code, _, err = call("add", bad)
    assert (code, err) == (
        exits.UNUSABLE_INPUT,
        "bad.onnx: is no network file; take only style packs that this program has made.",
    )
    assert call("remove", "arms")[0] == exits.WRONG_CALL
    assert call("remove", "nothing")[2] == "nothing: is no pack at hand; choose one of: arms."


def test_a_skill_pack_is_listed_shared_taken_in_and_removed(call, tmp_path):
    motions = np.random.default_rng(0).normal(0, 1, (3, SIZE))
    put_skill(SkillPack("Salto", motions, "2026-11-22").to_bytes())
    assert "Salto a skill your own how it is done 2026-11-22" in call("list")[1]
    assert "Skill: Salto" in call("list", "--cards")[1]
    code, out, _ = call("share", "salto", tmp_path)
    assert code == exits.DONE
    assert out.endswith(".txt")
    [shared] = tmp_path.glob("*.dcskill")
    code, _, err = call("switch", "Salto", "--off")
    assert code == exits.WRONG_CALL
    assert err == "Salto: is a taught skill, which is asked as long as it is there; remove it."
    assert call("remove", "Salto")[1] == "“Salto” is removed"
    assert "Salto" not in call("list")[1]
    assert call("add", shared)[1] == "“Salto” is known from now on"
    assert "Salto" in call("list")[1]
    shared.write_text("{}")
    assert call("add", shared)[0] == exits.UNUSABLE_INPUT
