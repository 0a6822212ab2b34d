"""``benchmark ablation``, with a system that needs no TensorFlow."""

import numpy as np
import pytest
from typer.testing import CliRunner

from training import systems
from training.benchmark import suite
from training.cli import app
from training.data import sets
from training.data.sets import StyleSet
from training.errors import CallError
from training.networks.system import Examples, System, Trained


class Nearest(System):
    """Says the class of the nearest mean place of the joints that it was taught."""

    name, task, published = "nearest", "style", "a test's own"

    def examples(self, clips, truth):
        places = np.stack([clip.track.landmarks[..., :2].mean(0).ravel() for clip in clips])
        return Examples(places, truth, np.arange(len(clips)))

    def train(self, examples, chosen, classes, fitting):
        truth, places = examples.truth[chosen], examples.inputs[chosen]
        return Trained(np.stack([places[truth == number].mean(0) for number in range(classes)]))

    def predict(self, trained, examples, chosen):
        far = np.linalg.norm(examples.inputs[chosen][:, None] - trained.network, axis=-1)
        return np.eye(len(trained.network), dtype=np.float32)[far.argmin(1)]


@pytest.fixture
def run(make_clip, monkeypatch, tmp_path):
    """The command, on two dances of six clips."""
    clips = tuple(make_clip(60, name=f"{s}{i}", style=s, seed=i) for s in ("a", "b") for i in range(6))
    names = tuple(clip.name for clip in clips)
    dances = StyleSet("two", clips, names, ("one",) * len(clips))
    monkeypatch.setitem(sets.SETS, "two", lambda folder, seed: dances)
    monkeypatch.setitem(systems.SYSTEMS, "nearest", Nearest)
    monkeypatch.setattr(suite, "forget", lambda: None)
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
