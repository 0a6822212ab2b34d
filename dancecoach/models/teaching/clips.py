"""Clips that a style is taught from: which can be used, and why others cannot."""

from collections.abc import Collection, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.i18n import _, ngettext
from dancecoach.models.card import UNKNOWN
from dancecoach.models.style import LEAST_S
from dancecoach.motion.grid import RATE_HZ

FEWEST = 3
"""Clips from which a style can be taught."""

LONGEST_NAME = 60
"""Letters of a style's name."""

_MOST_REASONS = 3


@attrs.frozen(eq=False)
class StyleClip:
    """A clip of the new style.

    Attributes:
        name: what people call it.
        values: (n, F) as `dancecoach.models.style.style_values` gives them; n may be 0.
        person: who dances; "" where nobody said.
        sha256: of its content; "" where it is not known.
        sides: (n, F) each, the same from other sides, as `dancecoach.models.teaching.turned.other_sides` gives it; to
            learn from, never to be asked about.
    """

    name: str
    values: NDArray[np.float32] = attrs.field(repr=False)
    person: str = ""
    sha256: str = ""
    sides: tuple[NDArray[np.float32], ...] = attrs.field(default=(), repr=False)


def why_not(clip: StyleClip, before: Sequence[StyleClip] = ()) -> str:
    """Why a style cannot be taught from a clip, a sentence; "" where it can.

    Args:
        clip: in question.
        before: clips that are used already; the same film again says nothing new.
    """
    if not len(clip.values):
        return _("Nobody is seen in it.")
    seconds = len(clip.values) / RATE_HZ
    if seconds < LEAST_S:
        text = _("The dancer is seen for {seconds:.1f} s; {least:.0f} s are needed.")
        return text.format(seconds=seconds, least=LEAST_S)
    twin = next((one for one in before if clip.sha256 and one.sha256 == clip.sha256), None)
    return "" if twin is None else _("It is the same film as “{}”.").format(twin.name)


def sort_out(clips: Sequence[StyleClip]) -> tuple[list[StyleClip], list[tuple[str, str]]]:
    """The clips that can be used, and (name, why not) of the others."""
    used: list[StyleClip] = []
    left_out: list[tuple[str, str]] = []
    for clip in clips:
        why = why_not(clip, used)
        if why:
            left_out.append((clip.name, why))
        else:
            used.append(clip)
    return used, left_out


def check_enough(style: str, count: int, left_out: Sequence[tuple[str, str]] = ()) -> None:
    """Raise where there are too few clips.

    Args:
        style: that is taught.
        count: clips that can be used.
        left_out: (name, why not) of others, for the sentence.

    Raises:
        InputError: there are too few.
    """
    if count >= FEWEST:
        return
    text = ngettext(
        "has {count} clip that can be used, where {fewest} are needed",
        "has {count} clips that can be used, where {fewest} are needed",
        count,
    )
    said = text.format(count=count, fewest=FEWEST)
    if left_out:
        reasons = " ".join(f"{name}: {why}" for name, why in left_out[:_MOST_REASONS])
        said = f"{said} ({reasons}{' …' if len(left_out) > _MOST_REASONS else ''})"
    remedy = _("add clips in which the dancer is seen for {least:.0f} s or more")
    raise InputError(said, subject=f"“{style}”", remedy=remedy.format(least=LEAST_S))


def style_name(text: str, known: Collection[str]) -> str:
    """A style's name, without the space around it.

    Args:
        text: as typed.
        known: names that are taken; upper and lower case count as the same.

    Raises:
        InputError: it is empty, too long, not writable in a line, or taken.
    """
    name = " ".join(text.split())
    if not name:
        raise InputError(_("the style has no name"), remedy=_("give it one"))
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError(
            _("is no name for a style"),
            subject=f"“{name[:LONGEST_NAME]}”",
            remedy=_("choose one of {} letters at most").format(LONGEST_NAME),
        )
    if name.casefold() in {other.casefold() for other in (*known, UNKNOWN)}:
        raise InputError(
            _("is a style that is known already"), subject=f"“{name}”", remedy=_("choose another name for it")
        )
    return name
