"""One system through one protocol: every example asked is asked of a network that was not taught it."""

import time
from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from training.benchmark.kept import versions
from training.benchmark.learning import Learning, Lessons
from training.benchmark.outcome import STRANGE, Outcome, Verdicts
from training.benchmark.protocols import Protocol
from training.data.clips import Clip
from training.data.sets import StyleSet
from training.data.splits import Fold
from training.metrics import calibration_error, confusion
from training.networks.system import Examples, Fitting, System

_USUAL = Learning()


@attrs.frozen(eq=False)
class _Answers:
    """What was said of the examples that were asked.

    Attributes:
        asked: positions of examples.
        said: (N, classes) probabilities.
        parameters: of the last network.
        seconds: of training.
        answer_s: time of all answers.
        strangers: (S, classes) probabilities of clips that are none of the dances.
    """

    asked: NDArray[np.intp]
    said: NDArray[np.float64]
    parameters: int
    seconds: float
    answer_s: float
    strangers: NDArray[np.float64]


def run(
    system: System,
    dances: StyleSet,
    protocol: Protocol,
    fitting: Fitting,
    strangers: Sequence[Clip] = (),
    *,
    learning: Learning = _USUAL,
) -> Outcome:
    """Train and ask, fold by fold.

    Args:
        system: one of those that name a style.
        dances: clips with their styles.
        protocol: who may learn from what.
        fitting: its seed also draws the folds.
        strangers: clips of none of the dances, of the set's skeleton: every fold's network is asked about them.
        learning: what is on beside the usual. Of varied copies a fold learns those of the clips it learns.

    Raises:
        InputError: the set does not fit the protocol, has too few clips of a class, or the system takes no such
            learning, or its training runs away.
        EngineError: TensorFlow is not installed.
        Cancelled: the fitting was.
    """
    learning.check(system)
    fitting = attrs.evolve(fitting, balance=learning.balance or fitting.balance)
    seen = _looks_at(system, dances, strangers)
    lessons = Lessons.of(system, dances.clips, dances.truth, learning, fitting.seed)
    examples = lessons.examples
    strange = system.examples(strangers, np.zeros(len(strangers), np.intp)) if strangers else None
    classes = len(dances.labels)
    folds = protocol.folds(dances, examples, fitting.seed)
    parts = [_ask(system, examples, lessons.fold(fold), fitting, strange) for fold in folds]
    asked = np.concatenate([part.asked for part in parts])
    said = np.concatenate([part.said for part in parts])
    truth = examples.truth[asked]
    names = [clip.name for clip in dances.clips]
    verdicts = Verdicts() if protocol.leaky else _of_clips(examples.clip[asked], said, dances.truth, names)
    return Outcome(
        system=learning.named(system, seen),
        dances=dances.name,
        protocol=protocol.name,
        seed=fitting.seed,
        labels=dances.labels,
        examples=confusion(truth, said.argmax(1), classes),
        clips=_table(verdicts, classes),
        loss=float(-np.log(np.maximum(said[np.arange(len(truth)), truth], 1e-7)).mean()),
        calibration=calibration_error(said, truth),
        parameters=parts[-1].parameters,
        seconds=sum(part.seconds for part in parts),
        answer_ms=1000 * sum(part.answer_s for part in parts) / len(asked),
        verdicts=verdicts,
        strangers=_of_strangers(strangers, strange, parts),
        versions=versions(),
        learning=learning.facts(system),
    )


def _looks_at(system: System, dances: StyleSet, strangers: Sequence[Clip]) -> str:
    """What the system sees of the clips, as `System.looks_at`.

    Raises:
        InputError: it sees something else of the strangers.
    """
    seen = system.looks_at(dances.clips)
    if strangers and system.looks_at(strangers) != seen:
        raise InputError(
            "have no videos, while the dances have theirs", subject="the strangers", remedy="leave --strangers out"
        )
    return seen


def _ask(system: System, examples: Examples, fold: Fold, fitting: Fitting, strange: Examples | None) -> _Answers:
    classes = int(examples.truth.max()) + 1
    trained = system.train(examples, fold.train, classes, fitting)
    system.predict(trained, examples, fold.test[:1])  # the first answer also builds the network's graph
    begin = time.perf_counter()
    said = system.predict(trained, examples, fold.test)
    seconds = time.perf_counter() - begin
    if not np.isfinite(said).all():
        raise InputError(
            "says no numbers after its training, which ran away", subject=system.name, remedy="take a lower rate"
        )
    unlike = np.zeros((0, classes)) if strange is None else system.predict(trained, strange, np.arange(len(strange)))
    answers = (np.asarray(part, np.float64) for part in (said, unlike))
    return _Answers(fold.test, next(answers), trained.parameters, trained.seconds, seconds, next(answers))


def _of_clips(
    owner: NDArray[np.intp], said: NDArray[np.float64], truth: NDArray[np.intp], names: Sequence[str]
) -> Verdicts:
    """Clips that were asked, each by the mean of its examples."""
    clips, where = np.unique(owner, return_inverse=True)
    total = np.zeros((len(clips), said.shape[1]))
    np.add.at(total, where, said)
    mean = total / np.bincount(where)[:, None]
    return Verdicts(tuple(names[int(i)] for i in clips), truth[clips], mean)


def _of_strangers(clips: Sequence[Clip], examples: Examples | None, parts: Sequence[_Answers]) -> Verdicts:
    """Every network's verdict on every clip that is none of the dances."""
    if examples is None:
        return Verdicts()
    truth, names = np.full(len(clips), STRANGE, np.intp), [clip.name for clip in clips]
    each = [_of_clips(examples.clip, part.strangers, truth, names) for part in parts]
    return Verdicts(
        tuple(name for one in each for name in one.names),
        np.concatenate([one.truth for one in each]),
        np.concatenate([one.said for one in each]),
    )


def _table(verdicts: Verdicts, classes: int) -> NDArray[np.int64]:
    """Confusion of clips."""
    if not len(verdicts):
        return np.zeros((classes, classes), np.int64)
    return confusion(verdicts.truth, verdicts.said.argmax(1), classes)
