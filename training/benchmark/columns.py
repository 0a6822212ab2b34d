"""Columns of a table of systems: what is taken of each run, and how the runs of a system are written together."""

import math
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import attrs
import numpy as np

Run = TypeVar("Run")

NOTHING = "–"
"""Stands where nothing is known."""

Values = Sequence[float]


@attrs.frozen
class Column(Generic[Run]):
    """One column.

    Attributes:
        name: over it.
        parts: names of the numbers in it, and how each is read from a run; None or NaN where it is not known.
        shown: text from the known values of each part, none of them empty.
    """

    name: str
    parts: tuple[tuple[str, Callable[[Run], float | None]], ...]
    shown: Callable[..., str]

    @classmethod
    def of(cls, name: str, read: Callable[[Run], float | None], shown: Callable[[Values], str]) -> "Column[Run]":
        """A column of one number, of the same name."""
        return cls(name, ((name, read),), shown)

    def text(self, runs: Sequence[Run]) -> str:
        """The cell of a system's runs."""
        known = [_known(read, runs) for _, read in self.parts]
        return self.shown(*known) if all(known) else NOTHING

    def figures(self, runs: Sequence[Run]) -> dict[str, dict[str, Any]]:
        """The numbers behind the cell, fit for JSON; what is not known is left out."""
        found = {}
        for name, read in self.parts:
            values = _known(read, runs)
            if values:
                spread = float(np.std(values, ddof=1)) if len(values) > 1 else None
                found[name] = {"mean": float(np.mean(values)), "std": spread, "runs": values}
        return found


def percent(values: Values) -> str:
    """Mean of shares and, of several, the standard deviation, in percent."""
    return _with_spread(values, 1)


def whole_percent(values: Values) -> str:
    """Likewise, without a digit behind the point."""
    return _with_spread(values, 0)


def share(values: Values) -> str:
    """Mean, to two digits behind the point."""
    return f"{np.mean(values):.2f}"


def whole(values: Values) -> str:
    """Mean, without a digit behind the point."""
    return f"{np.mean(values):.0f}"


def count(values: Values) -> str:
    """The first, with thousands apart."""
    return f"{values[0]:,.0f}"


def wholes(*parts: Values) -> str:
    """Means of several numbers, a stroke between them."""
    return " / ".join(map(whole, parts))


def _with_spread(shares: Values, digits: int) -> str:
    mean = f"{100 * np.mean(shares):.{digits}f}"
    return mean if len(shares) < 2 else f"{mean} ± {100 * np.std(shares, ddof=1):.{digits}f}"


def _known(read: Callable[[Run], float | None], runs: Sequence[Run]) -> list[float]:
    values = (read(run) for run in runs)
    return [float(value) for value in values if value is not None and math.isfinite(value)]
