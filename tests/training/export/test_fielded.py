import json
from datetime import date

import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.inference.session import open_session
from dancecoach.models.card import CARD_KEY
from training.benchmark.learning import Learning
from training.data.sets import StyleSet
from training.data.splits import split_80_20
from training.errors import CallError
from training.export.fielded import refuse_unexportable, teach_and_export
from training.export.graph import Graph
from training.export.systems import SCHEMA
from training.export.verify import verify
from training.networks.balance import Balance
from training.networks.system import Fitting
from training.systems import SYSTEMS, system
from training.tuning.material import Material

pytest.importorskip("onnx", reason="onnx is not installed (extra `training`)")
pytest.importorskip("sklearn", reason="scikit-learn is not installed (extra `training`)")

TODAY = date(2026, 11, 21)
CARD = {"schema": SCHEMA, "kind": "style", "name": "tcn", "labels": ["a", "b"], "training": [{"name": "x"}]}


@pytest.fixture
def dances(make_clip):
    clips = tuple(
        make_clip(40, rate, f"{style}-{number}", style, seed=number)
        for style, rate in (("calm", 0.5), ("wild", 4.0))
        for number in range(5)
    )
    return Material.of_dances(StyleSet("waves", clips, tuple(clip.name for clip in clips), ("here",) * len(clips)))


def _small():
    return attrs.evolve(system("tcn"), filters=8, dilations=(1, 2), window=20)


def test_a_system_is_taught_judged_and_written(keras, dances, tmp_path):
    path = tmp_path / "new" / "tcn.onnx"
    done = teach_and_export(_small(), dances, path, Fitting(epochs=5), today=TODAY)
    assert (done.taught, done.units) == (8, 2)
    assert done.written.parity < 1e-5
    assert [(check.name, check.said) for check in verify(path) if not check.passed] == []
    card = json.loads(open_session(path, threads=1, gpu="never").metadata[CARD_KEY])
    assert (card["schema"], card["name"], card["labels"], card["date"]) == (
        SCHEMA,
        "tcn",
        ["calm", "wild"],
        "2026-11-21",
    )
    assert card["training"] == [{"name": "waves", "clips": 8, "frames_a_second": 30.0}]
    # What stands on the card is what the file itself says of the clips that did not teach, as they are cut.
    examples = dances.cut(_small())
    said = open_session(path, threads=1, gpu="never").run(examples.inputs)[0]
    held_out = split_80_20(dances.styles, dances.groups, 0).test.tolist()
    right = [said[examples.clip == clip].mean(0).argmax() == dances.truth[clip] for clip in held_out]
    assert card["metrics"]["held_out"]["accuracy"] == done.accuracy == np.mean(right)


def test_copies_teach_and_are_not_judged_by(keras, dances, tmp_path):
    path, learning = tmp_path / "a.onnx", Learning("mirror", 1, Balance.SAMPLING)
    done = teach_and_export(_small(), dances, path, Fitting(epochs=2), learning=learning, today=TODAY)
    assert (done.taught, done.units) == (8, 2)
    assert all(check.passed for check in verify(path))
    card = json.loads(open_session(path, threads=1, gpu="never").metadata[CARD_KEY])
    assert (card["augmentation"]["mirror"], card["copies"], card["balance"]) == (0.5, 1, "sampling")


def test_all_clips_may_teach(keras, dances, tmp_path):
    done = teach_and_export(_small(), dances, tmp_path / "a.onnx", Fitting(epochs=1), judged=False, today=TODAY)
    assert (done.taught, done.units) == (10, 0)
    assert np.isnan(done.accuracy)
    card = json.loads(open_session(tmp_path / "a.onnx", threads=1, gpu="never").metadata[CARD_KEY])
    assert card["metrics"] == {}


def test_too_few_clips_to_judge_are_named_before_anything_is_taught(dances, tmp_path):
    few = attrs.evolve(
        dances, clips=dances.clips[:8], truth=dances.truth[:8], styles=dances.styles[:8], groups=dances.groups[:8]
    )
    with pytest.raises(InputError, match="wild: has 3 clips, too few for 5 folds"):
        teach_and_export(_small(), few, tmp_path / "a.onnx", Fitting())
    assert not (tmp_path / "a.onnx").exists()


def test_what_is_no_network_of_layers_says_what_else_to_do():
    refused = []
    for name in SYSTEMS:
        try:
            refuse_unexportable(system(name))
        except CallError as error:
            refused.append(str(error))
    assert refused == [
        "'gru': is not written as a file of its own kind; python -m training train style makes it, "
        "python -m training export writes it for the app."
    ]


def _written(path, card, *, weight=1.0, classes=2, name="probabilities", softmax=True, batch="batch"):
    graph = Graph()
    x = graph.input("inputs", (batch, 4))
    (x,) = graph.op("MatMul", x, graph.constant(weight * np.random.default_rng(0).normal(0, 1, (4, classes))))
    if softmax:
        (x,) = graph.op("Softmax", x, axis=-1)
    graph.output(x, name, (batch, classes))
    path.write_bytes(graph.model("small", {CARD_KEY: json.dumps(card)}).SerializeToString())
    return path


def _failed(path):
    return {check.name: check.said for check in verify(path) if check.passed is False}


@pytest.mark.parametrize(
    ("changes", "options", "point", "said"),
    [
        ({"name": "waltzer"}, {}, "card", "names the system 'waltzer', which there is not"),
        ({"labels": ["a"]}, {}, "card", "does not name its classes"),
        ({"labels": ["a", "a"]}, {}, "card", "names a class twice"),
        ({"training": []}, {}, "card", "nothing that it was trained on"),
        ({}, {"classes": 3}, "inputs and outputs", "gives 3 probabilities for 2 classes"),
        ({}, {"name": "logits"}, "inputs and outputs", "takes inputs and gives logits"),
        ({}, {"batch": 1}, "inputs and outputs", "inputs has a fixed batch"),
        ({}, {"softmax": False}, "random input", "gives no probabilities"),
        ({}, {"weight": 0.0}, "random input", "says the same of everything"),
    ],
)
def test_each_point_of_a_systems_file_can_fail(tmp_path, changes, options, point, said):
    assert _failed(_written(tmp_path / "good.onnx", CARD)) == {}
    failed = _failed(_written(tmp_path / "a.onnx", CARD | changes, **options))
    assert set(failed) == {point}
    assert said in failed[point]
