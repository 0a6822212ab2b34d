"""Curves of a page, worked out: known clips kept against strangers taken, and certainty against being right."""

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from training.benchmark.outcome import Outcome
from training.metrics import reliability, roc

_MOST_BINS, _IN_A_BIN = 10, 8
"""Of certainty: as many as leave so many clips in each on average, or the dots would be noise."""

_KEPT = 90.0
"""Percent of known clips that the mark on the curve stands for."""


@attrs.frozen
class Curve:
    """One line.

    Attributes:
        name: whose.
        text: what it comes to.
        points: percent from the left and from the top, as a polyline wants them.
        dots: percent from the left and from the top, radius in pixels, and in words.
    """

    name: str
    text: str
    points: str
    dots: tuple[tuple[float, float, float, str], ...] = ()


@attrs.frozen
class Curves:
    """Lines in one square from 0 to 100 %.

    Attributes:
        title: what is shown.
        caption: what the lines mean.
        across: name of the axis to the right.
        up: name of the axis upwards.
        lines: of the systems.
    """

    title: str
    caption: str
    across: str
    up: str
    lines: tuple[Curve, ...]


def open_set(systems: Mapping[str, Sequence[Outcome]]) -> Curves | None:
    """How many clips of other dances are let in for how many known ones; None where none were asked.

    Args:
        systems: the runs of each.
    """
    lines = []
    for name, runs in systems.items():
        asked = [run for run in runs if np.isfinite(run.auroc)]
        if asked:
            inside, outside = (
                np.concatenate([getattr(r, k).certainty for r in asked]) for k in ("verdicts", "strangers")
            )
            area, gone = (np.mean([getattr(run, key) for run in asked]) for key in ("auroc", "refused"))
            text = f"area {area:.2f}; refuses {100 * gone:.0f} % of unknown dances"
            lines.append(_line(name, text, 100 * roc(inside, outside)))
    if not lines:
        return None
    caption = (
        "A clip counts as known when the system is certain enough. Up and to the left is better; on the dashed line "
        f"it cannot tell dances that it knows from others. Dot: where {_KEPT:.0f} % of the known clips are kept. "
        "Runs of a system together."
    )
    return Curves("Does it notice a dance that it does not know?", caption,
                  "other dances taken for known, %", "known clips kept, %", tuple(lines))  # fmt: skip


def calibration(systems: Mapping[str, Sequence[Outcome]]) -> Curves | None:
    """How often a system is right when it says that it is so certain; None without verdicts of clips."""
    lines = []
    for name, runs in systems.items():
        asked = [run.verdicts for run in runs if len(run.verdicts)]
        if asked:
            said, truth = np.concatenate([v.said for v in asked]), np.concatenate([v.truth for v in asked])
            found = reliability(said, truth, max(2, min(_MOST_BINS, len(truth) // _IN_A_BIN)))
            sure, right = said.max(1).mean(), (said.argmax(1) == truth).mean()
            text = f"{100 * sure:.0f} % certain, {100 * right:.0f} % right"
            lines.append(_bins(name, text, found))
    if not lines:
        return None
    caption = (
        "Clips that were named with about the same certainty stand together in a dot, larger for more of them. On the "
        "dashed line certainty is deserved; below it the system promises too much."
    )
    return Curves("Is it right as often as it is certain?", caption, "certainty, %", "named rightly, %", tuple(lines))


def _line(name: str, text: str, points: NDArray[np.float64]) -> Curve:
    known = points[points[:, 1] >= _KEPT - 1e-9][0]
    said = f"{name}: keeps {known[1]:.0f} % of the known clips and lets in {known[0]:.0f} % of the others"
    return Curve(name, text, _polyline(points), ((_round(known[0]), _round(100 - known[1]), 4.5, said),))


def _bins(name: str, text: str, found: NDArray[np.float64]) -> Curve:
    largest = found[:, 2].max()
    dots = tuple(
        (_round(100 * sure), _round(100 - 100 * right), _round(2.5 + 5 * (count / largest) ** 0.5),
         f"{name}: {count:.0f} clips named with {100 * sure:.0f} % certainty, {100 * right:.0f} % rightly")
        for sure, right, count in found.tolist()
    )  # fmt: skip
    return Curve(name, text, _polyline(100 * found[:, :2]), dots)


def _polyline(points: NDArray[np.float64]) -> str:
    return " ".join(f"{_round(x)},{_round(100 - y)}" for x, y in points[:, :2].tolist())


def _round(value: float) -> float:
    return round(float(value), 2)
