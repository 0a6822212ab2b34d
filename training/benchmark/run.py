"""One system through one protocol: every example asked is asked of a network that was not taught it."""

import time

import attrs
import numpy as np
from numpy.typing import NDArray

from training.benchmark.outcome import Outcome
from training.benchmark.protocols import Protocol
from training.data.sets import StyleSet
from training.data.splits import Fold
from training.metrics import calibration_error, confusion
from training.networks.system import Examples, Fitting, System


@attrs.frozen(eq=False)
class _Answers:
    """What was said of the examples that were asked.

    Attributes:
        asked: positions of examples.
        said: (N, classes) probabilities.
        parameters: of the last network.
        seconds: of training.
        answer_s: time of all answers.
    """

    asked: NDArray[np.intp]
    said: NDArray[np.float64]
    parameters: int
    seconds: float
    answer_s: float


def run(system: System, dances: StyleSet, protocol: Protocol, fitting: Fitting) -> Outcome:
    """Train and ask, fold by fold.

    Args:
        system: one of those that name a style.
        dances: clips with their styles.
        protocol: who may learn from what.
        fitting: its seed also draws the folds.

    Raises:
        InputError: the set does not fit the protocol, or has too few clips of a class.
        EngineError: TensorFlow is not installed.
        Cancelled: the fitting was.
    """
    examples = system.examples(dances.clips, dances.truth)
    classes = len(dances.labels)
    parts = [_ask(system, examples, fold, classes, fitting) for fold in protocol.folds(dances, examples, fitting.seed)]
    asked = np.concatenate([part.asked for part in parts])
    said = np.concatenate([part.said for part in parts])
    truth = examples.truth[asked]
    return Outcome(
        system=system.name,
        dances=dances.name,
        protocol=protocol.name,
        seed=fitting.seed,
        labels=dances.labels,
        examples=confusion(truth, said.argmax(1), classes),
        clips=np.zeros((classes, classes), np.int64)
        if protocol.leaky
        else _by_clip(examples, asked, said, dances.truth),
        loss=float(-np.log(np.maximum(said[np.arange(len(truth)), truth], 1e-7)).mean()),
        calibration=calibration_error(said, truth),
        parameters=parts[-1].parameters,
        seconds=sum(part.seconds for part in parts),
        answer_ms=1000 * sum(part.answer_s for part in parts) / len(asked),
    )


def _ask(system: System, examples: Examples, fold: Fold, classes: int, fitting: Fitting) -> _Answers:
    trained = system.train(examples, fold.train, classes, fitting)
    system.predict(trained, examples, fold.test[:1])  # the first answer also builds the network's graph
    begin = time.perf_counter()
    said = system.predict(trained, examples, fold.test)
    seconds = time.perf_counter() - begin
    return _Answers(fold.test, np.asarray(said, np.float64), trained.parameters, trained.seconds, seconds)


def _by_clip(
    examples: Examples, asked: NDArray[np.intp], said: NDArray[np.float64], truth: NDArray[np.intp]
) -> NDArray[np.int64]:
    """Confusion of clips, each by the mean of its examples."""
    classes = said.shape[1]
    owner = examples.clip[asked]
    clips = np.unique(owner)
    total = np.zeros((len(truth), classes))
    np.add.at(total, owner, said)
    return confusion(truth[clips], total[clips].argmax(1), classes)
