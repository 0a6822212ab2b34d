"""Who and what there is to look at: persons and kinds of skills with how many, and dances."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from dancecoach.library.catalogue.skills_seen import persons_of_files, skills_seen
from dancecoach.library.library import Library
from dancecoach.pipeline.practice.takes import TakeStore
from dancecoach.pipeline.progress.kinds import kind_of
from dancecoach.pipeline.progress.marks import Danced, danced
from dancecoach.pipeline.progress.series import NOBODY


@attrs.frozen
class Overview:
    """What a library has to show. Made in a thread, so that asking it takes no time.

    Attributes:
        attempts: how many attempts a person has at each kind of skill.
        clip_ids: numbers of the clips with a person's skills, the oldest first.
        dances: that were danced and judged.
    """

    attempts: Mapping[str, Counter[str]] = attrs.field(factory=dict)
    clip_ids: Mapping[str, tuple[int, ...]] = attrs.field(factory=dict)
    dances: tuple[Danced, ...] = ()

    @property
    def has_skills(self) -> bool:
        """Whether a skill was found in any clip."""
        return bool(self.attempts)

    def persons(self) -> tuple[tuple[str, int], ...]:
        """Persons with how many attempts they have, in the order of the alphabet; `NOBODY` last."""
        counts = {person: kinds.total() for person, kinds in self.attempts.items()}
        return tuple(sorted(counts.items(), key=_by_name))

    def kinds(self, persons: Sequence[str]) -> tuple[tuple[str, int], ...]:
        """Kinds of skills of these persons with how many attempts, the most frequent first."""
        counts = sum((self.attempts.get(person, Counter()) for person in persons), Counter[str]())
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def dancers(self) -> tuple[tuple[str, int], ...]:
        """Persons with how many takes they have, in the order of the alphabet; `NOBODY` last."""
        counts = Counter(person for dance in self.dances for take in dance.takes for person in dance.of(take))
        return tuple(sorted(counts.items(), key=_by_name))

    def clips(self, persons: Sequence[str]) -> list[int]:
        """Numbers of the clips with skills of these persons."""
        return list(dict.fromkeys(number for person in persons for number in self.clip_ids.get(person, ())))


def _by_name(item: tuple[str, int]) -> tuple[bool, str]:
    return item[0] == NOBODY, item[0].casefold()


def overview_of(library: Library, takes: Path | None = None) -> Overview:
    """What there is, without looking into an analysis.

    Args:
        library: open.
        takes: folder of the takes; None for the library's own.
    """
    folder = takes or library.folder / "takes"
    dances = danced(TakeStore(folder), persons_of_files(library.database, folder))
    attempts: dict[str, Counter[str]] = {}
    clips: dict[str, dict[int, None]] = {}
    for one in skills_seen(library.database):
        kind = kind_of(one.skill)
        for person in one.persons or (NOBODY,):
            attempts.setdefault(person, Counter())[kind] += 1
            clips.setdefault(person, {})[one.clip_id] = None
    return Overview(attempts, {person: tuple(ids) for person, ids in clips.items()}, dances)
