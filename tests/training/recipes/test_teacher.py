import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError, ModelError
from dancecoach.motion.features import track_features
from dancecoach.pose.repair import repair
from training.build import Build
from training.data.augment import PLAIN
from training.export.write import export
from training.recipes.phases import PhasesTraining, train_phases
from training.recipes.teacher import real_lessons, verdicts
from training.train import Schedule

BRIEF = Schedule(epochs=1, batch=8)
SMALL = {"units": 8, "layers": 1, "dropout": 0.0, "length": 60, "variants": 1, "augmentation": PLAIN, "threads": 1}


@pytest.fixture(scope="module")
def review(keras, drawn_folder, tmp_path_factory):
    """The file of a Review network that knows little."""
    run, _ = train_phases(drawn_folder, PhasesTraining(live=False, schedule=BRIEF, **SMALL))
    return export(run.system, run.network, run.card, tmp_path_factory.mktemp("review") / "phases_review.onnx").path


@pytest.fixture(scope="module")
def dances(make_clip, tmp_path_factory):
    """Two clips of landmarks as they are published."""
    folder = tmp_path_factory.mktemp("dances")
    for number in range(2):
        body = make_clip(50 + number, seed=number).track
        landmarks = np.full((len(body), 33, 4), 0.5, np.float32)
        columns = [0, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28]
        landmarks[:, columns, :2], landmarks[..., 3] = body.landmarks[..., :2], 1.0
        np.savez(folder / f"wave-{number:02d}.npz", landmarks=landmarks, label="wave", fps=30.0)
    return folder


def test_live_is_taught_what_review_says_of_the_same_moment(review, dances):
    from dancecoach.models.model import OnnxModel
    from training.data.trends import load_trends

    lessons = real_lessons(review, dances, variants=2)
    assert lessons.clips == 2
    assert lessons.found.variants == 3
    assert len(lessons.targets) == len(lessons.found.values) == lessons.found.bounds.max()
    clip = list(load_trends(dances))[1]
    rows = lessons.found.rows(1)
    np.testing.assert_allclose(
        lessons.found.values[rows], track_features(clip.track, causal=True).values, atol=5e-3, rtol=5e-3
    )
    teacher = OnnxModel(review, kind="phases")
    centred = track_features(repair(clip.track).track, causal=False)
    said = teacher.probabilities(teacher.whole(centred.values))
    np.testing.assert_allclose(lessons.targets[rows], said, atol=2e-3)
    np.testing.assert_array_equal(verdicts(teacher, clip.track), said)


def test_no_folder_no_lessons(tmp_path):
    assert real_lessons(tmp_path / "none.onnx") is None


def test_missing_teacher_or_clips_are_named(review, dances, tmp_path):
    with pytest.raises(ModelError, match=r"none\.onnx"):
        real_lessons(tmp_path / "none.onnx", dances)
    with pytest.raises(InputError, match="no clips of landmarks"):
        real_lessons(review, tmp_path)


def test_what_was_used_is_on_the_card_and_changes_the_network(review, dances, drawn_folder):
    settings = PhasesTraining(live=True, schedule=BRIEF, taught=0.5, **SMALL)
    taught, _ = train_phases(drawn_folder, settings, lessons=real_lessons(review, dances, variants=1))
    alone, _ = train_phases(drawn_folder, settings)
    assert [s.name for s in taught.card.training] == ["drawn gymnast", "trends-vn, phases by phases-review"]
    assert taught.card.training[1].clips == 2
    assert "discriminating-dance" in taught.card.training[1].source
    assert len(alone.card.training) == 1
    pairs = zip(taught.network.get_weights(), alone.network.get_weights(), strict=True)
    assert any((a != b).any() for a, b in pairs)


def test_the_build_takes_the_review_network_beside_it_as_teacher(review, dances, drawn_folder, tmp_path, monkeypatch):
    quick = PhasesTraining(live=True, schedule=BRIEF, **SMALL)
    monkeypatch.setattr(PhasesTraining, "usual", classmethod(lambda cls, *, live, **_: attrs.evolve(quick, live=live)))
    build = Build(drawn_folder.parent, review.parent, threads=1)
    monkeypatch.setattr(Build, "clips", property(lambda self: drawn_folder))
    done, reports = build.phases(live=True, dances=dances)
    assert done.parity < 1e-5
    assert len(reports["drawn"].clips) == 4
    with pytest.raises(ModelError, match="phases_review"):
        attrs.evolve(build, out=tmp_path).phases(live=True, dances=dances)
