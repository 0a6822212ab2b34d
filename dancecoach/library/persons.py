"""Who is known: the persons of a library, and those whose films say so. Quick to import, as the window needs it."""

from collections.abc import Iterable
from pathlib import Path

from dancecoach.library.folding import fold
from dancecoach.library.peek import persons
from dancecoach.library.whose import danced_in, tidy_name


def persons_known(library: Path, recordings: Path | None) -> tuple[str, ...]:
    """Names in the order of the alphabet; a library's writing goes before a film's.

    Args:
        library: a library's folder, or one where there may come to be one.
        recordings: the folder of recordings; None for none.
    """
    return merged((*persons(library), *(one.person for one in danced_in(library, recordings))))


def merged(names: Iterable[str]) -> tuple[str, ...]:
    """Names in the order of the alphabet; of those that differ by capitals or accents, the first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return tuple(found[folded] for folded in sorted(found))


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's: capitals and accents do not matter."""
    return fold(tidy_name(one)) == fold(tidy_name(other))
