"""What kinds of skills are put together in a chart: "back tuck", however sure somebody was of it each time."""

from functools import lru_cache
from typing import Final

from dancecoach.coaching.measures.shape_words import shape_word
from dancecoach.i18n import _
from dancecoach.library.catalogue.labels import taught_name
from dancecoach.library.catalogue.records import SkillFacts
from dancecoach.library.folding import fold

_TURNED: Final = 0.4
"""Turns of the trunk from which on it is a somersault rather than a jump: half of one, as they are counted to a
quarter."""

_WAYS: Final = ("back", "front")
_NAMED: Final = "named "


def kind_of(skill: SkillFacts) -> str:
    """The key of a skill's kind, such as "back tuck", "2 back pike", "tuck jump", or the name that a person taught."""
    return _kind(skill.label, skill.shape, skill.turns, skill.flight_s is not None)


@lru_cache(4096)
def _kind(label: str, shape: str, turns: float | None, flies: bool) -> str:
    """The same; a library of thousands of skills has few different ones."""
    shape = fold(shape)
    name = taught_name(label, shape)
    if name:
        return _NAMED + name
    count = 0.0 if turns is None else round(abs(turns) * 2) / 2
    if turns is None or count < _TURNED:
        return f"{shape} jump".strip() if flies else f"{shape} skill".strip()
    way = _WAYS[0] if turns < 0 else _WAYS[1]
    if not shape:
        shape = "somersault" if flies else "turn"
    if shape == "straight":
        shape = "layout"
    return f"{'' if count == 1 else f'{count:g} '}{way} {shape}"


def kind_title(kind: str) -> str:
    """What a kind is called: "Back tuck", "Double back tuck"."""
    if kind.startswith(_NAMED):
        name = kind.removeprefix(_NAMED)
        return name[:1].upper() + name[1:]
    words = kind.split()
    turns = float(words.pop(0)) if words[0][0].isdigit() else 1.0
    if words[0] in _WAYS:
        way, shape = words
        name = (_("back {}") if way == "back" else _("front {}")).format(_shape(shape))
        if turns == 2:
            name = _("double {}").format(name)
        elif turns != 1:
            name = _("{name}, {turns:g} turns").format(name=name, turns=turns)
    elif len(words) == 1:
        name = _("jump") if words[0] == "jump" else _("other skill")
    else:
        name = (_("{} jump") if words[1] == "jump" else _("other skill, {}")).format(_shape(words[0]))
    return name[:1].upper() + name[1:]


def is_kind(typed: str, kind: str) -> bool:
    """Whether somebody who typed some words may mean a kind: all of them are in its name, in English or as shown."""
    names = f"{fold(kind.removeprefix(_NAMED))} {fold(kind_title(kind))}"
    return all(word in names for word in fold(typed).split())


def _shape(shape: str) -> str:
    return {
        "somersault": _("somersault"),
        "turn": _("turn over the hands"),
    }.get(shape, shape_word(shape))
