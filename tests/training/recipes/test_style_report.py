import attrs
import numpy as np
import pytest

from dancecoach.models.card import CARD_KEY, ModelCard
from dancecoach.models.style import StyleClassifier
from dancecoach.motion.features import FEATURES
from training.export.graph import Graph
from training.recipes.style_report import StyleReport


def _report(logits, others):
    truth = np.array([0, 0, 1, 1])
    return StyleReport(
        ("a", "b"), ("a-1", "a-2", "b-1", "b-2"), truth, np.array(logits), np.array(others), np.zeros((0, 2))
    )


def test_unknown_parts_the_sure_from_the_unsure():
    report = _report([[4.0, 0], [3, 0], [0, 4], [0, 3]], [[0.2, 0.0], [0.0, 0.3]])
    assert report.accuracy == 1.0
    assert report.auroc(report.others) == 1.0
    assert report.likeness(report.others).max() < report.unknown < report.likeness(report.logits).min()
    assert report.shift == 0.0
    assert report.to_dict()["others"] == {"auroc": 1.0, "refused": 1.0}


def test_none_of_them_decides_where_it_is_taught():
    """Sure of a style among the styles, yet surer that it is none: the shift puts the line between the two sides."""
    report = _report(
        [[4.0, 0, 3], [3, 0, 2.5], [0, 4, 1], [0, 3, 2]], [[4.0, 0, 4.2], [0, 3.0, 5.0], [1.0, 0, 0.6], [0, 0, 0.1]]
    )
    assert report.accuracy == 1.0
    assert report.table.tolist() == [[2, 0], [0, 2]]
    assert report.likeness(report.logits).tolist() == pytest.approx([1.0, 0.5, 3.0, 1.0])
    assert report.auroc(report.others) == 1.0
    assert 0.4 < report.shift < 0.5
    assert report.refused(report.others).all()
    assert not report.refused(report.logits).any()
    assert 1 / 3 < report.unknown < 0.34  # `verify` wants more than chance
    numbers = report.to_dict()
    assert (numbers["kept"], numbers["kept_right"], numbers["named_wrongly"]) == (1.0, 1.0, 0.0)
    without = attrs.evolve(report, others=np.zeros((0, 3)))
    assert without.shift == 0.0


def test_the_app_refuses_what_the_report_says_it_refuses(tmp_path):
    """The card and the raised last layer do what the report counts."""
    pytest.importorskip("onnx")
    rng = np.random.default_rng(0)
    report = _report(rng.normal([3, 0, 1], 2.0, (4, 3)), rng.normal(0, 1, (6, 3)))
    graph = Graph()
    (mean,) = graph.op("ReduceMean", graph.input("features", ("batch", "time", len(FEATURES))), axes=[1], keepdims=0)
    (product,) = graph.op("MatMul", mean, graph.constant(np.eye(len(FEATURES), 3)))
    graph.output(graph.op("Add", product, graph.constant(np.array([0, 0, report.shift])))[0], "logits", ("batch", 3))
    card = ModelCard(
        kind="style", name="three", version="1", date="2026-01-01", labels=("a", "b", "unknown"), causal=False,
        look_ahead=0, mean=np.zeros(len(FEATURES)), scale=np.ones(len(FEATURES)),
        temperature=report.temperature, unknown=report.unknown,
    )  # fmt: skip
    path = tmp_path / "three.onnx"
    path.write_bytes(graph.model("three", {CARD_KEY: card.to_json()}).SerializeToString())
    classifier = StyleClassifier(path)
    asked = rng.normal(0, 2, (200, 3))
    values = np.zeros((200, 60, len(FEATURES)), np.float32)
    values[:, :, :3] = asked[:, None]
    said = [classifier.judge(rows).label == "unknown" for rows in values]
    assert 20 < sum(said) < 180
    np.testing.assert_array_equal(said, report.refused(asked))


def test_nine_of_ten_right_verdicts_stand_however_far_off_other_movement_is():
    """Captures that are easily told apart say nothing about how near other dancers come."""
    report = _report([[4.0, 0, 1], [3, 0, 1], [0, 4, 1], [2.5, 0, 9]], [[0.0, 0, 30]] * 5)
    assert report.right.tolist() == [True, True, True, False]
    assert report.shift == pytest.approx(2.0, abs=1e-3)  # the least likely of the right ones is still named
    assert report.refused(report.logits).tolist() == [False, False, False, True]


def test_without_other_movement_the_threshold_is_a_half():
    report = _report([[1.0, 0]] * 4, np.zeros((0, 2)))
    assert report.unknown == 0.5
    assert "others" not in report.to_dict()
    assert report.table.tolist() == [[2, 0], [2, 0]]


def test_pieces_of_a_take_are_judged_by_take():
    report = _report([[1.0, 0]] * 4, np.zeros((0, 2)))
    assert report.split == "by clip"
    report = attrs.evolve(report, groups=("t1", "t1", "t2", "t3"))
    assert (report.split, report.recall) == ("by take", 0.5)
    assert report.to_dict()["takes"] == 3


def test_four_fifths_of_other_dances_are_refused_where_there_are_some():
    others = [[0.1, 0]] * 20 + [[level, 0] for level in np.linspace(0, 4, 10)]
    report = _report([[2.0, 0], [0, 2], [0, 4], [0, 3]], others)  # one of four named wrongly: not too sure of itself
    assert report.refused(report.others).mean() >= 0.8
    near = attrs.evolve(report, near=np.arange(30) >= 20)
    assert near.unknown > report.unknown
    numbers = near.to_dict()
    assert numbers["other_dances"]["refused"] >= 0.8
    assert numbers["kept_right"] == pytest.approx(1 / 3, abs=1e-3)  # what it costs
    assert numbers["named_wrongly"] == 0.0
