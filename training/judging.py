"""What the command line measures: phase networks on sets of clips, style networks on movement they do not know."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from dancecoach.errors import InputError
from dancecoach.models.style import StyleClassifier, StyleResult
from dancecoach.pose.formats import load_npz
from dancecoach.progress import Progress, ProgressCallback, ignore_progress
from training.cases import Case, drawn_cases, real_cases
from training.data.extract import SUFFIX
from training.data.sets import StyleSet
from training.errors import CallError
from training.evaluate import PhaseReport, judge_all, live_judge, review_judge
from training.metrics import auroc


def judge_phases(
    model: Path | None,
    *,
    live: bool,
    drawn: Path | None = None,
    poses: Path | None = None,
    labels: Path | None = None,
    progress: ProgressCallback = ignore_progress,
) -> dict[str, PhaseReport]:
    """A phase network on drawn clips of the split "test" and on real ones; reports by the name of the set.

    Args:
        model: the file; None for the shipped one.
        live: whether it is run pose by pose.
        drawn: folder of drawn clips, or None.
        poses: folder of real clips' poses, or None.
        labels: folder of the real clips' phases; needed with ``poses``.
        progress: listener.

    Raises:
        CallError: there is nothing to judge, or a folder is named without the other.
        ModelError: the file cannot be used.
    """
    if (poses is None) != (labels is None):
        raise CallError("poses and labels of real clips go together", remedy="name both folders, or neither")
    if drawn is None and poses is None:
        raise CallError("there is nothing to judge", remedy="name --drawn, or --poses and --labels")
    judge = live_judge(model) if live else review_judge(model)
    name = str(model) if model else "shipped"
    reports = {}
    if drawn is not None:
        reports["drawn"] = judge_all(name, _counted(drawn_cases(drawn), "drawn clips", progress), judge)
    if poses is not None and labels is not None:
        reports["real"] = judge_all(name, _counted(real_cases(poses, labels), "real clips", progress), judge)
    return reports


def _counted(cases: Iterable[Case], stage: str, progress: ProgressCallback) -> Iterator[Case]:
    for number, case in enumerate(cases, 1):
        yield case
        progress(Progress(stage, number))


def report_dict(reports: dict[str, PhaseReport]) -> dict[str, Any]:
    """The numbers of all sets and of each clip."""
    return {name: {**r.to_dict(), "by_clip": r.clip_rows()} for name, r in reports.items()}


@attrs.frozen
class Strangers:
    """What a style network says of movement that is none of its dances.

    Attributes:
        model: name and version.
        known: (name, verdict) of clips that it was trained on, for comparison.
        strange: (name, verdict) of the others.
    """

    model: str
    known: tuple[tuple[str, StyleResult], ...]
    strange: tuple[tuple[str, StyleResult], ...]

    @property
    def auroc(self) -> float:
        """Chance that a clip of its dances is named with more certainty than another; flattering, see ``known``."""
        inside, outside = ([_likeness(r) for _, r in part] for part in (self.known, self.strange))
        return auroc(inside, outside)

    @property
    def refused(self) -> float:
        """Share of the strange clips that come out as "unknown"."""
        return float(np.mean([r.label == "unknown" for _, r in self.strange])) if self.strange else float("nan")

    def to_dict(self) -> dict[str, Any]:
        """The numbers, fit for JSON."""
        rows = {
            name: {"label": r.label, **{k: round(v, 4) for k, v in r.probabilities.items()}} for name, r in self.strange
        }
        return {"model": self.model, "auroc": self.auroc, "refused": self.refused, "strange": rows}


def _likeness(result: StyleResult) -> float:
    """How much a clip looks like one of the styles, as the network tells it."""
    return max(result.probabilities.values()) if result.known is None else result.known


def judge_strangers(model: Path | None, dances: StyleSet, poses: Path) -> Strangers:
    """A style network on clips of other movement.

    Args:
        model: the file; None for the shipped one.
        dances: clips of its dances.
        poses: folder of ``NAME.pose.npz`` of other clips.

    Raises:
        InputError: a folder holds nothing.
        ModelError: the file cannot be used.
    """
    classifier = StyleClassifier(model)
    others = sorted(poses.rglob(f"*{SUFFIX}"))
    if not others:
        raise InputError("holds no poses", subject=poses, remedy="write them with python -m training extract")
    known = tuple((clip.name, classifier.classify(clip.track)) for clip in dances.clips)
    strange = tuple((p.name.removesuffix(SUFFIX), classifier.classify(load_npz(p))) for p in others)
    return Strangers(classifier.model.card.title, known, strange)
