"""What every system of the field, ours included, looks like to the benchmark, the tuning and the exporter.

A system turns clips into *examples* (windows, pictures, whole clips), builds a network, trains it on some of them and
says what it thinks of others. Which examples those are is decided by others (`training.benchmark.protocols`): no
system sees the split it is judged by.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.data.augment import Augmentation
from training.data.clips import Clip
from training.networks.backend import keras, start
from training.networks.balance import Balance, drawn_evenly, rarity

Positions = NDArray[np.intp]
Floats = NDArray[np.float32]


@attrs.frozen(eq=False)
class Examples:
    """N examples cut out of clips.

    Attributes:
        inputs: (N, ...) what the network is given.
        truth: (N,) class of each, or (N, T) of each of its frames.
        clip: (N,) position of the clip it was cut from.
        weights: (N, T) how much each frame counts, 0 for padding; None where an example has one class.
        frames: (N,) or (N, T), as the truth: which frame of the clip it is about, -1 for padding; None for whole clips.
    """

    inputs: Floats
    truth: NDArray[np.intp]
    clip: Positions
    weights: Floats | None = None
    frames: NDArray[np.intp] | None = None

    def __len__(self) -> int:
        """Number of examples, N."""
        return len(self.clip)

    def of_clips(self, clips: Positions) -> Positions:
        """Positions of all examples that were cut from some clips."""
        return np.flatnonzero(np.isin(self.clip, clips))


@attrs.frozen(eq=False)
class Trained:
    """A trained network of a system.

    Attributes:
        network: what `System.predict` needs; for most a Keras model.
        mean: what its inputs are lessened by, or None.
        scale: what they are divided by then, or None.
        parameters: number of trained weights.
        seconds: how long the training took.
        losses: mean loss of each round.
    """

    network: Any
    mean: Floats | None = None
    scale: Floats | None = None
    parameters: int = 0
    seconds: float = 0.0
    losses: tuple[float, ...] = ()

    def ready(self, inputs: Floats) -> Floats:
        """Inputs as the network takes them."""
        if self.mean is None or self.scale is None:
            return inputs
        return np.asarray((inputs - self.mean) / self.scale, np.float32)


class System(ABC):
    """One of the field's systems: how it is built, trained and asked.

    Concrete ones are attrs classes whose attributes are its settings; tuning changes them by `attrs.evolve`.

    Attributes:
        name: in tables and on the command line.
        task: "style" or "phases".
        published: where it comes from, and what of it is ours.
    """

    name: ClassVar[str]
    task: ClassVar[str]
    published: ClassVar[str]

    @property
    def augmentation(self) -> Augmentation | None:
        """How far it varies clips by itself; None for one that takes them as they are given."""
        return None

    def varying(self, augmentation: Augmentation) -> "System":
        """The same system, which varies clips by itself, varying them so; one that does not is left as it is."""
        del augmentation
        return self

    def looks_at(self, clips: Sequence[Clip]) -> str:
        """What it sees of clips where that is not the usual, as tables and files call it; empty for what is usual.

        Raises:
            InputError: it is not the same of all.
        """
        del clips
        return ""

    @abstractmethod
    def examples(self, clips: Sequence[Clip], truth: NDArray[np.intp]) -> Examples:
        """Cut clips into examples.

        Args:
            clips: all of one skeleton.
            truth: (C,) class of each clip; not looked at where a clip has labels frame by frame.

        Raises:
            InputError: a clip cannot be used; the sentence names it.
        """

    @abstractmethod
    def train(self, examples: Examples, chosen: Positions, classes: int, fitting: "Fitting") -> Trained:
        """Train on the chosen examples and on nothing else.

        Raises:
            EngineError: TensorFlow is not installed.
            Cancelled: the fitting was.
        """

    @abstractmethod
    def predict(self, trained: Trained, examples: Examples, chosen: Positions) -> Floats:
        """(N, classes) probabilities of the chosen examples, or (N, T, classes) of their frames."""


@attrs.frozen
class Fitting:
    """How a training goes, beside what belongs to the system.

    Attributes:
        seed: of everything.
        epochs: most rounds; 0 takes the system's own number.
        threads: TensorFlow's; 0 leaves it to it.
        held_out: share of the chosen examples' clips that decide when to stop, where a system does that.
        balance: what is done about uneven classes; None for what is usual for the system.
        progress: listener.
        cancel: stops it.
    """

    seed: int = 0
    epochs: int = 0
    threads: int = 0
    held_out: float = 0.2
    balance: Balance | None = None
    progress: ProgressCallback = ignore_progress
    cancel: CancelToken | None = None


@attrs.frozen
class KerasSystem(System):
    """A system that is one Keras model, fitted by Keras' own loop.

    Attributes:
        epochs: rounds over the examples.
        batch: examples in a batch.
        patience: rounds without a lower loss on held-out clips after which it ends; 0 for never.
        balanced: whether rare classes usually count as much as common ones.
        standardised: whether inputs are brought to mean 0 and spread 1, by the training examples.
    """

    epochs: int = 16
    batch: int = 64
    patience: int = 0
    balanced: bool = False
    standardised: bool = False

    @abstractmethod
    def build(self, shape: tuple[int, ...], classes: int) -> Any:
        """A compiled Keras model: inputs (B, *shape) to probabilities; the loss takes class numbers."""

    def train(self, examples: Examples, chosen: Positions, classes: int, fitting: Fitting) -> Trained:
        """As `System.train`."""
        start(fitting.seed, fitting.threads)
        mean, scale = self._spread(examples.inputs[chosen]) if self.standardised else (None, None)
        trained = Trained(self.build(examples.inputs.shape[1:], classes), mean, scale)
        learn, watch = _held_out(examples, chosen, fitting) if self.patience else (chosen, chosen[:0])
        weighted = self.balanced if fitting.balance is None else fitting.balance is Balance.WEIGHTS
        if fitting.balance is Balance.SAMPLING:
            learn = learn[drawn_evenly(examples.truth[learn], _part(examples.weights, learn), classes, fitting.seed)]
        begin = time.perf_counter()
        seen = trained.network.fit(
            trained.ready(examples.inputs[learn]), examples.truth[learn], self.batch, fitting.epochs or self.epochs,
            verbose=0, sample_weight=_counts(examples, learn, classes, weighted=weighted),
            callbacks=self._callbacks(fitting),
            validation_data=_watched(trained, examples, watch, classes, weighted=weighted),
        )  # fmt: skip
        losses = tuple(float(x) for x in seen.history["loss"])
        seconds = time.perf_counter() - begin
        return attrs.evolve(trained, parameters=int(trained.network.count_params()), seconds=seconds, losses=losses)

    def predict(self, trained: Trained, examples: Examples, chosen: Positions) -> Floats:
        """As `System.predict`."""
        return np.asarray(trained.network.predict(trained.ready(examples.inputs[chosen]), 256, verbose=0))

    def _spread(self, inputs: Floats) -> tuple[Floats, Floats]:
        """Mean and spread of each column; a column that never changes is left in place."""
        flat = inputs.reshape(-1, inputs.shape[-1])
        spread = flat.std(0)
        return flat.mean(0), np.where(spread > 1e-6, spread, 1.0).astype(np.float32)

    def _callbacks(self, fitting: Fitting) -> list[Any]:
        callbacks = keras().callbacks
        total = fitting.epochs or self.epochs

        def tell(number: int, _logs: Any = None) -> None:
            if fitting.cancel is not None:
                fitting.cancel.check()
            fitting.progress(Progress(self.name, number + 1, total))

        found = [callbacks.LambdaCallback(on_epoch_end=tell)]
        if self.patience:
            found.append(callbacks.EarlyStopping("val_loss", patience=self.patience, restore_best_weights=True))
        return found


def _counts(examples: Examples, chosen: Positions, classes: int, *, weighted: bool) -> Floats | None:
    """(N,) or (N, T) weights of examples; None where all count alike."""
    truth, weights = examples.truth[chosen], _part(examples.weights, chosen)
    if not weighted:
        return weights
    counted = np.ones(truth.shape, np.float32) if weights is None else weights
    return np.asarray(counted * rarity(truth, counted, classes)[truth], np.float32)


def _watched(trained: Trained, examples: Examples, watch: Positions, classes: int, *, weighted: bool) -> Any:
    if not len(watch):
        return None
    counts = _counts(examples, watch, classes, weighted=weighted)
    parts = (trained.ready(examples.inputs[watch]), examples.truth[watch])
    return parts if counts is None else (*parts, counts)


def _part(weights: Floats | None, chosen: Positions) -> Floats | None:
    return None if weights is None else weights[chosen]


def _held_out(examples: Examples, chosen: Positions, fitting: Fitting) -> tuple[Positions, Positions]:
    """Examples to learn from, and those of some whole clips to watch.

    Raises:
        InputError: the chosen examples are of one clip.
    """
    clips = np.unique(examples.clip[chosen])
    if len(clips) < 2:
        raise InputError("are too few clips to hold one out", subject=f"{len(clips)}", remedy="add clips")
    order = np.random.default_rng(fitting.seed).permutation(clips)
    apart = order[: max(1, round(len(clips) * fitting.held_out))]
    held = np.isin(examples.clip[chosen], apart)
    return chosen[~held], chosen[held]
