import sys

import pytest
from typer.testing import CliRunner

from dancecoach.errors import EngineError, InputError
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
        ["evaluate", "phases"],
        ["build"],
    ):
        assert _run(*words, "--help").exit_code == 0


def test_without_tensorflow_one_command_is_named(monkeypatch, tmp_path, drawn_folder):
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    result = _run("train", "phases", drawn_folder, "--out", tmp_path)
    assert isinstance(result.exception, EngineError)
    assert str(result.exception).endswith('install it with: pip install "dancecoach[training]".')


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
        (["extract", "x", "--model", "tiny"], "'tiny': is not a size of network; choose one of: "),
    ],
)
def test_wrong_values_are_one_sentence(monkeypatch, capsys, arguments, said):
    monkeypatch.setattr(sys, "argv", ["training", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(said)
