"""A share that was counted, and how uncertain it is."""

import math

import attrs

_Z95 = 1.959964
"""Standard deviations that hold 95 % of a normal distribution."""


@attrs.frozen
class Share:
    """So many of so many, with the 95 % interval of Wilson.

    The interval stays honest for few cases and for all or none of them, where the usual one has no width
    (E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 1927).

    Attributes:
        hits: how many.
        of: out of how many; 0 where nothing was counted.
    """

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 of nothing."""
        return self.hits / self.of if self.of else 0.0

    @property
    def low(self) -> float:
        """Lower end of the interval, 0 to 1."""
        return self._interval()[0]

    @property
    def high(self) -> float:
        """Upper end of the interval, 0 to 1."""
        return self._interval()[1]

    def _interval(self) -> tuple[float, float]:
        if not self.of:
            return 0.0, 1.0
        square = _Z95**2 / self.of
        middle = self.value + square / 2
        half = math.sqrt(square * (self.value * (1 - self.value) + square / 4))
        low, high = (middle - half) / (1 + square), (middle + half) / (1 + square)
        return (low if self.hits else 0.0), (high if self.hits < self.of else 1.0)

    def __str__(self) -> str:
        """Such as "80 % (38 %–96 %)"."""
        return f"{self.value:.0%} ({self.low:.0%}–{self.high:.0%})".replace("%", " %")
