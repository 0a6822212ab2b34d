import attrs
import pytest

from dancecoach.models.style import StyleClassifier
from training.data.augment import PLAIN
from training.data.sets import StyleSet
from training.export.write import export
from training.recipes import style_data
from training.recipes.style import cross_validate, train_style
from training.recipes.style_workshop import StyleTraining
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
