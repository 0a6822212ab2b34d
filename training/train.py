"""The loop that fits a network: batches in, the best weights out."""

from collections.abc import Callable, Iterator
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.data.batches import Batch
from training.networks.backend import keras


@attrs.frozen
class Schedule:
    """How a network is fitted: Adam with decoupled weight decay, a short warm-up, then a cosine down to nothing.

    Attributes:
        epochs: most rounds over the clips.
        batch: pieces in a batch.
        learning_rate: the highest.
        weight_decay: per step, times the learning rate.
        clip_norm: longest gradient; longer ones are shortened to it.
        patience: rounds without a better verdict on the validation clips after which it ends; 0 for never.
        warm_up: share of the steps in which the learning rate rises.
    """

    epochs: int
    batch: int = 32
    learning_rate: float = 2e-3
    weight_decay: float = 1e-4
    clip_norm: float = 1.0
    patience: int = 8
    warm_up: float = 0.05


@attrs.frozen
class History:
    """How a training went.

    Attributes:
        losses: mean loss of each round.
        scores: verdict on the validation clips after each round, larger is better; empty without validation.
        best: the round whose weights the network has now, from 0.
    """

    losses: tuple[float, ...]
    scores: tuple[float, ...]
    best: int


def fit(
    network: Any,
    rounds: Callable[[int], Iterator[Batch]],
    steps: int,
    schedule: Schedule,
    validate: Callable[[Any], float] | None = None,
    *,
    label_smoothing: float = 0.0,
    stage: str = "training",
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> History:
    """Fit a network; it ends with the weights of its best round, or of the last where nothing is validated.

    Args:
        network: a Keras model with the inputs ``features`` and ``mask`` that gives logits.
        rounds: the batches of a round, from its number.
        steps: batches in a round.
        schedule: how.
        validate: a number for the network as it is now; larger is better.
        label_smoothing: share of each target that goes to all classes alike.
        stage: for the progress, said with the last verdict.
        progress: listener.
        cancel: stops the training.

    Raises:
        Cancelled: ``cancel`` was set.
    """
    _compile(network, steps, schedule, label_smoothing)
    losses: list[float] = []
    scores: list[float] = []
    best: tuple[float, int, list[NDArray[Any]]] = (-np.inf, 0, [])
    for number in range(schedule.epochs):
        mean = _round(network, rounds(number), cancel)
        losses.append(mean)
        if validate is not None:
            scores.append(validate(network))
            if scores[-1] > best[0]:
                best = (scores[-1], number, network.get_weights())
        said = f"{stage}, {scores[-1]:.3f}" if scores else f"{stage}, loss {mean:.3f}"
        progress(Progress(said, number + 1, schedule.epochs))
        if validate is not None and schedule.patience and number - best[1] >= schedule.patience:
            break
    if best[2]:
        network.set_weights(best[2])
    return History(tuple(losses), tuple(scores), best[1] if best[2] else len(losses) - 1)


def _compile(network: Any, steps: int, schedule: Schedule, label_smoothing: float) -> None:
    k = keras()
    total = max(1, schedule.epochs * steps)
    warm = max(1, int(total * schedule.warm_up))
    rate = k.optimizers.schedules.CosineDecay(
        schedule.learning_rate / 10, max(1, total - warm), warmup_target=schedule.learning_rate, warmup_steps=warm
    )
    optimizer = k.optimizers.AdamW(rate, weight_decay=schedule.weight_decay, global_clipnorm=schedule.clip_norm)
    loss = k.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=label_smoothing)
    network.compile(optimizer, loss)


def _round(network: Any, batches: Iterator[Batch], cancel: CancelToken | None) -> float:
    losses = []
    for batch in batches:
        if cancel is not None:
            cancel.check()
        # Keras gives the mean since the last reset; each batch counts by itself here.
        network.reset_metrics()
        losses.append(float(network.train_on_batch([batch.features, batch.mask], batch.targets, batch.weights)))
    return float(np.mean(losses)) if losses else float("nan")
