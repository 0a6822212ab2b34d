"""What a page draws, worked out: bars as shares of the width, and confusion matrices in percent."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

_NAME, _LINE, _AXIS = 26, 30, 34
"""Heights of a group's name, of a bar with its line of text, and of the axis below, in pixels."""

STRONG = 0.66
"""From this share on a cell's colour wants dark text in dark pages too."""


@attrs.frozen
class Bar:
    """One value with its spread.

    Attributes:
        name: what it is of.
        text: it and its spread, in words.
        at: end of the bar, percent of the width.
        low: beginning of the whisker; `high` where there is none.
        high: its end.
        runs: the single values.
        y: of its line of text, pixels from the top.
    """

    name: str
    text: str
    at: float
    low: float
    high: float
    runs: tuple[float, ...] = ()
    y: int = 0


@attrs.frozen
class Group:
    """Bars that belong together, under a name or, where each has its own, without one."""

    name: str
    bars: tuple[Bar, ...]
    y: int = 0


@attrs.frozen
class Plot:
    """Bars one below the other.

    Attributes:
        title: what is shown.
        caption: what the marks mean.
        groups: of bars.
        ticks: (percent of the width, text) of the axis.
        height: in pixels.
        chance: percent of the width, where a line for chance belongs.
    """

    title: str
    caption: str
    groups: tuple[Group, ...]
    ticks: tuple[tuple[float, str], ...]
    height: int
    chance: float | None = None

    @property
    def foot(self) -> int:
        """Where the axis begins, pixels from the top."""
        return self.height - _AXIS


@attrs.frozen
class Cell:
    """Share of a row of a confusion matrix; text as shown, and in words."""

    share: float
    text: str
    title: str
    strong: bool


@attrs.frozen
class Matrix:
    """Confusion matrix; rows are the truth.

    Attributes:
        title: whose.
        labels: of the classes.
        rows: as shown.
        counts: behind them.
    """

    title: str
    labels: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    counts: tuple[tuple[float, ...], ...]


PERCENT_TICKS = tuple((float(p), f"{p} %" if p == 100 else str(p)) for p in (0, 25, 50, 75, 100))


def plot(
    title: str,
    caption: str,
    groups: Sequence[Group],
    ticks: Sequence[tuple[float, str]] = PERCENT_TICKS,
    chance: float | None = None,
) -> Plot:
    """Lay bars out from top to bottom."""
    y, placed = 0, []
    for group in groups:
        top = y
        y += _NAME if group.name else 0
        bars = tuple(attrs.evolve(bar, y=y + i * _LINE) for i, bar in enumerate(group.bars))
        placed.append(attrs.evolve(group, bars=bars, y=top))
        y += _LINE * len(bars)
    return Plot(title, caption, tuple(placed), tuple(ticks), y + _AXIS, chance)


def share_bar(name: str, values: Sequence[float]) -> Bar:
    """Shares of several runs, 0 to 1: their mean, one standard deviation to each side as whisker."""
    mean, spread = mean_spread(values)
    text = f"{100 * mean:.1f} %" if len(values) < 2 else f"{100 * mean:.1f} ± {100 * spread:.1f} %"
    low, high = ((_percent(v)) for v in (mean - spread, mean + spread))
    return Bar(name, text, _percent(mean), low, high, tuple(map(_percent, values)) if len(values) > 1 else ())


def mean_spread(values: Sequence[float]) -> tuple[float, float]:
    """Mean and standard deviation; no spread of one value."""
    return float(np.mean(values)), float(np.std(values, ddof=1)) if len(values) > 1 else 0.0


def scale_of(largest: float) -> tuple[Callable[[float], float], tuple[tuple[float, str], ...]]:
    """An axis from nothing to a round number: from values to percent of the width, and its ticks."""
    step = 10.0 ** math.floor(math.log10(max(largest, 1) / 4))
    step = next(step * n for n in (1, 2, 5, 10, 20) if step * n * 4 >= largest)
    ticks = tuple((25.0 * i, f"{step * i:g} ms" if i == 4 else f"{step * i:g}") for i in range(5))
    return (lambda value: _percent(value / (4 * step))), ticks


def matrix(title: str, labels: Sequence[str], table: NDArray[Any]) -> Matrix:
    """Rows in percent of the truth; a class that was never asked about shows dashes."""
    counts = tuple(map(tuple, table.tolist()))
    rows = tuple(_row(labels, label, row) for label, row in zip(labels, counts, strict=True))
    return Matrix(title, tuple(labels), rows, counts)


def _row(labels: Sequence[str], truth: str, counts: Sequence[float]) -> tuple[Cell, ...]:
    total = sum(counts)
    if not total:
        return tuple(Cell(0.0, "–", f"{truth} was never asked about", strong=False) for _ in labels)
    cells = []
    for said, count in zip(labels, counts, strict=True):
        share = count / total
        text = f"{100 * share:.0f}" if count else "·"
        cells.append(
            Cell(round(share, 3), text, f"{truth} called {said}: {count:g} of {total:g}", strong=share >= STRONG)
        )
    return tuple(cells)


def _percent(share: float) -> float:
    """Percent of the width, within it; two digits, so that the page is the same on every machine."""
    return round(100 * min(1.0, max(0.0, share)), 2)
