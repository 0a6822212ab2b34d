"""A dance in phrases: eights where the counts are known, else equal parts; and how a moment is called."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

import attrs

from dancecoach.i18n import _

EIGHT = 8
PART_S = 4.0
"""Length of a phrase without counts: two eights of slow music, four of fast."""


def _floats(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(map(float, values))


def _rising(_record: object, _field: object, beats: tuple[float, ...]) -> None:
    if any(b <= a for a, b in pairwise(beats)):
        raise ValueError(f"beats must rise, not {beats}")


@attrs.frozen
class Counts:
    """The beats of the reference's music.

    Attributes:
        beats_s: presentation times of the beats, rising.
        first_one: index of the beat that is the first "1"; beats before it lead in. From 0.
    """

    beats_s: tuple[float, ...] = attrs.field(converter=_floats, validator=_rising)
    first_one: int = attrs.field(default=0, validator=attrs.validators.ge(0))

    def at(self, time_s: float) -> tuple[int, int] | None:
        """(eight, count) that holds at a moment, both from 1; None before the first "1" and after the last beat."""
        beat = bisect_right(self.beats_s, time_s + 1e-6) - 1
        if beat < self.first_one or not self.beats_s or time_s > self.beats_s[-1] + self._beat_s:
            return None
        eight, count = divmod(beat - self.first_one, EIGHT)
        return eight + 1, count + 1

    @property
    def _beat_s(self) -> float:
        last = self.beats_s[-2:]
        return last[-1] - last[0] if len(last) > 1 else 0.0

    def eights(self) -> tuple["Phrase", ...]:
        """The eights, the last one as long as its beats go."""
        ones = range(self.first_one, len(self.beats_s), EIGHT)
        ends = [*(self.beats_s[i] for i in ones[1:]), *([self.beats_s[-1] + self._beat_s] if ones else [])]
        return tuple(
            Phrase(self.beats_s[i], end, n)
            for n, (i, end) in enumerate(zip(ones, ends, strict=True), 1)
            if end > self.beats_s[i]
        )


@attrs.frozen
class Phrase:
    """A part of the reference.

    Attributes:
        start_s: presentation time in the reference, inclusive.
        end_s: exclusive; later than the start.
        number: from 1; 0 for all that is to be danced, where that is less than the clip.
        name: what somebody has called it; "" for nobody. Phrases of other names are the same.
    """

    start_s: float
    end_s: float = attrs.field()
    number: int
    name: str = attrs.field(default="", eq=False)

    @end_s.validator
    def _after_start(self, _field: object, value: float) -> None:
        if value <= self.start_s:
            raise ValueError(f"a phrase that starts at {self.start_s} cannot end at {value}")


def phrases_of(first_s: float, last_s: float, counts: Counts | None = None) -> tuple[Phrase, ...]:
    """The phrases of what was danced.

    Args:
        first_s: where the danced part of the reference begins.
        last_s: where it ends.
        counts: of its music, where known.

    Returns:
        The eights that have a second in common with it; without counts equal parts of about `PART_S`.
    """
    if counts is not None:
        eights = tuple(
            p
            for p in counts.eights()
            if min(p.end_s, last_s) - max(p.start_s, first_s) >= min(1.0, p.end_s - p.start_s)
        )
        if eights:
            return eights
    length = last_s - first_s
    if length <= 0:
        return ()
    parts = max(1, round(length / PART_S))
    edges = [first_s + length * i / parts for i in range(parts + 1)]
    return tuple(Phrase(a, b, n) for n, (a, b) in enumerate(pairwise(edges), 1))


def when(time_s: float, counts: Counts | None) -> str:
    """How a moment of the reference is called at the head of a sentence."""
    place = counts.at(time_s) if counts is not None else None
    if place is None:
        return _("At {clock}").format(clock=clock_text(time_s))
    return _("From count {count} of the {eight} eight").format(count=place[1], eight=ordinal(place[0]))


def clock_text(time_s: float) -> str:
    """A moment as minutes and seconds, "0:02.7"."""
    tenths = round(max(0.0, time_s) * 10)
    minutes, rest = divmod(tenths, 600)
    return f"{minutes}:{rest // 10:02d}.{rest % 10}"


def ordinal(number: int) -> str:
    """A place in a row: "first" to "tenth", then in figures."""
    words = (
        _("first"), _("second"), _("third"), _("fourth"), _("fifth"),
        _("sixth"), _("seventh"), _("eighth"), _("ninth"), _("tenth"),
    )  # fmt: skip
    return words[number - 1] if 0 < number <= len(words) else _("{number}th").format(number=number)
