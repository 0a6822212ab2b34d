"""Progress over days and weeks in the terminal: a table for each person and skill, and what changed."""

from collections.abc import Sequence
from pathlib import Path

import attrs
from rich.console import Console
from rich.table import Table

from dancecoach.cli import exits
from dancecoach.cli.display import consoles, shown
from dancecoach.errors import DancecoachError, InputError
from dancecoach.files import write_text
from dancecoach.i18n import _
from dancecoach.library.folding import fold
from dancecoach.library.library import Library, usual_folder
from dancecoach.library.media import has_library
from dancecoach.library.reading import library_to_read
from dancecoach.pipeline.progress.attempts import NUMBERS, Attempt, AttemptReader
from dancecoach.pipeline.progress.course import Grain, grain_of
from dancecoach.pipeline.progress.kinds import is_kind, kind_title
from dancecoach.pipeline.progress.marks import marks_of
from dancecoach.pipeline.progress.overview import overview_of
from dancecoach.pipeline.progress.series import NOBODY, Series, measures_in, series_of, table
from dancecoach.pipeline.progress.words import (
    danced_title,
    number_text,
    person_title,
    title_of,
    trend_text,
    unit_of,
)

USUAL = ("flight_time", "height", "least_hip", "touchdown_knee", "largest_lean", "steps")
"""Measures that are shown where nobody asks for others: flight, shape and landing."""


@attrs.frozen
class ProgressCall:
    """What the person asked for.

    Attributes:
        folder: the library's; None takes the usual one.
        persons: names, or how they begin; () for all.
        skill: words of a kind of skill; "" for all.
        dance: words of a reference whose marks are wanted instead; "" for none.
        measures: names of measures; () for `USUAL`.
        weeks: whether weeks are put together; None for days, and weeks where it is long.
        file: where to write all values as CSV; None for nowhere.
    """

    folder: Path | None = None
    persons: tuple[str, ...] = ()
    skill: str = ""
    dance: str = ""
    measures: tuple[str, ...] = ()
    weeks: bool | None = None
    file: Path | None = None


def show_progress(call: ProgressCall) -> int:
    """Show tables; the exit code."""
    out, err = consoles()
    folder = call.folder or usual_folder()
    try:
        _check(call, folder)
        with library_to_read(folder, shared=True) as library:
            return _Shown(call, library, out).run()
    except DancecoachError as error:
        err.print(shown(str(error)), markup=False, highlight=False, soft_wrap=True)
        return exits.WRONG_CALL if type(error) is InputError else exits.IN_THE_WAY


def _check(call: ProgressCall, folder: Path) -> None:
    if not has_library(folder):
        raise InputError(
            _("there is no library here"), subject=folder, remedy=_("make one with: dancecoach import CLIP...")
        )
    for name in call.measures:
        if name not in NUMBERS:
            raise InputError(_("is no measure"), subject=name, remedy=_("choose among: {}").format(", ".join(NUMBERS)))


