"""A folder of outcomes, read: what is whole, and by name what is not."""

import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import attrs

from dancecoach.errors import InputError
from dancecoach.motion.phases import PHASES
from training.benchmark.outcome import Outcome
from training.benchmark.phases import PhaseOutcome

Found = TypeVar("Found", Outcome, PhaseOutcome)

_NUMBERS = ("loss", "calibration", "parameters", "seconds", "answer_ms")


@attrs.frozen
class Unread:
    """A file that is not in the report.

    Attributes:
        name: of the file, from the folder on.
        problem: why, without a full stop.
    """

    name: str
    problem: str


@attrs.frozen(eq=False)
class Kept:
    """What a folder holds.

    Attributes:
        styles: outcomes about names of dances, by the folder they lie in ("" for the one that was named): a benchmark
            keeps runs of fewer rounds in a folder of their own, and they are not to be mixed with full ones.
        phases: outcomes about phases, likewise.
        unread: the rest.
    """

    styles: dict[str, list[Outcome]]
    phases: dict[str, list[PhaseOutcome]]
    unread: tuple[Unread, ...]

    def __len__(self) -> int:
        return sum(len(runs) for part in (self.styles, self.phases) for runs in part.values())


def read_folder(folder: Path) -> Kept:
    """Read all outcomes in a folder and below; a damaged file is named in the answer and stops nothing.

    Raises:
        InputError: there is no such folder, or not one outcome in it.
    """
    if not folder.is_dir():
        raise InputError("is not a folder", subject=folder, remedy="name the one given to `benchmark --out`")
    kept, unread, seen = Kept({}, {}, ()), [], dict[tuple[str, ...], str]()
    for path in sorted(folder.rglob("*.json")):
        name, place = path.relative_to(folder).as_posix(), path.parent.relative_to(folder).as_posix()
        place = "" if place == "." else place
        try:
            outcome = read_outcome(path)
        except InputError as error:
            unread.append(Unread(name, error.problem))
            continue
        run = (place, *_run(outcome))
        if run in seen:
            unread.append(Unread(name, f"tells of the same run as {seen[run]}"))
            continue
        seen[run] = name
        if isinstance(outcome, Outcome):
            kept.styles.setdefault(place, []).append(outcome)
        else:
            kept.phases.setdefault(place, []).append(outcome)
    if not len(kept):
        raise InputError(
            f"holds no outcome of a benchmark ({len(unread)} other files)" if unread else "holds no outcome",
            subject=folder,
            remedy="name the folder given to `benchmark --out`",
        )
    return attrs.evolve(kept, unread=tuple(unread))


def read_outcome(path: Path) -> Outcome | PhaseOutcome:
    """Read an outcome of either kind, and see that its numbers can be shown.

    Raises:
        InputError: it is neither, or is damaged.
    """
    try:
        try:
            outcome = Outcome.load(path)
        except InputError:
            return _sound(path, PhaseOutcome.load(path), _phase_faults)
    except RecursionError as error:
        raise InputError("is nested too deeply to be an outcome", subject=path) from error
    return _sound(path, outcome, _outcome_faults)


def _sound(path: Path, outcome: Found, faults: Callable[[Found], Iterable[str]]) -> Found:
    found = next(iter(faults(outcome)), None)
    if found is not None:
        raise InputError(f"holds an outcome whose {found}", subject=path, remedy="delete it and run again")
    return outcome


def _outcome_faults(outcome: Outcome) -> Iterable[str]:
    """What is wrong, if anything: `Outcome.load` looks at names, not at what stands behind them."""
    yield from _name_faults(outcome, ("system", "dances", "protocol"))
    yield from (f"{name} is no number" for name in _NUMBERS if not _is_number(getattr(outcome, name), finite=False))
    classes = len(outcome.labels)
    if not classes or not all(isinstance(label, str) for label in outcome.labels) or len(set(outcome.labels)) < classes:
        yield "labels are not names of classes"
    for name in ("examples", "clips"):
        table = getattr(outcome, name)
        if table.shape != (classes, classes) or (table < 0).any():
            yield f"{name} are not counts for each pair of classes"
    if not outcome.examples.any() and not outcome.clips.any():
        yield "counts are all zero"


def _phase_faults(outcome: PhaseOutcome) -> Iterable[str]:
    yield from _name_faults(outcome, ("system",))
    yield from (f"{name} is no number" for name in _NUMBERS[2:] if not _is_number(getattr(outcome, name), finite=False))
    if not isinstance(outcome.reports, dict) or not outcome.reports:
        yield "reports are missing"
        return
    for name, report in outcome.reports.items():
        if not isinstance(report, dict) or not _is_report(report):
            yield f"report on {name!r} lacks numbers"


def _is_report(report: dict[str, Any]) -> bool:
    parts = [report.get(key) for key in ("segment_f1", "takeoff", "touchdown")]
    table = report.get("confusion", [])
    return (
        all(_is_number(report.get(key)) for key in ("macro_f1", "edit"))
        and all(isinstance(part, dict) and all(map(_is_number, part.values())) for part in parts)
        and isinstance(table, list)
        and (not table or [len(r) for r in table if isinstance(r, list)] == [len(PHASES)] * len(PHASES))
        and all(_is_number(cell) for row in table for cell in row)
    )


def _name_faults(outcome: Outcome | PhaseOutcome, names: Iterable[str]) -> Iterable[str]:
    yield from (f"{name} is no name" for name in names if not isinstance(getattr(outcome, name), str))
    if not isinstance(outcome.seed, int) or isinstance(outcome.seed, bool):
        yield "seed is no whole number"


def _is_number(value: Any, *, finite: bool = True) -> bool:
    """Whether it can be written as one; the loss of a training that went astray is none, and is shown so."""
    return isinstance(value, int | float) and not isinstance(value, bool) and (math.isfinite(value) or not finite)


def _run(outcome: Outcome | PhaseOutcome) -> tuple[str, ...]:
    if isinstance(outcome, Outcome):
        return ("style", outcome.dances, outcome.protocol, outcome.system, str(outcome.seed))
    return ("phases", outcome.system, str(outcome.seed))
