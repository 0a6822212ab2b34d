"""A folder of outcomes, read: what is whole, and by name what is not."""

import json
import math
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import attrs
import numpy as np

from dancecoach.errors import InputError
from dancecoach.motion.phases import PHASES
from training.benchmark.kept import KeptOutcome
from training.benchmark.outcome import STRANGE, Outcome, Verdicts
from training.benchmark.phases import PhaseOutcome
from training.teaching.judge import FewShotOutcome
from training.tuning.nested import PROTOCOL as NESTED

Found = TypeVar("Found", bound=KeptOutcome)

REPORT_SCHEMA = "dancecoach.report/1"
"""Of the numbers beside a page."""

_ROUNDS = re.compile(r"[0-9]+-rounds$")
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
        few: outcomes about teaching from few clips, likewise.
        chosen: what tunings chose, by the folder their outcomes are shown with and by the tuning's name: for each
            outer fold the settings.
        unread: the rest.
    """

    styles: dict[str, list[Outcome]] = attrs.field(factory=dict)
    phases: dict[str, list[PhaseOutcome]] = attrs.field(factory=dict)
    few: dict[str, list[FewShotOutcome]] = attrs.field(factory=dict)
    chosen: dict[str, dict[str, list[dict[str, Any]]]] = attrs.field(factory=dict)
    unread: tuple[Unread, ...] = ()

    def __len__(self) -> int:
        parts: tuple[dict[str, list[Any]], ...] = (self.styles, self.phases, self.few)
        return sum(len(runs) for part in parts for runs in part.values())

    def add(self, place: str, outcome: KeptOutcome) -> None:
        """Put an outcome to those of its kind and folder."""
        if isinstance(outcome, Outcome):
            self.styles.setdefault(place, []).append(outcome)
        elif isinstance(outcome, PhaseOutcome):
            self.phases.setdefault(place, []).append(outcome)
        elif isinstance(outcome, FewShotOutcome):
            self.few.setdefault(place, []).append(outcome)

    def is_companion(self, path: Path, folder: Path) -> bool:
        """Whether a file that is no outcome belongs there: a report's own numbers, or what a tuning chose (kept)."""
        try:
            content = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return False
        if not isinstance(content, dict) or content.get("schema") == REPORT_SCHEMA:
            return isinstance(content, dict)
        settings = _chosen(content)
        if settings is None:
            return False
        place = _place(path.relative_to(folder).with_suffix(""))
        self.chosen.setdefault(place, {})[path.name.removesuffix(".json")] = settings
        return True


def read_folder(folder: Path) -> Kept:
    """Read all outcomes in a folder and below; a damaged file is named in the answer and stops nothing.

    Raises:
        InputError: there is no such folder, or not one outcome in it.
    """
    if not folder.is_dir():
        raise InputError("is not a folder", subject=folder, remedy="name the one given to `benchmark --out`")
    kept, unread, seen = Kept(), [], dict[tuple[str, ...], str]()
    for path in sorted(folder.rglob("*.json")):
        name = path.relative_to(folder).as_posix()
        try:
            outcome = read_outcome(path)
        except InputError as error:
            if not kept.is_companion(path, folder):
                unread.append(Unread(name, error.problem))
            continue
        within = path.parent.relative_to(folder)
        nested = isinstance(outcome, Outcome) and outcome.protocol == NESTED
        place = _place(within) if nested else "/".join(within.parts)
        run = (place, *_run(outcome))
        if run in seen:
            unread.append(Unread(name, f"tells of the same run as {seen[run]}"))
            continue
        seen[run] = name
        kept.add(place, outcome)
    if not len(kept):
        raise InputError(
            f"holds no outcome of a benchmark ({len(unread)} other files)" if unread else "holds no outcome",
            subject=folder,
            remedy="name the folder given to `benchmark --out`",
        )
    return attrs.evolve(kept, unread=tuple(unread))


