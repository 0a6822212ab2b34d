import json

import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.motion.phases import IDLE, SKILL
from training.benchmark import phases as module
from training.benchmark.learning import Learning
from training.benchmark.phases import PhaseOutcome, Taught, ask, asked_about, compare, phase_systems, system_judge
from training.benchmark.table import markdown, phase_sections
from training.data.augment import PHASES_AUGMENTATION
from training.errors import CallError
from training.networks.balance import Balance
from training.networks.system import Fitting, Trained
from training.systems import system


@pytest.fixture
def asked(drawn_folder):
    return asked_about(drawn_folder)


def never(track):
    """Says idle of every frame."""
    said = np.eye(4)[np.full(len(track), IDLE)]
    return said.argmax(1).astype(np.uint8), said


def test_drawn_clips_of_unseen_people_are_asked_about(asked):
    assert list(asked) == ["drawn"]
    assert len(asked["drawn"]) == 4
    assert all(case.name.startswith("test/") for case in asked["drawn"])


def test_who_knows_the_truth_scores_full_and_who_says_nothing_does_not(asked):
    truth = {id(case.track): case.labels for case in asked["drawn"]}
    knows = ask("knows", Taught(lambda t: (truth[id(t)], np.eye(4)[truth[id(t)]]), 1, 2.0), asked)
    silent = ask("silent", Taught(never, 1, 2.0), asked)
    assert knows.reports["drawn"]["macro_f1"] == 1
    assert silent.reports["drawn"]["macro_f1"] < 0.5
    (section,) = phase_sections([silent, knows])
    assert [row[0] for row in section.rows] == ["knows", "silent"]
    assert section.rows[0][2:6] == ("100.0",) * 4
    assert markdown([section]).startswith("### phases, drawn clips")


def test_outcome_is_read_as_it_was_written(asked, tmp_path):
    outcome = ask("silent", Taught(never, 5, 2.0), asked, seed=2)
    assert PhaseOutcome.load(outcome.save(tmp_path)) == outcome
    assert [ribbon.name for ribbon in outcome.clips["drawn"]] == [case.name for case in asked["drawn"]]
    (tmp_path / "phases.silent.2.json").write_text("[]")
    with pytest.raises(InputError, match=r"phases\.silent\.2\.json: holds no outcome"):
        PhaseOutcome.load(tmp_path / "phases.silent.2.json")


def test_a_file_of_before_is_read_without_its_clips(asked, tmp_path):
    outcome = ask("silent", Taught(never, 5, 2.0), asked)
    path = outcome.save(tmp_path)
    facts = json.loads(path.read_text())
    del facts["clips"], facts["versions"]
    path.write_text(json.dumps(facts))
    again = PhaseOutcome.load(path)
    assert (again.clips, again.reports) == ({}, outcome.reports)
    path.write_text(json.dumps(facts | {"clips": {"drawn": [{"name": "x"}]}}))
    with pytest.raises(InputError, match="holds no outcome"):
        PhaseOutcome.load(path)


def test_what_is_done_is_not_done_again(asked, drawn_folder, tmp_path, monkeypatch):
    taught = []
    monkeypatch.setattr(module, "teach", lambda name, *_: taught.append(name) or Taught(never, 1, 0.0))
    monkeypatch.setattr(module, "forget", lambda: None)
    names, fittings = ["bilstm", "frame_cnn"], [Fitting(0), Fitting(1)]
    first = list(compare(names, drawn_folder, asked, tmp_path, fittings))
    (tmp_path / "phases.bilstm.1.json").unlink()
    again = list(compare(names, drawn_folder, asked, tmp_path, fittings))
    assert taught == ["bilstm", "bilstm", "frame_cnn", "frame_cnn", "bilstm"]
    assert [(o.system, o.seed) for o in again] == [(o.system, o.seed) for o in first]


def test_varied_copies_stand_beside_the_clips_that_teach(drawn_folder, tmp_path, monkeypatch):
    cut, fitted = [], []

    class Spy(type(system("bilstm"))):
        def examples(self, clips, truth):
            cut.extend(clips)
            return super().examples(clips, truth)

        def train(self, examples, chosen, classes, fitting):
            fitted.append((len(examples), len(chosen), fitting.balance))
            return Trained(None)

    monkeypatch.setattr(module, "system", lambda name, task="": Spy())
    module.teach("bilstm", drawn_folder, tmp_path, Fitting(), Learning("trim=1,interval=2", 2, Balance.SAMPLING))
    assert len(cut) == 12
    assert {clip.split for clip in cut} == {"train"}
    assert all(len(clip.labels) == len(clip.track) for clip in cut)
    assert any(len(copy) < len(clip) for clip, copy in zip(cut[:4], cut[4:8], strict=True))
    assert [(count == chosen, balance) for count, chosen, balance in fitted] == [(True, Balance.SAMPLING)]


def test_our_networks_are_taught_with_other_settings_of_their_recipe(asked, drawn_folder, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(module, "_teach_ours", lambda *a, **k: told.append((a[1].name, a[3])) or Taught(never, 1, 0.0))
    monkeypatch.setattr(module, "forget", lambda: None)
    without = Learning("all-drift")
    (kept,) = compare(["gru_phases"], drawn_folder, asked, tmp_path, [Fitting()], learning=without)
    list(compare(["gru_phases"], drawn_folder, asked, tmp_path, [Fitting()], learning=without))
    list(compare(["gru_phases"], drawn_folder, asked, tmp_path, [Fitting()]))
    assert told == [
        ("gru_phases+all-drift.0.onnx", PHASES_AUGMENTATION.without("drift")),
        ("gru_phases.0.onnx", PHASES_AUGMENTATION),
    ]
    assert kept.system == "gru_phases+all-drift"
    assert PhaseOutcome.load(tmp_path / "phases.gru_phases+all-drift.0.json").learning["augmentation"]["drift"] == 0
    with pytest.raises(CallError, match="gru_phases: makes up for uneven classes in its own way"):
        list(compare(["gru_phases"], drawn_folder, asked, tmp_path, [], learning=Learning(balance=Balance.NONE)))


@pytest.mark.slow
def test_a_published_system_learns_from_drawn_clips(keras, asked, drawn_folder, tmp_path):
    assert set(phase_systems()) == {"frame_cnn", "bilstm", "gru_phases", "bigru_phases"}
    small = Fitting(epochs=60, threads=1)
    taught = module.teach("frame_cnn", drawn_folder, tmp_path, small)
    outcome = ask("frame_cnn", taught, asked)
    assert outcome.reports["drawn"]["macro_f1"] > ask("silent", Taught(never, 1, 0), asked).reports["drawn"]["macro_f1"]
    assert outcome.answer_ms > 0


def test_every_frame_of_a_track_is_answered(asked):
    track = asked["drawn"][0].track

    class Skill(type(system("bilstm"))):
        def predict(self, trained, examples, chosen):
            return np.broadcast_to(np.eye(4, dtype=np.float32)[SKILL], (*examples.truth[chosen].shape, 4))

    labels, shares = system_judge(attrs.evolve(Skill(), length=50), None)(track)
    assert len(labels) == len(track)
    assert (labels == SKILL).all()
    assert shares.sum(1) == pytest.approx(np.ones(len(track)))
