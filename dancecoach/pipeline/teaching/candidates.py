"""Which clips of a library something can be taught from, before any of them is looked at closely."""

from collections.abc import Sequence

import attrs

from dancecoach.i18n import _
from dancecoach.library.catalogue.records import Clip
from dancecoach.models.style import LEAST_S
from dancecoach.pipeline.teaching.request import Example


@attrs.frozen
class Candidate:
    """A clip that was chosen to be taught from.

    Attributes:
        example: the clip.
        why_not: why it cannot be used, a sentence; "" where it can.
        remark: something to know about it; "" for nothing.
    """

    example: Example
    why_not: str = ""
    remark: str = ""


def example_of(clip: Clip) -> Example:
    """A clip of the library, and who is in it where that is one person."""
    person = clip.persons[0] if len(clip.persons) == 1 else ""
    return Example(clip.title, clip.path, clip.facts.sha256, person)


def style_candidates(clips: Sequence[Clip]) -> tuple[Candidate, ...]:
    """The clips, and why a style cannot be taught from some of them."""
    return tuple(Candidate(example_of(clip), _style_problem(clip), _remark(clip)) for clip in clips)


def _style_problem(clip: Clip) -> str:
    if clip.findings is None:
        return "" if clip.path.exists() else _("Its file is gone.")
    if clip.findings.found_share <= 0:
        return _("Nobody is seen in it.")
    seconds = clip.findings.found_share * clip.facts.duration_s
    if seconds < LEAST_S:
        return _("The dancer is seen for {seconds:.1f} s; {least:.0f} s are needed.").format(
            seconds=seconds, least=LEAST_S
        )
    return ""


def _remark(clip: Clip) -> str:
    said = []
    if clip.findings is None:
        said.append(_("It is looked at first, which takes a while."))
    if len(clip.persons) > 1:
        said.append(_("Several persons are named; it counts as nobody's."))
    return " ".join(said)
