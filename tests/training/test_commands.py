import sys

import pytest
from typer.testing import CliRunner

from dancecoach.errors import EngineError, InputError
from training.cli import app


def _run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_every_command_explains_itself():
    for words in (["train", "phases"], ["train", "style"], ["evaluate", "phases"], ["export"], ["build"]):
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
