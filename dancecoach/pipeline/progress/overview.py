"""Who and what there is to look at: persons and kinds of skills with how many, and dances."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import attrs

from dancecoach.library.catalogue.skills_seen import SkillSeen, persons_of_files, skills_seen
from dancecoach.library.library import Library
from dancecoach.pipeline.practice.takes import TakeStore
from dancecoach.pipeline.progress.kinds import kind_of
from dancecoach.pipeline.progress.marks import Danced, danced
from dancecoach.pipeline.progress.series import NOBODY


@attrs.frozen
class Overview:
    """What a library has to show.

    Attributes:
        seen: all skills, the oldest first.
        dances: that were danced and judged.
    """

    seen: tuple[SkillSeen, ...] = ()
    dances: tuple[Danced, ...] = ()

    def persons(self) -> tuple[tuple[str, int], ...]:
        """Persons with how many attempts they have, in the order of the alphabet; `NOBODY` last."""
        counts = Counter(person for one in self.seen for person in one.persons or (NOBODY,))
        return tuple(sorted(counts.items(), key=lambda item: (item[0] == NOBODY, item[0].casefold())))

    def kinds(self, persons: Sequence[str]) -> tuple[tuple[str, int], ...]:
        """Kinds of skills of these persons with how many attempts, the most frequent first."""
        wanted = set(persons)
        counts = Counter(kind_of(one.skill) for one in self.seen if wanted & set(one.persons or (NOBODY,)))
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def dancers(self) -> tuple[tuple[str, int], ...]:
        """Persons with how many takes they have, in the order of the alphabet; `NOBODY` last."""
        counts = Counter(person for dance in self.dances for take in dance.takes for person in dance.of(take))
        return tuple(sorted(counts.items(), key=lambda item: (item[0] == NOBODY, item[0].casefold())))

    def clips(self, persons: Sequence[str]) -> list[int]:
        """Numbers of the clips with skills of these persons."""
        wanted = set(persons)
        return list(dict.fromkeys(one.clip_id for one in self.seen if wanted & set(one.persons or (NOBODY,))))


def overview_of(library: Library, takes: Path | None = None) -> Overview:
    """What there is, without looking into an analysis.

    Args:
        library: open.
        takes: folder of the takes; None for the library's own.
    """
    folder = takes or library.folder / "takes"
    dances = danced(TakeStore(folder), persons_of_files(library.database, folder))
    return Overview(tuple(skills_seen(library.database)), dances)
