"""What tests of the workshop share."""

import importlib.util
import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest

from dancecoach.pose.formats import save_npz
from dancecoach.pose.skeleton import BODY_13
from training.data.clips import Clip, body_track
from training.figure.camera import Camera
from training.figure.motion import Move
from training.figure.motions import Jump, Squat, Stand
from training.figure.scene import Actor, Scene, Stage

ClipFactory = Callable[..., Clip]


@pytest.fixture(scope="session")
def keras() -> Any:
    """Keras on TensorFlow with one thread; tests that train or export skip where it is not installed."""
    if importlib.util.find_spec("tensorflow") is None:
        pytest.skip("TensorFlow is not installed (extra `training`)")
    from training.networks.backend import start

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of TensorFlow's own imports
        return start(seed=0, threads=1)


@pytest.fixture(scope="session")
def drawn_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders ``train``, ``validation`` and ``test`` of drawn clips, without pictures: the truth stands for the engine.

    Four clips of jumps and squats in each, seen from four sides, by a performer of each split.
    """
    root = tmp_path_factory.mktemp("drawn-clips")
    for split in ("train", "validation", "test"):
        folder = root / split
        folder.mkdir()
        (folder / "drawn.json").write_text(json.dumps({"schema": "test"}), "utf-8")
        for index, azimuth in enumerate((20.0, 70.0, -40.0, -100.0)):
            moves: tuple[Move, ...] = (Stand(0.6), Squat() if index == 3 else Jump(), Stand(0.6))
            scene = Scene((Actor(moves=moves),), camera=Camera(azimuth=azimuth + len(split)), size=(160, 120))
            truth = attrs.evolve(
                Stage(scene).truth(), performer=f"{split} one", split=split, kind="idle" if index == 3 else "single"
            )
            save_npz(truth.to_track(), folder / f"clip-{index:05d}.pose.npz")
            truth.save(folder / f"clip-{index:05d}.npz")
    return root


@pytest.fixture(scope="session")
def make_clip() -> ClipFactory:
    """A function that makes a clip of a body that stands upright and waves an arm.

    ``make_clip(frames=60, rate=2.0, name="clip", style="", seed=0, fps=30.0)``; ``rate`` is waves per second.
    """
    standing = {
        "nose": (0, 0.95), "shoulder": (0.1, 0.8), "elbow": (0.14, 0.65), "wrist": (0.15, 0.5),
        "hip": (0.07, 0.5), "knee": (0.07, 0.28), "ankle": (0.07, 0.05),
    }  # fmt: skip

    def make(
        frames: int = 60, rate: float = 2.0, name: str = "clip", style: str = "", seed: int = 0, fps: float = 30.0
    ) -> Clip:
        times = np.arange(frames) / fps
        joints = np.zeros((frames, len(BODY_13), 3))
        for i, joint in enumerate(BODY_13.joints):
            side, _, part = joint.rpartition("_")
            x, y = standing[part]
            joints[:, i] = (0.5 + (x if side == "left" else -x) * 0.5, 1 - y * 0.8, 1.0)
        wrist = BODY_13.index("left_wrist")
        joints[:, wrist, 1] -= 0.15 * (1 + np.sin(2 * np.pi * rate * times))
        joints[..., :2] += np.random.default_rng(seed).normal(0, 0.002, joints[..., :2].shape)
        return Clip(
            name=name,
            track=body_track(times, joints, (300, 500)),
            labels=np.zeros(frames, np.uint8),
            weights=np.ones(frames, np.float32),
            style=style,
        )

    return make
