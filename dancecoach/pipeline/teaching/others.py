"""Clips of the library that are certainly not of what is taught: it is told from them.

A clip that nobody named may well be of it: of somebody's fifty films of a dance five are chosen, and the other 45 lie
there without a name. Learnt as something else, they make the app refuse the very dance.

Measured with the five dances of trend videos and four captured ones, each in turn taught 30 and 20 times to the network
that knows the other set, from three to five clips, while a part of its clips and half of the other dances' had no name.
Told from all of them, 0 and 1 of 100 of the clips without a name were known afterwards, and 21 and 38 of 100 that were
not in the library at all; told from those with a name alone, 33 and 86, and 37 and 80 of 100. Of 100
clips of other dances that were not in the library 94 and 97 were refused before, and 88 and 94 then. Where no other
clip has a name, only 20 and 87 are: so it is said that there was none.
"""

from collections.abc import Collection, Iterable, Sequence

import attrs

from dancecoach.library.catalogue.records import Clip

MOST = 40
"""More clips say little more, and each takes a moment to read."""

MOST_CHECKED = 300
"""So many of the clips that were not told from are looked at afterwards."""

SURE = 0.9
"""Certainty from which a style that was found stands for a name: of 145 clips of dances that a network does not know,
it names 15, and 2 so surely."""


@attrs.frozen(eq=False)
class Others:
    """Clips of the library that were not chosen, and have a name in common.

    Attributes:
        name: a style that is known, a tag or a collection; "" for those without any.
        clips: that have it; they may have other names too.
        certain: whether it is the name of a style, or skill, that is known already.
    """

    name: str
    clips: tuple[Clip, ...]
    certain: bool = False


def grouped(clips: Sequence[Clip], chosen: Sequence[Clip], known: Collection[str]) -> tuple[Others, ...]:
    """The clips that were not chosen by their names: known ones first, then the larger ones, those without at the end.

    Args:
        clips: of the library; those that nobody looked at, or in which nobody is seen, are left out.
        chosen: those that are taught from; what they are called tells nothing from them, and where the app surely
            takes one of them for a dance that it knows, it may do so with others of theirs.
        known: names of the styles, or skills, that are known already.
    """
    taken = {clip.id for clip in chosen}
    styles = {name.casefold(): name for name in known}
    shared = {word.casefold() for clip in chosen for word in _words(clip)}
    mistaken = {_found(clip).casefold() for clip in chosen}
    found: dict[str, list[Clip]] = {}
    titles: dict[str, str] = {}
    for clip in clips:
        if clip.id in taken or clip.findings is None or clip.findings.found_share <= 0:
            continue
        words = [word for word in _words(clip) if word.casefold() not in shared]
        seen = _found(clip)
        if seen.casefold() in styles.keys() - mistaken:
            words.append(seen)
        for key, word in {word.casefold(): word for word in words or [""]}.items():
            titles.setdefault(key, styles.get(key, word))
            found.setdefault(key, []).append(clip)
    groups = [Others(titles[key], tuple(group), key in styles) for key, group in found.items()]
    return tuple(sorted(groups, key=lambda one: (not one.name, not one.certain, -len(one.clips), one.name.casefold())))


def others_of(groups: Iterable[Others], told: Collection[str], name: str, most: int = MOST) -> list[Clip]:
    """The clips that it is told from, evenly out of all.

    Args:
        groups: as `grouped` gives them.
        told: names of the groups to tell it from.
        name: what is taught; a clip that has it as a tag, a collection or a style is left out.
        most: how many.
    """
    return _thinned(_clips((one for one in groups if one.name in told), name), most)


def to_check(groups: Sequence[Others], told: Collection[str], name: str, most: int = MOST_CHECKED) -> list[Clip]:
    """The clips that it is not told from, evenly out of all: what they are called afterwards is for a person to see.

    Args:
        groups: as `grouped` gives them.
        told: names of the groups that it is told from.
        name: what is taught; a clip that has it is left out.
        most: how many.
    """
    used = {clip.id for clip in _clips((one for one in groups if one.name in told), name)}
    return _thinned([clip for clip in _clips(groups, name) if clip.id not in used], most)


def _clips(groups: Iterable[Others], name: str) -> list[Clip]:
    """Each clip of the groups once, but for those that have the name."""
    word = name.strip().casefold()
    found = {clip.id: clip for one in groups for clip in one.clips}
    return [clip for clip in found.values() if word not in _all_names(clip)]


def _thinned(clips: Sequence[Clip], most: int) -> list[Clip]:
    count = min(most, len(clips))
    return [clips[(2 * k + 1) * len(clips) // (2 * count)] for k in range(count)]


def _words(clip: Clip) -> tuple[str, ...]:
    """What a person called a clip."""
    return (*clip.tags, *clip.collections)


def _found(clip: Clip) -> str:
    """The style that the app surely takes a clip for; "" where there is none."""
    found = clip.findings
    return found.style if found is not None and found.style_certainty >= SURE else ""


def _all_names(clip: Clip) -> set[str]:
    return {word.casefold() for word in (*_words(clip), "" if clip.findings is None else clip.findings.style) if word}
