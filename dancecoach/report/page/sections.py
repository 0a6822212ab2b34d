"""A skill's sheet as the page shows it: a line in words, and groups of measures."""

from dancecoach.coaching.sheet.words import group_title, measure_title, value_text, why_unseen
from dancecoach.coaching.skill import Skill
from dancecoach.coaching.skill_sheet import GROUPS, SkillSheet
from dancecoach.i18n import _
from dancecoach.report.page.content import Section


def sections_of(sheet: SkillSheet) -> list[Section]:
    """The sheet as groups of lines."""
    made = []
    for group in GROUPS:
        lines = sheet.of_group(group)
        reasons = dict.fromkeys(line.unseen for line in lines if line.unseen is not None)
        made.append(
            Section(
                group_title(group),
                tuple((measure_title(line.name), value_text(line)) for line in lines if line.unseen is None),
                tuple(
                    (", ".join(measure_title(line.name) for line in lines if line.unseen is why), why_unseen(why))
                    for why in reasons
                ),
            )
        )
    return made


def summary_of(skill: Skill, sheet: SkillSheet | None) -> str:
    """The skill in a few words: how long in the air and how high, or on the hands; "" where that was not seen."""
    if skill.on_hands:
        return _("On the hands, about {:.1f} s").format(skill.touchdown_s - skill.takeoff_s)
    if sheet is None or sheet["flight_time"].unseen is not None:
        return ""
    if skill.hardly_flies:
        return _("Hardly off the ground: {}").format(value_text(sheet["flight_time"]))
    return _("{time} in the air · {height} high").format(
        time=value_text(sheet["flight_time"]), height=value_text(sheet["height"])
    )
