"""An analysis as the library's search wants it."""

from dancecoach.coaching.sheet.title import skill_title
from dancecoach.coaching.skill import Skill
from dancecoach.coaching.subject import is_dance_named
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.catalogue.records import Findings, SkillFacts
from dancecoach.library.folding import fold
from dancecoach.models.card import UNKNOWN


def findings_of(analysis: Analysis) -> Findings:
    """What was found, in the words that people see and search for: a dance where Review says one, too."""
    style, certainty = _style(analysis)
    return Findings(
        analysed_with=" ".join(filter(None, (analysis.engine, analysis.model))),
        found_share=float(analysis.track.found.mean()) if len(analysis.track.found) else 0.0,
        style=style,
        style_certainty=certainty,
        skills=tuple(map(skill_facts, analysis.skills)),
    )


def _style(analysis: Analysis) -> tuple[str, float]:
    """The dance that a clip is named, and how sure that is: a back tuck is not named the dance it is nearest to."""
    style = analysis.style
    if style is None:
        return "", 0.0
    if not is_dance_named(style, activity=analysis.activity, skills=analysis.skills, phases=analysis.phases):
        return UNKNOWN, 0.0
    return style.label, style.certainty


def skill_facts(skill: Skill) -> SkillFacts:
    """One skill; "back" and "front" are what people call turning backwards and forwards."""
    way = "" if not skill.turns else "back" if skill.turns < 0 else "front"
    title = skill_title(skill, skill.sheet)
    more = [word for word in (skill.body_shape, way) if word and word not in fold(title)]
    return SkillFacts(
        takeoff_s=skill.takeoff_s,
        label=" ".join((title, *more)),
        shape=skill.body_shape,
        flight_s=skill.flight_time_s,
        height_m=skill.jump_height_m,
        turns=skill.turns,
        confidence=skill.confidence,
    )
