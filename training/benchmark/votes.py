"""Ensembles over seeds, worked out from what outcomes keep; each costs as much as all of its members.

Of names of dances a soft vote: what the networks of several runs say of a clip, averaged. Folds are drawn from the
seed, so every clip has one verdict of each run, by a network that never saw it. The mean of those is an ensemble's
verdict on a clip that none of its members saw. Of phases only the labels are kept: there the majority of a frame.
"""

from collections.abc import Iterable, Iterator, Sequence

import attrs
import numpy as np

from dancecoach.motion.phases import PHASES
from training.benchmark.outcome import Outcome, Verdicts
from training.benchmark.phases import PhaseOutcome
from training.benchmark.ribbons import Ribbon
from training.evaluate import ClipReport, PhaseReport, judged
from training.metrics import calibration_error, confusion

MARK = "soft vote"
"""Stands in the name of every ensemble that names dances."""

MAJORITY = "majority"
"""Stands in the name of every ensemble that cuts clips into phases."""

_ENOUGH = 3
"""Two runs have no majority."""


def votes(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """An ensemble for each system that has verdicts of more than one run, by set and protocol."""
    grouped: dict[tuple[str, str, str], list[Outcome]] = {}
    for outcome in outcomes:
        grouped.setdefault((outcome.dances, outcome.protocol, outcome.system), []).append(outcome)
    for runs in grouped.values():
        found = vote(runs)
        if found is not None:
            yield found


def is_vote(system: str) -> bool:
    """Whether an ensemble made here is called so."""
    return system.endswith((f"{MARK})", f"{MAJORITY})"))


def vote(runs: Sequence[Outcome]) -> Outcome | None:
    """What the mean of several runs' verdicts is worth; None where they have none on the same clips.

    Args:
        runs: of one system on one set by one protocol, of different seeds.

    Returns:
        An outcome whose loss and calibration are of clips, as its members' windows are not kept, and which took all of
        its members' time.
    """
    first = runs[0]
    said = _mean([run.verdicts for run in runs]) if len({run.labels for run in runs}) == 1 else None
    if len({run.seed for run in runs}) < 2 or said is None or not len(said):
        return None
    classes = len(first.labels)
    share = np.maximum(said.said[np.arange(len(said)), said.truth], 1e-7)
    return attrs.evolve(
        first,
        system=f"{first.system} ({len(runs)} seeds, {MARK})",
        examples=np.zeros((classes, classes), np.int64),
        clips=confusion(said.truth, said.said.argmax(1), classes),
        loss=float(-np.log(share).mean()),
        calibration=calibration_error(said.said, said.truth),
        parameters=sum(run.parameters for run in runs),
        seconds=sum(run.seconds for run in runs),
        answer_ms=sum(run.answer_ms for run in runs),
        verdicts=said,
        strangers=_mean([run.strangers for run in runs]) or Verdicts(),
    )


def phase_votes(outcomes: Iterable[PhaseOutcome]) -> Iterator[PhaseOutcome]:
    """An ensemble for each system that keeps what three runs or more said of the same clips."""
    grouped: dict[str, list[PhaseOutcome]] = {}
    for outcome in outcomes:
        grouped.setdefault(outcome.system, []).append(outcome)
    for runs in grouped.values():
        found = phase_vote(runs)
        if found is not None:
            yield found


def phase_vote(runs: Sequence[PhaseOutcome]) -> PhaseOutcome | None:
    """What the majority of several runs says of each frame; None where they keep too little. Ties go to earlier phases.

    Args:
        runs: of one system, of different seeds.

    Returns:
        An outcome without calibration, as only labels are kept, of the sets that all runs were asked about.
    """
    first = runs[0]
    sets = [name for name in first.clips if all(_same(first.clips[name], run.clips.get(name, ())) for run in runs)]
    if len({run.seed for run in runs}) < _ENOUGH or not sets:
        return None
    name = f"{first.system} ({len(runs)} seeds, {MAJORITY})"
    judged_sets = {of: PhaseReport(name, tuple(map(_majority, *(run.clips[of] for run in runs)))) for of in sets}
    reports = {of: report.to_dict() for of, report in judged_sets.items()}
    return attrs.evolve(
        first,
        system=name,
        reports={of: {k: v for k, v in report.items() if k != "calibration_error"} for of, report in reports.items()},
        parameters=sum(run.parameters for run in runs),
        seconds=sum(run.seconds for run in runs),
        answer_ms=sum(run.answer_ms for run in runs),
        clips={of: tuple(map(Ribbon.of, report.clips)) for of, report in judged_sets.items()},
    )


def _same(some: Sequence[Ribbon], others: Sequence[Ribbon]) -> bool:
    return bool(some) and [(r.name, r.truth) for r in some] == [(r.name, r.truth) for r in others]


def _majority(*ribbons: Ribbon) -> ClipReport:
    """A clip as the majority has it; frames are taken to be evenly apart."""
    first = ribbons[0]
    said = np.array([[ribbon.said_labels == phase for phase in range(len(PHASES))] for ribbon in ribbons]).sum(0)
    times = np.linspace(0.0, first.seconds, said.shape[1])
    return judged(first.name, times, first.true_labels, said.argmax(0).astype(np.uint8), first.counted)


def _mean(each: Sequence[Verdicts]) -> Verdicts | None:
    """Clip by clip; where a clip was asked of several networks, the first of each run vote together, and so on."""
    keys = [_keys(verdicts) for verdicts in each]
    orders = [sorted(range(len(own)), key=own.__getitem__) for own in keys]
    named = [[own[i] for i in order] for own, order in zip(keys, orders, strict=True)]
    if any(other != named[0] for other in named):
        return None
    said = np.mean([verdicts.said[order] for verdicts, order in zip(each, orders, strict=True)], axis=0)
    return Verdicts(tuple(n for n, _, _ in named[0]), np.array([t for _, _, t in named[0]], np.intp), said)


def _keys(verdicts: Verdicts) -> list[tuple[str, int, int]]:
    """(name, how many of that name came before, truth) of each clip."""
    seen: dict[str, int] = {}
    found = []
    for name, truth in zip(verdicts.names, verdicts.truth.tolist(), strict=True):
        seen[name] = seen.get(name, -1) + 1
        found.append((name, seen[name], truth))
    return found
