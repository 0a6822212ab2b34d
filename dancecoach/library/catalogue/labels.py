"""What the labels of skills say: the name that a person taught, and which of them a clip is called by."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from dancecoach.coaching.measures.shape_words import shape_word
from dancecoach.coaching.skill import BODY_SHAPES
from dancecoach.i18n import _
from dancecoach.library.catalogue.records import Clip, SkillFacts
from dancecoach.library.folding import fold

HOP_S: Final = 0.35
"""A shorter flight, 15 cm high, is a hop. Those in eight real dances and folk steps last 0.07 to 0.25 s, jumps on the
spot 0.49 s and more."""

_AROUND_S: Final = 0.5
"""Take-off and landing of a hop, seconds."""

_MOST: Final = 0.25
"""Share of a clip that its hops fill at most where it is about something else: in dances 0.16, in clips of nothing but
hops 0.3 and more."""

_WAYS: Final = ("back", "front")


def telling(clip: Clip) -> tuple[SkillFacts, ...]:
    """The skills that say what a clip is: a dance with a hop or two in it is no jump.

    The hops are found by the search all the same, and stand in the clip's details.
    """
    skills = () if clip.findings is None else clip.findings.skills
    hops = [skill for skill in skills if _is_hop(skill)]
    return tuple(skill for skill in skills if skill not in hops) if _are_by_the_way(hops, clip) else skills


def _are_by_the_way(hops: Sequence[SkillFacts], clip: Clip) -> bool:
    return sum((hop.flight_s or 0.0) + _AROUND_S for hop in hops) <= _MOST * clip.facts.duration_s


def _is_hop(skill: SkillFacts) -> bool:
    flies = skill.flight_s is not None and skill.flight_s < HOP_S
    return flies and not skill.turns and not taught_name(skill.label, skill.shape)


@lru_cache(4096)
def taught_name(label: str, shape: str) -> str:
    """The name that somebody taught the program, folded; "" where its own words stand in the label.

    The library keeps one label of a skill: "Probably swan leap, 1 turn backwards tuck back". What is before the turns,
    without how sure it is and without what is appended for the search, is the name, unless it is a word of the rules.

    Args:
        label: of the skill, as it is searched.
        shape: of the body, "" where it cannot be seen.
    """
    shape = fold(shape)
    words = fold(label).partition(",")[0].split()
    for sure in (_("probably {}"), _("perhaps {}")):
        if words and words[0] == fold(sure).split()[0]:
            words = words[1:]
    while len(words) > 1 and words[-1] in (*_WAYS, shape):
        words = words[:-1]
    name = " ".join(words)
    shapes = [fold(shape_word(shape)) for shape in BODY_SHAPES if shape]
    ruled = {*_WAYS, *BODY_SHAPES, *shapes, *(fold(_("{} jump").format(shape)) for shape in shapes)}
    return "" if name in ruled | {fold(_("a skill")), fold(_("a jump"))} else name
