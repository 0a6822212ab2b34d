import json
import zipfile

import numpy as np
import pytest
from typer.testing import CliRunner

from dancecoach.errors import InputError
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from training.cli import app
from training.data import sets
from training.data.clips import Clip
from training.data.sets import StyleSet
from training.networks.foreign import Foreign, load_network
from training.networks.stacked50 import Gru50
from training.networks.system import Fitting

# Keras writes weights in a way that numpy deprecates, and advises its newer format when it writes the older one.
pytestmark = [pytest.mark.filterwarnings(f"ignore::{kind}") for kind in ("DeprecationWarning", "UserWarning")]


@pytest.fixture(scope="module")
def network(keras):
    """The published network, two dances, narrower; its weights are drawn by chance."""
    return Gru50(units=6, layers=2).build((10, 132), 2)


def _clip(name, style, frames=25, seed=0):
    rng = np.random.default_rng(seed)
    points = rng.uniform(0.2, 0.8, (frames, 33, 3))
    there = np.ones(frames, bool)
    track = PoseTrack(np.arange(frames) / 30, points, np.ones((frames, 33)), there, (640, 480), BLAZEPOSE_33, "test")
    return Clip(name, track, np.zeros(frames, np.uint8), np.ones(frames, np.float32), style=style)


@pytest.fixture(scope="module")
def dances():
    clips = tuple(_clip(f"{s}-{i}", s, seed=i) for s in ("a", "b") for i in range(3))
    return StyleSet("two", clips, tuple(c.name for c in clips), ("x",) * 6)


def _asked(system, dances):
    examples = system.examples(dances.clips, dances.truth)
    trained = system.train(examples, np.zeros(0, np.intp), 2, Fitting())
    return examples, system.predict(trained, examples, np.arange(len(examples)))


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_saved_network_says_what_the_one_in_memory_does(network, dances, tmp_path, suffix):
    path = tmp_path / f"published{suffix}"
    network.save(path)
    examples, said = _asked(Foreign(path), dances)
    assert len(examples) == 6 * 16
    np.testing.assert_allclose(said, network.predict(examples.inputs, verbose=0), atol=1e-6)
    _, turned = _asked(Foreign.of(path, ("a", "b"), ("b", "a")), dances)
    np.testing.assert_array_equal(turned, said[:, ::-1])


def test_settings_of_keras_2_are_overlooked(network, dances, tmp_path, keras):
    import h5py

    path = tmp_path / "older.h5"
    keras.Sequential([keras.Input((10, 132)), keras.layers.GRU(6), keras.layers.Dense(2, "softmax")]).save(path)
    with h5py.File(path, "a") as file:
        config = json.loads(file.attrs["model_config"])
        first, gru, *_ = config["config"]["layers"]
        first["config"] = {"batch_input_shape": [None, 10, 132], "dtype": "float32", "sparse": False, "ragged": False,
                           "name": "input_1"}  # fmt: skip
        gru["config"] |= {"time_major": False, "dtype": "float32"}
        file.attrs["model_config"] = json.dumps(config)
        file.attrs["keras_version"] = "2.12.0"
    _, said = _asked(Foreign(path), dances)
    assert said.shape == (96, 2)


def test_what_is_no_such_network_is_named(keras, network, tmp_path):
    layers = keras.layers
    keras.Sequential([keras.Input((5, 132)), layers.Flatten(), layers.Dense(2, "softmax")]).save(tmp_path / "in.keras")
    keras.Sequential([keras.Input((10, 132)), layers.Flatten(), layers.Dense(2)]).save(tmp_path / "raw.keras")
    network.save(tmp_path / "good.keras")
    (tmp_path / "text.keras").write_text("no network")
    (tmp_path / "text.h5").write_text("no network")
    with zipfile.ZipFile(tmp_path / "empty.keras", "w") as file:
        file.writestr("config.json", "{}")
    for name, classes, said in (
        ("in.keras", 2, r"in\.keras: takes 5 x 132, not windows of 10 x 132; choose"),
        ("good.keras", 5, r"good\.keras: gives 2, where 5 dances are asked"),
        ("raw.keras", 2, "gives no probabilities"),
        ("text.keras", 2, r"text\.keras: cannot be loaded by Keras"),
        ("text.h5", 2, "cannot be loaded by Keras"),
        ("empty.keras", 2, "cannot be loaded by Keras"),
        ("missing.keras", 2, "is not there"),
        ("model.pt", 2, r"is no file of Keras; choose one of: \.keras, \.h5"),
    ):
        with pytest.raises(InputError, match=said):
            load_network(tmp_path / name, classes)


def test_code_in_a_file_is_not_run(keras, tmp_path):
    inputs = keras.Input((10, 132))
    x = keras.layers.Lambda(lambda t: t * 2)(keras.layers.Flatten()(inputs))
    keras.Model(inputs, keras.layers.Dense(2, "softmax")(x)).save(tmp_path / "code.keras")
    with pytest.raises(InputError, match=r"code\.keras: cannot be loaded"):
        load_network(tmp_path / "code.keras", 2)


def test_order_must_name_the_dances_of_the_set(tmp_path):
    with pytest.raises(InputError, match="a, c: are not the dances of the set; name each once: a, b"):
        Foreign.of(tmp_path / "x.keras", ("a", "b"), ("a", "c"))


def test_command_asks_a_file_about_all_clips(network, dances, tmp_path, monkeypatch):
    monkeypatch.setattr(sets, "load_set", lambda name, folder: dances)
    network.save(tmp_path / "good.keras")
    words = ["evaluate", "keras", tmp_path / "good.keras", "two", tmp_path, "--json", tmp_path / "report.json"]
    result = CliRunner().invoke(app, [str(w) for w in words], catch_exceptions=False)
    assert result.exit_code == 0
    report = json.loads((tmp_path / "report.json").read_text())
    assert np.sum(report["clips"]) == 6
    assert np.sum(report["windows"]) == 96
