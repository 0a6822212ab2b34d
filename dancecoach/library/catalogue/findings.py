"""An analysis as the library's search wants it."""

from dancecoach.coaching.sheet.title import skill_title
from dancecoach.coaching.skill import Skill
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.catalogue.records import Findings, SkillFacts
from dancecoach.library.folding import fold


def findings_of(analysis: Analysis) -> Findings:
    """What was found, in the words that people see and search for."""
    style = analysis.style
    return Findings(
        analysed_with=" ".join(filter(None, (analysis.engine, analysis.model))),
        found_share=float(analysis.track.found.mean()) if len(analysis.track.found) else 0.0,
        style="" if style is None else style.label,
        style_certainty=0.0 if style is None else style.certainty,
        skills=tuple(map(skill_facts, analysis.skills)),
    )


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
