"""A style is taught from a terminal."""

import pytest

from dancecoach.cli import app, exits
from dancecoach.coaching.taught.packs import SkillPacks
from dancecoach.models.packs.keeping import all_packs
from dancecoach.models.packs.styles import own_packs
from dancecoach.pose.formats import save_npz

pytest.importorskip("onnx")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def clips(posing, tmp_path):
    """``clips(style, seeds)``: paths of files of landmarks."""

    def make(style, seeds):
        for seed in seeds:
            save_npz(posing(style, seed), tmp_path / f"{style}-{seed}.npz")
        return [tmp_path / f"{style}-{seed}.npz" for seed in seeds]

    return make


@pytest.fixture
def call(capsys):
    def run(*arguments):
        code = app.run(list(map(str, arguments)))
        said = capsys.readouterr()
        return code, " ".join(said.out.split()), " ".join(said.err.split())

    return run


def test_a_style_is_taught_shown_and_added(call, clips):
    unlike = [word for path in clips("hanging", range(4)) for word in ("--unlike", path)]
    code, out, _err = call("teach", "style", "semaphore", *clips("raised", range(5)), *unlike, "--yes")
    assert code == exits.DONE
    assert "100 % (57 %–100 %) of the clips of “semaphore” known when held out" in out
    assert "raised-0.npz semaphore semaphore" in out
    assert "“semaphore” is known from now on" in out
    assert any("semaphore" in pack.card.labels for pack in all_packs() if pack.own)
    name = next(iter(own_packs()))
    code, _out, err = call("teach", "style", "Semaphore", *clips("raised", range(3)))
    assert (code, err) == (
        exits.WRONG_CALL,
        "“Semaphore”: is a style that is known already; choose another name for it.",
    )
    assert call("packs", "forget", name, "waltz")[0] == exits.WRONG_CALL
    assert call("packs", "forget", name, "semaphore")[:2] == (exits.DONE, "“semaphore” is forgotten")
    assert own_packs() == {}


def test_nothing_is_added_unasked_and_a_file_can_be_had(call, clips, tmp_path):
    code, out, _err = call("teach", "style", "semaphore", *clips("raised", range(3)))
    assert (code, own_packs()) == (exits.DONE, {})
    assert "Nothing was added; add it with --yes." in out
    code, out, _err = call("teach", "style", "semaphore", *clips("raised", range(3)), "--out", tmp_path / "mine.onnx")
    assert (code, own_packs()) == (exits.DONE, {})
    assert call("packs", "add", tmp_path / "mine.onnx")[0] == exits.DONE
    assert list(own_packs()) == ["mine"]


def test_what_is_too_bad_is_not_added(call, clips):
    """One name for three things."""
    mixed = [*clips("raised", [1]), *clips("hanging", [2]), *clips("forward", [3])]
    same = [
        word
        for style in ("raised", "hanging", "forward")
        for path in clips(style, [7, 8, 9])
        for word in ("--unlike", path)
    ]
    code, out, err = call("teach", "style", "anything", *mixed, *same, "--yes")
    assert (code, own_packs()) == (exits.UNUSABLE_INPUT, {})
    assert "It is too bad to be of use." in out
    assert "It is not added." in err


def test_too_few_clips_are_a_wrong_call(call, clips, tmp_path):
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"")
    code, _out, err = call("teach", "style", "semaphore", *clips("raised", range(2)), broken)
    assert (code, "“semaphore”: has 2 clips that can be used, where 3 are needed" in err) == (exits.WRONG_CALL, True)


def test_a_skill_is_taught_shown_and_added(call, films_of):
    unlike = [word for path in films_of("jump", (60.0, -40.0)) for word in ("--unlike", path)]
    films = films_of("flip", (80.0, 35.0, -50.0, 20.0))
    code, out, _err = call("teach", "skill", "Salto", *films, *unlike, "--yes")
    assert code == exits.DONE
    assert "100 % (51 %–100 %) of the clips of “Salto” known when held out" in out
    assert "100 % (34 %–100 %) of the other clips not taken for it" in out
    assert SkillPacks.read().names == ("Salto",)
    code, _out, err = call("teach", "skill", "Salto", *films)
    assert code == exits.WRONG_CALL
    assert "is a skill that was taught already" in err
