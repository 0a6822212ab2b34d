"""The person's choice of whom to follow: a point in one picture."""

import math
import re

import attrs

from dancecoach.errors import InputError
from dancecoach.i18n import _

_FORM = re.compile(r"\s*([^,@]+),([^,@]+)@([^,@]+)\s*")


@attrs.frozen
class Seed:
    """Somebody pointed at. Checked once here.

    Attributes:
        x: share of the picture's width, 0 (left) to 1.
        y: share of its height, 0 (top) to 1.
        time_s: of the picture, seconds since the clip's first frame.

    Raises:
        InputError: the point lies outside the picture, or the time is before the clip.
    """

    x: float
    y: float
    time_s: float

    def __attrs_post_init__(self) -> None:
        if not (0 <= self.x <= 1 and 0 <= self.y <= 1):
            raise InputError(
                _("is no point of the picture"),
                subject=f"{self.x:g},{self.y:g}",
                remedy=_("give shares of its width and height from 0 to 1, 0,0 is the top left"),
            )
        if not (math.isfinite(self.time_s) and self.time_s >= 0):
            raise InputError(
                _("is no time in a clip"), subject=f"{self.time_s:g} s", remedy=_("give seconds from its beginning")
            )

    @classmethod
    def parse(cls, text: str) -> "Seed":
        """The seed written as ``X,Y@SECONDS``, such as ``0.3,0.55@2.4``.

        Raises:
            InputError: it is written otherwise, or names no point or time.
        """
        match = _FORM.fullmatch(text)
        try:
            if match is None:
                raise ValueError
            x, y, time_s = (float(word) for word in match.groups())
        except ValueError:
            raise InputError(
                _("does not say where and when somebody is"),
                subject=text or "''",
                remedy=_("write X,Y@SECONDS, shares of the picture's width and height, such as 0.3,0.55@2.4"),
            ) from None
        return cls(x, y, time_s)

    def __str__(self) -> str:
        """As `parse` reads it; equal texts are equal seeds to a thousandth."""
        return f"{self.x:.3f},{self.y:.3f}@{self.time_s:.3f}"
