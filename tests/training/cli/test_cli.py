import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dancecoach import resources
from dancecoach.errors import EngineError, InputError
from dancecoach.models.phases import REVIEW_FILE
from training import recipes
from training.cli import app, main


def _run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_every_command_explains_itself():
    for words in (
        ["figure"],
        ["extract"],
        ["labels"],
        ["train", "phases"],
        ["train", "style"],
        ["train", "system"],
        ["evaluate", "phases"],
        ["build"],
    ):
        assert _run(*words, "--help").exit_code == 0


def test_without_tensorflow_one_command_is_named(monkeypatch, tmp_path, drawn_folder):
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    result = _run("train", "phases", drawn_folder, "--out", tmp_path)
    assert isinstance(result.exception, EngineError)
    assert str(result.exception).endswith('install it with: pip install "dancecoach[training]".')


@pytest.mark.parametrize(("real", "teacher"), [((), ()), (("--dances", "d", "--others", "o"), ("--teacher", "t"))])
def test_live_is_taught_what_review_says_of_real_movement(monkeypatch, tmp_path, real, teacher):
    asked = []

    def lessons(*arguments, **_options):
        asked.append(arguments)
        return "lessons" if real else None

    def trained(clips, settings, listen, *, lessons):
        raise EngineError(f"{settings.name} with {lessons}")

    monkeypatch.setattr(recipes.teacher, "real_lessons", lessons)
    monkeypatch.setattr(recipes.phases, "train_phases", trained)
    monkeypatch.setattr(resources, "model_path", Path)
    result = _run("train", "phases", "x", "--out", tmp_path, "--use", "live", *real, *teacher)
    assert str(result.exception) == f"phases-live with {'lessons' if real else None}."
    wanted = (Path("t"), Path("d"), Path("o")) if real else (Path(REVIEW_FILE), None, None)
    assert asked == [wanted]


@pytest.mark.parametrize(
    ("options", "said"),
    [([], "there is nothing to judge"), (["--poses", "."], "poses and labels of real clips go together")],
)
def test_evaluate_says_what_it_needs(options, said):
    result = _run("evaluate", "phases", *options)
    assert isinstance(result.exception, InputError)
    assert said in str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["figure", "x", "--size", "wide"], "wide: is not a picture size; write it like 480x360."),
        (["figure", "x", "--size", "9x9"], "9x9: is too small or too large a picture; use 32 to 7680 pixels a side."),
        (["figure", "x", "--split", "exam"], "'exam': is not a split; choose one of: train, validation, test."),
        (["train", "system", "gru", "trends-vn", "x", "--out", "y"], "'gru': is not written as a file of its own kind"),
        (["train", "system", "tcn", "drawn", "x", "--out", "y"], "'tcn': is not a system for phases; choose one of: "),
        (["extract", "x", "--model", "tiny"], "'tiny': is not a size of network; choose one of: "),
        (["train", "phases", "x", "--out", "y", "--dances", "z"], "only Live is taught by Review; add --use live"),
        (
            ["train", "phases", "x", "--out", "y", "--use", "live", "--teacher", "z"],
            "there is nothing that the teacher",
        ),
    ],
)
def test_wrong_calls_are_one_sentence_and_exit_2(monkeypatch, capsys, arguments, said):
    assert _exit_of(monkeypatch, arguments) == 2
    assert capsys.readouterr().err.startswith(said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["labels", "nowhere"], "nowhere: is not there; name files of labels, or their folder."),
        (
            ["tune", "tcn", "trends-vn", "nowhere", "--out", "x"],
            "nowhere: holds no clips of landmarks; name the folder",
        ),
        (
            ["tune", "tcn", "extracted", "[b]", "--out", "x"],
            "[b]/.extraction/tracks: holds no store of clips; write it",
        ),
        (["train", "phases", "nowhere", "--out", "x"], "nowhere: holds no drawn clips; draw some with python -m"),
        (["export", "nowhere", "x.onnx"], "nowhere: holds no trained network; name the folder that `train` wrote."),
    ],
)
def test_input_that_cannot_be_used_is_one_sentence_and_exits_3(monkeypatch, capsys, tmp_path, arguments, said):
    pytest.importorskip("optuna", reason="Optuna is not installed (extra `training`)")
    monkeypatch.setattr(recipes.phases, "start", lambda *_: None)
    monkeypatch.chdir(tmp_path)
    assert _exit_of(monkeypatch, arguments) == 3
    sentence = [line for line in capsys.readouterr().err.splitlines() if line.strip()][-1]
    assert sentence.startswith(said)


def _exit_of(monkeypatch, arguments):
    monkeypatch.setattr(sys, "argv", ["training", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def test_a_build_says_what_is_damaged_before_anything_is_drawn(tmp_path):
    (tmp_path / "dances").mkdir()
    (tmp_path / "dances" / "waltz-1.npz").write_bytes(b"no archive")
    result = _run("build", tmp_path / "work", "--dances", tmp_path / "dances", "--out", tmp_path / "out")
    assert isinstance(result.exception, InputError)
    assert "waltz-1.npz: holds no landmarks of 33 joints" in str(result.exception)
    result = _run("build", tmp_path / "work", "--poses", tmp_path / "dances", "--out", tmp_path / "out")
    assert str(result.exception) == f"{tmp_path / 'dances'}: holds no poses; name a folder that `extract` wrote."
    assert not (tmp_path / "work").exists()
