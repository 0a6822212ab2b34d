"""Series of values to be seen beside one another: a measure of one person's skill, or marks of a dance.

Everything here is numbers and names; the window draws them, the terminal lists them, `table` writes them down.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import attrs

from dancecoach.coaching.skill_sheet import MEASURES
from dancecoach.pipeline.progress.attempts import Attempt
from dancecoach.pipeline.progress.course import FEW, FEW_SPANS, Grain, Span, Trend, spans_of, trend_of

NOBODY = ""
"""Stands for clips in which nobody is named."""

SURE = 0.5
"""Confidence below which an attempt is shown as less sure."""


@attrs.frozen
class Value:
    """One value of a series; see `course.Dot`.

    Attributes:
        when: by the clock of this place.
        mark: in the unit of the series.
        doubt: one standard deviation; None where it is not known.
        clip: the file it was seen in.
        title: what people call that.
        at_s: where in the clip, seconds; None for all of it.
        dated: whether `when` is when it was filmed, not when it came into the library.
        sure: whether it is certain that it was this, and this person's.
    """

    when: datetime
    mark: float
    doubt: float | None
    clip: Path
    title: str
    at_s: float | None = None
    dated: bool = True
    sure: bool = True


@attrs.frozen
class Series:
    """Values of one kind, in order of time.

    Attributes:
        person: whose; `NOBODY` where nobody is named.
        what: the key of a skill's kind, or a dance and its speed.
        measure: name of the measure.
        values: at least one.
    """

    person: str
    what: str
    measure: str
    values: tuple[Value, ...]

    def spans(self, grain: Grain) -> tuple[Span[Value], ...]:
        """Days or weeks."""
        return spans_of(self.values, grain)

    def trend(self, grain: Grain) -> Trend | None:
        """What changed; None where there is too little to tell (`lacking`)."""
        return trend_of(self.spans(grain))

    def lacking(self, grain: Grain) -> tuple[int, int]:
        """How many more values, and on how many more days or weeks, a trend needs at least."""
        return max(0, FEW - len(self.values)), max(0, FEW_SPANS - len(self.spans(grain)))


def persons_of(attempt: Attempt) -> tuple[str, ...]:
    """Whose attempt it may be."""
    return attempt.clip.persons or (NOBODY,)


def series_of(
    attempts: Iterable[Attempt], persons: Sequence[str], kinds: Sequence[str], measure: str
) -> tuple[Series, ...]:
    """A measure for each person and kind of skill where it was taken, in this order.

    Args:
        attempts: in order of time.
        persons: names, `NOBODY` among them.
        kinds: keys of `kinds.kind_of`.
        measure: one of `attempts.NUMBERS`.
    """
    found: dict[tuple[str, str], list[Value]] = {(person, kind): [] for person in persons for kind in kinds}
    for attempt in attempts:
        value = _value(attempt, measure)
        for person in persons_of(attempt):
            if value is not None and (person, attempt.kind) in found:
                found[person, attempt.kind].append(value)
    return tuple(Series(person, kind, measure, tuple(v)) for (person, kind), v in found.items() if v)


def measures_in(attempts: Iterable[Attempt]) -> tuple[str, ...]:
    """Measures that were taken at least once, in the order of the sheet."""
    there = {line.name for attempt in attempts for line in attempt.measures}
    return tuple(name for name in MEASURES if name in there)


def _value(attempt: Attempt, measure: str) -> Value | None:
    line, clip = attempt[measure], attempt.clip
    if line is None or line.number is None:
        return None
    sure = attempt.confidence >= SURE and len(clip.persons) < 2
    return Value(
        attempt.when, line.number, line.uncertainty, clip.path, clip.title, attempt.takeoff_s, attempt.filmed, sure
    )


COLUMNS = (
    "person", "what", "measure", "unit", "when", "filmed", "value", "standard_deviation", "sure", "clip", "at_s",
    "file",
)  # fmt: skip
"""Of `table`."""


def table(series: Iterable[Series], units: Mapping[str, str]) -> str:
    """Values as CSV text, a line each, with `COLUMNS` above.

    Args:
        series: what to write.
        units: of the measures, by their names.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in series:
        for value in one.values:
            writer.writerow(
                (
                    one.person, one.what, one.measure, units.get(one.measure, ""),
                    value.when.isoformat(timespec="seconds"), "yes" if value.dated else "no", f"{value.mark:.6g}",
                    "" if value.doubt is None else f"{value.doubt:.4g}", "yes" if value.sure else "no", value.title,
                    "" if value.at_s is None else f"{value.at_s:.3f}", value.clip,
                )
            )  # fmt: skip
    return text.getvalue()
