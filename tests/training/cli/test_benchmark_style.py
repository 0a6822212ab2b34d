"""``benchmark style``, with a system that needs no TensorFlow."""

import attrs
import pytest
from typer.testing import CliRunner

from training.benchmark.outcome import Outcome
from training.cli import app
from training.data import sets
from training.errors import CallError

pytest.importorskip("sklearn", reason="scikit-learn is not installed (extra `training`)")


@pytest.fixture
def run(two_dances, monkeypatch, tmp_path):
    """The command, on ten takes of twelve clips: each dance's last two are of one."""
    takes = tuple("a4" if t == "a5" else "b4" if t == "b5" else t for t in two_dances.takes)
    monkeypatch.setitem(sets.SETS, "two", lambda folder, seed: attrs.evolve(two_dances, takes=takes))
    words = ["benchmark", "style", "two", ".", "--out", tmp_path, "--systems", "nearest", "--protocols", "by_clip"]

    def go(*options):
        return CliRunner().invoke(app, [str(word) for word in (*words, *options)])

    return go


def test_fewer_clips_of_a_take_are_outcomes_of_their_own(run, tmp_path):
    assert run("--seeds", "1").exit_code == 0
    assert run("--seeds", "1", "--per-take", "1").exit_code == 0
    name = Outcome.file_of("two", "by_clip", "nearest", 0)
    whole, thinned = (Outcome.load(place / name) for place in (tmp_path, tmp_path / "1-a-take"))
    assert len(whole.verdicts.names) == 12
    assert thinned.verdicts.names == ("a0", "a1", "a2", "a3", "a5", "b0", "b1", "b2", "b3", "b5")


def test_a_setting_that_a_system_does_not_have_is_named(run):
    result = run("--set", "step=5")
    assert isinstance(result.exception, CallError)
    assert "step" in str(result.exception)


def test_what_no_seed_can_be_asked_is_said_once(run):
    result = run("--seeds", "3", "--protocols", "by_performer")
    assert result.exit_code == 3
    assert result.output.count("names no performers") == 1
