"""A soft vote over seeds: what the networks of several runs say of a clip, averaged.

Folds are drawn from the seed, so every clip has one verdict of each run, by a network that never saw it. The mean of
those is an ensemble's verdict on a clip that none of its members saw. It costs as much as all of its members.
"""

from collections.abc import Iterable, Iterator, Sequence

import attrs
import numpy as np

from training.benchmark.outcome import Outcome, Verdicts
from training.metrics import calibration_error, confusion

MARK = "soft vote"
"""Stands in the name of every ensemble that is made here."""


def votes(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """An ensemble for each system that has verdicts of more than one run, by set and protocol."""
    grouped: dict[tuple[str, str, str], list[Outcome]] = {}
    for outcome in outcomes:
        grouped.setdefault((outcome.dances, outcome.protocol, outcome.system), []).append(outcome)
    for runs in grouped.values():
        found = vote(runs)
        if found is not None:
            yield found


def is_vote(outcome: Outcome) -> bool:
    """Whether it was made here, of the verdicts of several runs."""
    return outcome.system.endswith(f"{MARK})")


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
