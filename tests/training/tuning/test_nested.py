import json

import attrs
import numpy as np
import pytest
from typer.testing import CliRunner

from dancecoach.errors import InputError
from training.networks.system import Fitting
from training.tuning.material import Material, load_material
from training.tuning.nested import KINDS, Answers, Tuning, vote

optuna = pytest.importorskip("optuna", reason="Optuna is not installed (extra `training`)")


@pytest.fixture
def tuned(toy, material, tmp_path):
    """(tuning, its storage, what it found)."""
    tuning = Tuning(toy, material, tmp_path, 8, Fitting(seed=2), outer=3, inner=2)
    kept = optuna.storages.InMemoryStorage()
    return tuning, kept, tuning.run(kept)


def test_tuned_settings_beat_the_usual_ones_and_all_stand_beside_each_other(tuned):
    _, _, found = tuned
    assert tuple(found.outcomes) == KINDS
    accuracy = {kind: outcome.accuracy for kind, outcome in found.outcomes.items()}
    assert accuracy["usual"] == 0.5  # clips 0 to 19 of 40
    assert accuracy["tuned"] > 0.75
    assert accuracy["vote"] > 0.75
    assert all(found.outcomes[kind].clips.sum() == 40 for kind in ("usual", "tuned", "averaged", "vote"))
    assert found.outcomes["fold"].clips.sum() == 80  # two models each
    assert found.outcomes["vote"].system == "toy-vote"


def test_outer_clips_teach_and_choose_nothing(tuned, toy, material):
    _, _, found = tuned
    taught = list(toy.taught)
    assert max(count for _, count in taught) <= 28 * 5  # of 40 clips a third is never seen, cut in five at most
    for one in found.chosen:
        assert len(one.trials) == 8
        assert all(set(t.scores) <= {0, 1} for t in one.trials)
    assert json.dumps(found.to_dict())


def test_finished_tuning_trains_nothing_again(tuned, toy):
    tuning, kept, found = tuned
    toy.taught.clear()
    again = tuning.run(kept)
    assert not toy.taught
    assert np.array_equal(again.outcomes["vote"].clips, found.outcomes["vote"].clips)
    (tuning.folder / tuning.name / "1.fold-0.npz").write_bytes(b"half of it")
    tuning.run(kept)
    assert len(toy.taught) == 1


def test_the_same_question_is_answered_once(toy, material, tmp_path):
    """With a single trial the usual settings are the best and their own mean."""
    tuning = Tuning(toy, material, tmp_path, 1, Fitting(), outer=2, inner=2)
    found = tuning.run(optuna.storages.InMemoryStorage())
    assert len(toy.taught) == 2 * (
        2 + 1 + 2
    )  # in each outer fold: the trial, the whole fold, a model of each inner one
    kept = sorted(path.stem for path in (tmp_path / tuning.name).glob("*.npz"))
    assert kept == sorted(
        f"{n}.{kind}" for n in range(2) for kind in ("usual", "tuned", "averaged", "fold-0", "fold-1")
    )
    assert found.outcomes["usual"].accuracy == found.outcomes["tuned"].accuracy == found.outcomes["averaged"].accuracy


def test_a_study_of_other_clips_is_not_gone_on_with(tuned, material):
    tuning, kept, _ = tuned
    renamed = tuple(attrs.evolve(clip, name=f"new {clip.name}") for clip in material.clips)
    other = attrs.evolve(tuning, material=attrs.evolve(material, clips=renamed))
    with pytest.raises(InputError, match=r"two\.toy\.2\.3x2\.fold-0: was begun with other clips or folds"):
        other.run(kept)
    assert attrs.evolve(tuning, outer=2).name == "two.toy.2.2x2" != tuning.name
    assert attrs.evolve(tuning, outer=5, inner=4).name == "two.toy.2"


def test_vote_is_the_mean_of_what_models_say():
    sides = [Answers(np.array([[a, 1 - a]], np.float32), 5, 1.0, 0.5) for a in (0.9, 0.4)]
    both = vote(sides)
    np.testing.assert_allclose(both.said, [[0.65, 0.35]])
    assert (both.parameters, both.seconds, both.answer_s) == (10, 2.0, 1.0)


def test_phases_are_judged_frame_by_frame_and_padding_counts_nothing(make_clip):
    from training.networks.bilstm import BiLstm
    from training.networks.system import Trained

    clips = tuple(attrs.evolve(make_clip(n, name=f"c{n}"), performer=f"p{n}") for n in (25, 40))
    clips[1].weights[:3] = 0
    clips[1].labels[30:] = 2
    material = Material.of_drawn(clips)

    class Network:
        def predict(self, inputs, batch, verbose):
            return np.broadcast_to(np.eye(4, dtype=np.float32)[1], (*inputs.shape[:2], 4))

    system = BiLstm(length=15)
    both = np.array([0, 1])
    said = material.ask(system, Trained(Network()), material.cut(system), both)
    assert said.shape == (62, 4)
    assert np.array_equal(said, np.eye(4)[np.ones(62, int)])
    assert material.truth_of(material.units(both))[-10:].tolist() == [2] * 10
    assert len(material.units(np.array([1]))) == 37


def test_unknown_set_is_named(tmp_path):
    with pytest.raises(Exception, match="'polka': is not a set to tune on; choose one of: trends-vn"):
        load_material("polka", tmp_path)


def test_command_tunes_and_writes_what_it_found(toy, material, tmp_path, monkeypatch):
    from training import systems
    from training.cli import app
    from training.tuning import material as module

    monkeypatch.setitem(systems.SYSTEMS, "toy", type(toy))
    monkeypatch.setattr(module, "load_material", lambda name, folder, progress: material)
    words = ["tune", "toy", "two", tmp_path, "--out", tmp_path / "out", "--trials", 2, "--outer", 2, "--inner", 2]
    result = CliRunner().invoke(app, [str(w) for w in [*words, "--epochs", 1]], catch_exceptions=False)
    assert result.exit_code == 0
    assert all(kind in result.stdout for kind in KINDS)
    report = json.loads((tmp_path / "out" / "two.toy.0.1-rounds.2x2.json").read_text())
    assert set(report["outcomes"]) == set(KINDS)
    assert [one["trials"] for one in report["folds"]] == [2, 2]
    assert (tmp_path / "out" / "two.toy.0.1-rounds.2x2" / "two.nested.toy-vote.0.json").is_file()


@pytest.mark.slow
def test_keras_system_is_tuned(keras, make_clip, tmp_path):
    """One trial of a real system, so that what the toy leaves out is seen once: building, tracing, forgetting."""
    from training.data.sets import StyleSet
    from training.systems import system

    clips = tuple(make_clip(70, (1.0, 4.0)[i % 2], f"c{i}", "ab"[i % 2], seed=i) for i in range(8))
    dances = Material.of_dances(StyleSet("two", clips, tuple(c.name for c in clips), ("x",) * 8))
    small = attrs.evolve(system("tcn"), window=60, filters=4, dilations=(1,))
    tuning = Tuning(small, dances, tmp_path, 1, Fitting(epochs=1, threads=1), outer=2, inner=2)
    found = tuning.run(optuna.storages.InMemoryStorage())
    assert found.outcomes["vote"].clips.sum() == 8
    assert found.outcomes["vote"].parameters == 2 * found.outcomes["tuned"].parameters
