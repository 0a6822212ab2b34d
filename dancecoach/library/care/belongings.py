"""What belongs to a person in a library: looked up before anything of it is deleted, so that it can be shown first.

A clip is a person's own where nobody else is in it; all that was ever kept of it goes with it, and so do the takes and
films of Live that say they are of this person. Who shares a clip with others only loses their name there. Files that
were linked, not copied, are the originals of somebody: they are named, and left alone.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import attrs

from dancecoach.errors import LibraryError
from dancecoach.i18n import _
from dancecoach.library.care.films import Films, films_of
from dancecoach.library.care.known_backups import known_backups
from dancecoach.library.care.learnt import Lessons, lessons_of
from dancecoach.library.care.traces import Name, files_of
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Clip, Group, Storage
from dancecoach.library.catalogue.search import find
from dancecoach.library.library import Library
from dancecoach.library.persons import same_person
from dancecoach.library.swap import libraries_kept
from dancecoach.library.whose import TAKES, danced_in, dancer_of
from dancecoach.progress import CancelToken


@attrs.frozen
class Belongings:
    """What is there of a person.

    Attributes:
        person: their name, as it is written in the library.
        own: clips in which nobody else is.
        shared: clips in which others are too.
        files: files and folders in the library's folder that go.
        bytes: of all of them; those of `films` are not among them.
        takes: takes that were danced to their own clips, and go with these.
        others_takes: how many of them say they are of somebody else: name to number.
        films: other takes, and films of Live, that say they are of this person.
        lessons: what styles and skills learnt from all this.
        backups: that were written of this library, the newest first.
        originals: linked files that stay where they are.
        mentions: titles, notes, tags and collections of what stays in which the name stands.
        copies: older copies of the database; they know the name, and go.
        kept: libraries kept at a restore; the person is deleted from them too.
    """

    person: str
    own: tuple[Clip, ...]
    shared: tuple[Clip, ...]
    files: tuple[Path, ...]
    bytes: int
    takes: int
    originals: tuple[Path, ...]
    mentions: tuple[str, ...]
    copies: tuple[Path, ...]
    kept: tuple[Path, ...]
    others_takes: Mapping[str, int] = attrs.field(factory=dict)
    films: Films = attrs.field(factory=Films)
    lessons: Lessons = attrs.field(factory=Lessons)
    backups: tuple[tuple[datetime, Path], ...] = ()

    @property
    def hashes(self) -> frozenset[str]:
        """SHA-256 of what goes, hexadecimal."""
        return self.films.hashes | {clip.facts.sha256 for clip in self.own}


def belongings_of(
    library: Library, person: str, cancel: CancelToken | None = None, recordings: Path | None = None
) -> Belongings:
    """Look up what belongs to a person; nothing is changed.

    Args:
        library: open.
        person: their name; capitals and accents do not matter.
        cancel: asks to stop.
        recordings: the folder of recordings, which belongs to no library; None leaves it out, and packs too.

    Raises:
        Cancelled: the token was set.
        LibraryError: nobody of that name is in it.
    """
    cancel = cancel or CancelToken()
    person = _as_written(library, person, recordings)
    clips = library.clips.get_all(library.groups.members(Group.PERSON, person))
    films = films_of(library, person, recordings, cancel)
    alone = {clip.id: clip for clip in (*clips, *films.clips) if len(clip.persons) <= 1}
    own = tuple(alone[number] for number in sorted(alone))
    shared = tuple(clip for clip in clips if len(clip.persons) > 1)
    hashes = films.hashes | {clip.facts.sha256 for clip in own}
    cancel.check()
    files = tuple(dict.fromkeys([*files_of(library.folder, set(hashes)), *_takes_among(library, own)]))
    films = films.without(files)
    cancel.check()
    takes = [file for path in files for file in path.rglob("take.json") if TAKES in file.parts]
    dancers = Counter(name for file in takes if (name := dancer_of(file.with_name("take.mp4"))))
    return Belongings(
        person,
        own,
        shared,
        files,
        sum(_size(path) for path in files),
        len(takes),
        tuple(clip.path for clip in own if _is_original(library, clip) and clip.path not in films.places),
        tuple(_mentions(library, person, {clip.id for clip in own}, cancel)),
        tuple(sorted(path for name in ("before", "damaged") for path in library.folder.glob(f"library-{name}-*"))),
        tuple(libraries_kept(library.folder)),
        {name: number for name, number in dancers.items() if not same_person(name, person)},
        films,
        Lessons() if recordings is None else lessons_of(hashes | {clip.facts.sha256 for clip in shared}),
        _backups(library.folder),
    )


def _backups(folder: Path) -> tuple[tuple[datetime, Path], ...]:
    """Those of what was there before a restore, too."""
    every = {known for one in (folder, *libraries_kept(folder)) for known in known_backups(one)}
    return tuple(sorted(every, reverse=True))


def _as_written(library: Library, person: str, recordings: Path | None) -> str:
    names = (name for name, _number in library.groups.names(Group.PERSON))
    for name in (*names, *(one.person for one in danced_in(library.folder, recordings))):
        if same_person(name, person):
            return name
    raise LibraryError(
        _("is nobody in this library"), subject=person, remedy=_("look at the persons beside the clips for the name")
    )


def _is_original(library: Library, clip: Clip) -> bool:
    return clip.storage is Storage.LINKED and not clip.path.is_relative_to(library.folder)


def _takes_among(library: Library, clips: tuple[Clip, ...]) -> list[Path]:
    """Clips that are takes of the program's own: not copied, for they lie in the library's folder already."""
    linked = [clip.path for clip in clips if clip.storage is Storage.LINKED and not _is_original(library, clip)]
    takes = library.folder / TAKES
    return sorted({path.parent if path.is_relative_to(takes) else path for path in linked})


def _mentions(library: Library, person: str, gone: set[int], cancel: CancelToken) -> list[str]:
    name, said = Name(person), []
    for clip in library.clips.get_all(find(library.database, Question())):
        cancel.check()
        if clip.id in gone:
            continue
        if name.is_in(clip.title):
            said.append(_("the title “{}”").format(clip.title))
        if name.is_in(clip.note):
            said.append(_("the note on “{}”").format(clip.title))
    for group, text in ((Group.TAG, _("the tag “{}”")), (Group.COLLECTION, _("the collection “{}”"))):
        said += [text.format(each) for each, _number in library.groups.names(group) if name.is_in(each)]
    return said


def _size(path: Path) -> int:
    files = [path] if not path.is_dir() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files if file.is_file())
