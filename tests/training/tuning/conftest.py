"""A system without TensorFlow whose worth is known, and a set of clips."""

from typing import ClassVar

import attrs
import numpy as np
import pytest

from training.data.sets import StyleSet
from training.networks.system import Examples, System, Trained
from training.tuning import nested as module
from training.tuning import space
from training.tuning.material import Material


@attrs.frozen
class Toy(System):
    """Names a clip rightly when its own number is below ``units``; ``sure`` is how loudly it says so."""

    units: int = 20
    sure: float = 0.6
    window: int = 5

    name: ClassVar[str] = "toy"
    task: ClassVar[str] = "style"
    published: ClassVar[str] = "a test's own"
    taught: ClassVar[list[tuple[int, int]]] = []

    def examples(self, clips, truth):
        owner = np.repeat(np.arange(len(clips)), 10 // self.window)
        return Examples(owner[:, None].astype(np.float32), truth[owner], owner)

    def train(self, examples, chosen, classes, fitting):
        Toy.taught.append((self.units, len(chosen)))
        return Trained((self.units, self.sure, classes), parameters=self.units, seconds=1.0)

    def predict(self, trained, examples, chosen):
        units, sure, classes = trained.network
        said = np.full((len(chosen), classes), (1 - sure) / (classes - 1), np.float32)
        for row, clip, truth in zip(said, examples.clip[chosen], examples.truth[chosen], strict=True):
            row[truth if clip < units else (truth + 1) % classes] = sure
        return said


@pytest.fixture
def toy(monkeypatch):
    """A `Toy` that can be tuned: the more units the better."""
    Toy.taught.clear()
    knobs = {"units": space.Range(0, 40, 4), "sure": space.Range(0.55, 0.95), "window": space.Choice((2, 5))}
    monkeypatch.setitem(space.SPACES, "toy", knobs)
    monkeypatch.setattr(module, "forget", lambda: None)
    return Toy()


@pytest.fixture
def material(make_clip):
    """Two dances, ten takes each, twice filmed; numbers of clips alternate between the dances."""
    names = [(s, i, k) for i in range(10) for k in range(2) for s in ("a", "b")]
    clips = tuple(make_clip(10, name=f"{s}-{i}-{k}", style=s) for s, i, k in names)
    takes = tuple(c.name.rsplit("-", 1)[0] for c in clips)
    return Material.of_dances(StyleSet("two", clips, takes, ("x",) * len(clips)))
