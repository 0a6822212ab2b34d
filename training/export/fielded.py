"""A system of the field taught by a set and written as a file, with what is known of it on its card."""

from datetime import date
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from dancecoach.progress import ProgressCallback, ignore_progress
from training.benchmark.learning import Learning, Lessons
from training.data.clips import Clip
from training.data.splits import Fold, split_80_20
from training.errors import CallError
from training.export.systems import export_system
from training.export.write import Exported
from training.metrics import confusion, macro_f1
from training.networks.system import Fitting, KerasSystem, System
from training.tuning.material import Material

_ASKED = 64
"""Examples on which the file and the network are compared."""

_USUAL = Learning()


@attrs.frozen(eq=False)
class Fielded:
    """A written system.

    Attributes:
        written: the file.
        taught: how many clips it learned from.
        units: how many clips, or frames where phases are named, it was judged by; 0 where it learned from all.
        accuracy: share of those that it named rightly; NaN where it learned from all.
        macro_f1: of the same.
    """

    written: Exported
    taught: int
    units: int = 0
    accuracy: float = float("nan")
    macro_f1: float = float("nan")


def refuse_unexportable(system: System) -> None:
    """See that a system is one network of layers before anything is trained.

    Raises:
        CallError: it is not; the sentence says what else to do.
    """
    if not isinstance(system, KerasSystem):
        raise CallError(
            "is not written as a file of its own kind",
            subject=repr(system.name),
            remedy="python -m training train style makes it, python -m training export writes it for the app",
        )


def teach_and_export(
    system: System,
    material: Material,
    path: Path,
    fitting: Fitting,
    *,
    learning: Learning = _USUAL,
    judged: bool = True,
    progress: ProgressCallback = ignore_progress,
    today: date | None = None,
) -> Fielded:
    """Train a system, judge it by clips that it did not learn from, and write it.

    Args:
        system: with its settings.
        material: clips.
        path: ``.onnx`` file.
        fitting: of the training; its seed also draws the clips that judge.
        learning: what is on beside the usual; varied copies teach where their clips do, and judge nothing.
        judged: whether a fifth of the clips judges; else all of them teach.
        progress: listener.
        today: date on the card; the day of the call when left out.

    Raises:
        CallError: the system cannot be exported.
        InputError: a clip cannot be used, or a class has too few clips to judge by.
        EngineError: TensorFlow, scikit-learn or onnx is not installed.
        ModelError: the file computes something else than the network.
        OutputError: the file cannot be written.
    """
    refuse_unexportable(system)
    everything = np.arange(len(material.clips))
    fold = split_80_20(material.styles, material.groups, fitting.seed) if judged else Fold(everything, everything[:0])
    lessons = Lessons.of(system, material.clips, material.truth, learning, fitting.seed)
    examples = lessons.examples
    learned = examples.of_clips(fold.train)
    fitting = attrs.evolve(fitting, balance=learning.balance or fitting.balance)
    trained = system.train(examples, learned, len(material.labels), attrs.evolve(fitting, progress=progress))
    found: dict[str, Any] = {}
    if judged:
        truth = material.truth_of(material.units(fold.test))
        asked = material.cut(system) if lessons.copied.any() else examples
        said = material.ask(system, trained, asked, fold.test).argmax(1)
        table = confusion(truth, said, len(material.labels))
        found = {"units": len(truth), "accuracy": float((said == truth).mean()), "macro_f1": macro_f1(table)}
    written = export_system(
        system, trained, material.labels, path, inputs=examples.inputs[learned[:_ASKED]],
        about=_about(material, fold, found, fitting, today or date.today()) | learning.facts(system),
    )  # fmt: skip
    return Fielded(written, len(fold.train), **found)


def _about(material: Material, fold: Fold, found: dict[str, Any], fitting: Fitting, today: date) -> dict[str, Any]:
    taught = [material.clips[i] for i in fold.train.tolist()]
    metrics = {}
    if found:
        split = "a fifth of the clips, none of a group that taught"
        numbers = {name: round(found[name], 4) for name in ("accuracy", "macro_f1")}
        metrics["held_out"] = {"split": split, "by": material.unit, "count": found["units"], **numbers}
    return {
        "training": [{"name": material.name, "clips": len(taught), "frames_a_second": _rate(taught)}],
        "metrics": metrics,
        "seed": fitting.seed,
        "date": today.isoformat(),
    }


def _rate(clips: list[Clip]) -> float:
    """The usual one: what counts frames must be asked at the rate that it was taught at."""
    steps = [float(np.median(np.diff(clip.track.times))) for clip in clips if len(clip) > 1]
    return round(1 / float(np.median(steps)), 2) if steps else 0.0
