"""What kinds of skills are put together in a chart: "back tuck", however sure somebody was of it each time."""

from typing import Final

from dancecoach.i18n import _
from dancecoach.library.catalogue.records import SkillFacts
from dancecoach.library.catalogue.tables import fold

_TURNED: Final = 0.4
"""Turns of the trunk from which on it is a somersault rather than a jump: half of one, as they are counted to a
quarter."""

_WAYS: Final = ("back", "front")


def kind_of(skill: SkillFacts) -> str:
    """The key of a skill's kind, such as "back tuck", "2 back pike", "tuck jump"."""
    turns = 0.0 if skill.turns is None else round(abs(skill.turns) * 2) / 2
    shape = fold(skill.shape)
    if turns < _TURNED:
        return f"{shape} jump".strip() if skill.flight_s is not None else f"{shape} skill".strip()
    assert skill.turns is not None
    way = _WAYS[0] if skill.turns < 0 else _WAYS[1]
    if not shape:
        shape = "somersault" if skill.flight_s is not None else "turn"
    if shape == "straight":
        shape = "layout"
    return f"{'' if turns == 1 else f'{turns:g} '}{way} {shape}"


def kind_title(kind: str) -> str:
    """What a kind is called: "Back tuck", "Double back tuck"."""
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
    names = f"{fold(kind)} {fold(kind_title(kind))}"
    return all(word in names for word in fold(typed).split())


def _shape(shape: str) -> str:
    return {
        "tuck": _("tuck"),
        "pike": _("pike"),
        "layout": _("layout"),
        "straddle": _("straddle"),
        "split": _("split"),
        "straight": _("straight"),
        "somersault": _("somersault"),
        "turn": _("turn over the hands"),
    }.get(shape, shape)
