import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.models.model import OnnxModel
from dancecoach.models.phases import LivePhases
from training.data.augment import PLAIN
from training.errors import CallError
from training.evaluate import live_judge, poses_of
from training.export.write import export
from training.judging import judge_phases
from training.recipes.phases import PhasesTraining, train_phases
from training.run import Run
from training.train import Schedule

QUICK = PhasesTraining(
    live=True, units=16, layers=1, dropout=0.0, length=60, variants=1, augmentation=PLAIN,
    schedule=Schedule(epochs=60, batch=8, learning_rate=1e-2, patience=0), threads=1,
)  # fmt: skip


@pytest.fixture(scope="module")
def trained(keras, drawn_folder):
    return train_phases(drawn_folder, QUICK)


def test_a_small_network_learns_a_small_set(trained):
    run, history = trained
    assert history.scores[0] < 0.6 < 0.85 < history.scores[history.best]
    assert run.card.look_ahead == 2
    assert run.card.metrics["validation"]["frames_macro_f1"] == pytest.approx(history.scores[history.best], abs=1e-4)


def test_exported_network_finds_the_jumps_of_other_people(trained, drawn_folder, tmp_path):
    run, _ = trained
    done = export(run.system, run.network, run.card, tmp_path / "live.onnx")
    assert done.parity < 1e-5
    assert OnnxModel(done.path, kind="phases", causal=True).card.title == "phases-live 2"
    for live in (True, False):
        report = judge_phases(done.path, live=live, drawn=drawn_folder)["drawn"]
        assert report.macro_f1 > 0.8
        assert [c.skills for c in report.clips] == [(1, 1), (1, 1), (1, 1), (0, 0)]


def test_live_verdicts_count_for_the_moment_they_are_about(trained, make_clip, tmp_path):
    run, _ = trained
    path = export(run.system, run.network, run.card, tmp_path / "live.onnx").path
    track = make_clip(40).track
    labels, _ = live_judge(path)(track)
    live = LivePhases(track.skeleton, track.frame_size, path)
    said = [live.push(float(t), pose) for t, pose in zip(track.times, poses_of(track), strict=True)]
    assert len(labels) == 40
    # Verdict i + 2 is the first about frame i.
    assert labels[20] == ["idle", "take-off", "skill", "landing"].index(said[22].phase)


def test_run_comes_back_as_it_was(trained, tmp_path):
    run, history = trained
    run.save(tmp_path, history)
    back = Run.load(tmp_path)
    assert back.system == run.system
    assert back.card.to_json() == run.card.to_json()
    for once, twice in zip(run.network.get_weights(), back.network.get_weights(), strict=True):
        np.testing.assert_array_equal(once, twice)


def test_folder_without_a_run_is_named(tmp_path):
    with pytest.raises(InputError, match="holds no trained network"):
        Run.load(tmp_path)


def test_same_seed_same_network(keras, drawn_folder):
    short = attrs.evolve(QUICK, schedule=Schedule(epochs=1, batch=8))
    first, second = (train_phases(drawn_folder, short)[0].network.get_weights() for _ in range(2))
    for once, twice in zip(first, second, strict=True):
        np.testing.assert_array_equal(once, twice)


def test_several_vote_as_one_for_review_only(keras, drawn_folder, tmp_path):
    quick = attrs.evolve(QUICK, live=False, members=2, schedule=Schedule(epochs=3, batch=8, learning_rate=1e-2))
    run, history = train_phases(drawn_folder, quick)
    assert run.system.members == 2
    assert len(history.scores) == 3 + 3 + 1
    assert run.card.metrics["validation"]["frames_macro_f1"] == pytest.approx(history.scores[-1], abs=1e-4)
    export(run.system, run.network, run.card, tmp_path / "review.onnx")
    with pytest.raises(CallError, match="2 members: one network follows a camera"):
        train_phases(drawn_folder, attrs.evolve(QUICK, members=2))


def test_missing_split_says_how_to_draw_it(keras, drawn_folder):
    with pytest.raises(InputError, match=r"no clips of the split train.*--split train"):
        train_phases(drawn_folder / "validation", QUICK)
