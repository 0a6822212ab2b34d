import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.pose.skeleton import BODY_13
from training.data.clips import body_joints, body_track
from training.networks.frame_images import most_doubtful
from training.networks.system import Fitting
from training.systems import SYSTEMS, system

SMALL = {
    "rnn50": {"units": 12, "layers": 1, "step": 5},
    "lstm50": {"units": 12, "layers": 1, "step": 5},
    "gru50": {"units": 16, "layers": 1, "step": 2},
    "frame_alexnet": {"size": 32, "width": 0.1, "every_s": 0.2, "batch": 8},
    "frame_resnet18": {"size": 32, "width": 0.1, "every_s": 0.2, "batch": 8},
    "frame_squeezenet": {"size": 32, "width": 0.5, "every_s": 0.2, "batch": 8, "rate": 0.002},
    "resnet_lstm": {"size": 24, "width": 0.02, "blocks": (1, 1), "length": 3, "every_s": 0.2, "units": 8, "batch": 4,
                    "dropout": 0.0},
    "coco17_lstm": {"window": 30, "step": 15, "batch": 8, "rate": 0.01},
    "tcn": {"window": 30, "step": 15, "filters": 12, "dilations": (1, 2), "batch": 8},
    "transformer": {"window": 30, "step": 15, "width": 16, "layers": 1, "batch": 8, "rate": 0.005},
    "stgcn": {"window": 30, "step": 15, "widths": (8, 8), "batch": 8},
}  # fmt: skip


@pytest.fixture(scope="session")
def poses(make_clip):
    """Twelve clips, arms hanging or spread; where they stand in the picture says nothing."""
    clips = []
    for number in range(12):
        clip = make_clip(60, 0.3, f"clip-{number}", ("hanging", "spread")[number % 2], seed=number)
        joints = body_joints(clip.track)
        if number % 2:
            for side, sign in (("left", 1), ("right", -1)):
                shoulder, elbow, wrist = BODY_13.indices(*(f"{side}_{part}" for part in ("shoulder", "elbow", "wrist")))
                for joint, out in ((elbow, 0.15), (wrist, 0.3)):
                    joints[:, joint, :2] = joints[:, shoulder, :2] + (sign * out, 0.0)
        joints[..., 0] += 0.02 * np.random.default_rng(number).normal()
        clips.append(attrs.evolve(clip, track=body_track(clip.track.times, joints, (300, 500))))
    return clips, np.arange(12) % 2


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL)
def test_system_tells_spread_from_hanging_arms_in_clips_it_never_saw(keras, poses, name):
    clips, truth = poses
    small = attrs.evolve(system(name, "style"), **SMALL[name], patience=0)
    examples = small.examples(clips, truth)
    learned, asked = examples.of_clips(np.arange(8)), examples.of_clips(np.arange(8, 12))
    trained = small.train(examples, learned, 2, Fitting(epochs=40, threads=1))
    said = small.predict(trained, examples, asked)
    assert said.sum(1) == pytest.approx(np.ones(len(asked)), abs=1e-4)
    assert (said.argmax(1) == examples.truth[asked]).mean() >= 0.9
    assert trained.parameters > 0
    assert len(trained.losses) == 40


@pytest.mark.slow
@pytest.mark.parametrize("name", ["frame_cnn", "bilstm"])
def test_phase_system_tells_spread_arms_frame_by_frame(keras, poses, name):
    clips, _ = poses
    hanging, spread = clips[0], clips[1]
    joints = np.concatenate([body_joints(hanging.track), body_joints(spread.track)])
    track = body_track(np.arange(120) / 30, joints, (300, 500))
    whole = attrs.evolve(hanging, track=track, labels=np.repeat([0, 2], 60).astype(np.uint8), weights=np.ones(120))
    settings = {"frame_cnn": {"step": 1, "batch": 16}, "bilstm": {"length": 40, "units": 8, "batch": 2}}[name]
    small = attrs.evolve(system(name, "phases"), **settings)
    examples = small.examples([whole] * 3, np.zeros(3, np.intp))
    trained = small.train(examples, examples.of_clips(np.array([0, 1])), 4, Fitting(epochs=30, threads=1))
    asked = examples.of_clips(np.array([2]))
    said = small.predict(trained, examples, asked).argmax(-1)
    kept = examples.frames[asked] >= 0
    assert (said[kept] == examples.truth[asked][kept]).mean() > 0.9
    assert sorted(examples.frames[asked][kept].ravel()) == list(range(120))


def test_early_stopping_watches_whole_clips(keras, poses, monkeypatch):
    from training.networks import system as module

    clips, truth = poses
    small = attrs.evolve(system("coco17_lstm"), **SMALL["coco17_lstm"], patience=1)
    examples = small.examples(clips, truth)
    parts = []
    held_out = module._held_out
    monkeypatch.setattr(module, "_held_out", lambda *a: parts.append(held_out(*a)) or parts[0])
    small.train(examples, examples.of_clips(np.arange(8)), 2, Fitting(epochs=2, threads=1))
    learned, watched = parts[0]
    assert not set(examples.clip[learned]) & set(examples.clip[watched])
    assert set(examples.clip[learned]) | set(examples.clip[watched]) == set(range(8))


def test_the_pictures_that_are_hardest_to_believe_come_first(poses):
    clips, truth = poses
    examples = system("frame_squeezenet").examples(clips[:4], truth[:4])
    asked = np.arange(1, len(examples))
    said = np.full((len(asked), 2), 0.5, np.float32)
    said[1] = np.eye(2)[1 - examples.truth[asked[1]]]
    doubtful = most_doubtful(said, examples, asked, 2)
    assert doubtful[0] == asked[1]
    assert len(doubtful) == 2


def test_unknown_system_is_named_with_those_there_are():
    with pytest.raises(InputError, match=r"'gru51': is not a system; choose one of: rnn50, "):
        system("gru51")
    with pytest.raises(InputError, match="'gru50': is not a system for phases; choose one of: frame_cnn, bilstm"):
        system("gru50", "phases")
    assert all(kind.name == name for name, kind in SYSTEMS.items())
