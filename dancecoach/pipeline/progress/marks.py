"""Marks of the takes that were danced to references, each reference and speed for itself.

Whose a take is says the library, where its film is in it with a person named, else the take itself; else nobody knows.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from dancecoach.pipeline.practice.takes import Take, TakeStore
from dancecoach.pipeline.progress.series import NOBODY, Series, Value
from dancecoach.pipeline.progress.takes import SCORE, Point, points_of, speeds_of

LEAST_SEEN = 0.75
"""Coverage below which a mark rests on a part of the body, and is shown as less sure."""


@attrs.frozen
class Danced:
    """The judged takes of one reference at one speed.

    Attributes:
        key: tells it from all others.
        reference: the reference's name.
        speed: a share of the music's own.
        takes: the newest first.
        persons: whose a take is, by its film, where the library says so.
    """

    key: str
    reference: str
    speed: float
    takes: tuple[Take, ...]
    persons: Mapping[Path, tuple[str, ...]] = attrs.field(factory=dict, hash=False, eq=False)

    def of(self, take: Take) -> tuple[str, ...]:
        """Whose a take is."""
        return self.persons.get(take.film) or (take.facts.person or NOBODY,)


def danced(store: TakeStore, persons: Mapping[Path, tuple[str, ...]]) -> tuple[Danced, ...]:
    """All references that were danced to and judged, in the order of the alphabet.

    Args:
        store: the takes.
        persons: whose takes are, by their films.
    """
    found = []
    for folder in sorted(path for path in store.root.glob("*") if path.is_dir() and not path.name.startswith(".")):
        takes = store.of(folder.name)
        for speed in speeds_of(takes):
            same = tuple(take for take in takes if take.judged and abs(take.facts.speed - speed) < 0.005)
            name = Path(same[0].facts.reference).stem
            found.append(Danced(f"{folder.name} {speed:g}", name, speed, same, persons))
    return tuple(sorted(found, key=lambda one: (one.reference.casefold(), one.speed)))


def marks_of(dances: Iterable[Danced], persons: Sequence[str], what: str = SCORE) -> tuple[Series, ...]:
    """Marks of whole takes for each person and dance that has some.

    Args:
        dances: which; their keys are `Series.what`.
        persons: names, `NOBODY` among them.
        what: the score, or a joint.
    """
    found = []
    for dance in dances:
        for person in persons:
            takes = [take for take in dance.takes if person in dance.of(take)]
            values = tuple(_value(point, dance) for point in points_of(takes, what, None, dance.speed))
            if values:
                found.append(Series(person, dance.key, what, values))
    return tuple(found)


def _value(point: Point, dance: Danced) -> Value:
    take = point.take
    sure = point.coverage is None or point.coverage >= LEAST_SEEN
    return Value(point.when.astimezone(), point.mark, point.doubt, take.film, f"{dance.reference}", None, sure=sure)
