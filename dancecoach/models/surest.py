"""Which of several style networks is believed: the one that is surest above its own threshold."""

from collections.abc import Sequence

import attrs

from dancecoach.models.card import UNKNOWN
from dancecoach.models.style import StyleResult


@attrs.frozen
class Said:
    """A pack's verdict, and its threshold."""

    result: StyleResult
    unknown: float

    @property
    def above(self) -> float:
        """How far the likeliest style is above the threshold, 1 at most; below 0 where it is not believed.

        Of a network that judges itself whether it is any of its styles, how far it is above none of them.
        """
        likeliest = max(self.result.probabilities.values())
        if self.result.known is not None:
            likeliest, none = likeliest * self.result.known, 1 - self.result.known
            return (likeliest - none) / max(likeliest + none, 1e-6)
        room = 1 - self.unknown if likeliest >= self.unknown else self.unknown
        return (likeliest - self.unknown) / max(room, 1e-6)


def surest(said: Sequence[Said]) -> StyleResult:
    """The verdict to believe: of those that name a style if there are any, the one farthest above its threshold."""
    named = [one for one in said if one.result.label != UNKNOWN]
    return max(named or said, key=lambda one: one.above).result
