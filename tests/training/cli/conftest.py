"""Two dances and a system that needs no TensorFlow, for the commands that compare."""

import numpy as np
import pytest

from training import systems
from training.benchmark import suite
from training.data import sets
from training.data.sets import StyleSet
from training.networks.system import Examples, System, Trained


class Nearest(System):
    """Says the class of the nearest mean place of the joints that it was taught."""

    name, task, published = "nearest", "style", "a test's own"

    def examples(self, clips, truth):
        places = np.stack([clip.track.landmarks[..., :2].mean(0).ravel() for clip in clips])
        return Examples(places, truth, np.arange(len(clips)))

    def train(self, examples, chosen, classes, fitting):
        truth, places = examples.truth[chosen], examples.inputs[chosen]
        return Trained(np.stack([places[truth == number].mean(0) for number in range(classes)]))

    def predict(self, trained, examples, chosen):
        far = np.linalg.norm(examples.inputs[chosen][:, None] - trained.network, axis=-1)
        return np.eye(len(trained.network), dtype=np.float32)[far.argmin(1)]


@pytest.fixture
def two_dances(make_clip, monkeypatch):
    """The set "two": two dances of six clips; and the system "nearest" to ask about it."""
    clips = tuple(make_clip(60, name=f"{s}{i}", style=s, seed=i) for s in ("a", "b") for i in range(6))
    dances = StyleSet("two", clips, tuple(clip.name for clip in clips), ("one",) * len(clips))
    monkeypatch.setitem(sets.SETS, "two", lambda folder, seed: dances)
    monkeypatch.setitem(systems.SYSTEMS, "nearest", Nearest)
    monkeypatch.setattr(suite, "forget", lambda: None)
    return dances