def read_outcome(path: Path) -> KeptOutcome:
    """Read an outcome of any kind, and see that its numbers can be shown.

    Raises:
        InputError: it is none, or is damaged.
    """
    try:
        schema = json.loads(path.read_text("utf-8"))["schema"]
    except RecursionError as error:
        raise InputError("is nested too deeply to be an outcome", subject=path) from error
    except (OSError, ValueError, KeyError, TypeError):
        schema = Outcome.schema  # whose reader says what is wrong
    if schema == PhaseOutcome.schema:
        return _sound(path, PhaseOutcome.load(path), _phase_faults)
    if schema == FewShotOutcome.schema:
        return _sound(path, FewShotOutcome.load(path), _few_faults)
    return _sound(path, Outcome.load(path), _outcome_faults)


def _place(folder: Path) -> str:
    """The folder that a tuning is shown with: each has one of its own, and they are to stand side by side."""
    parts = list(folder.parts)
    rounds = _ROUNDS.search(parts.pop()) if parts else None
    return "/".join([*parts, *([rounds[0]] if rounds else [])])


def _chosen(content: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The settings of each outer fold, as `training.tuning.nested.Tuned.to_dict` has them; None for something else."""
    if content.keys() != {"outcomes", "folds"} or not isinstance(content["folds"], list):
        return None
    found = [fold["tuned"] for fold in content["folds"] if isinstance(fold, dict) and _are_settings(fold.get("tuned"))]
    return found if len(found) == len(content["folds"]) else None


def _are_settings(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, int | float | str) for one in value.values())


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
    yield from _verdict_faults(outcome.verdicts, 0, classes)
    yield from _verdict_faults(outcome.strangers, STRANGE, classes)
    yield from _version_faults(outcome.versions)


def _verdict_faults(verdicts: Verdicts, least: int, classes: int) -> Iterable[str]:
    if not len(verdicts):
        return
    if verdicts.said.shape != (len(verdicts), classes) or not np.isfinite(verdicts.said).all():
        yield "verdicts are not a probability for each class"
    if verdicts.truth.min() < least or verdicts.truth.max() >= (classes if least != STRANGE else 0):
        yield "verdicts are about classes that there are not"


def _version_faults(versions: dict[str, str]) -> Iterable[str]:
    if not isinstance(versions, dict) or not all(isinstance(v, str) for pair in versions.items() for v in pair):
        yield "versions are not names"


def _few_faults(outcome: FewShotOutcome) -> Iterable[str]:
    yield from _name_faults(outcome, ("dances", "style"))
    yield from _version_faults(outcome.versions)
    if not outcome.found:
        yield "numbers are missing"
    for one in outcome.found:
        if not all(map(_is_number, (one.clips, one.known, one.before, one.after))) or one.clips != int(one.clips):
            yield "numbers are none"


def _phase_faults(outcome: PhaseOutcome) -> Iterable[str]:
    yield from _name_faults(outcome, ("system",))
    yield from (f"{name} is no number" for name in _NUMBERS[2:] if not _is_number(getattr(outcome, name), finite=False))
    if not isinstance(outcome.reports, dict) or not outcome.reports:
        yield "reports are missing"
        return
    yield from _version_faults(outcome.versions)
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


def _name_faults(outcome: Outcome | PhaseOutcome | FewShotOutcome, names: Iterable[str]) -> Iterable[str]:
    yield from (f"{name} is no name" for name in names if not isinstance(getattr(outcome, name), str))
    if not isinstance(outcome.seed, int) or isinstance(outcome.seed, bool):
        yield "seed is no whole number"


def _is_number(value: Any, *, finite: bool = True) -> bool:
    """Whether it can be written as one; the loss of a training that went astray is none, and is shown so."""
    return isinstance(value, int | float) and not isinstance(value, bool) and (math.isfinite(value) or not finite)


def _run(outcome: KeptOutcome) -> tuple[str, ...]:
    """What no two outcomes of a folder have in common."""
    if isinstance(outcome, Outcome):
        return ("style", outcome.dances, outcome.protocol, outcome.system, str(outcome.seed))
    if isinstance(outcome, FewShotOutcome):
        return ("few-shot", outcome.dances, outcome.style, str(outcome.seed))
    assert isinstance(outcome, PhaseOutcome)
    return ("phases", outcome.system, str(outcome.seed))
