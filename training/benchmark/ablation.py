"""What each kind of variation is worth to a system: none, all, each alone, all but each. Uneven classes too.

Everything is learned from as many copies, varied or not. Copies that are cut, or keep fewer frames, still give fewer
windows: what such a part is worth is partly what a shorter training is worth.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from training.benchmark.columns import Column, Values, percent, share, whole, wholes
from training.benchmark.learning import COPIES, Learning, usual_augmentation
from training.benchmark.outcome import Outcome
from training.benchmark.table import Section
from training.data.augment import PLAIN, described, parsed
from training.data.pictures import FILMED
from training.errors import CallError
from training.networks.balance import Balance
from training.networks.system import KerasSystem, System
from training.tuning.space import Value, with_settings

_SHARES = {"dropout", "input_dropout", "label_smoothing", "momentum"}
_ABOVE_0 = {"decay", "every_s", "learning_rate", "longest_s", "rate", "shortest_s", "width"}
"""Settings that are shares, and such as mean nothing at 0."""

Cases = Mapping[str, Learning]
"""What is compared, by what stands in the table; the first is what the others are held against."""


def variations(system: System, augment: str = "", copies: int = COPIES) -> Cases:
    """None, all, each alone, all but each.

    Args:
        system: that learns.
        augment: what all of it is, as `training.data.augment.parsed` reads it; empty for what is usual.
        copies: of each clip, for systems that do not vary clips by themselves.

    Raises:
        CallError: the text names nothing that is varied.
    """
    usual = usual_augmentation(system)
    whole_lot = parsed(augment, usual) if augment else usual
    if not whole_lot.parts:
        raise CallError("varies nothing", subject=repr(augment), remedy="name parts, or leave it out")
    settings = {"nothing varied": PLAIN, "all": whole_lot}
    if len(whole_lot.parts) > 1:
        settings |= {f"{part} alone": whole_lot.only(part) for part in whole_lot.parts}
    if len(whole_lot.parts) > 2:  # of two, all but one is the other alone
        settings |= {f"all but {part}": whole_lot.without(part) for part in whole_lot.parts}
    return {label: Learning(described(one, usual), copies) for label, one in settings.items()}


def balances(system: System) -> Cases:
    """Each way of making up for uneven classes; nothing for systems that have one of their own."""
    return {str(way): Learning(balance=way) for way in Balance} if isinstance(system, KerasSystem) else {}


def ablation_section(title: str, heading: str, system: System, cases: Cases, outcomes: Iterable[Outcome]) -> Section:
    """One table of what was compared, in its order; seeds together.

    Args:
        title: of the table.
        heading: over the first column.
        system: that learned.
        cases: what was compared.
        outcomes: of all of them; what is missing is left out.
    """
    found = list(outcomes)
    groups = {
        label: [o for o in found if o.system in {how.named(system), how.named(system, FILMED)}]
        for label, how in cases.items()
    }
    columns = _columns(next(iter(groups.values())))
    kept = {label: runs for label, runs in groups.items() if runs}
    rows = tuple((label, str(len(runs)), *(c.text(runs) for c in columns)) for label, runs in kept.items())
    figures = tuple(
        {heading: label} | {k: v for c in columns for k, v in c.figures(runs).items()} for label, runs in kept.items()
    )
    return Section(title, (heading, "runs", *(c.name for c in columns)), rows, figures)


def _columns(first: Sequence[Outcome]) -> tuple[Column[Outcome], ...]:
    """Columns that hold a run against the run of the same seed, and so of the same folds, of the first case."""
    against = {outcome.seed: outcome for outcome in first}

    def gained(outcome: Outcome) -> float | None:
        same = against.get(outcome.seed)
        return None if same is None else outcome.accuracy - same.accuracy

    return (
        Column.of("accuracy", lambda o: o.accuracy, percent),
        Column.of("gained", gained, signed_percent),
        Column("won / lost", (("won", _turned(against, 1)), ("lost", _turned(against, -1))), wholes),
        Column.of("F1", lambda o: o.macro_f1, percent),
        Column.of("loss", lambda o: o.loss, share),
        Column.of("train s", lambda o: o.seconds, whole),
    )


def _turned(against: Mapping[int, Outcome], way: int) -> Callable[[Outcome], float | None]:
    """Number of clips that are named rightly and were not (1), or were and are not (-1)."""

    def turned(outcome: Outcome) -> float | None:
        same = against.get(outcome.seed)
        if same is None or not len(same.verdicts):
            return None
        before, now = _right(same), _right(outcome)
        return float(sum(now[name] - before[name] == way for name in now if name in before))

    return turned


def _right(outcome: Outcome) -> dict[str, int]:
    said = outcome.verdicts
    right = said.said.argmax(1) == said.truth if len(said) else []
    return dict(zip(said.names, map(int, right), strict=True))


def signed_percent(values: Values) -> str:
    """Mean and, of several, the standard deviation, in percent, with its sign."""
    text = percent(values)
    return text if text.startswith("-") else f"+{text}"


def settings_from(text: str, system: System) -> dict[str, Value]:
    """Settings of a system from a text such as "step=50,rate=0.001".

    Args:
        text: names with values, commas between; a point leads into settings of settings.
        system: whose they are; what a value is now says what it may be.

    Raises:
        CallError: there is no such setting, or the value is not one of its kind.
    """
    found: dict[str, Value] = {}
    for word in filter(None, (word.strip() for word in text.split(","))):
        name, _, value = word.partition("=")
        now = _setting(system, name)
        try:
            found[name] = type(now)(value)
            with_settings(system, found)
            _refuse_senseless(name.rpartition(".")[2], found[name], now)
        except ValueError:
            raise CallError(f"is no value of {name}", subject=repr(value), remedy=f"write one like {now}") from None
    return found


def _refuse_senseless(name: str, value: Value, now: Value) -> None:
    """Counts begin at 1 unless they are 0 as usual, shares end before 1; nothing is below 0 or without end.

    Raises:
        ValueError: it is none of these.
    """
    if isinstance(value, str) or isinstance(now, str):
        return
    least = min(1, now) if isinstance(now, int) else 0
    low_enough = value < 1 if name in _SHARES else math.isfinite(value)
    if not (value >= least and low_enough) or (value == 0 and name in _ABOVE_0):
        raise ValueError(name)


def _setting(system: System, name: str) -> Value:
    owner: Any = system
    for part in name.split("."):
        fields = {f.name for f in attrs.fields(type(owner))} if attrs.has(type(owner)) else set()
        owner = getattr(owner, part) if part in fields else None
    if isinstance(owner, bool) or not isinstance(owner, int | float | str):
        raise CallError(
            "is no setting that a number or a word can be given", subject=f"{system.name}: {name or 'nothing'}"
        )
    return owner
