"""Changes that people make to clips of a library; each gives back what takes it back.

All of them may take a moment: they write to the disk, clip by clip. What was there before is looked up when the change
is made, not when it was asked for.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from dancecoach.library.catalogue.records import Clip, Group
from dancecoach.library.folding import fold
from dancecoach.library.library import Library

_T = TypeVar("_T")

Inverse = Callable[[Library], object]
"""Takes an edit back, in the library that it was made in."""

Edit = Callable[[Library], Inverse]


def rate(ids: Sequence[int], rating: int) -> Edit:
    """Give clips 0 (none) to 5 stars."""
    return _all(ids, lambda clip: clip.rating, lambda library, values: library.clips.rate_all(values), rating)


def rename(clip_id: int, title: str) -> Edit:
    """Call a clip something else."""
    return _each(
        [clip_id], lambda clip: clip.title, lambda library, each, value: library.clips.rename(each, value), title
    )


def write_note(clip_id: int, note: str) -> Edit:
    """Say something about a clip."""
    return _each(
        [clip_id], lambda clip: clip.note, lambda library, each, value: library.clips.write_note(each, value), note
    )


def mark_reference(ids: Sequence[int], *, reference: bool) -> Edit:
    """Make clips ones to learn from, or no longer."""
    return _all(ids, lambda clip: clip.reference, lambda library, values: library.clips.mark_all(values), reference)


def put(ids: Sequence[int], group: Group, names: Sequence[str], gone: Sequence[str] = ()) -> Edit:
    """Clips get tags, persons or collections besides those they have, and lose those that are to be gone."""

    def do(library: Library) -> Inverse:
        before = {clip.id: set(map(fold, _names(clip, group))) for clip in library.clips.get_all(ids)}
        library.groups.put(list(before), group, *names)
        library.groups.take(list(before), group, *gone)

        def undo(library: Library) -> None:  # name by name: thousands of clips are one transaction each
            for name in names:
                library.groups.take([each for each, had in before.items() if fold(name) not in had], group, name)
            for name in gone:
                had = [each for each, names in before.items() if fold(name) in names]
                if had:
                    _have(library, group, name, had)

        return undo

    return do


def set_names(clip_id: int, group: Group, names: Sequence[str]) -> Edit:
    """A clip has these tags, persons or collections and no others."""

    def write(library: Library, wanted: Sequence[str]) -> None:
        has = _names(library.clips.get(clip_id), group)
        gone = [name for name in has if name not in wanted]
        if gone:
            library.groups.take([clip_id], group, *gone)
        library.groups.put([clip_id], group, *(name for name in wanted if name not in has))

    def do(library: Library) -> Inverse:
        before = _names(library.clips.get(clip_id), group)
        write(library, names)
        return lambda library: write(library, before)

    return do


def rename_name(group: Group, name: str, new: str) -> Edit:
    """A tag, person or collection is called something else; with the name of another the two become one."""

    def do(library: Library) -> Inverse:
        of_name, of_new = library.groups.members(group, name), library.groups.members(group, new)
        both = any(fold(known) == fold(new) for known, _ in library.groups.names(group)) and fold(name) != fold(new)
        library.groups.rename(group, name, new)

        def undo(library: Library) -> None:
            if both:
                library.groups.take([clip_id for clip_id in of_name if clip_id not in of_new], group, new)
                _have(library, group, name, of_name)
            else:
                library.groups.rename(group, new, name)

        return undo

    return do


def remove_name(group: Group, name: str) -> Edit:
    """There is no such tag, person or collection any more; the clips stay."""

    def do(library: Library) -> Inverse:
        members = library.groups.members(group, name)
        library.groups.remove(group, name)
        return lambda library: _have(library, group, name, members)

    return do


def _have(library: Library, group: Group, name: str, ids: Sequence[int]) -> None:
    """There is one of this name, with those of the clips that are still there."""
    library.groups.make(group, name)
    library.groups.put([clip.id for clip in library.clips.get_all(ids)], group, name)


def remove(ids: Sequence[int]) -> Edit:
    """Take clips out of the library; their files stay."""

    def do(library: Library) -> Inverse:
        removed = library.clips.remove(ids)
        return lambda library: library.clips.bring_back(removed)

    return do


def _each(
    ids: Sequence[int], read: Callable[[Clip], _T], write: Callable[[Library, int, _T], object], value: _T
) -> Edit:
    """The same value for all; undone, each has its own again."""

    def do(library: Library) -> Inverse:
        before = {clip.id: read(clip) for clip in library.clips.get_all(ids)}
        for clip_id in before:
            write(library, clip_id, value)

        def undo(library: Library) -> None:
            for clip_id, old in before.items():
                write(library, clip_id, old)

        return undo

    return do


def _all(
    ids: Sequence[int], read: Callable[[Clip], _T], write: Callable[[Library, dict[int, _T]], object], value: _T
) -> Edit:
    """The same at once, for thousands of clips too."""

    def do(library: Library) -> Inverse:
        before = {clip.id: read(clip) for clip in library.clips.get_all(ids)}
        write(library, dict.fromkeys(before, value))
        return lambda library: write(library, before)

    return do


def _names(clip: Clip, group: Group) -> tuple[str, ...]:
    return {Group.TAG: clip.tags, Group.PERSON: clip.persons, Group.COLLECTION: clip.collections}[group]
