"""What a skill is called."""

from dancecoach.coaching.sheet.words import value_text
from dancecoach.coaching.skill import Skill
from dancecoach.coaching.skill_sheet import SkillSheet
from dancecoach.i18n import _


def skill_title(skill: Skill, sheet: SkillSheet | None) -> str:
    """What it was, such as "probably tuck, 1 turn backwards"; by the name that a person taught, where it has one."""
    shape = value_text(sheet["body_shape"]) if sheet is not None and sheet["body_shape"].unseen is None else ""
    word = shape or _("a skill")
    if not skill.turns and not skill.on_hands and skill.flight_time_s is not None:
        word = _("{} jump").format(shape) if shape else _("a jump")
    sure = skill.confidence
    if skill.name:
        word, sure = skill.name, min(sure, skill.name_certainty)
    if sure < 0.9:
        word = (_("probably {}") if sure >= 0.5 else _("perhaps {}")).format(word)
    title = word[:1].upper() + word[1:]
    turns = skill.turns
    if not turns:
        return title
    text = _("1 turn") if abs(turns) == 1 else _("{:g} turns").format(abs(turns))
    way = value_text(sheet["direction"]) if sheet is not None and sheet["direction"].unseen is None else ""
    return f"{title}, {text} {way}".rstrip()
