"""What stands in the table of differences: the most certain ones first, then every angle at each moment."""

from collections.abc import Iterator, Sequence

import attrs

from dancecoach.coaching.alignment import MOMENTS
from dancecoach.coaching.side_by_side import ANGLES, AngleLine, clear_lines
from dancecoach.gui.review.compare.words import moment_word, tr, unseen_text

MOST_CERTAIN = 3
"""Differences that stand on top."""


@attrs.frozen
class Heading:
    """A word above a group."""

    text: str


@attrs.frozen
class Missing:
    """Why nothing can be compared at a moment; for each clip a line where it is to blame."""

    text: str


@attrs.frozen
class Entry:
    """A difference.

    Attributes:
        line: the difference.
        on_top: whether it stands on top, away from its moment, which is then told with it.
    """

    line: AngleLine
    on_top: bool = False


Row = Heading | Missing | Entry


def rows_of(lines: Sequence[AngleLine]) -> tuple[Row, ...]:
    """The table as it is read from top to bottom; empty where nothing can be compared."""
    if all(line.difference is None for line in lines):
        return ()  # twenty-five times the same reason is no table
    return (*_certain(lines), *(row for moment in MOMENTS for row in _at(moment, lines)))


def _certain(lines: Sequence[AngleLine]) -> Iterator[Row]:
    clear = sorted(clear_lines(lines), key=lambda line: -line.weight)[:MOST_CERTAIN]
    if clear:
        yield Heading(tr("Most certain"))
        yield from (Entry(line, on_top=True) for line in clear)


def _at(moment: str, lines: Sequence[AngleLine]) -> Iterator[Row]:
    there = sorted((line for line in lines if line.moment == moment), key=lambda line: ANGLES.index(line.angle))
    if there:
        yield Heading(moment_word(moment))
        if all(line.difference is None for line in there):
            yield Missing(unseen_text(there).replace("\n\n", "\n"))
        else:
            yield from (Entry(line) for line in there)
