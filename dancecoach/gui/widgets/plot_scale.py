"""Where numbers and days stand along the axes of a plot, and which of them are named."""

import math
from collections.abc import Sequence
from datetime import date

DAY_S = 86_400.0
_MOST_WORDS = 7


def nice_ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers around a range, at least two, the first not above it and the last not below it."""
    span = max(high - low, 1e-9 + 0.02 * max(abs(low), abs(high)))
    rough = span / (most - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, max(last, first + 1) + 1)]


def named_days(days: Sequence[date]) -> list[date]:
    """Those of some days, in order, that are named: the first, the last, and between them what can be read."""
    if len(days) < 2:
        return list(days)
    first, last = days[0].toordinal(), days[-1].toordinal()
    least = max(1.0, (last - first) / _MOST_WORDS)
    named = [days[0]]
    for day in days[1:-1]:
        if (day - named[-1]).days >= least and (days[-1] - day).days >= least:
            named.append(day)
    return [*named, days[-1]]


def noon(day: date) -> float:
    """Seconds on a clock without summer time, so that all days are equally long."""
    return (day.toordinal() + 0.5) * DAY_S
