"""The search of one outer fold: trials judged by the inner folds, kept in a storage, going on where they were killed.

A trial's scores are kept fold by fold. What a killed process had begun is given back to the queue with the folds that
it had finished, by whoever comes next: at once where that process ran on the same machine, after `LOST_S` without a
sign of life where it ran on another.
"""

import platform
import time
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import numpy as np
import psutil

from dancecoach.errors import InputError
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.tuning.backend import optuna
from training.tuning.space import Knob, Settings, Value

LOST_S = 6 * 3600.0
"""Seconds without a finished fold after which a trial of another machine is taken for lost."""

_FOLDS, _OWNER, _SEEN, _WHY = "folds", "owner", "seen", "why"
"""What is noted of a trial."""

_ASKED = "asked"
"""What is noted of a study."""

Judge = Callable[[Settings, int], float]
"""Score, larger is better, of settings in an inner fold."""


@attrs.frozen
class Trial:
    """Settings that were tried.

    Attributes:
        settings: by knob.
        scores: of each inner fold that was asked, by its number.
        pruned: whether it was given up before the last fold.
    """

    settings: Mapping[str, Value]
    scores: Mapping[int, float]
    pruned: bool

    @property
    def score(self) -> float:
        """Mean over the folds that were asked."""
        return float(np.mean(list(self.scores.values())))


