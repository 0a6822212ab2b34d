"""Our style network as one of the systems: the recipe of the shipped one, on whatever clips the benchmark gives."""

import time
from collections.abc import Sequence
from typing import ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from training.data.augment import Augmentation
from training.data.clips import Clip
from training.data.sets import StyleSet
from training.metrics import softmax
from training.networks.system import Examples, Fitting, Floats, Positions, System, Trained
from training.recipes.style_data import Dances
from training.recipes.style_workshop import StyleTraining, Workshop

_COPIES = 1600
"""Varied copies in all: many of each of a few clips, few of each of many."""


@attrs.frozen(eq=False)
class _Featured(Examples):
    """Whole clips as examples.

    Attributes:
        dances: their features, plain and varied.
    """

    dances: Dances = attrs.field(kw_only=True)


@attrs.frozen
class StyleSystem(System):
    """Our style network.

    Attributes:
        training: settings of the recipe.
    """

    training: StyleTraining = attrs.field(factory=StyleTraining)

    name: ClassVar[str] = "gru"
    task: ClassVar[str] = "style"
    published: ClassVar[str] = "ours: body-v1 features, one GRU both ways, pooled over the clip"

    @property
    def augmentation(self) -> Augmentation:
        """As `System.augmentation`."""
        return self.training.augmentation

    def varying(self, augmentation: Augmentation) -> "StyleSystem":
        """As `System.varying`."""
        return attrs.evolve(self, training=attrs.evolve(self.training, augmentation=augmentation))

    def examples(self, clips: Sequence[Clip], truth: NDArray[np.intp]) -> Examples:
        """As `System.examples`: an example is a whole clip."""
        varied = self.training.augmentation
        copies = int(np.clip(_COPIES // len(clips), 2, self.training.variants)) if varied.parts else 0
        count = len(clips)
        given = StyleSet("", tuple(clips), tuple(clip.name for clip in clips), ("",) * count)
        dances = Dances.of(given, copies, varied)
        return _Featured(
            np.zeros((count, 0), np.float32), truth, np.arange(count), dances=attrs.evolve(dances, truth=truth)
        )

    def train(self, examples: Examples, chosen: Positions, classes: int, fitting: Fitting) -> Trained:
        """As `System.train`."""
        assert isinstance(examples, _Featured)
        del classes  # every fold holds all of them
        schedule = self.training.schedule
        settings = attrs.evolve(
            self.training, seed=fitting.seed, threads=fitting.threads,
            schedule=attrs.evolve(schedule, epochs=fitting.epochs or schedule.epochs),
        )  # fmt: skip
        begin = time.perf_counter()
        fitted = Workshop(examples.dances, None, settings, fitting.progress, fitting.cancel).fit(chosen, self.name)
        return Trained(
            fitted, parameters=int(fitted.network.count_params()), seconds=time.perf_counter() - begin,
            losses=fitted.history.losses,
        )  # fmt: skip

    def predict(self, trained: Trained, examples: Examples, chosen: Positions) -> Floats:
        """As `System.predict`."""
        assert isinstance(examples, _Featured)
        return softmax(trained.network.logits(examples.dances.values(chosen))).astype(np.float32)
