"""Which lanes the time line has, from top to bottom, and where they are."""

from collections.abc import Sequence
from enum import StrEnum

import attrs
from PySide6.QtCore import QRectF

from dancecoach.gui.widgets.time_axis import LEFT, RIGHT

RULER = 20
GAP = 4
MOST_PEOPLE = 5
"""Annotators that are shown at once; who corrects now is always one of them."""


class Kind(StrEnum):
    """What a lane shows.

    Attributes:
        NOTES: key frames and drawings.
        FOUND: phases as the network named them.
        PERSON: phases as an annotator says they are.
        SEEN: how well the body was seen.
    """

    NOTES = "notes"
    FOUND = "found"
    PERSON = "person"
    SEEN = "seen"


_HEIGHTS = {Kind.NOTES: 14, Kind.FOUND: 20, Kind.PERSON: 20, Kind.SEEN: 10}


@attrs.frozen
class Lane:
    """One of them.

    Attributes:
        kind: what it shows.
        box: where, logical pixels of the time line.
        who: the annotator; "" for a lane that is nobody's.
    """

    kind: Kind
    box: QRectF
    who: str = ""


def shown_people(annotators: Sequence[str], current: str) -> tuple[str, ...]:
    """The annotators that have a lane, in their order; whoever corrects now has one though nothing was said yet."""
    people = [*annotators, *([] if current in annotators else [current])]
    if len(people) <= MOST_PEOPLE:
        return tuple(people)
    others = [name for name in people if name != current][: MOST_PEOPLE - 1]
    return tuple(name for name in people if name in others or name == current)


def stack(width: float, people: Sequence[str]) -> tuple[Lane, ...]:
    """The lanes of a time line of that width."""
    wanted = [(Kind.NOTES, ""), (Kind.FOUND, ""), *((Kind.PERSON, name) for name in people), (Kind.SEEN, "")]
    lanes, y = [], float(RULER + GAP)
    for kind, who in wanted:
        lanes.append(Lane(kind, QRectF(LEFT, y, max(1.0, width - LEFT - RIGHT), _HEIGHTS[kind]), who))
        y += _HEIGHTS[kind] + GAP
    return tuple(lanes)


def height_of(people: int) -> int:
    """How high a time line with so many annotators is."""
    return round(stack(100, [""] * people)[-1].box.bottom()) + GAP + 3