class _Shown:
    """One call."""

    def __init__(self, call: ProgressCall, library: Library, out: Console) -> None:
        self._call, self._library, self._out = call, library, out
        self._seen = overview_of(library)

    def run(self) -> int:
        call, seen = self._call, self._seen
        if not (call.persons or call.skill or call.dance or call.file):
            self._list()
            return exits.DONE
        groups = self._danced() if call.dance else self._skills()
        every = [series for group in groups for series in group]
        for group in groups:
            self._tell(group)
        if call.file is not None:
            write_text(call.file, table(every, {one.measure: unit_of(one.measure) for one in every}))
            self._out.print(_("The values are in {}").format(shown(call.file)), markup=False, soft_wrap=True)
        if not any(person for person, _count in (*seen.persons(), *seen.dancers())):
            self._out.print(_("Nobody is named yet: name persons in clips on the Library page (P)."), soft_wrap=True)
        return exits.DONE

    def _list(self) -> None:
        """Who and what there is."""
        seen = self._seen
        if not seen.has_skills and not seen.dances:
            self._out.print(_("No skill was found in a clip of this library yet, and no dance was danced."))
            return
        lines = Table(box=None, pad_edge=False, header_style="bold")
        for title, right in ((_("person"), False), (_("skill or dance"), False), (_("attempts"), True)):
            lines.add_column(title, justify="right" if right else "left", overflow="fold")
        for person, _count in seen.persons():
            for kind, count in seen.kinds([person]):
                lines.add_row(shown(person_title(person)), kind_title(kind), str(count))
        for person, _count in seen.dancers():
            for dance in seen.dances:
                count = sum(person in dance.of(take) for take in dance.takes)
                if count:
                    lines.add_row(shown(person_title(person)), shown(danced_title(dance)), str(count))
        self._out.print(lines)

    def _skills(self) -> list[tuple[Series, ...]]:
        """A group of measures for each person and kind of skill."""
        persons = _persons(self._call.persons, self._seen.persons())
        kinds = [kind for kind, _count in self._seen.kinds(persons) if is_kind(self._call.skill, kind)]
        if not kinds:
            there = ", ".join(kind_title(kind) for kind, _count in self._seen.kinds(persons))
            raise InputError(
                _("was not found"),
                subject=self._call.skill or _("a skill"),
                remedy=_("there are: {}").format(there or "–"),
            )
        attempts = AttemptReader(self._library).of(self._seen.clips(persons))
        groups = []
        for person in persons:
            for kind in kinds:
                measures = self._call.measures or self._usual(attempts)
                group = [s for name in measures for s in series_of(attempts, [person], [kind], name)]
                if group:
                    groups.append(tuple(group))
        return groups

    def _usual(self, attempts: Sequence[Attempt]) -> tuple[str, ...]:
        there = measures_in(attempts)
        return tuple(name for name in USUAL if name in there)

    def _danced(self) -> list[tuple[Series, ...]]:
        seen = self._seen
        dances = [one for one in seen.dances if fold(self._call.dance) in fold(danced_title(one))]
        if not dances:
            raise InputError(
                _("was not danced"),
                subject=self._call.dance,
                remedy=_("there are: {}").format(", ".join(danced_title(one) for one in seen.dances) or "–"),
            )
        persons = _persons(self._call.persons, seen.dancers())
        return [(series,) for series in marks_of(dances, persons)]

    def _tell(self, group: tuple[Series, ...]) -> None:
        """One person and skill: a line for each day or week, and what changed below."""
        longest = max(group, key=lambda one: len(one.values))
        grain = self._grain(longest)
        self._out.print(self._title(longest), style="bold", highlight=False, soft_wrap=True)
        lines = Table(box=None, pad_edge=False, header_style="dim")
        lines.add_column(_("day") if grain == "day" else _("week from"))
        lines.add_column(_("attempts"), justify="right")
        for series in group:
            lines.add_column(title_of(series.measure), justify="right")
        spans = {series.measure: {span.first: span for span in series.spans(grain)} for series in group}
        for day in sorted({day for days in spans.values() for day in days}):
            at = [spans[series.measure].get(day) for series in group]
            count = max(len(span.points) for span in at if span is not None)
            cells = [
                "" if span is None else number_text(series.measure, span.mean, span.error)
                for series, span in zip(group, at, strict=True)
            ]
            lines.add_row(day.isoformat(), str(count), *cells)
        self._out.print(lines)
        for series in group:
            said = f"{title_of(series.measure)}: {trend_text(series, grain)}"
            self._out.print(said, markup=False, highlight=False, soft_wrap=True)
        self._out.print(_("± is the standard error of a day's mean, and twice that of a change."), style="dim")
        self._out.print()

    def _title(self, series: Series) -> str:
        dance = next((one for one in self._seen.dances if one.key == series.what), None)
        what = kind_title(series.what) if dance is None else danced_title(dance)
        return shown(f"{person_title(series.person)}, {what}")

    def _grain(self, series: Series) -> Grain:
        if self._call.weeks is None:
            return grain_of(series.values)
        return "week" if self._call.weeks else "day"


def _persons(typed: Sequence[str], there: Sequence[tuple[str, int]]) -> list[str]:
    """The persons that are meant.

    Raises:
        InputError: there is none of a name.
    """
    names = [name for name, _count in there]
    if not typed:
        return names
    found: list[str] = []
    for word in typed:
        meant = [name for name in names if name != NOBODY and fold(name).startswith(fold(word))]
        exact = [name for name in meant if fold(name) == fold(word)]
        if not meant:
            known = ", ".join(name for name in names if name != NOBODY)
            raise InputError(
                _("is in no clip with a skill, and in no take"),
                subject=word,
                remedy=_("there are: {}").format(known) if known else _("name persons in clips on the Library page"),
            )
        found += exact or meant
    return list(dict.fromkeys(found))
