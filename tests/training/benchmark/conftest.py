"""Dances and systems that need no TensorFlow."""

import numpy as np
import pytest

from training.data.sets import StyleSet
from training.networks.system import Examples, System, Trained


class Memory(System):
    """Remembers the clips it was taught and knows nothing of others: what a leak rewards."""

    name, task, published = "memory", "style", "a test's own"
    taught = 0

    def examples(self, clips, truth):
        owner = np.repeat(np.arange(len(clips)), 5)
        return Examples(owner[:, None].astype(np.float32), truth[owner], owner)

    def train(self, examples, chosen, classes, fitting):
        Memory.taught += 1
        known = np.full(int(examples.clip.max()) + 1, -1)
        known[examples.clip[chosen]] = examples.truth[chosen]
        return Trained((known, classes), parameters=7, seconds=1.5)

    def predict(self, trained, examples, chosen):
        known, classes = trained.network
        said = np.full((len(chosen), classes), 1 / classes, np.float32)
        for row, clip in zip(said, examples.clip[chosen], strict=True):
            if known[clip] >= 0:
                row[:] = np.eye(classes)[known[clip]]
            else:
                row[:] = np.eye(classes)[0]
        return said


@pytest.fixture
def memory():
    """A fresh `Memory`."""
    Memory.taught = 0
    return Memory()


@pytest.fixture
def dances(make_clip):
    """Two dances, ten takes each, twice filmed; two people, two makers."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed (extra `training`)")
    clips = [make_clip(10, name=f"{s}-{i}-{k}", style=s) for s in ("a", "b") for i in range(10) for k in range(2)]
    takes = tuple(c.name.rsplit("-", 1)[0] for c in clips)
    return StyleSet("two", tuple(clips), takes, tuple("xy"[int(t[-1]) % 2] for t in takes))
