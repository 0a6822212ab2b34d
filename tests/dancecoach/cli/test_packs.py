"""Packs from a terminal."""

import pytest

from dancecoach import resources
from dancecoach.cli import app, exits

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
    assert "arms the program hanging, forward 2026-01-01" in call("list")[1]
    code, out, _ = call("share", "arms", tmp_path / "mine.onnx")
    assert (code, out.endswith("mine.onnx, with its card in mine.txt")) == (exits.DONE, True)
    assert call("add", tmp_path / "mine.onnx")[0] == exits.DONE
    assert "mine your own hanging, forward" in call("list")[1]
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
    assert call("remove", "nothing")[2] == "nothing: is no style pack at hand; choose one of: arms."
