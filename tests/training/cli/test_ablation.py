"""``benchmark ablation``, with a system that needs no TensorFlow."""

import pytest
from typer.testing import CliRunner

from training.cli import app
from training.errors import CallError


@pytest.fixture
def run(two_dances, tmp_path):
    """The command, on two dances of six clips."""
    words = ["benchmark", "ablation", "two", ".", "--out", tmp_path, "--system", "nearest", "--seeds", "2"]

    def go(*options):
        return CliRunner().invoke(app, [str(word) for word in (*words, *options)])

    return go


def test_one_table_of_all_cases_is_shown_and_written(run, tmp_path):
    result = run("--augment", "mirror,zoom,noise", "--copies", "2", "--markdown", tmp_path / "table.md")
    assert result.exit_code == 0, result.output
    lines = (tmp_path / "table.md").read_text("utf-8").splitlines()
    assert lines[0] == "### two, by_clip, nearest: varied"
    heads = [line.split("|")[1].strip() for line in lines[4:] if line]
    assert heads == [
        "nothing varied", "all", "mirror alone", "noise alone", "zoom alone",
        "all but mirror", "all but noise", "all but zoom",
    ]  # fmt: skip
    assert len(list(tmp_path.glob("two.by_clip.nearest+*+x2.*.json"))) == 2 * len(heads)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--augment", "sparkle"], "'sparkle': is nothing that is varied"),
        (["--set", "step=5"], "nearest: step: is no setting"),
        (["--protocol", "random_windows_leaky"], "random_windows_leaky: asks about what it taught; choose one that"),
        (["--protocol", "by_luck"], "'by_luck': is not a protocol"),
        (["--system", "gru49"], "'gru49': is not a system for style"),
    ],
)
def test_a_wrong_call_is_said_before_anything_is_trained(run, options, said, tmp_path):
    result = run(*options)
    assert isinstance(result.exception, CallError)
    assert said in str(result.exception)
    assert not list(tmp_path.glob("*.json"))
