"""A copy of the phase network goes on learning from what a person corrected, and the original stays."""

import json

import attrs
import numpy as np
import pytest

from dancecoach.models.card import ModelCard
from dancecoach.models.model import OnnxModel
from dancecoach.motion.features import FEATURES
from dancecoach.motion.phases import PHASES
from training.export.write import export
from training.networks.phases_gru import PhasesGru
from training.recipes.finetune import FinetuneSettings, finetune
from training.recipes.finetune_report import save_result

pytestmark = pytest.mark.slow

QUICK = FinetuneSettings(epochs=10, learning_rate=2e-2, variants=0, folds=3, drawn=0, asked=2, batch=4, threads=1)


@pytest.fixture(scope="module")
def base(keras, tmp_path_factory):
    """A small network that knows nothing yet."""
    keras.utils.set_random_seed(0)
    system = PhasesGru(len(FEATURES), units=6, layers=1, bidirectional=True)
    card = ModelCard(
        kind="phases", name="small", version="1", date="2026-11-22", labels=PHASES, causal=False, look_ahead=0,
        mean=np.zeros(len(FEATURES)), scale=np.ones(len(FEATURES)),
    )  # fmt: skip
    path = tmp_path_factory.mktemp("base") / "base.onnx"
    export(system, system.build(), card, path)
    return path


@pytest.fixture(scope="module")
def made(corrected, base, tmp_path_factory):
    """The copy's file, what was measured, and how far it was said to be."""
    folder, told = tmp_path_factory.mktemp("made"), []
    found = finetune(
        corrected, base, folder / "own.onnx", "mine", work=folder / "work", settings=QUICK, progress=told.append
    )
    return folder / "own.onnx", found, told


def test_clips_that_a_copy_has_not_seen_are_named_better(made):
    _path, found, _told = made
    gain, low, high = found.gain
    assert gain > 0.1
    assert low <= gain <= high
    assert found.after.macro_f1 == pytest.approx(found.before.macro_f1 + gain)


def test_everybody_is_held_out_once_with_all_their_clips(made, corrected):
    _path, found, told = made
    assert found.by_person
    assert [c.name for c in found.after.clips] == [clip.name for clip in corrected]
    stages = list(dict.fromkeys(one.stage for one in told if one.stage.startswith("learning")))
    assert stages == [f"learning, part {i} of 3" for i in (1, 2, 3)]  # two people, and then all


def test_the_copy_holds_to_the_contract_and_says_what_it_is(made, base):
    path, found, _told = made
    card = OnnxModel(path, kind="phases", causal=False).card
    assert card.title == "small 1+mine"
    assert card.training[-1].clips == 4
    told = card.metrics["finetuned"]
    assert told["split"] == "by person"
    assert told["clips"] == 4
    assert told["after"] == pytest.approx(found.after.macro_f1, abs=1e-4)
    assert OnnxModel(base, kind="phases").card.title == "small 1"


def test_without_persons_clips_are_held_out(corrected, base, tmp_path):
    alone = [attrs.evolve(clip, person="") for clip in corrected[:3]]
    quick = attrs.evolve(QUICK, epochs=1, folds=2)
    found = finetune(alone, base, tmp_path / "own.onnx", "mine", work=tmp_path / "work", settings=quick)
    assert not found.by_person
    save_result(found, tmp_path / "result.json")
    told = json.loads((tmp_path / "result.json").read_text("utf-8"))
    assert [row["clip"] for row in told["clips"]] == [clip.name for clip in alone]
    assert told["split"] == "by clip"
    # What nobody said anything of is not judged.
    assert told["clips"][0]["frames"] == len(alone[0].labels) - 3
