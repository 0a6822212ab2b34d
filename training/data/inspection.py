"""What a person should know of clips before believing what is learned from them."""

from collections.abc import Iterator, Sequence

import numpy as np

from dancecoach.errors import InputError
from training.data.clips import Clip

_MIXED = 1.05
"""Frame rates of clips that differ by more than this factor are of different recordings."""

_STILL = 1e-6
"""Shares of the picture: joints that move less do not move."""

_HARDLY = 0.5
"""Share of the frames in which somebody should be found."""


def refuse_one_class(labels: Sequence[str], where: object) -> None:
    """See that there is something to tell apart.

    Args:
        labels: of the classes.
        where: the clips' folder, for the sentence.

    Raises:
        InputError: there are not two.
    """
    if len(labels) < 2:
        only = f"one dance only ({labels[0]})" if labels else "no dance"
        raise InputError(f"holds {only}", subject=str(where), remedy="add clips of another one")


def doubts(clips: Sequence[Clip]) -> Iterator[str]:
    """Sentences about clips of different frame rates, clips in which nothing moves, and clips that show hardly anybody.

    They can be used, so nothing is refused.
    """
    yield from _mixed_rates(clips)
    still = [clip.name for clip in clips if _is_still(clip)]
    if still:
        yield f"{_named(still)}: nothing moves; a still picture says nothing about a dance."
    hardly = [clip.name for clip in clips if len(clip) and clip.track.found_fraction < _HARDLY]
    if hardly:
        yield f"{_named(hardly)}: somebody is found in less than half of the frames; what is missing is filled up."


def _mixed_rates(clips: Sequence[Clip]) -> Iterator[str]:
    rates = {clip.name: _rate(clip) for clip in clips if len(clip) > 1}
    if not rates:
        return
    slow, fast = min(rates, key=lambda n: rates[n]), max(rates, key=lambda n: rates[n])
    if rates[fast] > _MIXED * rates[slow]:
        yield (
            f"Clips of {rates[slow]:.3g} ({slow}) to {rates[fast]:.3g} frames a second ({fast}) are mixed: a system "
            "that counts frames takes the same dance for a faster one; make them alike with python -m training extract."
        )


def _rate(clip: Clip) -> float:
    return 1.0 / float(np.median(np.diff(clip.track.times)))


def _is_still(clip: Clip) -> bool:
    points = clip.track.landmarks[clip.track.found][..., :2]
    if len(points) < 2:
        return False
    return bool((np.nan_to_num(np.ptp(points, axis=0)) < _STILL).all())


def _named(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
