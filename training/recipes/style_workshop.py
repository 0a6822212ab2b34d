"""What is shared by all the style networks of a training: settings, clips with their features, and the fitting."""

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.card import UNKNOWN
from dancecoach.models.style import SLICE_S
from dancecoach.motion.features import FEATURES, normalise
from dancecoach.motion.grid import RATE_HZ
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress
from training.data.augment import STYLE_AUGMENTATION, Augmentation
from training.data.batches import Cutter
from training.data.sequences import normalisation
from training.data.sets import StyleSet
from training.data.store import ClipStore
from training.networks.backend import start
from training.networks.members import SEEDS_APART
from training.networks.style_gru import StyleGru, united
from training.networks.view import view_kernel
from training.predict import predict
from training.recipes.style_data import Dances, Others, StyleBatches
from training.train import History, Schedule, fit

THERE = FEATURES.index("there")
"""The feature that says whether somebody is found."""


@attrs.frozen
class StyleTraining:
    """Settings of a style network's training.

    Attributes:
        units: of the GRU in each direction.
        layers: GRUs on one another.
        dropout: before the last layer.
        input_dropout: of what is looked at, for a whole piece.
        noise: on what is looked at.
        stride: samples of 1/30 s from one step to the next.
        longest_s: longest piece of a clip, s.
        shortest_s: shortest.
        variants: varied copies of each clip, where the clips are few.
        most_copies: varied copies in all; of many clips, fewer each.
        strange: share of a batch that is movement which is none of the dances, a class of its own.
        augmentation: how far they are varied.
        label_smoothing: share of each target that goes to all classes.
        steps: batches in a round.
        schedule: of the fitting; the last round's weights are taken, nothing is chosen by the judged clips.
        folds: of the judgement by clip.
        members: networks that are trained, each by other chances, and then vote as one.
        seed: of everything.
        threads: TensorFlow's; 0 leaves it to it.
    """

    units: int = 64
    layers: int = 1
    dropout: float = 0.4
    input_dropout: float = 0.1
    noise: float = 0.1
    stride: int = 3
    longest_s: float = 10.0
    shortest_s: float = 5.0
    variants: int = 40
    most_copies: int = 2000
    strange: float = 0.25
    augmentation: Augmentation = STYLE_AUGMENTATION
    label_smoothing: float = 0.05
    steps: int = 17
    schedule: Schedule = attrs.field(factory=lambda: Schedule(epochs=30, learning_rate=3e-3, patience=0))
    folds: int = 5
    members: int = 1
    seed: int = 0
    threads: int = 0

    def copies(self, clips: int) -> int:
        """Varied copies of each of so many clips."""
        return int(np.clip(self.most_copies // clips, 2, max(2, self.variants)))

    @classmethod
    def usual(cls, *, seed: int = 0, threads: int = 0, epochs: int = 0, members: int = 1) -> "StyleTraining":
        """The settings of the shipped network.

        Args:
            seed: of everything.
            threads: TensorFlow's; 0 leaves it to it.
            epochs: rounds; 0 is the usual number.
            members: networks that vote as one.
        """
        settings = cls(members=members, seed=seed, threads=threads)
        return attrs.evolve(settings, schedule=attrs.evolve(settings.schedule, epochs=epochs)) if epochs else settings


@attrs.frozen(eq=False)
class Fitted:
    """A trained network with its normalisation.

    Attributes:
        system: how it is built.
        network: the Keras model.
        mean: (F,) of the features.
        scale: (F,) of the features.
        history: how the training went.
    """

    system: StyleGru
    network: Any
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    history: History

    def logits(self, values: Sequence[NDArray[np.float32]]) -> NDArray[np.float64]:
        """(C, classes) as `StyleClassifier` has them: without absences, in slices, averaged."""
        slices, owner = [], []
        for i, rows in enumerate(values):
            seen = rows[rows[:, THERE] > 0.5]
            for part in np.array_split(seen, max(1, round(len(seen) / RATE_HZ / SLICE_S))):
                slices.append(normalise(part, self.mean, self.scale))
                owner.append(i)
        said = np.stack(predict(self.network, slices)).astype(np.float64)
        lengths = np.array([len(part) for part in slices], np.float64)
        out = np.zeros((len(values), said.shape[1]))
        np.add.at(out, owner, said * lengths[:, None])
        return out / np.maximum(np.bincount(owner, lengths, len(values)), 1)[:, None]


@attrs.frozen(eq=False)
class Workshop:
    """What all folds share.

    Attributes:
        dances: clips with their features.
        others: movement that is none of them, or None.
        settings: of the training.
        progress: listener.
        cancel: stops it.
    """

    dances: Dances
    others: Others | None
    settings: StyleTraining
    progress: ProgressCallback = ignore_progress
    cancel: CancelToken | None = None

    @classmethod
    def open(
        cls,
        dances: StyleSet,
        others: ClipStore | None,
        settings: StyleTraining,
        *,
        progress: ProgressCallback,
        cancel: CancelToken | None,
    ) -> "Workshop":
        """Work the features of the clips out.

        Args:
            dances: clips of dances.
            others: as in `cross_validate`.
            settings: of the training.
            progress: listener.
            cancel: stops it.

        Raises:
            Cancelled: ``cancel`` was set.
        """
        varied = (settings.augmentation, settings.seed)
        found = Dances.of(dances, settings.copies(len(dances)), *varied, progress=progress, cancel=cancel)
        strange = None if others is None else Others.of(others, *varied, progress=progress, cancel=cancel)
        return cls(found, strange, settings, progress, cancel)

    def fit(self, clips: NDArray[np.intp], stage: str) -> Fitted:
        """A network trained on some clips: one, or several that vote."""
        settings = self.settings
        mean, scale = normalisation(self.dances.found, clips)
        kernel = view_kernel(np.concatenate([normalise(v, mean, scale) for v in self.dances.values(clips)]), scale)
        system = StyleGru(
            len(mean), len(self.labels), settings.units, settings.layers, settings.dropout, settings.input_dropout,
            settings.stride, noise=settings.noise, view=kernel.shape[1],
        )  # fmt: skip
        networks, histories = [], []
        for number in range(settings.members):
            seed = settings.seed + number * SEEDS_APART
            start(seed, settings.threads)
            network = system.build()
            network.get_layer("view").set_weights([kernel])
            said = stage if settings.members == 1 else f"{stage}, network {number + 1} of {settings.members}"
            histories.append(self._train(network, self._batches(clips, mean, scale, seed), said))
            networks.append(network)
        if settings.members > 1:
            system, network = united(system, networks)
        return Fitted(system, network, mean, scale, _together(histories))

    @property
    def labels(self) -> tuple[str, ...]:
        """Of the network's classes: the dances and, where other movement is taught, none of them as the last."""
        return (*self.dances.labels, UNKNOWN) if self.knows_none else self.dances.labels

    @property
    def knows_none(self) -> bool:
        """Whether there is other movement to learn from."""
        return self.others is not None and len(self.others.taught) > 0

    def _batches(
        self, clips: NDArray[np.intp], mean: NDArray[np.float32], scale: NDArray[np.float32], seed: int
    ) -> StyleBatches:
        settings, dances = self.settings, self.dances
        length = int(settings.longest_s * RATE_HZ)
        batches = StyleBatches(
            Cutter(dances.found, mean, scale, length), clips, dances.truth, len(dances.labels),
            settings.schedule.batch, settings.steps, settings.shortest_s, dances.shares(clips), seed,
        )  # fmt: skip
        if self.others is None or not self.knows_none:
            return batches
        strange = Cutter(self.others.found, mean, scale, length)
        return attrs.evolve(batches, others=strange, taught=self.others.taught, share=settings.strange)

    def _train(self, network: Any, batches: StyleBatches, stage: str) -> History:
        settings = self.settings
        return fit(
            network, batches.round, settings.steps, settings.schedule, label_smoothing=settings.label_smoothing,
            stage=stage, progress=self.progress, cancel=self.cancel,
        )  # fmt: skip


def _together(histories: Sequence[History]) -> History:
    """Of networks that were trained for the same number of rounds: the mean of their losses."""
    losses = np.mean([history.losses for history in histories], axis=0)
    return History(tuple(losses.tolist()), (), histories[0].best)
