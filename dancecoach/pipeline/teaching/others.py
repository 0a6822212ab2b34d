"""Clips of the library that are not of what is taught: it is told from them."""

from collections.abc import Collection, Sequence

from dancecoach.library.catalogue.records import Clip

MOST = 40
"""More clips say little more, and each takes a moment to read."""


def others_of(clips: Sequence[Clip], chosen: Collection[int], name: str, most: int = MOST) -> list[Clip]:
    """Clips that were looked at and are not of that name, evenly out of all.

    Args:
        clips: of the library.
        chosen: numbers of those that are taught from.
        name: what is taught; a clip that has it as a tag, a collection or a style is left out.
        most: how many.
    """
    word = name.strip().casefold()

    def is_it(clip: Clip) -> bool:
        words = {*clip.tags, *clip.collections, "" if clip.findings is None else clip.findings.style}
        return word in {one.casefold() for one in words}

    fit = [
        clip
        for clip in clips
        if clip.id not in chosen and clip.findings is not None and clip.findings.found_share > 0 and not is_it(clip)
    ]
    count = min(most, len(fit))
    return [fit[(2 * k + 1) * len(fit) // (2 * count)] for k in range(count)]
