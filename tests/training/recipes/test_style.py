import attrs
import numpy as np
import pytest

from dancecoach.models.card import CARD_KEY, ModelCard
from dancecoach.models.style import StyleClassifier
from dancecoach.motion.features import FEATURES
from training.data.augment import PLAIN
from training.data.batches import Cutter
from training.data.sequences import Recipe, sequences
from training.data.sets import StyleSet
from training.data.store import write_store
from training.export.graph import Graph
from training.export.write import export
from training.recipes import style_data
from training.recipes.style import StyleTraining, cross_validate, train_style
from training.recipes.style_data import Dances, StyleBatches
from training.recipes.style_report import StyleReport
from training.train import Schedule

QUICK = StyleTraining(
    units=16, dropout=0.0, input_dropout=0.0, longest_s=3.0, shortest_s=2.0, variants=5,
    augmentation=attrs.evolve(PLAIN, noise=0.1), steps=30,
    schedule=Schedule(epochs=16, batch=16, learning_rate=4e-3, patience=0), folds=2, threads=1,
)  # fmt: skip


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    """Keep the user's cache out of it."""
    monkeypatch.setattr(style_data, "user_cache_path", lambda name: tmp_path / "cache" / name)


@pytest.fixture
def dances(make_clip):
    """Slow and fast waving, eight clips of each, two of a take."""
    clips = [
        make_clip(90, rate, f"{name}-{i}", name, seed=i)
        for name, rate in (("slow", 0.5), ("fast", 3.0))
        for i in range(8)
    ]
    takes = tuple(f"{clip.style}-{i // 2}" for i, clip in enumerate(clips))
    return StyleSet("waving", tuple(clips), takes, ("here",) * len(clips))


@pytest.fixture
def others(tmp_path, make_clip):
    """Standing still, half of it taught."""
    still = [attrs.evolve(make_clip(90, 0.0, f"{k}-{i}", seed=i), split=k) for k in ("train", "test") for i in range(2)]
    return write_store(tmp_path / "others", still, "1")


@pytest.mark.slow
def test_two_dances_are_told_apart_by_clips_never_seen(keras, dances, others, make_clip, tmp_path):
    report = cross_validate(dances, QUICK, others, [make_clip(90, 0.0, seed=9).track])
    assert report.labels == ("fast", "slow")
    assert report.accuracy >= 0.75
    assert report.others.shape == (4, 3)  # two clips of the kind that is not taught, by the networks of two folds
    assert report.strangers.shape == (2, 3)
    assert report.refused(report.strangers).all()
    assert report.split == "by take"
    run, _ = train_style(dances, attrs.evolve(QUICK, members=2), report, others)
    assert run.system.members == 2
    assert (run.card.name, run.card.training[0].source) == ("style-waving", "the user's own clips")
    done = export(run.system, run.network, run.card, tmp_path / "style.onnx")
    classifier = StyleClassifier(done.path)
    assert classifier.model.card.labels == ("fast", "slow", "unknown")
    result = classifier.classify(make_clip(90, 3.0, seed=50).track)
    assert result.label == "fast"
    assert set(result.probabilities) == {"fast", "slow"}
    assert classifier.classify(make_clip(90, 0.0, seed=51).track).label == "unknown"
    assert run.card.metrics["by_clip"]["accuracy"] == report.accuracy


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


def test_usual_settings_take_the_rounds_asked_for():
    assert StyleTraining.usual(epochs=3).schedule.epochs == 3
    assert StyleTraining.usual() == StyleTraining()
    assert StyleTraining.usual(members=3).members == 3


def test_dances_and_their_sources_are_met_alike(make_clip):
    clips = [make_clip(40, 1.0, f"{style}-{i}", style) for style, count in (("a", 4), ("b", 2)) for i in range(count)]
    sources = ("x", "x", "x", "y", "x", "x")
    dances = Dances.of(StyleSet("set", tuple(clips), tuple(c.name for c in clips), sources), 2, PLAIN)
    assert dances.shares(np.arange(6)) == pytest.approx([1 / 12, 1 / 12, 1 / 12, 1 / 4, 1 / 4, 1 / 4])
    assert dances.shares(np.array([0, 3])) == pytest.approx([0.5, 0.5])


def test_many_clips_are_varied_less_often():
    assert StyleTraining().copies(41) == 40
    assert StyleTraining().copies(500) == 4
    assert StyleTraining().copies(9000) == 2


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


def test_other_movement_is_a_class_of_its_own(make_clip, others):
    clips = tuple(make_clip(90, 1.0, f"{style}-{i}", style, seed=i) for style in "ab" for i in range(2))
    dances = Dances.of(StyleSet("set", clips, tuple(c.name for c in clips), ("",) * 4), 2, PLAIN)
    found = sequences(others, Recipe(True))
    mean, scale = np.zeros(len(FEATURES), np.float32), np.ones(len(FEATURES), np.float32)
    every = np.arange(4)
    batches = StyleBatches(Cutter(dances.found, mean, scale, 90), every, dances.truth, 2, 12, 1, 1.0, np.full(4, 0.25))
    assert batches.make(np.random.default_rng(0)).targets.shape == (12, 2)
    more = attrs.evolve(batches, others=Cutter(found, mean, scale, 90), taught=others.where(split="train"), share=0.25)
    targets = more.make(np.random.default_rng(0)).targets
    assert targets.shape == (12, 3)
    assert targets[:, 2].tolist() == [0.0] * 9 + [1.0] * 3
    assert targets.sum(1).tolist() == [1.0] * 12
