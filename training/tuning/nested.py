"""Tuning by nested folds: inner folds choose the settings, an outer one judges what they give.

Judged beside one another, on the same clips, none of which taught or chose anything:

* **usual**: the system as it is, taught by all clips of the outer fold;
* **tuned**: with the settings that were best over the inner folds;
* **averaged**: with the mean of the settings that were best in each inner fold;
* **fold**: the models of the inner folds, each with the settings that were best in its fold, one by one;
* **vote**: the same models, their probabilities averaged.
"""

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.files import atomic_path, make_folder
from dancecoach.progress import Progress
from training.archive import DAMAGED, opened_npz
from training.benchmark.kept import versions
from training.benchmark.outcome import Outcome
from training.data.splits import NestedFold, nested
from training.metrics import calibration_error, confusion, macro_f1
from training.networks.backend import forget
from training.networks.system import Fitting, Floats, Positions, System
from training.tuning.material import Material
from training.tuning.search import Search, Trial, best, best_of_fold
from training.tuning.space import Settings, averaged, settings_of, space_of, with_settings

KINDS = ("usual", "tuned", "averaged", "fold", "vote")
PROTOCOL = "nested"


@attrs.frozen(eq=False)
class Answers:
    """What one model said of the clips of an outer fold.

    Attributes:
        said: (U, K) probabilities of the units.
        parameters: of the network.
        seconds: of training.
        answer_s: time of the answers.
    """

    said: Floats
    parameters: int
    seconds: float
    answer_s: float


@attrs.frozen(eq=False)
class Chosen:
    """What the search of one outer fold came to.

    Attributes:
        trials: all that came to an end.
        tuned: settings that were best over the inner folds.
        folds: settings that were best in each.
        averaged: the mean of those.
    """

    trials: list[Trial]
    tuned: Settings
    folds: tuple[Settings, ...]
    averaged: Settings

    def to_dict(self) -> dict[str, Any]:
        """The numbers, fit for JSON."""
        return {
            "trials": len(self.trials),
            "pruned": sum(t.pruned for t in self.trials),
            "inner_score": round(best(self.trials).score, 4),
            "tuned": dict(self.tuned),
            "averaged": dict(self.averaged),
            "folds": [dict(one) for one in self.folds],
        }


@attrs.frozen(eq=False)
class Tuned:
    """A finished tuning.

    Attributes:
        outcomes: by the names in `KINDS`, all outer folds together. Examples are clips, as models of other settings
            cut other windows; of phases they are frames.
        chosen: of each outer fold.
    """

    outcomes: dict[str, Outcome]
    chosen: tuple[Chosen, ...]

    def to_dict(self) -> dict[str, Any]:
        """The numbers, fit for JSON."""
        found = {kind: {"accuracy": o.accuracy, "macro_f1": o.macro_f1, "loss": o.loss, "calibration": o.calibration}
                 for kind, o in self.outcomes.items()}  # fmt: skip
        return {"outcomes": found, "folds": [one.to_dict() for one in self.chosen]}


@attrs.frozen(eq=False)
class Tuning:
    """A system's tuning on a set.

    Attributes:
        system: with its usual settings.
        material: clips.
        folder: where the models' answers are kept, so that a killed run goes on.
        trials: how many in each outer fold.
        fitting: of every training; its seed also draws the folds and the trials.
        outer: how many folds judge.
        inner: how many choose.
    """

    system: System
    material: Material
    folder: Path
    trials: int = 15
    fitting: Fitting = attrs.field(factory=Fitting)
    outer: int = 5
    inner: int = 4

    @property
    def name(self) -> str:
        """Of the studies and the folder of answers: what was tuned, on what, and how."""
        rounds = f".{self.fitting.epochs}-rounds" if self.fitting.epochs else ""
        folds = f".{self.outer}x{self.inner}" if (self.outer, self.inner) != (5, 4) else ""
        return f"{self.material.name}.{self.system.name}.{self.fitting.seed}{rounds}{folds}"

    def run(self, storage: Any) -> Tuned:
        """Search and judge, fold by fold.

        Args:
            storage: as `training.tuning.backend.storage` gives it.

        Raises:
            InputError: the system has nothing to tune, a clip cannot be used, or a class has too few clips.
            EngineError: TensorFlow or Optuna is not installed.
            Cancelled: the fitting was.
            OutputError: the folder cannot be written.
        """
        space_of(self.system)
        groups = self.material.groups
        folds = list(nested(self.material.styles, groups, self.outer, self.inner, self.fitting.seed))
        work = _Work(self)
        chosen, answers = [], []
        for number, fold in enumerate(folds):
            found = work.search(storage, number, fold)
            chosen.append(found)
            answers.append(dict(work.judge(number, fold, found)))
        outcomes = {kind: self._outcome(kind, folds, [one[kind] for one in answers]) for kind in KINDS}
        return Tuned(outcomes, tuple(chosen))

    def _outcome(self, kind: str, folds: Sequence[NestedFold], answers: Sequence[Sequence[Answers]]) -> Outcome:
        """One for all outer folds; of several models each asked unit counts once for each."""
        units = [self.material.units(fold.outer.test) for fold in folds]
        asked = np.concatenate([u for u, models in zip(units, answers, strict=True) for _ in models])
        flat = [model for models in answers for model in models]
        said, truth = np.concatenate([m.said for m in flat]), self.material.truth_of(asked)
        table = confusion(truth, said.argmax(1), len(self.material.labels))
        return Outcome(
            system=f"{self.system.name}-{kind}", dances=self.material.name, protocol=PROTOCOL, seed=self.fitting.seed,
            labels=self.material.labels, examples=table,
            clips=np.zeros_like(table) if self.material.by_frame else table,
            loss=float(-np.log(np.maximum(said[np.arange(len(truth)), truth], 1e-7)).mean()),
            calibration=calibration_error(said, truth), parameters=flat[-1].parameters,
            seconds=sum(m.seconds for m in flat), answer_ms=1000 * sum(m.answer_s for m in flat) / len(asked),
            versions=versions(),
        )  # fmt: skip