@attrs.frozen(eq=False)
class Search:
    """Trials of one study.

    Attributes:
        name: of the study, the same for all machines that work on it.
        space: what is tuned.
        usual: settings tried first, where they lie in the space.
        folds: how many inner folds there are.
        trials: how many are wanted, pruned ones included.
        seed: of Optuna's choices.
        asked: a short text that differs wherever the clips or the folds do; scores of others are not gone on from.
    """

    name: str
    space: Mapping[str, Knob]
    usual: Settings
    folds: int
    trials: int = 15
    seed: int = 0
    asked: str = ""

    def run(
        self,
        storage: Any,
        judge: Judge,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> list[Trial]:
        """Try settings until there are enough trials, those of earlier runs and other machines included.

        Args:
            storage: as `training.tuning.backend.storage` gives it.
            judge: scores settings; an `InputError` of it for other than the usual settings ends that trial alone.
            progress: listener.
            cancel: stops it; the trial that has begun goes on in the next run.

        Raises:
            Cancelled: ``cancel`` was set.
            InputError: even the usual settings cannot be used, none could, or the study is of other clips or folds.
        """
        library = optuna()
        study = library.create_study(
            storage=storage, study_name=self.name, direction="maximize", load_if_exists=True,
            pruner=library.pruners.MedianPruner(n_startup_trials=4),
        )  # fmt: skip
        self._refuse_another(study)
        fits = all(knob.holds(self.usual[name]) for name, knob in self.space.items())
        if fits and not study.trials:
            study.enqueue_trial(dict(self.usual), skip_if_exists=True)
        while (done := len(finished(study))) < self.trials:
            progress(Progress(self.name, done, self.trials))
            if cancel is not None:
                cancel.check()
            give_back_lost(study)
            self._try(study, judge, cancel)
        trials = finished(study)
        if all(trial.pruned for trial in trials):
            raise InputError("could be used with none of the settings", subject=self.name, remedy="add longer clips")
        return trials

    def _refuse_another(self, study: Any) -> None:
        begun = study.user_attrs.get(_ASKED)
        if begun is None:
            study.set_user_attr(_ASKED, self.asked)
        elif begun != self.asked:
            raise InputError(
                "was begun with other clips or folds, whose scores say nothing about these",
                subject=self.name,
                remedy="name another --out, or another --storage",
            )

    def _try(self, study: Any, judge: Judge, cancel: CancelToken | None) -> None:
        library = optuna()
        # Seeded by the number of trials, not once: a run that goes on must not draw what it drew at its beginning.
        seed = int(np.random.SeedSequence((self.seed, len(study.trials))).generate_state(1)[0])
        study.sampler = library.samplers.TPESampler(seed=seed, n_startup_trials=6)
        trial = study.ask()
        trial.set_user_attr(_OWNER, _myself())
        states = library.trial.TrialState
        try:
            settings = {name: knob.suggest(trial, name) for name, knob in self.space.items()}
            score = self._score(trial, settings, judge, cancel)
        except library.TrialPruned:
            study.tell(trial, state=states.PRUNED)
        except InputError as error:
            if settings == self.usual:
                study.tell(trial, state=states.FAIL)
                raise
            trial.set_user_attr(_WHY, str(error))
            study.tell(trial, state=states.PRUNED)
        except BaseException:
            _give_back(study, study.trials[trial.number])
            raise
        else:
            study.tell(trial, score)

    def _score(self, trial: Any, settings: Settings, judge: Judge, cancel: CancelToken | None) -> float:
        """Mean over the inner folds, those that were asked before a kill not again."""
        scores: dict[str, float] = dict(trial.user_attrs.get(_FOLDS, {}))
        for fold in range(self.folds):
            if cancel is not None:
                cancel.check()
            if str(fold) not in scores:
                scores[str(fold)] = float(judge(settings, fold))
                trial.set_user_attr(_FOLDS, scores)
                trial.set_user_attr(_SEEN, time.time())
            trial.report(float(np.mean([scores[str(i)] for i in range(fold + 1)])), fold)
            if fold < self.folds - 1 and trial.should_prune():
                raise optuna().TrialPruned
        return float(np.mean(list(scores.values())))


def finished(study: Any) -> list[Trial]:
    """The trials of a study that came to an end, pruned ones included."""
    states = optuna().trial.TrialState
    return [
        Trial(dict(t.params), {int(k): v for k, v in t.user_attrs.get(_FOLDS, {}).items()}, t.state == states.PRUNED)
        for t in study.get_trials(deepcopy=False, states=(states.COMPLETE, states.PRUNED))
    ]


def best(trials: list[Trial]) -> Trial:
    """The one with the highest mean of those that were asked in all folds; the first of equals."""
    return max((t for t in trials if not t.pruned), key=lambda t: t.score)


def best_of_fold(trials: list[Trial], fold: int) -> Trial:
    """The one with the highest score in an inner fold, of those that were asked in all; the first of equals."""
    return max((t for t in trials if not t.pruned), key=lambda t: t.scores[fold])


def give_back_lost(study: Any) -> None:
    """Queue again what killed processes had begun."""
    running = optuna().trial.TrialState.RUNNING
    for trial in study.get_trials(deepcopy=False, states=(running,)):
        if _lost(trial):
            _give_back(study, trial)


def _give_back(study: Any, trial: Any) -> None:
    library = optuna()
    try:
        study.tell(trial.number, state=library.trial.TrialState.FAIL)
    except (ValueError, library.exceptions.UpdateFinishedTrialError):
        return  # another machine was faster
    settings = trial.params or trial.system_attrs.get("fixed_params", {})
    if settings:
        study.enqueue_trial(settings, user_attrs={_FOLDS: trial.user_attrs.get(_FOLDS, {})})


def _lost(trial: Any) -> bool:
    owner = trial.user_attrs.get(_OWNER)
    if owner is not None and owner[0] == platform.node():
        return not _alive(*owner[1:])
    seen = trial.user_attrs.get(_SEEN, trial.datetime_start.timestamp())
    return bool(time.time() - seen > LOST_S)


def _myself() -> list[Any]:
    """[machine, process, when that began]: numbers of processes are used again."""
    me = psutil.Process()
    return [platform.node(), me.pid, me.create_time()]


def _alive(pid: int, began: float) -> bool:
    try:
        return bool(abs(psutil.Process(pid).create_time() - began) < 1.0)
    except psutil.Error:
        return False
