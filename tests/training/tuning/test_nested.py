import json

import numpy as np
import pytest
from typer.testing import CliRunner

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
    (tuning.folder / tuning.name / "1.tuned.npz").write_bytes(b"half of it")
    tuning.run(kept)
    assert len(toy.taught) == 1


def test_vote_is_the_mean_of_what_models_say():
    sides = [Answers(np.array([[a, 1 - a]], np.float32), 5, 1.0, 0.5) for a in (0.9, 0.4)]
    both = vote(sides)
    np.testing.assert_allclose(both.said, [[0.65, 0.35]])
    assert (both.parameters, both.seconds, both.answer_s) == (10, 2.0, 1.0)


def test_phases_are_judged_frame_by_frame_and_padding_counts_nothing(make_clip):
    import attrs

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


def test_command_tunes_and_writes_what_it_found(keras, shared_data, tmp_path, monkeypatch):
    from training.cli import app
    from training.data import sets
    from training.tuning import material as module

    def few(name, folder):
        found = sets.load_set(name, folder)
        first = [i for style in found.labels[:2] for i in np.flatnonzero(np.array(found.styles) == style)[:4]]
        keep = [found.clips[i] for i in first]
        return sets.StyleSet("few", tuple(keep), tuple(c.name for c in keep), ("x",) * len(keep))

    monkeypatch.setattr(module, "load_set", few)
    words = ["tune", "tcn", "trends-vn", shared_data / "landmarks" / "trends-vn", "--out", tmp_path, "--trials", 1]
    words += ["--epochs", 1, "--outer", 2, "--inner", 2, "--threads", 1]
    result = CliRunner().invoke(app, [str(w) for w in words], catch_exceptions=False)
    assert result.exit_code == 0
    assert "tcn-vote" in result.stdout
    report = json.loads((tmp_path / "few.tcn.0.1-rounds.json").read_text())
    assert set(report["outcomes"]) == set(KINDS)
    assert len(report["folds"]) == 2
    assert (tmp_path / "few.tcn.0.1-rounds" / "few.nested.tcn-vote.0.json").is_file()