class _Work:
    """Trains and asks; cuts the clips once for each setting that needs it."""

    def __init__(self, tuning: Tuning) -> None:
        self.tuning = tuning
        self.space = space_of(tuning.system)
        self.usual = settings_of(tuning.system, self.space)
        # Settings mostly share the cut; a few are kept, since windows of all clips are large.
        self._cut = lru_cache(maxsize=2)(tuning.material.cut)
        # What was best in the search is often what is usual, and the mean of the same settings is these again.
        self._answered: dict[str, Answers] = {}

    def search(self, storage: Any, number: int, fold: NestedFold) -> Chosen:
        """The settings of one outer fold, by its inner ones."""
        tuning, fitting = self.tuning, self.tuning.fitting
        study = f"{tuning.name}.fold-{number}"
        search = Search(
            study, self.space, self.usual, len(fold.inner), tuning.trials, fitting.seed + number,
            self._key(fold),
        )  # fmt: skip

        def tell(report: Progress) -> None:
            stage = f"{tuning.system.name}, fold {number + 1} of {tuning.outer}"
            fitting.progress(Progress(stage, number * tuning.trials + report.done, tuning.outer * tuning.trials))

        def judge(settings: Settings, inner: int) -> float:
            part = fold.inner[inner]
            said = self.answer(settings, part.train, part.test).said
            truth = tuning.material.truth_of(tuning.material.units(part.test))
            return macro_f1(confusion(truth, said.argmax(1), len(tuning.material.labels)))

        trials = search.run(storage, judge, tell, fitting.cancel)
        each = tuple(best_of_fold(trials, i).settings for i in range(len(fold.inner)))
        return Chosen(trials, best(trials).settings, each, averaged(each, self.space))

    def _key(self, fold: NestedFold) -> str:
        """Differs wherever an inner fold holds other clips."""
        names = [clip.name for clip in self.tuning.material.clips]
        parts = [[[names[i] for i in side.tolist()] for side in (f.train, f.test)] for f in fold.inner]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    def judge(self, number: int, fold: NestedFold, chosen: Chosen) -> Iterator[tuple[str, list[Answers]]]:
        """What models of each of `KINDS` say of the outer fold's clips."""
        whole: Mapping[str, Settings] = {"usual": self.usual, "tuned": chosen.tuned, "averaged": chosen.averaged}
        for kind, settings in whole.items():
            yield kind, [self.kept(f"{number}.{kind}", settings, fold.outer.train, fold.outer.test)]
        models = [
            self.kept(f"{number}.fold-{i}", settings, part.train, fold.outer.test)
            for i, (settings, part) in enumerate(zip(chosen.folds, fold.inner, strict=True))
        ]
        yield "fold", models
        yield "vote", [vote(models)]

    def kept(self, name: str, settings: Settings, train: Positions, test: Positions) -> Answers:
        """`answer`, from the folder where an earlier run came as far, or as given to the same question before."""
        path = make_folder(self.tuning.folder / self.tuning.name) / f"{name}.npz"
        text = json.dumps([dict(settings), train.tolist(), test.tolist()], sort_keys=True)
        found = _read(path, text)
        if found is None:
            found = self._answered.get(text) or self.answer(settings, train, test)
            _write(path, found, text)
        self._answered[text] = found
        return found

    def answer(self, settings: Settings, train: Positions, test: Positions) -> Answers:
        """Train with settings on some clips, ask about others."""
        tuning = self.tuning
        system = with_settings(tuning.system, settings)
        examples = self._cut(system)
        quiet = attrs.evolve(tuning.fitting, progress=Fitting().progress)
        trained = system.train(examples, examples.of_clips(train), len(tuning.material.labels), quiet)
        begin = time.perf_counter()
        said = tuning.material.ask(system, trained, examples, test)
        found = Answers(said, trained.parameters, trained.seconds, time.perf_counter() - begin)
        del trained
        forget()
        return found


def vote(models: Sequence[Answers]) -> Answers:
    """Several models as one: the mean of their probabilities."""
    return Answers(
        np.mean([m.said for m in models], axis=0),
        sum(m.parameters for m in models),
        sum(m.seconds for m in models),
        sum(m.answer_s for m in models),
    )


def _write(path: Path, answers: Answers, settings: str) -> None:
    with atomic_path(path) as temporary, temporary.open("wb") as file:
        np.savez(file, **attrs.asdict(answers), settings=np.array(settings))


def _read(path: Path, settings: str) -> Answers | None:
    """What `_write` wrote, if it is there, whole, and of the same settings and clips."""
    if not path.is_file():
        return None
    try:
        with opened_npz(path) as data:
            if str(data["settings"]) != settings:
                return None
            numbers: NDArray[np.float32] = data["said"]
            return Answers(numbers, int(data["parameters"]), float(data["seconds"]), float(data["answer_s"]))
    except DAMAGED:
        return None  # damaged: worked out again
