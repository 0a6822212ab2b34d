"""The films that say they are of a person, takes and those of Live: which go with them, and which show others too."""

from pathlib import Path

import attrs

from dancecoach.errors import InputError
from dancecoach.files import sha256_of
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.library import Library
from dancecoach.library.persons import same_person
from dancecoach.library.whose import Danced, danced_in
from dancecoach.progress import CancelToken


@attrs.frozen
class Films:
    """What says it is of one person.

    Attributes:
        go: that are theirs alone.
        stay: that are in the library too, and show somebody else there: only the name is taken off.
        hashes: SHA-256 of those that go, hexadecimal.
        clips: clips of the library with the same content in which nobody else is named.
    """

    go: tuple[Danced, ...] = ()
    stay: tuple[Danced, ...] = ()
    hashes: frozenset[str] = frozenset()
    clips: tuple[Clip, ...] = ()

    @property
    def takes(self) -> int:
        """How many of those that go are takes."""
        return sum(one.is_take for one in self.go)

    @property
    def bytes(self) -> int:
        """Of those that go."""
        return sum(part.stat().st_size for one in self.go for part in one.parts() if part.is_file())

    @property
    def places(self) -> frozenset[Path]:
        """Where the films lie that go."""
        return frozenset(one.film for one in self.go)

    def without(self, folders: tuple[Path, ...]) -> "Films":
        """But for those in folders that go anyway."""
        go = (one for one in self.go if not any(one.says.is_relative_to(folder) for folder in folders))
        return attrs.evolve(self, go=tuple(go))


def films_of(library: Library, person: str, recordings: Path | None, cancel: CancelToken) -> Films:
    """Look for them; every one is read, for what is kept of a film is known by what it holds.

    Args:
        library: open.
        person: their name.
        recordings: the folder of recordings; None for none.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set.
    """
    go, stay, hashes, clips = list[Danced](), list[Danced](), set[str](), dict[int, Clip]()
    for one in danced_in(library.folder, recordings):
        if not same_person(one.person, person):
            continue
        cancel.check()
        sha256 = _content(one.film)
        clip = library.clips.of_content(sha256) if sha256 else None
        if clip is not None and any(not same_person(name, person) for name in clip.persons):
            stay.append(one)
            continue
        go.append(one)
        hashes |= {sha256} - {""}
        if clip is not None:
            clips[clip.id] = clip
    return Films(tuple(go), tuple(stay), frozenset(hashes), tuple(clips.values()))


def _content(film: Path) -> str:
    """SHA-256 of a film; "" where there is none."""
    try:
        return sha256_of(film)
    except InputError:
        return ""
